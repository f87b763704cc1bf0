"""From every parameter forward to all states: tangents of a solution, kept for later asking.

One linear solve a parameter gives dv/dtheta in all states (`derivatives.py`). With them at hand

    P(theta + d) ~ P + sum_k d_k P (dv_k - P'dv_k)

costs nothing, in any state, and so does the first-passage chance of an event (`passage.py`).
`adjoint.py` is the other direction: one solve an outcome, whatever the number of parameters.

Tangents are approximations: they know nothing of curvature or folds. A Newton solve that starts
where they point (`Tangents.ahead`) gives the exact answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from standoff.errors import BadValue
from standoff.game.derivatives import point_of, push_of
from standoff.game.laws import law_parameters
from standoff.game.passage import passage_in_choices
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
        index = self.solution.game.index(**state)
        _, pulls = passage_in_choices(self.solution, index, event, months)
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
        if name in law_parameters(game.declaration):
            where = f"parameter {name}"
            raise BadValue("a chance of the laws", where=where, expected="payoffs or patience")
        moved.append(point.solve(push, tolerance=ROUGH))
        if tell:
            tell(done, len(names))
    shape = (0, *solution.worths.shape)
    return Tangents(solution, tuple(names), np.stack(moved) if moved else np.zeros(shape))
