"""Bordered systems of large games: the values and the parameter t of a branch at once.

Across the tangent (tau, tau_t) of a branch a step of Newton's method solves

    [ I - K    -c   ] [ dW ]   [ r ]        c = reduced d Phi / dt
    [ tau_W'  tau_t ] [ dt ] = [ q ]

At a fold I - K is singular and the bordered matrix is not (Keller 1977), so it must not be taken
apart into two solves with I - K. GMRES is run on the whole, with the coarse system (`coarse.py`) as
preconditioner of the first rows; the border costs two iterations more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from standoff.errors import NotSolved
from standoff.game.krylov import Operator, gmres
from standoff.game.linearised import Linearised

__all__ = ["Border", "solve_bordered"]

RESTART, RESTARTS = 150, 2
"""GMRES: iterations before a restart, and restarts."""

STALE = 30
"""Iterations of one solve from which on the coarse system that was lent counts as out of date."""

SLACK = 0.3
"""Relative residual above which a solution is refused: the end of a step is checked anyway."""


@dataclass(frozen=True)
class Border:
    """The last column c (2, S), and the last row: tau (2, S) beside tau_t."""

    column: np.ndarray
    row: np.ndarray
    corner: float

    @property
    def shape(self) -> tuple[int, ...]:
        """(2, S)."""
        return self.column.shape


def solve_bordered(
    point: Linearised, border: Border, right: np.ndarray, last: float, *, tolerance: float
) -> tuple[np.ndarray, float]:
    """(dW (2, S), dt) for the right side r (2, S) and q; raises `NotSolved` where GMRES stalls.

    Where it took more than `STALE` iterations the point makes a coarse system of its own, which
    points nearby are lent afterwards.
    """
    size, shape = right.size, border.shape
    column, row = border.column.ravel(), border.row.ravel()

    def matrix(x: np.ndarray) -> np.ndarray:
        inner = point.apply(x[:size].reshape(shape)).ravel() - column * x[size]
        return np.append(inner, row @ x[:size] + border.corner * x[size])

    wanted = np.append(right.ravel(), last)
    found = gmres(
        matrix, wanted, tolerance=tolerance, precondition=_preconditioner(point, shape),
        basis=RESTART, restarts=RESTARTS,
    )  # fmt: skip
    if found.rounds > STALE:
        _ = point.own_coarse
    if found.left > max(SLACK, tolerance):
        raise NotSolved("a bordered system did not converge", residual=found.left)
    return found.x[:size].reshape(shape), float(found.x[size])


def _preconditioner(point: Linearised, shape: tuple[int, ...]) -> Operator | None:
    coarse, size = point.coarse, int(np.prod(shape))
    if coarse is None:
        return None
    return lambda x: np.append(coarse.apply(x[:size].reshape(shape)).ravel(), x[size])
