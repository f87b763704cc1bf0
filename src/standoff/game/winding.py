"""Following a branch of a large game round its folds.

`arclength.py` does so for small systems, whose matrices are at hand. Here linear systems are
iterative and dear, so a step takes few of them: the predictor is the parabola through the last two
places and their tangents,

    x(r + h) ~ x + h x' + h^2/2 (x' - x'_before) / h_before        x = (v, t), r its length,

one or two corrections across the tangent follow (`bordering.py`), and one solve for the tangent.
How far the first correction goes, beside the length of the step, sets the length of the next. The
coarse system that preconditions is lent from place to place, and made anew where it gets stale. At
the end a cubic between two places and Newton's method land on t = 1 itself.

Sources: Keller 1977; Allgower & Georg 1990.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from standoff.errors import NotSolved
from standoff.game.bordering import Border, solve_bordered
from standoff.game.linearised import Linearised
from standoff.game.lines import Line
from standoff.game.newton import corrected, scale_of

__all__ = ["Bend", "TurnedAway", "Wound", "wind"]

SOLVED, NEARLY = 1e-10, 1e-6
"""Residual, relative to 1 + max|v|, at which a place is taken, and from which on it is if the last
correction was short: near folds a residual says little of how far a point is from the branch."""

SETTLED = 0.01
"""Length of that correction, in steps."""

FIRST, LONGEST, SHORTEST = 0.3, 6.0, 1e-8
"""Length of the first step, of the longest and of the shortest, in root mean squared values."""

AIM, FAR = 0.08, 0.5
"""First correction, in steps, that is aimed at, and from which a step is taken again, shorter."""

STRAIGHT = 0.7
"""Cosine between neighbouring tangents below which a step is taken again, shorter."""

CORRECTIONS = 5
"""Most of them in a step."""

ROUGH, CLOSE = 1e-3, 1e-4
"""Relative accuracy of corrections, and of tangents: errors along the branch's slowest direction
are hundreds of times the residual, and the parabola is made of differences of tangents."""

STEPS = 250
"""Most steps of a branch."""


@dataclass(frozen=True)
class Bend:
    """A place on a branch: its unit tangent in (W, t), dv along it, and the folds passed (their t).

    `turn` is how dv and dt changed from the place before, per unit of length.
    """

    t: float
    point: Linearised
    values: np.ndarray
    speed: float
    move: np.ndarray
    turn: tuple[np.ndarray, float] | None = None
    folds: tuple[float, ...] = ()
    length: float = 0.0


class TurnedAway(NotSolved):
    """The branch turned and left the other way; `folds` are the t at which it turned."""

    def __init__(self, folds: tuple[float, ...], residual: float) -> None:
        super().__init__("the branch leaves the other way", residual=residual)
        self.folds = folds


@dataclass(frozen=True)
class Wound:
    """The end of a branch at t = 1, steps, and at which t it turned."""

    point: Linearised
    steps: int
    folds: tuple[float, ...]


def wind(line: Line, start: Linearised, t: float = 0.0, *, lowest: float = -0.2) -> Wound:
    """From a solved point along its branch to t = 1; raises `NotSolved` where that fails.

    The branch is given up where it falls below `lowest`.
    """
    here, step = _begun(line, start, t), FIRST
    for steps in range(1, STEPS + 1):
        ahead, step = _next(line, here, step)
        if ahead.t >= 1.0:
            try:
                return Wound(_landed(line, here, ahead), steps, ahead.folds)
            except NotSolved:
                # Too long a step for the cubic, and it may have hidden folds.
                step = ahead.length / 4
                continue
        if ahead.t < lowest:
            raise TurnedAway(ahead.folds, ahead.point.size)
        here.point.forget()
        here = ahead
    raise NotSolved(f"the branch did not end within {STEPS} steps", residual=here.point.size)


def _next(line: Line, here: Bend, step: float) -> tuple[Bend, float]:
    """The next place and the length of the step after it; raises `NotSolved`."""
    while step > SHORTEST:
        ahead, missed = _step(line, here, step)
        scale = AIM / max(missed, 1e-9)
        if ahead is not None:
            return ahead, min(LONGEST, step * float(np.clip(scale**0.5, 0.4, 2.0)))
        step *= float(np.clip(scale**0.5, 0.15, 0.5))
    raise NotSolved(f"the branch is lost at t = {here.t:.4g}", residual=here.point.size)


def _inner(one: np.ndarray, dt: float, other: np.ndarray, du: float) -> float:
    """The product that lengths are measured with: mean over values, plus that of t."""
    return float((one * other).mean() + dt * du)


def _begun(line: Line, start: Linearised, t: float) -> Bend:
    pull = line.pull(start)
    column = start.reduce(pull)
    flat = Border(column, np.zeros_like(column), 1.0)
    values, speed = solve_bordered(start, flat, np.zeros_like(column), 1.0, tolerance=CLOSE)
    length = np.sqrt(_inner(values, speed, values, speed))
    values, speed = values / length, float(speed / length)
    return Bend(t, start, values, speed, start.expand(pull * speed, values))


def _step(line: Line, here: Bend, step: float) -> tuple[Bend | None, float]:
    """One step: the place ahead, None where it was too long, and how far the predictor missed."""
    v, t = here.point.v + step * here.move, here.t + step * here.speed
    if here.turn is not None:
        v, t = v + step**2 / 2 * here.turn[0], t + step**2 / 2 * here.turn[1]
    point, missed = Linearised(line.at(t), v, near=here.point), 0.0
    try:
        far = 1.0
        for count in range(CORRECTIONS):
            goal = NEARLY if far <= SETTLED else SOLVED
            if point.size <= goal * scale_of(point.v):
                return _ahead(line, here, point, t, step), missed
            point, t, length = _corrected(line, here, point, t)
            far = length / step
            missed = far if not count else missed
            if missed > FAR:
                break
    except (NotSolved, np.linalg.LinAlgError):
        return None, 1.0
    return None, missed


def _corrected(
    line: Line, here: Bend, point: Linearised, t: float
) -> tuple[Linearised, float, float]:
    """A step of Newton's method across the tangent: point, t, and its length."""
    pull = line.pull(point)
    right = point.reduce(-point.residual)
    values, dt = solve_bordered(
        point, _border(here, point.reduce(pull)), right, 0.0, tolerance=ROUGH
    )
    v = point.v + point.expand(-point.residual + dt * pull, values)
    closer = Linearised(line.at(t + dt), v, near=point)
    if not closer.size < 0.7 * point.size:
        raise NotSolved("a correction did not help", residual=point.size)
    return closer, t + dt, np.sqrt(_inner(values, dt, values, dt))


