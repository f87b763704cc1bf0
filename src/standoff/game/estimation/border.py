"""The step of theta: a quadratic within bounds.

    minimise  g'x + x'H x / 2   subject to   low <= x <= high,     H positive definite

Without bounds one Cholesky solve does it. With bounds, an active set: what runs into a bound is
held there and the rest is solved again; what a bound no longer holds is let go. Source: Nocedal &
Wright, Numerical Optimization, 2006, section 16.5.
"""

from __future__ import annotations

import numpy as np
from scipy.linalg import cho_factor, cho_solve

__all__ = ["bounded_step", "outward"]

_ROUNDS = 40


def bounded_step(
    hessian: np.ndarray, slope: np.ndarray, low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    """The step x (m,); `LinAlgError` where the Hessian of what is free is not positive definite.

    What rests on a bound and is pushed against it is held from the beginning: its own curvature may
    have any sign, since it does not move.
    """
    held = np.where((low >= 0) & (slope > 0), -1, np.where((high <= 0) & (slope < 0), 1, 0))
    step = np.zeros(len(slope))
    for _ in range(_ROUNDS):
        step = _solve_free(hessian, slope, low, high, held)
        hit = np.where(step < low, -1, np.where(step > high, 1, 0)) * (held == 0)
        if hit.any():
            held = held + hit
            continue
        push = slope + hessian @ step
        free = ((held < 0) & (push < 0)) | ((held > 0) & (push > 0))
        if not free.any():
            break
        held[np.argmax(np.abs(push) * free)] = 0
    return np.clip(step, low, high)


def outward(
    slope: np.ndarray, theta: np.ndarray, lower: np.ndarray, upper: np.ndarray
) -> np.ndarray:
    """The slope (m,) without what only pushes against a bound that is reached."""
    pressed = ((theta <= lower) & (slope > 0)) | ((theta >= upper) & (slope < 0))
    return np.where(pressed, 0.0, slope)


def _solve_free(
    hessian: np.ndarray, slope: np.ndarray, low: np.ndarray, high: np.ndarray, held: np.ndarray
) -> np.ndarray:
    step = np.where(held < 0, low, np.where(held > 0, high, 0.0))
    free = held == 0
    if free.any():
        right = -(slope + hessian[:, ~free] @ step[~free])[free]
        factor = cho_factor(hessian[np.ix_(free, free)], lower=True, check_finite=False)
        step[free] = cho_solve(factor, right, check_finite=False)
    return step
