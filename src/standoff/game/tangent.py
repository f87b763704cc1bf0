"""How outcomes move with payoffs, to first order, at one stored solution: for sliders.

An outcome is a choice probability in the present state, or the chance F that an event has come
within T months. Its derivative in the values v of all states goes backwards through whatever makes
it: for F, with m_t the mass that has not seen the event in month t and S_t(s) the chance not to see
it from month t on,

    dF / dP_1(a|s) = - sum_t m_t(s) sum_b P_2(b|s) 1{not e(s,a,b)} sum_s' f(s'|s,a,b) S_t+1(s'),

and one transposed linear solve turns it into derivatives in every payoff (`derivatives.py`). Kept
are slopes, so that a slider costs a sum of products. Off the solution they are what they are: a
tangent (`nouns.tangent` moves chances on the log-odds scale, so that they stay between 0 and 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from standoff.errors import BadValue
from standoff.game.compiling import pattern_of
from standoff.game.estimation_months.slopes import slopes_of
from standoff.game.linearised import Linearised
from standoff.game.solution import Solution
from standoff.game.statics.prior import multipliers, payoff_parameters

__all__ = ["Slope", "slopes_at"]


@dataclass(frozen=True)
class Slope:
    """An outcome at the solution, and its derivative in each payoff parameter."""

    value: float
    slopes: dict[str, float]


def slopes_at(
    solution: Solution, state: Mapping[str, str], events: tuple[str, ...], months: int
) -> tuple[dict[str, dict[str, Slope]], dict[str, Slope]]:
    """Side -> action -> slope in a state, and event -> slope of its chance within `months`.

    Raises `BadValue` for unknown names.
    """
    game = solution.game
    point = Linearised(game.model, solution.worths * game.precision)
    told = game.declaration
    names = (*payoff_parameters(told), *multipliers(told))
    slopes = slopes_of(game, game.parameters, names)
    index = game.index(**state)

    def solved(value: float, weights: tuple[np.ndarray, np.ndarray]) -> Slope:
        """From d outcome / dP of both sides to d outcome / d theta."""
        in_v = np.concatenate(
            [
                p * (w - (p * w).sum(axis=1, keepdims=True))
                for p, w in zip(point.choices, weights, strict=True)
            ],
            axis=1,
        )
        found = slopes.contract(point, point.solve_transposed(in_v))
        return Slope(value, dict(zip(names, map(float, found), strict=True)))

    choices: dict[str, dict[str, Slope]] = {}
    for number, (side, actions) in enumerate(told.sides.items()):
        choices[side] = {}
        for a, action in enumerate(actions):
            weights = (np.zeros_like(solution.first), np.zeros_like(solution.second))
            weights[number][index, a] = 1.0
            value = float(point.choices[number][index, a])
            choices[side][action] = solved(value, weights)
    chances = {event: solved(*_passage(solution, index, event, months)) for event in events}
    return choices, chances


def _passage(
    solution: Solution, index: int, event: str, months: int
) -> tuple[float, tuple[np.ndarray, np.ndarray]]:
    """F and its derivatives in both sides' choice probabilities."""
    game = solution.game
    if event not in game.declaration.events:
        known = ", ".join(game.declaration.events) or "none declared"
        raise BadValue(f"unknown event {event!r}", expected=f"one of {known}")
    unseen = 1.0 - pattern_of(game.declaration, game.space, game.declaration.events[event])
    first, second = solution.first, solution.second
    play = first[:, :, None] * second[:, None, :] * unseen
    mass = np.zeros(len(first))
    mass[index] = 1.0
    masses = []
    for _ in range(months):
        masses.append(mass)
        mass = game.model.transition.push((mass[:, None, None] * play)[None])[0]
    later, ways = np.ones(len(first)), np.zeros_like(play)
    for before in reversed(masses):
        ahead = game.model.transition.expect(later[None])[0]
        ways += before[:, None, None] * ahead
        later = (play * ahead).sum(axis=(1, 2))
    ways *= -unseen
    return 1.0 - float(mass.sum()), (
        np.einsum("sab,sb->sa", ways, second),
        np.einsum("sab,sa->sb", ways, first),
    )
