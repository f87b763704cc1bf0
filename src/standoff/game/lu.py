"""A dense matrix factored once: solves with it and with its transpose, and its determinant's sign.

A corrector step, a branch tangent and the watch for jumps all ask the same matrix at the same
point; one LU (LAPACK's getrf) answers the three.
"""

from __future__ import annotations

import numpy as np
from scipy.linalg import lapack

__all__ = ["Factors"]


class Factors:
    """LU of a square matrix (n, n); raises `LinAlgError` where it is singular.

    LAPACK stores by columns what numpy stores by rows, so the transpose is what is factored;
    `spend` gives up the matrix for its factors.
    """

    def __init__(self, matrix: np.ndarray, *, spend: bool = False) -> None:
        self._lu, self._swaps, fault = lapack.dgetrf(matrix.T, overwrite_a=spend)
        if fault:
            raise np.linalg.LinAlgError("singular matrix")

    def solve(self, right: np.ndarray, *, transposed: bool = False) -> np.ndarray:
        """x with M x = right (or M' x = right), of the shape of `right`."""
        flat = right.ravel()
        solved = lapack.dgetrs(self._lu, self._swaps, flat, trans=int(not transposed))[0]
        return solved.reshape(right.shape)

    @property
    def sign(self) -> int:
        """Sign of the determinant: that of the diagonal of U, turned by every swap of rows."""
        swapped = np.count_nonzero(self._swaps != np.arange(len(self._swaps)))
        negative = np.count_nonzero(self._lu.diagonal() < 0)
        return -1 if (swapped + negative) % 2 else 1
