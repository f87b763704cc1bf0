"""The compiled twins of `CountSeries.lookup` and `CountSeries.histograms`."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from standoff.cycle.hidden.emission import Array

__all__ = ["add_looked_up", "weight_on_compiled"]


@njit(cache=True, nogil=True)
def _add(codes, table, total):  # type: ignore[no-untyped-def]
    """Adds row `codes[t]` of `table` (V, K) to each row t of `total`; later codes add nothing."""
    for t in range(len(codes)):
        if codes[t] < table.shape[0]:
            for k in range(table.shape[1]):
                total[t, k] += table[codes[t], k]


@njit(cache=True, nogil=True)
def _weigh(codes, weights, sums):  # type: ignore[no-untyped-def]
    for t in range(len(codes)):
        for k in range(weights.shape[1]):
            sums[codes[t], k] += weights[t, k]


def add_looked_up(codes: NDArray[np.intp], table: Array, total: Array) -> None:
    """Add `table` (K, V) at each code to `total` (T, K)."""
    _add(codes, np.ascontiguousarray(table.T), total)


def weight_on_compiled(codes: NDArray[np.intp], weights: Array, n: int) -> Array:
    """Sum of `weights` (T, K) by code 0 .. n-1: (K, n)."""
    sums = np.zeros((n + 1, weights.shape[1]))
    _weigh(codes, weights, sums)
    return np.ascontiguousarray(sums[:n].T)
