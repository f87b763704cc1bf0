"""Solving (I - K) dW = right side, the linear system in the values that `linearised.py` leaves.

- **dense**: up to `DENSE` unknowns, by LU.
- **banded**: where states lie on a ladder (next states near the present one), the two values of a
  state are put beside each other and the matrix has a narrow band: LU without fill. Ladders mix
  slowly, which is just where iterative methods crawl.
- **iterative**: GMRES without ever forming K. Random or well-mixing transitions need a handful of
  iterations. Factored transitions have slow factors, which a coarse copy of the system takes over
  (`coarse.py`); where the transition is a matrix and GMRES does not suffice, an incomplete LU of
  I - K is tried as preconditioner.

The transposed system (for adjoint derivatives) is solved by the same three ways.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import scipy.linalg as sla
import scipy.sparse as sp
import scipy.sparse.linalg as spla

from standoff.errors import NotSolved
from standoff.game.krylov import Operator, gmres
from standoff.game.sparse import SparseTransition

if TYPE_CHECKING:
    from standoff.game.coarse import CoarseSolver
    from standoff.game.linearised import Linearised

__all__ = ["DENSE", "ROUGH_STEP", "ROUNDS", "SLACK", "solve_values"]

DENSE = 400
"""Unknowns (two a state) up to which the system is solved densely."""

BAND = 40
"""Widest ladder step, in states, for which the banded solver is used."""

ROUNDS, RESTART = 8, 60
"""GMRES: restarts, and iterations in each."""


SLACK, ROUGH_STEP = 1e-6, 0.1
"""Relative residual up to which a derivative, or a step of Newton's method, is taken where GMRES
stalls before its tolerance."""


def solve_values(
    point: Linearised,
    right: np.ndarray,
    *,
    transposed: bool = False,
    tolerance: float = 1e-12,
    slack: float = SLACK,
) -> np.ndarray:
    """dW (2, S) with (I - K) dW = right, or with the transposed matrix.

    Raises `NotSolved` where GMRES stalls above the relative residual `slack`: a step of Newton's
    method may be rough, since its end is checked; a derivative is checked by nobody.
    """
    transition = point.model.transition
    if right.size <= DENSE:
        return point.solve_dense(right, transposed=transposed)
    if isinstance(transition, SparseTransition) and transition.bandwidth <= BAND:
        return _banded(point, transition, right, transposed)
    return _iterative(point, right, transposed, tolerance, slack)


def _banded(
    point: Linearised, transition: SparseTransition, right: np.ndarray, transposed: bool
) -> np.ndarray:
    width = 2 * transition.bandwidth + 1
    bands = _bands(point, transition, width)
    if transposed:
        bands = _mirrored(bands, width)
    solved = sla.solve_banded((width, width), bands, right.T.ravel(), check_finite=False)
    return np.ascontiguousarray(solved.reshape(right.T.shape).T)


def _bands(point: Linearised, transition: SparseTransition, width: int) -> np.ndarray:
    """I - K in LAPACK's band storage, unknown 2 s + i for the value of side i in state s."""
    states, reach = point.model.states, transition.bandwidth
    weights = point.weights.reshape(4, states, -1).transpose(1, 0, 2)
    near = (weights @ transition.stencil).reshape(states, 2, 2, -1)
    bands = np.zeros((2 * width + 1, 2 * states))
    bands[width] = 1.0
    for shift in range(-reach, reach + 1):
        rows = slice(max(0, -shift), states - max(0, shift))
        columns = slice(rows.start + shift, rows.stop + shift)
        for i in (0, 1):
            for j in (0, 1):
                line = bands[width - 2 * shift + i - j, j::2]
                line[columns] -= near[rows, i, j, shift + reach]
    return bands


def _mirrored(bands: np.ndarray, width: int) -> np.ndarray:
    """Band storage of the transposed matrix."""
    out = np.zeros_like(bands)
    size = bands.shape[1]
    for shift in range(-width, width + 1):
        # Diagonal `shift` of the transpose is diagonal -shift of the matrix, moved along.
        source = bands[width - shift]
        if shift >= 0:
            out[width + shift, : size - shift] = source[shift:]
        else:
            out[width + shift, -shift:] = source[: size + shift]
    return out


def _iterative(
    point: Linearised, right: np.ndarray, transposed: bool, tolerance: float, slack: float
) -> np.ndarray:
    shape, apply = right.shape, point.apply_transposed if transposed else point.apply

    def matrix(x: np.ndarray) -> np.ndarray:
        return apply(x.reshape(shape)).ravel()

    found = gmres(
        matrix, right.ravel(), tolerance=tolerance, basis=RESTART,
        precondition=_coarse(point.coarse, shape, transposed),
    )  # fmt: skip
    if found.left > tolerance:
        # A coarse system that was lent may have been too far off.
        better = _coarse(point.own_coarse, shape, transposed) or _incomplete(point, transposed)
        found = gmres(
            matrix, right.ravel(), tolerance=tolerance, basis=RESTART, restarts=point.rounds,
            precondition=better, start=found.x,
        )  # fmt: skip
    if found.left <= max(slack, tolerance):
        return found.x.reshape(shape)
    raise NotSolved("a linear system did not converge", residual=found.left)


def _coarse(
    solver: CoarseSolver | None, shape: tuple[int, ...], transposed: bool
) -> Operator | None:
    """The coarse copy of the system (`coarse.py`) where there is one, else None."""
    if solver is None:
        return None
    apply = solver.apply_transposed if transposed else solver.apply
    return lambda x: apply(x.reshape(shape)).ravel()


def _incomplete(point: Linearised, transposed: bool) -> Operator | None:
    """Incomplete LU of I - K where next states lie near the present one, else None."""
    transition = point.model.transition
    if not isinstance(transition, SparseTransition):
        return None
    if transition.bandwidth > point.model.states / 10:
        return None
    blocks = [[transition.weighted(point.weights[i, j]) for j in (0, 1)] for i in (0, 1)]
    size = 2 * point.model.states
    matrix = sp.csc_array(sp.identity(size) - sp.block_array(blocks))
    factors = spla.spilu(matrix.T.tocsc() if transposed else matrix, drop_tol=1e-3, fill_factor=4)
    solve: Operator = factors.solve
    return solve
