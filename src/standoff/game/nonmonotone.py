"""Newton's method with a line search that may climb: where a falling residual is asked too much.

`newton.py` halves a step until the residual falls. Among states that stand near folds of their own
that ends in a dead end more often than not: the way to a solution leads over a ridge. Here a step
is taken when the residual falls below the largest of the last `MEMORY` ones (Grippo, Lampariello &
Lucidi 1986), and a start whose steps become short is given up, since another one is cheap.
"""

from __future__ import annotations

import numpy as np

from standoff.errors import NotSolved
from standoff.game.equations import P
from standoff.game.linear import ROUGH_STEP
from standoff.game.newton import TIGHT, forcing, scale_of

__all__ = ["restless", "rough"]

MEMORY = 15
"""Residuals that a step is compared with."""

SHORTEST = 0.02
"""Shares of a Newton step below this are not tried."""


def restless(point: P, *, steps: int = 60) -> P:
    """The best point on the way, solved or not."""
    best, past = point, [rough(point)]
    for _ in range(steps):
        if best.size <= TIGHT * scale_of(best.v):
            break
        ahead = _step(point, max(past[-MEMORY:]))
        if ahead is None:
            break
        point = ahead
        past.append(rough(point))
        best = point if past[-1] == min(past) else best
    return best


def _step(point: P, ceiling: float) -> P | None:
    """The longest share of a Newton step that stays below the ceiling; None where none does."""
    tolerance = forcing(point.size / scale_of(point.v))
    try:
        direction = point.solve(-point.residual, tolerance=tolerance, slack=ROUGH_STEP)
    except (np.linalg.LinAlgError, NotSolved):
        return None
    length = 1.0
    while length >= SHORTEST:
        trial = point.moved(point.v + length * direction)
        if rough(trial) < (1 - 0.1 * length) * ceiling:
            return trial
        length /= 2
    return None


def rough(point: P) -> float:
    """How far a point is from solved: root of the mean squared residual."""
    return float(np.sqrt(np.square(point.residual).mean()))
