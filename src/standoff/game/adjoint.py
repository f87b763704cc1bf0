"""From a few outcomes back to every payoff parameter: one transposed linear solve an outcome.

An outcome is a choice probability in one state, or the chance that an event has come within T
months (`passage.py`). Its derivative in choices gives one in the values v of all states, and

    d outcome / d theta = y' Phi_theta,    (I - Phi_v)' y = d outcome / dv

(`derivatives.py`), whatever the number of parameters. `tangents.py` is the other direction: one
solve a parameter, and then any state and any event at no cost. Kept are numbers, so that a slider
costs a sum of products. Off the solution they are what they are: first order (`nouns.tangent` moves
chances on the log-odds scale, so that they stay between 0 and 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from standoff.game.derivatives import point_of
from standoff.game.estimation_months.slopes import slopes_of
from standoff.game.passage import passage_in_choices
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
    point = point_of(solution)
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
    chances = {
        event: solved(*passage_in_choices(solution, index, event, months)) for event in events
    }
    return choices, chances
