"""Arclength continuation: follow a branch through its folds.

The branch is a curve (v(r), t(r)) in its length r. Each step predicts along the unit tangent and
corrects within the plane across it, so that t may turn back and forth. In the values W, which
carry the whole point once every state is solved (`linearised.py`), the tangent and each correction
solve one bordered system

    [ I - K    -c ] [ dW ]   [ r ]        c = reduced d Phi / dt
    [ tau_W' tau_t] [ dt ] = [ 0 ]

densely for small games; for large ones by two solves with I - K. A fold is where dt/dr changes
sign. The determinant of the curve's full derivative keeps its sign along a branch, so a flip of
sign(det) that no fold explains is a jump, and the step is taken again, shorter (small games).
Sources: Keller 1977; Allgower & Georg 1990; Turocy 2005.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic

import numpy as np

from standoff.errors import NotSolved
from standoff.game.equations import Curve, P
from standoff.game.linear import DENSE
from standoff.game.newton import corrected, scale_of

__all__ = ["Place", "follow", "trace"]

LOOSE = 1e-9
"""Corrector accuracy along the curve, relative to 1 + max|v|."""


@dataclass(frozen=True)
class Place(Generic[P]):
    """A point of a branch: t, the point, the unit tangent in (W, t), folds passed so far."""

    t: float
    point: P
    values: np.ndarray
    speed: float
    folds: int = 0


def trace(
    line: Curve[P],
    start: P,
    t: float = 0.0,
    *,
    forward: bool = True,
    step: float = 0.1,
    longest: float = 0.5,
    limit: int = 5000,
) -> Iterator[Place[P]]:
    """Places along the branch from a solved point; ends after `limit` steps."""
    weight = 1.0 / np.sqrt(line.unknowns)
    here = _aligned(line, start, t, weight, None, 1.0 if forward else -1.0)
    yield here
    small = line.unknowns <= DENSE
    for _ in range(limit):
        ahead = _step(line, here, step, weight, small)
        while ahead is None:
            step /= 2
            if step < 1e-7:
                raise NotSolved(
                    f"the branch cannot be followed beyond t = {here.t:.4g}",
                    residual=here.point.size,
                )
            ahead = _step(line, here, step, weight, small)
        turn = float(weight**2 * (ahead.values * here.values).sum() + ahead.speed * here.speed)
        step = min(longest, step * (1.6 if turn > 0.98 else 1.0 if turn > 0.9 else 0.6))
        here = ahead
        yield here


def _aligned(
    line: Curve[P],
    point: P,
    t: float,
    weight: float,
    before: Place[P] | None,
    sign: float,
) -> Place[P]:
    """The place of a point, its tangent pointing onward."""
    slope = point.solve_reduced(point.reduce(line.pull(point)))
    length = float(np.sqrt(weight**2 * (slope**2).sum() + 1.0))
    values, speed = slope / length, 1.0 / length
    if before is not None:
        along = weight**2 * (values * before.values).sum() + speed * before.speed
        sign = 1.0 if along >= 0 else -1.0
    folds = 0 if before is None else before.folds + (sign * speed * before.speed < 0)
    return Place(t, point, sign * values, sign * speed, folds)


def _step(
    line: Curve[P], here: Place[P], step: float, weight: float, small: bool
) -> Place[P] | None:
    """One predictor and its corrections; None where the step is too long."""
    t = here.t + step * here.speed
    try:
        base = line.pull(here.point) * (step * here.speed)
        v = here.point.v + here.point.expand(base, step * here.values)
        point = line.point(t, v)
        first = point.size
        for _ in range(8):
            if point.size <= LOOSE * scale_of(point.v):
                break
            change, dt = _correction(line, point, here, weight)
            t += dt
            point = line.point(t, point.v + change)
            if not point.size < 10 * first:
                return None
        else:
            return None
        ahead = _aligned(line, point, t, weight, here, 1.0)
    except (NotSolved, np.linalg.LinAlgError):
        return None
    turn = weight**2 * (ahead.values * here.values).sum() + ahead.speed * here.speed
    if turn < 0.8:
        return None
    flipped = point.orientation != here.point.orientation if small else False
    folded = ahead.speed * here.speed < 0
    return None if small and flipped != folded else ahead


def _correction(
    line: Curve[P], point: P, here: Place[P], weight: float
) -> tuple[np.ndarray, float]:
    """Newton step across the tangent: (dv, dt)."""
    pull = line.pull(point)
    pulled, right = point.reduce(pull), point.reduce(-point.residual)
    tangent = weight**2 * here.values
    if right.size <= DENSE:
        size = right.size
        matrix = np.empty((size + 1, size + 1))
        matrix[:size, :size] = point.dense
        matrix[:size, size] = -pulled.ravel()
        matrix[size, :size] = tangent.ravel()
        matrix[size, size] = here.speed
        solved = np.linalg.solve(matrix, np.append(right.ravel(), 0.0))
        values, dt = solved[:size].reshape(right.shape), float(solved[size])
    else:
        still, moving = point.solve_reduced(right), point.solve_reduced(pulled)
        dt = -float((tangent * still).sum() / ((tangent * moving).sum() + here.speed))
        values = still + dt * moving
    return point.expand(-point.residual + dt * pull, values), dt


def follow(
    line: Curve[P], start: P, *, limit: int = 5000, lowest: float = -0.5
) -> tuple[P, int, int]:
    """Along the branch from t = 0 to its first crossing of t = 1: (point, steps, folds).

    Below `lowest` the branch is given up.
    """
    before: Place[P] | None = None
    for steps, place in enumerate(trace(line, start, limit=limit)):
        if before is not None and place.t >= 1.0:
            share = (1.0 - before.t) / (place.t - before.t)
            guess = before.point.v + share * (place.point.v - before.point.v)
            return corrected(line.point(1.0, guess)), steps, place.folds
        before = place
        if place.t < lowest:
            break
    raise NotSolved(
        "the branch never reached the game", residual=before.point.size if before else np.inf
    )
