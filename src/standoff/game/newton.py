"""Newton's method on v = Phi(v), damped by a line search, and continuation from precision 0.

A step solves the linearised equations (`linearised.py`) and is halved until the residual falls.
Far from an equilibrium Newton may wander, so the default walks there: at precision 0 the choices
are uniform, and each further step predicts along the tangent dv/dt and corrects with Newton,
lengthening the step while that goes well and halving it when it does not.
"""

from __future__ import annotations

import numpy as np

from standoff.errors import NotSolved
from standoff.game.linearised import Linearised
from standoff.game.model import Model

__all__ = ["TOLERANCE", "natural_path", "newton"]

TOLERANCE = 1e-11
"""Target of max|v - Phi(v)|, relative to 1 + max|v|."""


def newton(model: Model, v: np.ndarray, *, steps: int = 30) -> Linearised:
    """The point where v = Phi(v), from a start nearby; raises `NotSolved`."""
    point = Linearised(model, v)
    for _ in range(steps):
        if point.size <= TOLERANCE * (1 + float(np.abs(point.v).max())):
            return point
        try:
            direction = point.solve(-point.residual)
        except np.linalg.LinAlgError:
            break
        closer = _search(model, point, direction)
        if closer is None:
            break
        point = closer
    raise NotSolved("Newton's method stopped short", residual=point.size)


def _search(model: Model, point: Linearised, direction: np.ndarray) -> Linearised | None:
    """The first of the halved steps that lowers the residual; None where none does."""
    length = 1.0
    while length > 1e-4:
        trial = Linearised(model, point.v + length * direction)
        if trial.size < (1 - 0.1 * length) * point.size or trial.size < 1e-13:
            return trial
        length /= 2
    return None


def natural_path(model: Model, *, first: float = 0.25, least: float = 1e-4) -> Linearised:
    """The equilibrium at the end of the branch that starts at precision 0 (no folds allowed)."""
    target, now, step = model.precision, 0.0, first
    point = Linearised(model.at(0.0), model.uniform())
    while now < target:
        ahead = min(target, now + step * target)
        guess = point.v + (ahead - now) * point.solve(_drive(point))
        try:
            point = newton(model.at(ahead), guess, steps=6)
        except NotSolved as fault:
            step /= 2
            if step < least:
                raise NotSolved(
                    f"the branch from precision 0 turns back near {now:.4g}",
                    residual=fault.residual,
                    next="try other starts or another precision",
                ) from None
            continue
        now, step = ahead, step * 2
    return point


def _drive(point: Linearised) -> np.ndarray:
    """d Phi / d precision at fixed v."""
    model, (first, second) = point.model, point.choices
    mine = np.einsum("sab,sb->sa", model.payoffs[0], second)
    yours = np.einsum("sab,sa->sb", model.payoffs[1], first)
    return np.concatenate([mine, yours], axis=1)
