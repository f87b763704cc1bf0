"""Many games near one that is solved: draws of its parameters.

With tangents dv/dtheta at the solved game (`tangents.py`) the equilibrium of a game nearby begins
where they point, and Newton's method with the coarse system of the solved game as preconditioner
finishes it: `exact`, with the full certificate. Draws in many dimensions lie further from each
other than from their centre, so that nothing is gained by walking from draw to draw.

`stepped` stops after one step of Newton's method. What that leaves is not taken on trust: residual
and largest gain from a deviation are recomputed by the code of the certificates, and where players
might gain more than `MOST_GAIN` another step follows, up to `STEPS`; then the game is refused. It
is an epsilon-equilibrium with its epsilon. The gain itself is tiny after one step; what is bounded
is the gain plus what the residual, added up over a patient future, leaves open (`certificate.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from standoff.errors import NotSolved
from standoff.game.continuation import Branch
from standoff.game.derivatives import point_of
from standoff.game.explicit import WrittenOut, certify_arrays
from standoff.game.game import Game
from standoff.game.laws import law_parameters
from standoff.game.linear import ROUGH_STEP
from standoff.game.linearised import Linearised
from standoff.game.newton import GOOD, corrected
from standoff.game.solution import Solution
from standoff.game.solving import LARGEST_RESIDUAL, certified
from standoff.game.tangents import Tangents, tangents

__all__ = ["MOST_GAIN", "Nearby"]

MOST_GAIN = 1e-3
"""Largest gain from one deviation, in units of payoff, of a game that is taken after one step."""

HASTE = (12, 2)
"""Steps of Newton's method, and restarts of a linear solve, after which a game is not near: solving
it from precision 0 then costs less."""

STEPS = 3
"""Most steps."""

STEP = 1e-3
"""Relative accuracy of their linear solves: what is left is of second order in the step anyway."""


@dataclass(frozen=True)
class Nearby:
    """A solved game and, of the parameters that are moved, its tangents."""

    base: Solution
    tangents: Tangents

    @classmethod
    def around(cls, base: Solution, names: Sequence[str]) -> Nearby:
        """Tangents in those of the names that move no law; raises `NotSolved`."""
        laws = law_parameters(base.game.declaration)
        return cls(base, tangents(base, [name for name in names if name not in laws]))

    @cached_property
    def _point(self) -> Linearised:
        """The solved point, its coarse system made to be lent."""
        point = point_of(self.base)
        _ = point.own_coarse
        return point

    @cached_property
    def _written(self) -> WrittenOut:
        """The motion of states, which all these games share, for their certificates."""
        return WrittenOut.of(self.base.game.model.transition)

    def __getstate__(self) -> dict[str, Any]:
        """What travels to a worker: not the point, which is quickly made again."""
        return {"base": self.base, "tangents": self.tangents}

    def exact(self, game: Game) -> Solution:
        """The certified equilibrium of a game nearby; raises `NotSolved`."""
        point = corrected(self._ahead(game), steps=HASTE[0], goal=GOOD, damped=False)
        branch = Branch("Newton's method from a first-order prediction", 0)
        return game.solution(certified(game.model, point.v, branch, self._written))

    def stepped(self, game: Game) -> tuple[Solution, bool]:
        """Prediction and one Newton step, or a few; does the full certificate hold?

        `branch.steps` counts them. Raises `NotSolved` where a deviation may still gain more than
        `MOST_GAIN`.
        """
        point = self._ahead(game)
        for steps in range(1, STEPS + 1):
            step = point.solve(-point.residual, tolerance=STEP, slack=ROUGH_STEP)
            found = self._checked(game, point.v + step, steps)
            if found.gain <= MOST_GAIN:
                full = LARGEST_RESIDUAL * (1 + float(np.abs(found.worths).max()))
                return found, found.residual <= full
            point = point.moved(found.worths * game.model.precision)
        raise NotSolved("a few steps leave a gain from deviating", residual=found.residual)

    def _checked(self, game: Game, v: np.ndarray, steps: int) -> Solution:
        """The point with what was recomputed of it, good or bad."""
        model = game.model
        worths, values = v / model.precision, model.values(v) / model.precision
        first, second = model.choices(v)
        certificate = certify_arrays(model, worths, values, first, second, self._written)
        branch = Branch("first-order prediction and Newton's method, cut short", steps)
        return Solution(game, values, worths, first, second, branch, certificate)

    def _ahead(self, game: Game) -> Linearised:
        now, here = game.parameters, self.base.game.parameters
        changes = {name: now[name] - here[name] for name in self.tangents.names}
        start = self.tangents.ahead(changes) * game.model.precision
        return Linearised(game.model, start, near=self._point, rounds=HASTE[1])
