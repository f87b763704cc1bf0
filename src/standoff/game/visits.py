"""Where an equilibrium leads: expected months in each state, and steps between levels of a factor.

The distribution over states is pushed forward month by month under the equilibrium's choices,
m_{t+1}(s') = sum_sab m_t(s) P_1(a|s) P_2(b|s) f(s'|s,a,b); nothing is simulated.
"""

from __future__ import annotations

import numpy as np

from standoff.game.solution import Solution
from standoff.nouns.solved import Step

__all__ = ["expected_months", "steps_between"]


def expected_months(
    solution: Solution, months: int, state: dict[str, str] | None = None
) -> np.ndarray:
    """Months of the first `months` spent in each state: (S,), adding up to `months`."""
    game = solution.game
    now = np.zeros(len(game.states))
    now[game.index(**(state or {}))] = 1.0
    total = np.zeros_like(now)
    for _ in range(months):
        total += now
        now = game.model.transition.push(_moves(solution, now)[None])[0]
    return total


def steps_between(
    solution: Solution, visits: np.ndarray, factor: str
) -> tuple[dict[str, float], tuple[Step, ...]]:
    """Months at each level of a factor, and from each level the chance of each next one."""
    game = solution.game
    names = game.declaration.factors[factor].names
    at = game.space.places[:, list(game.declaration.factors).index(factor)]
    spent = np.bincount(at, weights=visits, minlength=len(names))
    steps = []
    for k in np.flatnonzero(spent):
        weights = np.where(at == k, visits, 0.0)
        after = game.model.transition.push(_moves(solution, weights)[None])[0]
        ahead = np.bincount(at, weights=after, minlength=len(names)) / spent[k]
        steps += [
            Step(source=names[k], target=names[j], chance=float(ahead[j]))
            for j in np.flatnonzero(ahead)
        ]
    return dict(zip(names, map(float, spent), strict=True)), tuple(steps)


def _moves(solution: Solution, weights: np.ndarray) -> np.ndarray:
    """Mass of every state spread over both sides' choices: (S, A, B)."""
    spread = weights[:, None, None] * solution.first[:, :, None] * solution.second[:, None, :]
    return np.asarray(spread)
