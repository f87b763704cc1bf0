"""Newton's method on v = Phi(v), damped by a line search.

A step solves the linearised equations (`linearised.py`) and is halved until the residual falls.
Linear systems are solved only as exactly as the step deserves: loosely far away, tightly near the
end (an inexact Newton method; Eisenstat & Walker 1996).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import numpy as np

from standoff.errors import NotSolved
from standoff.game.equations import P, Point
from standoff.game.linear import ROUGH_STEP
from standoff.game.linearised import Linearised
from standoff.game.model import Model

__all__ = ["GOOD", "TIGHT", "closest", "corrected", "forcing", "newton", "scale_of", "solved"]

TIGHT = 2e-14
"""Target of max|v - Phi(v)| relative to 1 + max|v|: a few roundings."""

GOOD = 1e-12
"""Accepted where rounding keeps Newton from the target."""


def scale_of(v: np.ndarray) -> float:
    """What residuals are measured against."""
    return 1.0 + float(np.abs(v).max())


def solved(point: Point, goal: float = GOOD) -> bool:
    """Is the residual as small as rounding lets it be?"""
    return point.size <= goal * scale_of(point.v)


def newton(
    model: Model, v: np.ndarray, *, steps: int = 40, goal: float = TIGHT, damped: bool = True
) -> Linearised:
    """The equilibrium of a model near a start (S, A + B): `corrected`."""
    return corrected(Linearised(model, v), steps=steps, goal=goal, damped=damped)


def corrected(point: P, *, steps: int = 40, goal: float = TIGHT, damped: bool = True) -> P:
    """The point where v = Phi(v), from a start nearby; raises `NotSolved`.

    `damped=False` takes full steps only and gives up when one does not help: for correctors, which
    must not wander off to another branch.
    """
    path = _path(point, steps, goal, damped)
    del point
    point = _last(path)
    if solved(point, max(goal, GOOD)):
        return point
    raise NotSolved("Newton's method stopped short", residual=point.size)


def closest(point: P, *, steps: int = 40, goal: float = TIGHT, damped: bool = True) -> P:
    """The last point that Newton's method reaches, solved or stuck."""
    path = _path(point, steps, goal, damped)
    del point
    return _last(path)


def _path(point: P, steps: int, goal: float, damped: bool) -> Iterator[P]:
    """Newton's points one by one, none of which is held on to: large ones are tens of megabytes."""
    yield point
    for _ in range(steps):
        scale = scale_of(point.v)
        if point.size <= goal * scale:
            return
        # No more exactly than the goal needs, a tenth of it left for the difference of norms.
        enough = 0.1 * goal * scale / point.size
        closer = _step(point, damped, tolerance=max(forcing(point.size / scale), enough))
        if closer is None:
            return
        point = closer
        del closer
        yield point


def _last(path: Iterator[P]) -> P:
    return deque(path, maxlen=1).pop()


def forcing(size: float) -> float:
    """Relative accuracy of a linear solve at a residual."""
    return float(np.clip(0.03 * size**0.5, 1e-8, 1e-2))


def _step(point: P, damped: bool, tolerance: float) -> P | None:
    """One Newton step, halved until the residual falls; None where no length helps."""
    try:
        direction = point.solve(-point.residual, tolerance=tolerance, slack=ROUGH_STEP)
    except (np.linalg.LinAlgError, NotSolved):
        return None
    if not np.all(np.isfinite(direction)):
        return None
    length = 1.0
    while length > 1e-4:
        trial = point.moved(point.v + length * direction)
        if trial.size < (1 - 0.1 * length) * point.size:
            return trial
        if not damped:
            return None
        length /= 2
    return None
