"""The equilibrium as a function of the parameters, followed along one branch.

A likelihood of a game with several equilibria has several values at one parameter. Here the
equilibrium moves with the parameters: from the last point theta_0 the next is reached on a straight
line, one Newton step as predictor and full steps after it. As in `continuation.py` a step is cut
when Newton does not converge or strays further than half its first move. Where even a short step
strays the branch has ended (a fold): `BranchEnded` is raised, or, where a value is needed all the
same, Newton goes on as it can and the **jump** is counted and named. Begun where all payoffs are 0,
where choices are uniform and nothing else is an equilibrium, small steps walk the branch that comes
from precision 0. A long step is not certain to: it may pass over two folds and land on another
equilibrium without straying, and no jump is counted. So whoever tells of a fit solves the game anew
from precision 0 and says whether that is the same equilibrium (`fitting.on_main_branch`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from standoff.errors import NotSolved
from standoff.game.continuation import LOOSE, STRAY
from standoff.game.estimation_months.slopes import model_at
from standoff.game.game import Game
from standoff.game.leaping import leap
from standoff.game.linear import ROUGH_STEP
from standoff.game.linearised import Linearised
from standoff.game.model import Model
from standoff.game.newton import GOOD, corrected, newton

__all__ = ["BranchEnded", "Tracked", "Tracker"]

HASTY, PATIENT = (1 / 4, 1), (1 / 16, 4)
"""Share of a step below which a branch that cannot be followed counts as ended, and restarts of the
linear solver after which a step is cut instead: near a fold none suffices. A search begins in haste
and is patient where it would end otherwise."""


class BranchEnded(NotSolved):
    """The branch cannot be followed to the values asked for."""


@dataclass(frozen=True)
class Tracked:
    """A solved point: the parameters and the linearised equations there."""

    values: Mapping[str, float]
    point: Linearised


@dataclass
class Tracker:
    """Solves games one after another, each from the last; `jumps` are the values at each jump.

    `steps` counts the stretches walked; `pace` is `HASTY` or `PATIENT`.
    """

    game: Game
    last: Tracked
    steps: int = 0
    pace: tuple[float, int] = HASTY
    jumps: list[Mapping[str, float]] = field(default_factory=list)

    @classmethod
    def begin(cls, game: Game, values: Mapping[str, float]) -> Tracker:
        """At `values`; those named are the free parameters. Walks there from where they are 0."""
        zeros = dict.fromkeys(values, 0.0)
        model = model_at(game, game.parameters | zeros)
        begin = Tracked(zeros, newton(model, model.uniform(), goal=GOOD))
        tracker = cls(game, begin)
        tracker.go(values, jump=True)
        return tracker

    def go(
        self, values: Mapping[str, float], *, goal: float = GOOD, jump: bool = False
    ) -> Linearised:
        """The solved point at new values, reached from the last.

        Raises `BranchEnded` where the branch ends on the way, and stays where it was; with `jump`
        it goes on, and raises `NotSolved` only where no equilibrium is found at all.
        """
        start, done, width = self.last, 0.0, 1.0
        while done < 1.0:
            ahead = min(1.0, done + width)
            target = values if ahead == 1.0 else _between(start.values, values, ahead)
            reached = self._step(target, goal if ahead == 1.0 else LOOSE)
            if reached is None and width > self.pace[0]:
                width /= 4
                continue
            if reached is None and not jump:
                self.last = start
                raise BranchEnded("the branch ends on the way", residual=self.last.point.size)
            if reached is None:
                reached = self._jump(target)
            else:
                width *= 2
            self.last, done, self.steps = Tracked(dict(target), reached), ahead, self.steps + 1
        return self.last.point

    def _model(self, values: Mapping[str, float]) -> Model:
        return model_at(self.game, self.game.parameters | dict(values))

    def _step(self, values: Mapping[str, float], goal: float) -> Linearised | None:
        """One predictor and its corrector; None where it strays or fails."""
        model, old = self._model(values), self.last.point
        try:
            first = Linearised(model, old.v, near=old, rounds=self.pace[1])
            move = first.solve(-first.residual, tolerance=1e-3, slack=ROUGH_STEP)
            reached = corrected(first.moved(old.v + move), steps=8, goal=goal, damped=False)
        except (NotSolved, np.linalg.LinAlgError):
            return None
        strayed = float(np.abs(reached.v - old.v - move).max())
        if not strayed <= STRAY * float(np.abs(move).max()) + 1e-3:
            return None
        return reached

    def _jump(self, values: Mapping[str, float]) -> Linearised:
        self.jumps.append(dict(values))
        model = self._model(values)
        try:
            return newton(model, self.last.point.v, goal=GOOD)
        except NotSolved:
            return leap(model, self.last.point.v)[0]


def _between(one: Mapping[str, float], two: Mapping[str, float], share: float) -> dict[str, float]:
    return {name: (1 - share) * one[name] + share * two[name] for name in two}
