"""Natural continuation: follow a branch by stepping the parameter t itself.

Predict along the tangent dv/dt, correct with a few full Newton steps at the new t, lengthen the
step while that goes well and shorten it when it does not. A branch that folds back cannot be
followed this way (`arclength.py` can). Against jumping to another branch, a step is refused when
the corrector moves further than the predictor erred last time would explain, and for small games
when the sign of the determinant flips, which without a fold only a jump can do.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

import numpy as np

from standoff.errors import NotSolved
from standoff.game.equations import Curve, P
from standoff.game.linear import DENSE, ROUGH_STEP
from standoff.game.newton import TIGHT, corrected

__all__ = ["Branch", "Leap", "Method", "Onward", "natural"]

Method = Literal["natural", "arclength", "newton", "damped_replies"]
"""Natural steps or arclength along a branch; beside it, Newton from a start or damped replies."""

Onward = Callable[[float, P], tuple[P, int, int]]
"""(t, the point there) -> the end of the branch at t = 1, steps and folds on the way."""

Leap = Callable[[float, np.ndarray], tuple[P, int]]
"""(t, v) -> an equilibrium at t near v and the number of states that jumped."""

SHORT = 0.25
"""Steps shorter than this point to a fold: with `leaps`, time to leap."""

LOOSE = 1e-7
"""Corrector accuracy on the way, relative to 1 + max|v|; the end is solved tightly."""

ROUGH = 1e-5
"""The same for large games, where a Newton step more is dear and no determinant is watched."""

WOUND = "branch followed from precision 0, from where it bends by arclength"

STRAY = 0.5
"""Largest move of the corrector relative to that of the predictor."""


@dataclass(frozen=True)
class Branch:
    """How a point was reached: in words and by `method`, with accepted steps and folds passed.

    `jumped`: states whose choices moved by more than a fifth while folds were leapt over, so that
    they may have left the branch (`leaping.py`).
    `checked`: the determinant's sign was watched all along (small games); else the guard was only
    how far correctors moved.
    """

    how: str
    steps: int
    folds: int = 0
    checked: bool = False
    jumped: int = 0
    method: Method = "newton"

    @property
    def followed(self) -> bool:
        """Was a branch followed, or was the point found beside it?"""
        return self.method in ("natural", "arclength")

    def sentence(self) -> str:
        """One line for people."""
        if not self.followed:
            return f"{self.how}; not the followed branch"
        folds = f", {self.folds} folds passed" if self.folds else ""
        watch = "no jump" if self.checked else "jumps guarded by step size only"
        if self.jumped:
            watch = f"folds leapt over; the branch may have been left in {self.jumped} states"
        return f"{self.how} ({self.steps} steps{folds}; {watch})"


def natural(
    line: Curve[P],
    start: P,
    *,
    first: float = 0.3,
    least: float = 1e-3,
    leaps: Leap[P] | None = None,
    onward: Onward[P] | None = None,
) -> tuple[P, Branch]:
    """From a solved point at t = 0 to t = 1; raises `NotSolved` where the branch turns back.

    With `leaps` it goes on where the branch turns back, by Newton with local settling, and counts
    the states that jumped. With `onward` the rest of the branch, from where steps become shorter
    than `least`, is followed another way.
    """
    now, step, point, steps, jumped = 0.0, first, start, 0, 0
    small = line.unknowns <= DENSE
    tangent: np.ndarray | None = None
    while now < 1.0:
        # A last sliver of a step would cost as much as a whole one.
        ahead = 1.0 if now + 1.2 * step >= 1.0 else now + step
        if tangent is None:
            tangent = _tangent(line, point, watched=small)
        reached = None
        if tangent is not None:
            reached = _advance(line, point, ahead, (ahead - now) * tangent, watched=small)
        if reached is None and leaps and step < SHORT:
            leapt = _leapt(leaps, point, (1.0, ahead))
            if leapt is not None:
                point, now, steps, jumped = leapt[0], leapt[1], steps + 1, jumped + leapt[2]
                step, tangent = 3 * step, None
                continue
        if reached is None:
            step = (ahead - now) / 3
            if step < least and onward:
                point, more, folds = onward(now, point)
                return point, Branch(WOUND, steps + more, folds, small, jumped, "arclength")
            if step < least:
                raise NotSolved(f"the branch turns back near t = {now:.4g}", residual=point.size)
            continue
        point, quality = reached
        now, steps, tangent = ahead, steps + 1, None
        step *= float(np.clip(0.7 / max(quality, 0.05), 0.8, 3.0))
    return point, Branch("branch followed from precision 0", steps, 0, small, jumped, "natural")


def _leapt(leap: Leap[P], point: P, goals: tuple[float, ...]) -> tuple[P, float, int] | None:
    """A leap to the first t that can be reached: (point, t, states that jumped), or None."""
    for t in goals:
        with suppress(NotSolved):
            reached, jumped = leap(t, point.v)
            return reached, t, jumped
    return None


def _tangent(line: Curve[P], point: P, *, watched: bool) -> np.ndarray | None:
    """dv/dt at a point of the branch; None at a fold."""
    # Large games pay for accuracy in iterations, and a predictor needs little of it.
    try:
        tolerance = 1e-4 if watched else 1e-2
        tangent = point.solve(line.pull(point), tolerance=tolerance, slack=ROUGH_STEP)
    except (NotSolved, np.linalg.LinAlgError):
        return None
    if not watched:
        point.forget()
    return tangent


def _advance(
    line: Curve[P], point: P, ahead: float, move: np.ndarray, *, watched: bool
) -> tuple[P, float] | None:
    """The point at t = `ahead`, and how far the corrector had to go beyond the predicted `move`.

    None where the step is too long.
    """
    predicted = point.v + move
    try:
        goal = TIGHT if ahead == 1.0 else LOOSE if watched else ROUGH
        reached = corrected(line.point(ahead, predicted), steps=6, goal=goal, damped=False)
    except (NotSolved, np.linalg.LinAlgError):
        return None
    walked = float(np.abs(move).max())
    moved = float(np.abs(reached.v - predicted).max())
    if moved > STRAY * walked + 1e-3:
        return None
    if watched and reached.orientation != point.orientation:
        return None
    return reached, moved / (STRAY * walked + 1e-3)
