"""Count series: months by kinds, with holes, coded for fast likelihoods.

Counts of events are small whole numbers that repeat, so a likelihood needs each distinct value only
once: `codes[d][t]` says which of `values[d]` the month shows, and the code one past the last value
means "not observed". A missing month says nothing about any state (its likelihood is 1 under all).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from standoff.errors import BadValue

__all__ = ["CountSeries", "count_series"]

LARGEST = 10_000_000
#: Records of this many periods or more go through the compiled twins.
COMPILE_FROM = 200


@dataclass(frozen=True, slots=True, eq=False)
class CountSeries:
    """T periods of D counts: `values[d]` (V_d,) ascending, `codes[d]` (T,) with V_d for missing."""

    values: tuple[NDArray[np.int64], ...]
    codes: tuple[NDArray[np.intp], ...]

    @property
    def length(self) -> int:
        """T."""
        return len(self.codes[0])

    @property
    def width(self) -> int:
        """D."""
        return len(self.codes)

    def observed(self) -> NDArray[np.int64]:
        """Number of observed periods by kind (D,)."""
        pairs = zip(self.values, self.codes, strict=True)
        return np.array([np.count_nonzero(codes < len(values)) for values, codes in pairs])

    def pooled_mean(self) -> NDArray[np.float64]:
        """(sum + 1/2) / (observed + 1) by kind (D,): positive even where nothing was counted."""
        everywhere = self.histograms(np.ones((self.length, 1)))
        pairs = zip(everywhere, self.values, strict=True)
        totals = np.array([float(histogram[0] @ values) for histogram, values in pairs])
        mean: NDArray[np.float64] = (totals + 0.5) / (self.observed() + 1.0)
        return mean

    def histograms(self, weights: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
        """Weight on each value by state: for each kind (K, V_d), from `weights` (T, K)."""
        pairs = list(zip(self.values, self.codes, strict=True))
        if self.length >= COMPILE_FROM:
            from standoff.cycle.hidden.series_compiled import weight_on_compiled

            return tuple(weight_on_compiled(codes, weights, len(values)) for values, codes in pairs)
        columns = np.ascontiguousarray(weights.T)
        return tuple(_weight_on(codes, columns, len(values)) for values, codes in pairs)

    def lookup(self, tables: tuple[NDArray[np.float64], ...]) -> NDArray[np.float64]:
        """Sum over kinds of `tables[d]` (K, V_d) at each period's value: (T, K)."""
        total = np.zeros((self.length, len(tables[0])))
        if self.length >= COMPILE_FROM:
            from standoff.cycle.hidden.series_compiled import add_looked_up

            for codes, table in zip(self.codes, tables, strict=True):
                add_looked_up(codes, table, total)
            return total
        for codes, table in zip(self.codes, tables, strict=True):
            padded = np.vstack([table.T, np.zeros((1, len(table)))])
            total += padded[codes]
        return total


def count_series(counts: ArrayLike) -> CountSeries:
    """A series from an array of counts, (T, D) or (T,), with NaN where nothing was observed.

    Raises `BadValue` for an empty array, negative numbers, fractions, or counts above ten million.
    """
    table = np.asarray(counts, dtype=np.float64)
    if table.ndim == 1:
        table = table[:, None]
    if table.ndim != 2 or 0 in table.shape:
        raise BadValue(
            f"counts of shape {table.shape}", expected="periods by kinds, at least one of each"
        )
    known = table[~np.isnan(table)]
    if known.size and ((known < 0).any() or (known > LARGEST).any() or (known % 1 != 0).any()):
        raise BadValue("counts", expected=f"whole numbers from 0 to {LARGEST}, NaN where missing")
    columns = [_coded(column) for column in table.T]
    return CountSeries(
        values=tuple(values for values, _ in columns), codes=tuple(codes for _, codes in columns)
    )


def _weight_on(
    codes: NDArray[np.intp], columns: NDArray[np.float64], n: int
) -> NDArray[np.float64]:
    """Sum of each row of `columns` (K, T) by code 0 .. n-1: (K, n)."""
    sums = [np.bincount(codes, weights=column, minlength=n + 1)[:n] for column in columns]
    return np.array(sums, dtype=np.float64)


def _coded(column: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    missing = np.isnan(column)
    values, codes = np.unique(column[~missing], return_inverse=True)
    coded = np.full(len(column), len(values), dtype=np.intp)
    coded[~missing] = codes
    return values.astype(np.int64), coded
