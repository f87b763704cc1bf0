"""Moving-block bootstrap: intervals for figures of a record whose neighbours resemble each other.

Blocks of `length` neighbouring periods are drawn with replacement and laid end to end until they
are as long as the record, so what happens within a block stays together (Kuensch 1989; Liu & Singh
1992). Where the record has holes, blocks are drawn from all starts; what lies in a hole is weighted
zero by the caller.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["block_draws", "percentile_interval"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def block_draws(n: int, length: int, draws: int, seed: int) -> Ints:
    """Indices (draws, n) of `draws` records made of blocks of `length` (at most n) periods."""
    length = max(1, min(length, n))
    rng = np.random.default_rng(seed)
    starts = rng.integers(0, n - length + 1, size=(draws, -(-n // length)))
    drawn: Ints = (starts[:, :, None] + np.arange(length)).reshape(draws, -1)[:, :n]
    return drawn


def percentile_interval(drawn: Floats, level: float = 0.95) -> tuple[float, float]:
    """Central interval of the draws that are numbers; the whole line if too few are."""
    known = drawn[~np.isnan(drawn)]
    if len(known) < max(20, len(drawn) // 2):
        return float("-inf"), float("inf")
    tail = (1.0 - level) / 2.0
    low, high = np.quantile(known, [tail, 1.0 - tail])
    return float(low), float(high)
