"""All equilibria of each row at given payoffs: roots of one equation in Pr(B resists).

With x = Phi^-1(p_R) an equilibrium is a root of x - z(x), where z is B's reply to A's reply to x.
The line is cut into fine steps, every change of sign is closed in on by bisection, and what no
step can resolve (two roots within one step) is missed: so the list is all equilibria to the
resolution of the grid, 0.01 in x from -8 to 8. A row with none has its only one beyond: B resists
(or concedes) with a probability that a double cannot tell from one.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from standoff.game.estimation_signalling.game import replies

__all__ = ["answer", "find_equilibria"]

_SPAN, _STEP = 8.0, 0.01
_HALVINGS = 46


def answer(payoffs: np.ndarray, x: np.ndarray) -> np.ndarray:
    """z, B's reply to A's reply to Pr(B resists) = Phi(x); payoffs (N, 6), x (N,)."""
    q = ndtr(x)
    first = replies(payoffs, q, np.ones_like(q))
    return replies(payoffs, q, first.stand_firm).resist_z


def find_equilibria(payoffs: np.ndarray) -> list[np.ndarray]:
    """For each row (N, 6) the x of its equilibria in rising order; Pr(B resists) is Phi(x)."""
    grid = np.arange(-_SPAN, _SPAN + _STEP / 2, _STEP)
    gap = np.stack([at - answer(payoffs, np.full(len(payoffs), at)) for at in grid], axis=1)
    row, cell = np.nonzero((gap[:, :-1] <= 0) != (gap[:, 1:] <= 0))
    low, high = grid[cell], grid[cell + 1]
    below = gap[row, cell] <= 0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        same = (middle - answer(payoffs[row], middle) <= 0) == below
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    roots = (low + high) / 2
    solved = np.abs(roots - answer(payoffs[row], roots)) < 1e-6
    return [roots[(row == at) & solved] for at in range(len(payoffs))]
