"""Transitions as one sparse matrix, for games that are given as arrays.

Row (s, a, b) of the matrix holds f(.|s,a,b). Where next states lie near each other (a ladder),
`bandwidth` is small and linear systems in the values are banded; `linear.py` makes use of it.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
import scipy.sparse as sp

from standoff.errors import BadValue

__all__ = ["SparseTransition", "narrow"]


class SparseTransition:
    """f(s'|s,a,b) as a matrix of shape (S A B, S); see `transitions.Transition`."""

    def __init__(
        self, matrix: sp.csr_array, actions: tuple[int, int], *, leaking: bool = False
    ) -> None:
        """Rows add up to 1, or with `leaking` to less, where the game may end."""
        self.matrix = narrow(sp.csr_array(matrix))
        rows, states = self.matrix.shape
        if rows != states * actions[0] * actions[1]:
            raise BadValue(
                f"a transition matrix of shape {self.matrix.shape}",
                expected=f"({states * actions[0] * actions[1]}, {states})",
            )
        self.shape = (states, *actions)
        off = np.asarray(self.matrix.sum(axis=1)).ravel() - 1
        off = np.maximum(off, 0) if leaking else np.abs(off)
        if self.matrix.nnz and (self.matrix.data.min() < 0 or off.max() > 1e-9):
            row = np.unravel_index(int(off.argmax()), self.shape)
            raise BadValue(
                "rows are no probabilities",
                where=f"(state, a, b) = {tuple(int(k) for k in row)}",
                expected="entries from 0 up that add up to 1",
            )

    @classmethod
    def of_successors(cls, following: np.ndarray, chances: np.ndarray) -> SparseTransition:
        """From next states and their probabilities, both of shape (S, A, B, successors)."""
        states, a, b, width = following.shape
        starts = np.arange(0, following.size + 1, width)
        flat = (chances.ravel().astype(float), following.ravel(), starts)
        matrix = sp.csr_array(flat, shape=(states * a * b, states))
        matrix.sum_duplicates()
        return cls(matrix, (a, b))

    @classmethod
    def of_dense(cls, moves: np.ndarray) -> SparseTransition:
        """From f of shape (S, A, B, S)."""
        states, a, b, _ = moves.shape
        return cls(sp.csr_array(moves.reshape(-1, states)), (a, b))

    @cached_property
    def _backward(self) -> sp.csr_array:
        return sp.csr_array(self.matrix.T)

    def expect(self, values: np.ndarray) -> np.ndarray:
        """(k, S) -> (k, S, A, B)."""
        if len(values) == 1:
            return (self.matrix @ values[0]).reshape(1, *self.shape)
        # All columns in one pass: reading the matrix is what costs.
        expected = self.matrix @ np.ascontiguousarray(values.T)
        return np.ascontiguousarray(expected.T).reshape(len(values), *self.shape)

    def push(self, weights: np.ndarray) -> np.ndarray:
        """(k, S, A, B) -> (k, S)."""
        return np.stack([self._backward @ row for row in weights.reshape(len(weights), -1)])

    @cached_property
    def dense(self) -> np.ndarray:
        """f written out as (S, A B, S)."""
        return self.matrix.toarray().reshape(self.shape[0], -1, self.shape[0])

    @cached_property
    def bandwidth(self) -> int:
        """Largest |s' - s| of a possible step."""
        coo = self.matrix.tocoo()
        own = coo.coords[0] // (self.shape[1] * self.shape[2])
        return int(np.abs(own - coo.coords[1]).max()) if coo.nnz else 0

    @cached_property
    def stencil(self) -> np.ndarray:
        """f by distance: (S, A B, 2 w + 1) with next state s - w .. s + w, for narrow bands w."""
        pairs, width = self.shape[1] * self.shape[2], self.bandwidth
        row = np.repeat(np.arange(self.matrix.shape[0]), np.diff(self.matrix.indptr))
        out = np.zeros((self.matrix.shape[0], 2 * width + 1))
        out[row, self.matrix.indices - row // pairs + width] = self.matrix.data
        return out.reshape(self.shape[0], pairs, -1)

    def explicit(self, states: slice) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Entries (row within the slice, next state, probability) of some states, one by one."""
        pairs = self.shape[1] * self.shape[2]
        begins = self.matrix.indptr[states.start * pairs : states.stop * pairs + 1]
        row = np.repeat(np.arange(len(begins) - 1), np.diff(begins))
        part = slice(begins[0], begins[-1])
        return row, self.matrix.indices[part], self.matrix.data[part]

    def weighted(self, weights: np.ndarray) -> sp.csr_array:
        """sum_ab w(s,a,b) f(s'|s,a,b) as a matrix (S, S), for weights (S, A, B)."""
        states, pairs = self.shape[0], self.shape[1] * self.shape[2]
        counts = np.diff(self.matrix.indptr)
        data = self.matrix.data * np.repeat(weights.ravel(), counts)
        parts = (data, self.matrix.indices, self.matrix.indptr[::pairs])
        return sp.csr_array(parts, shape=(states, states))


def narrow(matrix: sp.csr_array) -> sp.csr_array:
    """The matrix with indices of 32 bits where they suffice: half as much to read."""
    if max(*matrix.shape, matrix.nnz) < np.iinfo(np.int32).max:
        matrix.indices = matrix.indices.astype(np.int32, copy=False)
        matrix.indptr = matrix.indptr.astype(np.int32, copy=False)
    return matrix
