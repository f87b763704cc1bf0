"""What a small change of payoffs would do, at once: tangents of a solution, kept for later asking.

One linear solve a parameter gives dv/dtheta in all states (`derivatives.py`). With them at hand

    P(theta + d) ~ P + sum_k d_k P (dv_k - P'dv_k)

costs nothing, in any state, and so does the first-passage chance of an event within T months: with
m_t the mass that has not seen it at the start of month t, h_n(s) the chance of seeing it within n
months and q_t = 1{event} + 1{not event} E[h_{T-t-1}],

    dF = sum_t sum_s m_t(s) sum_ab (dP_1 P_2 + P_1 dP_2) q_t(s,a,b).

Tangents are approximations: they know nothing of curvature or folds. A Newton solve that starts
where they point (`Tangents.ahead`) gives the exact answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from standoff.errors import BadValue
from standoff.game.compiling import pattern_of
from standoff.game.derivatives import point_of, push_of
from standoff.game.laws import law_parameter
from standoff.game.solution import Solution

__all__ = ["Tangents", "tangents"]

ROUGH = 1e-4
"""Relative accuracy of the linear solves: far below what a tangent itself is worth."""


@dataclass(frozen=True)
class Tangents:
    """`moved[k]` is d(values of actions)/d `names[k]`, scaled by the precision: (K, S, A + B)."""

    solution: Solution
    names: tuple[str, ...]
    moved: np.ndarray

    def choices(self, side: str, **state: str) -> np.ndarray:
        """d probability of each action of a side in a state: (K, actions)."""
        index, number = self.solution.game.index(**state), self.solution.game.side(side)
        return self._choices(number)[:, index]

    def first_passage(self, event: str, months: int, **state: str) -> np.ndarray:
        """d P(event within so many months from a state): (K,)."""
        pulls = _pulls(self.solution, event, months, dict(state))
        return np.asarray(
            sum((self._choices(i) * pull).sum(axis=(1, 2)) for i, pull in enumerate(pulls))
        )

    def ahead(self, changes: Mapping[str, float]) -> np.ndarray:
        """Values of actions (S, A + B) where the parameters have moved by `changes`."""
        game = self.solution.game
        steps = np.array([changes.get(name, 0.0) for name in self.names])
        return self.solution.worths + np.tensordot(steps, self.moved, axes=1) / game.precision

    def _choices(self, side: int) -> np.ndarray:
        """dP of a side in all states: (K, S, actions)."""
        split = self.solution.game.model.actions[0]
        part = self.moved[:, :, :split] if side == 0 else self.moved[:, :, split:]
        p = (self.solution.first, self.solution.second)[side]
        out: np.ndarray = p * (part - (p * part).sum(axis=2, keepdims=True))
        return out


def tangents(
    solution: Solution,
    names: Sequence[str],
    *,
    tell: Callable[[int, int], None] | None = None,
) -> Tangents:
    """Tangents in payoff parameters or patience; `tell` hears how many of how many are done.

    Raises `BadValue` for a parameter that moves states too.
    """
    game, point = solution.game, point_of(solution)
    moved = []
    for done, name in enumerate(names, 1):
        push = push_of(solution, point, name)
        if law_parameter(game.declaration, name):
            where = f"parameter {name}"
            raise BadValue("a chance of the laws", where=where, expected="payoffs or patience")
        moved.append(point.solve(push, tolerance=ROUGH))
        if tell:
            tell(done, len(names))
    shape = (0, *solution.worths.shape)
    return Tangents(solution, tuple(names), np.stack(moved) if moved else np.zeros(shape))


def _pulls(
    solution: Solution, event: str, months: int, state: Mapping[str, str]
) -> tuple[np.ndarray, np.ndarray]:
    """dF/dP_1 (S, A) and dF/dP_2 (S, B) of the chance within so many months."""
    game, transition = solution.game, solution.game.model.transition
    if event not in game.declaration.events:
        known = ", ".join(game.declaration.events) or "none declared"
        raise BadValue(f"unknown event {event!r}", expected=f"one of {known}")
    seen = pattern_of(game.declaration, game.space, game.declaration.events[event])
    play = solution.first[:, :, None] * solution.second[:, None, :]
    chances = [np.zeros(len(game.states))]
    worth = []
    for _ in range(months):
        worth.append(seen + (1 - seen) * transition.expect(chances[-1][None])[0])
        chances.append((play * worth[-1]).sum(axis=(1, 2)))
    mass = np.zeros(len(game.states))
    mass[game.index(**state)] = 1.0
    pulls = np.zeros_like(solution.first), np.zeros_like(solution.second)
    for q in reversed(worth):
        pulls[0][:] += mass[:, None] * np.einsum("sab,sb->sa", q, solution.second)
        pulls[1][:] += mass[:, None] * np.einsum("sab,sa->sb", q, solution.first)
        mass = transition.push((mass[:, None, None] * play * (1 - seen))[None])[0]
    return pulls
