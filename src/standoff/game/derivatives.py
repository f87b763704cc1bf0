"""Derivatives of an equilibrium with respect to parameters, by the implicit function theorem.

At v = Phi(v; theta),   dv/dtheta = (I - Phi_v)^-1 Phi_theta,   and with P = softmax(v)
dP_i(s,a) = P_i(s,a) (dv_i(s,a) - sum_a' P_i(s,a') dv_i(s,a')). Phi_v is never formed: each
parameter costs one linear solve (`linearised.py`). For one number f(v) and many parameters the
adjoint needs a single transposed solve: df/dtheta = y' Phi_theta with (I - Phi_v)' y = f_v.

Payoffs and laws are affine in each parameter, so their derivatives are differences of arrays
compiled at value + 1 and value; those of the laws go factor by factor by the product rule. All is
in units of payoff. At a fold there is no derivative and the linear solve fails.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from standoff.errors import BadValue
from standoff.game.compiling import payoffs_of
from standoff.game.game import Game
from standoff.game.laws import LawTable, law_parameters, law_tables
from standoff.game.linearised import Linearised
from standoff.game.lines import drive
from standoff.game.solution import Solution
from standoff.game.transitions import FactoredTransition

__all__ = ["Sensitivity", "gradient", "point_of", "push_of", "sensitivity"]


@dataclass(frozen=True)
class Sensitivity:
    """d/d parameter of choice probabilities (S, A), (S, B) and of state values (2, S)."""

    solution: Solution
    parameter: str
    first: np.ndarray
    second: np.ndarray
    values: np.ndarray

    def probability(self, side: str, action: str, **state: str) -> float:
        """Derivative of one choice probability, asked by name."""
        game = self.solution.game
        rows = (self.first, self.second)[game.side(side)]
        column = game.declaration.sides[side].index(action)
        return float(rows[game.index(**state), column])


def sensitivity(solution: Solution, parameter: str) -> Sensitivity:
    """How all probabilities and values move with one parameter (forward: one linear solve)."""
    game = solution.game
    point = point_of(solution)
    change = point.solve(push_of(solution, point, parameter))
    first, second = game.model.split(change)
    own = [
        p * (dv - (p * dv).sum(axis=1, keepdims=True))
        for p, dv in zip(point.choices, (first, second), strict=True)
    ]
    # dW/dv holds at fixed theta; quantal response and private shocks alike have no other term.
    slopes = game.model.slopes(point.v) * change
    a = game.model.actions[0]
    values = np.stack([slopes[:, :a].sum(axis=1), slopes[:, a:].sum(axis=1)]) / game.precision
    return Sensitivity(solution, parameter, own[0], own[1], values)


def gradient(solution: Solution, side: str, action: str, **state: str) -> dict[str, float]:
    """d probability / d parameter for every parameter (adjoint: one linear solve in all)."""
    game = solution.game
    point, index, number = point_of(solution), game.index(**state), game.side(side)
    p = point.choices[number][index]
    column = game.declaration.sides[side].index(action)
    weights = np.zeros_like(point.v)
    offset = 0 if number == 0 else game.model.actions[0]
    weights[index, offset : offset + len(p)] = -p[column] * p
    weights[index, offset + column] += p[column]
    adjoint = point.solve_transposed(weights)
    return {
        name: float((adjoint * push_of(solution, point, name)).sum()) for name in game.parameters
    }


def point_of(solution: Solution) -> Linearised:
    """The linearised equations at a solution."""
    return Linearised(solution.game.model, solution.worths * solution.game.precision)


def push_of(solution: Solution, point: Linearised, parameter: str) -> np.ndarray:
    """d Phi / d parameter at fixed v, in scaled units: (S, A + B)."""
    game = solution.game
    if parameter not in game.parameters:
        known = ", ".join(sorted(game.parameters))
        raise BadValue(f"unknown parameter {parameter!r}", expected=f"one of {known}")
    payoffs = game.precision * _slope_of_payoffs(game, parameter)
    expected = _slope_of_motion(game, parameter, game.model.values(point.v))
    delta = np.array(game.model.discounts)[:, None, None, None]
    stage = payoffs + delta * expected + _slope_of_patience(game, parameter, point)
    return drive(point, stage)


def _slope_of_payoffs(game: Game, parameter: str) -> np.ndarray:
    now, ahead = game.parameters, _raised(game.parameters, parameter)
    told, space = game.declaration, game.space
    return payoffs_of(told, ahead, space) - payoffs_of(told, now, space)


def _raised(values: dict[str, float], parameter: str) -> dict[str, float]:
    return values | {parameter: values[parameter] + 1.0}


def _slope_of_patience(game: Game, parameter: str, point: Linearised) -> np.ndarray:
    """E[W_i] for each side whose discount factor is this parameter."""
    out = np.zeros((2, *game.model.transition.shape))
    told = [game.declaration.discounts[side] == parameter for side in game.declaration.sides]
    if any(told):
        expected = game.model.transition.expect(game.model.values(point.v))
        out[told] = expected[told]
    return out


def _slope_of_motion(game: Game, parameter: str, values: np.ndarray) -> np.ndarray:
    """d E[W] / d parameter: sum over factors with that law's table replaced by its slope."""
    transition = game.model.transition
    out = np.zeros((2, *transition.shape))
    if not isinstance(transition, FactoredTransition) or (
        parameter not in law_parameters(game.declaration)
    ):
        return out
    now = law_tables(game.declaration, game.parameters)
    ahead = law_tables(game.declaration, _raised(game.parameters, parameter))
    for number, (law, raised) in enumerate(zip(now, ahead, strict=True)):
        slope = raised.table - law.table
        if np.any(slope):
            changed = (*now[:number], replace_table(law, slope), *now[number + 1 :])
            part = FactoredTransition(changed, transition.levels, transition.sides, transition.kept)
            out += part.expect(values)
    return out


def replace_table(law: LawTable, table: np.ndarray) -> LawTable:
    """The law of the same factor with another table."""
    return replace(law, table=table)
