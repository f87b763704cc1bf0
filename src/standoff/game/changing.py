"""A game with other payoffs, solved from the last solution: where its equilibrium goes, and ends.

An equilibrium moves along with the payoffs until, at a fold, it meets another and both cease to
exist. Beyond that value play has to jump: the regime ends there. So the branch of the last solution
is followed along the straight line from the old payoffs to the new ones,

1. in one step of Newton's method and full corrections. Where these stray further than half the step
   (as in `continuation.py`) the way back must lead to the last solution again, and in small games
   the determinant must keep its sign: who leapt over a fold comes back somewhere else;
2. by natural steps in small games, and from where they get short, or at once in large ones, by
   arclength (`winding.py`).

Where the branch turned is remembered: the first fold is the value at which the equilibrium ends,
whether the branch comes back and reaches the new payoffs as another equilibrium, or leaves for
good. In the second case the game is solved anew from precision 0. Chances and patience are changed
by Newton's method, else anew: the line does not lead there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from standoff.errors import NotSolved
from standoff.game.continuation import STRAY, Branch, natural
from standoff.game.game import Game
from standoff.game.laws import law_parameters
from standoff.game.linear import DENSE, ROUGH_STEP
from standoff.game.linearised import Linearised
from standoff.game.lines import Line
from standoff.game.newton import GOOD, corrected, scale_of
from standoff.game.solution import Solution
from standoff.game.solving import certified, solve_arrays
from standoff.game.statics.prior import multipliers, payoff_parameters
from standoff.game.winding import TurnedAway, wind

__all__ = ["Changed", "follow_change"]

SHORT = 0.1
"""Length of natural steps, of the whole way, below which the branch is followed by arclength."""

BACK, HOME = 1e-7, 1e-3
"""Residual to which the way back is solved, and how near it must end, relative to 1 + max|v|."""


@dataclass(frozen=True)
class Changed:
    """A solution at new parameters, and the share of the way at which the last equilibrium ends.

    `ends` is None where it does not end, or where the branch was not followed. `straight`: it was
    reached in one step.
    """

    solution: Solution
    ends: float | None = None
    straight: bool = False

    def ended_at(self, last: Solution) -> dict[str, float]:
        """Changed parameters at which the last equilibrium ends; empty where it does not.

        Also empty where weights and what they weigh were changed at once: payoffs then do not move
        in proportion to the parameters.
        """
        here, there = last.game.parameters, self.solution.game.parameters
        moved = _moved(here, there)
        told = last.game.declaration
        mixed = moved & set(multipliers(told)) and moved & set(payoff_parameters(told))
        if self.ends is None or mixed:
            return {}
        return {name: here[name] + self.ends * (there[name] - here[name]) for name in sorted(moved)}


def follow_change(game: Game, last: Solution) -> Changed:
    """The game's equilibrium on the branch of the last one, where it can be followed, else anew.

    Raises `NotSolved`.
    """
    moved = _moved(last.game.parameters, game.parameters)
    if not moved and game.precision == last.game.precision:
        return Changed(last, straight=True)
    told = game.declaration
    if moved & (law_parameters(told) | set(told.discounts.values())):
        return Changed(_off_the_line(game, last))
    straight = _straight(game, last)
    if straight is not None:
        return Changed(straight, straight=True)
    try:
        return _followed(game, last)
    except TurnedAway as turned:
        return Changed(_anew(game, last), turned.folds[0] if turned.folds else None)
    except (NotSolved, np.linalg.LinAlgError):
        return Changed(_anew(game, last))


def _moved(here: Mapping[str, float], there: Mapping[str, float]) -> set[str]:
    return {name for name, value in there.items() if value != here[name]}


def _off_the_line(game: Game, last: Solution) -> Solution:
    """By Newton's method where states are the same, else from precision 0."""
    if len(game.space.places) == len(last.worths):
        try:
            return game.solution(solve_arrays(game.model, start=last.worths))
        except NotSolved:
            pass
    return game.solve()


def _straight(game: Game, last: Solution) -> Solution | None:
    """In one step and its corrections; None where they stray or fail."""
    start = last.worths * game.precision
    first = Linearised(game.model, start)
    try:
        move = first.solve(-first.residual, tolerance=1e-3, slack=ROUGH_STEP)
        reached = corrected(first.moved(start + move), steps=8, goal=GOOD, damped=False)
        strayed = float(np.abs(reached.v - start - move).max())
        far = strayed > STRAY * float(np.abs(move).max()) + 1e-3
        if (far and not _returns(last, reached)) or _flipped(last, reached):
            return None
        how = "Newton's method from the last solution, on its branch"
        return game.solution(certified(game.model, reached.v, Branch(how, 1, method="natural")))
    except (NotSolved, np.linalg.LinAlgError):
        return None


def _returns(last: Solution, reached: Linearised) -> bool:
    """Do full steps of Newton's method from there lead back to the last solution?"""
    goal = last.worths * last.game.precision
    back = Linearised(last.game.model, reached.v, near=reached)
    back = corrected(back, steps=8, goal=BACK, damped=False)
    return float(np.abs(back.v - goal).max()) <= HOME * scale_of(goal)


def _flipped(last: Solution, reached: Linearised) -> bool:
    """Does the determinant's sign betray a jump? Asked of small games only."""
    if 2 * reached.model.states > DENSE:
        return False
    before = Linearised(last.game.model, last.worths * last.game.precision)
    return before.orientation != reached.orientation


def _followed(game: Game, last: Solution) -> Changed:
    """By natural steps and round folds; raises `TurnedAway`, `NotSolved`."""
    line, folds = Line.between(last.game.model, game.model), list[float]()

    def onward(t: float, point: Linearised) -> tuple[Linearised, int, int]:
        end = wind(line, point, t)
        folds.extend(end.folds)
        return end.point, end.steps, len(end.folds)

    start = Linearised(line.at(0.0), last.worths * game.precision)
    if line.unknowns > DENSE:
        point, steps, count = onward(0.0, start)
        branch = Branch("", steps, count, method="arclength")
    else:
        point, branch = natural(line, start, onward=onward, least=SHORT)
    told = Branch("branch followed from the last solution", branch.steps, branch.folds,
                  branch.checked, method=branch.method)  # fmt: skip
    solution = game.solution(certified(game.model, point.v, told))
    return Changed(solution, folds[0] if folds else None)


def _anew(game: Game, last: Solution) -> Solution:
    """On another branch than the last: that from precision 0, else where Newton's method ends."""
    try:
        return game.solve()
    except NotSolved:
        return game.solution(solve_arrays(game.model, start=last.worths))
