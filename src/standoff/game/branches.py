"""Following an equilibrium of a declared game as one payoff parameter moves.

The branch is a curve that may fold: at a fold the equilibrium one sits on ceases to exist and play
must jump. `follow_parameter` walks the curve by arclength (`arclength.py`) until the parameter
reaches its end or the curve has turned back behind its beginning, and says where it turned.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from standoff.errors import BadValue, NotSolved
from standoff.game.arclength import Place, trace
from standoff.game.continuation import Branch
from standoff.game.laws import law_parameters
from standoff.game.linear import DENSE
from standoff.game.linearised import Linearised
from standoff.game.lines import Line
from standoff.game.model import Model
from standoff.game.newton import newton
from standoff.game.solution import Solution
from standoff.game.solving import certified

__all__ = ["Journey", "follow_parameter"]


@dataclass(frozen=True)
class Journey:
    """A branch in one parameter: `values[k]` of it with choices `first[k]`, `second[k]`.

    `folds` are the parameter values where the branch turned; `end` is the certified solution at
    the parameter's end, None where the branch turned back and left the other way.
    """

    parameter: str
    values: tuple[float, ...]
    first: tuple[np.ndarray, ...]
    second: tuple[np.ndarray, ...]
    folds: tuple[float, ...]
    end: Solution | None
    begin: Solution

    def probability(self, side: str, action: str, **state: str) -> np.ndarray:
        """One choice probability, asked by name, at each of `values`: (len(values),)."""
        self.begin.probability(side, action, **state)  # raises for unknown names
        game = self.begin.game
        rows = (self.first, self.second)[game.side(side)]
        column = game.declaration.sides[side].index(action)
        return np.array([row[game.index(**state), column] for row in rows])

    def __repr__(self) -> str:
        told = ", ".join(f"{fold:.4g}" for fold in self.folds) or "none"
        end = "reached its end" if self.end else "turned back"
        first, last = self.values[0], self.values[-1]
        return f"<Journey in {self.parameter} from {first:g} to {last:g}; folds: {told}; {end}>"


def follow_parameter(
    solution: Solution, parameter: str, to: float, *, limit: int = 2000
) -> Journey:
    """The branch of a solution as a payoff parameter moves to a new value.

    Raises `BadValue` for a parameter that moves states or patience too, `NotSolved` where the
    branch is lost or has not left the stretch within `limit` steps.
    """
    game = solution.game
    target = game.with_parameters(**{parameter: to})
    if not _only_payoffs(solution, parameter):
        raise BadValue(
            f"{parameter!r} moves more than payoffs",
            expected="a parameter that stands in payoffs only",
            next="solve the game again at its new value",
        )
    line = Line.between(game.model, target.model)
    begin = game.parameters[parameter]
    start = Linearised(line.at(0.0), solution.worths * game.precision)
    places = _walk(line, start, limit)
    here = [begin + place.t * (to - begin) for place in places]
    folds = tuple(
        (one + two) / 2
        for one, two, a, b in zip(here, here[1:], places, places[1:], strict=False)
        if b.folds > a.folds
    )
    choices = [place.point.choices for place in places]
    end = None
    if places[-1].t >= 1.0:
        small = 2 * game.model.states <= DENSE
        way, steps = f"branch followed in {parameter}", len(places) - 1
        how = Branch(way, steps, places[-1].folds, small, method="arclength")
        end = target.solution(certified(target.model, _landing(places, target.model).v, how))
    return Journey(
        parameter,
        tuple(here),
        tuple(first for first, _ in choices),
        tuple(second for _, second in choices),
        folds,
        end,
        solution,
    )


def _landing(places: list[Place[Linearised]], model: Model) -> Linearised:
    """The point at t = 1, by Newton from between the last two places."""
    before, last = places[-2:]
    share = (1.0 - before.t) / (last.t - before.t)
    return newton(model, before.point.v + share * (last.point.v - before.point.v))


def _walk(line: Line, start: Linearised, limit: int) -> list[Place[Linearised]]:
    """Places from t = 0 until t passes 1, or has turned and passes the beginning."""
    places = []
    for place in trace(line, start, step=0.02, longest=0.1, limit=limit):
        places.append(place)
        if place.t >= 1.0 or (place.folds and place.t <= 0.0):
            return places
    raise NotSolved("the branch has not come to an end", residual=places[-1].point.size)


def _only_payoffs(solution: Solution, parameter: str) -> bool:
    told = solution.game.declaration
    if parameter in told.discounts.values():
        return False
    return parameter not in law_parameters(told)