def _border(here: Bend, column: np.ndarray) -> Border:
    return Border(column, here.values / here.values.size, here.speed)


def _ahead(line: Line, here: Bend, point: Linearised, t: float, step: float) -> Bend | None:
    """The place with its tangent; None where the branch turned too sharply."""
    pull = line.pull(point)
    column = point.reduce(pull)
    border = _border(here, column)
    values, speed = solve_bordered(point, border, np.zeros_like(column), 1.0, tolerance=CLOSE)
    length = np.sqrt(_inner(values, speed, values, speed))
    values, speed = values / length, float(speed / length)
    if _inner(values, speed, here.values, here.speed) < STRAIGHT:
        return None
    move = point.expand(pull * speed, values)
    turn = (move - here.move) / step, (speed - here.speed) / step
    folds = here.folds if speed * here.speed > 0 else (*here.folds, _top(here, t, speed, step))
    return Bend(t, point, values, speed, move, turn, folds, step)


def _top(here: Bend, t: float, speed: float, step: float) -> float:
    """Where t turned between two places: the end of the parabola with their speeds."""
    share = here.speed / (here.speed - speed)
    top = here.t + step * share * here.speed / 2
    return max(top, here.t, t) if here.speed > 0 else min(top, here.t, t)


def _landed(line: Line, before: Bend, here: Bend) -> Linearised:
    """The point at t = 1 between two places."""
    h, s = here.length, _share(before, here)
    v = (
        (1 + 2 * s) * (1 - s) ** 2 * before.point.v
        + s * (1 - s) ** 2 * h * before.move
        + s**2 * (3 - 2 * s) * here.point.v
        + s**2 * (s - 1) * h * here.move
    )
    return corrected(Linearised(line.at(1.0), v, near=here.point))


def _share(before: Bend, here: Bend) -> float:
    """Where the cubic of t between two places passes 1, by halving."""
    low, high = 0.0, 1.0
    for _ in range(50):
        s = (low + high) / 2
        t = (
            (1 + 2 * s) * (1 - s) ** 2 * before.t
            + s * (1 - s) ** 2 * here.length * before.speed
            + s**2 * (3 - 2 * s) * here.t
            + s**2 * (s - 1) * here.length * here.speed
        )
        low, high = (s, high) if t < 1.0 else (low, s)
    return (low + high) / 2
