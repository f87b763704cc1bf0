"""The small linear systems of each state by itself, all states at once.

Within a state the values of one side's actions depend on the other side's choices and nothing
else, so the matrix of the state has identities on its diagonal and, with A and B actions,

    B_s = [ I   X ]     X (A, B): effect of the second side's values on the first side's replies,
          [ Y   I ]     Y (B, A): the same the other way round.

It is solved through its Schur complement: y_1 = M (c_1 - X c_2), y_2 = c_2 - Y y_1 with
M = (I - X Y)^-1. Arrays hold the state last, so that every line of numpy runs over all states;
many small matrices are inverted by Gauss-Jordan elimination without pivots, and again by LAPACK
where a pivot was small.
"""

from __future__ import annotations

import numpy as np

__all__ = ["Local"]

FEW = 150
"""States up to which LAPACK inverts all matrices."""

SMALL_PIVOT = 1e-3
"""Pivots below this are not trusted."""


class Local:
    """B_s of every state, ready to be solved."""

    def __init__(
        self,
        stage: np.ndarray,
        reply: np.ndarray,
        choices: tuple[np.ndarray, np.ndarray],
        calm: float = np.inf,
    ) -> None:
        """From stage games (2, S, A, B), replies to `choices` (S, A + B) and the choices.

        `calm` < inf: states whose M sums to more are treated as if B_s were I.
        """
        (first, second), self._split = choices, choices[0].shape[1]
        replies = np.ascontiguousarray(reply.T)
        # dP_2 = P_2 (dv_2 - P_2'dv_2), hence the deviations from the mean reply.
        self.x = np.ascontiguousarray(stage[0].transpose(1, 2, 0))
        np.subtract(replies[: self._split, None], self.x, out=self.x)
        self.x *= second.T
        self.y = np.ascontiguousarray(stage[1].transpose(2, 1, 0))
        np.subtract(replies[self._split :, None], self.y, out=self.y)
        self.y *= first.T
        self.inverse = _inverse(self.schur)
        if np.isfinite(calm):
            self._ignore(np.abs(self.inverse).sum(axis=(0, 1)) > calm)

    @property
    def schur(self) -> np.ndarray:
        """I - X Y: (A, A, S)."""
        out = -np.einsum("abs,bcs->acs", self.x, self.y)
        for a in range(self._split):
            out[a, a] += 1.0
        return out

    def _ignore(self, states: np.ndarray) -> None:
        self.x[:, :, states] = self.y[:, :, states] = 0.0
        self.inverse[:, :, states] = np.eye(self._split)[:, :, None]

    def undo(self, change: np.ndarray) -> np.ndarray:
        """B_s^-1 c in every state: (S, A + B) -> (S, A + B)."""
        c = np.ascontiguousarray(change.T)
        out, a = np.empty_like(c), self._split
        rest = c[:a] - np.einsum("abs,bs->as", self.x, c[a:])
        out[:a] = np.einsum("acs,cs->as", self.inverse, rest)
        out[a:] = c[a:] - np.einsum("bas,as->bs", self.y, out[:a])
        return out.T

    def undo_transposed(self, change: np.ndarray) -> np.ndarray:
        """B_s'^-1 c in every state: (S, A + B) -> (S, A + B)."""
        c = np.ascontiguousarray(change.T)
        out, a = np.empty_like(c), self._split
        rest = c[:a] - np.einsum("bas,bs->as", self.y, c[a:])
        out[:a] = np.einsum("cas,cs->as", self.inverse, rest)
        out[a:] = c[a:] - np.einsum("abs,as->bs", self.x, out[:a])
        return out.T

    @property
    def orientation(self) -> float:
        """Sign of the product of all det B_s."""
        return float(np.linalg.slogdet(self.schur.transpose(2, 0, 1))[0].prod())


def _inverse(matrix: np.ndarray) -> np.ndarray:
    """Inverses of many small matrices: (n, n, S) -> (n, n, S); raises LinAlgError if singular."""
    if matrix.shape[2] <= FEW:
        return np.ascontiguousarray(np.linalg.inv(matrix.transpose(2, 0, 1)).transpose(1, 2, 0))
    out, weak = matrix.copy(), np.zeros(matrix.shape[2], dtype=bool)
    with np.errstate(all="ignore"):
        for k in range(len(out)):
            pivot = out[k, k].copy()
            weak |= ~(np.abs(pivot) > SMALL_PIVOT)
            out[k, k] = 1.0
            out[k] /= pivot
            for row in range(len(out)):
                if row != k:
                    factor = out[row, k].copy()
                    out[row, k] = 0.0
                    out[row] -= factor * out[k]
    if weak.any():
        again = np.linalg.inv(matrix[:, :, weak].transpose(2, 0, 1))
        out[:, :, weak] = again.transpose(1, 2, 0)
    return out
