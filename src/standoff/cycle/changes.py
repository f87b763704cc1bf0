"""Change points: periods from which on several kinds of deed come at other rates.

The record is cut into stretches of constant Poisson rates so that

    sum over stretches of cost / phi + penalty (D + 1) log(n) / 2 for each cut

is smallest, cost being the negative log-likelihood at the stretch's own rates and phi the
dispersion of each kind within a sliding window (long-run variance over mean), since bursts look
like changes otherwise. Exact by dynamic programming over all cuts (Jackson et al. 2005, "optimal
partitioning"). Where a cut may lie: all places between its neighbours whose cost is within 1.92,
half the 95 % point of a chi-square with one degree of freedom, of the best.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

from standoff.cycle.contrasts import dispersion

__all__ = ["change_points"]

Floats = NDArray[np.float64]
WITHIN = 1.92


def change_points(
    counts: Floats, *, shortest: int = 12, penalty: float = 2.0
) -> list[tuple[int, int, int]]:
    """Cuts (place, earliest, latest) of counts (n, D), NaN where unseen; place begins the new rate.

    No stretch is shorter than `shortest` periods.
    """
    n, width = counts.shape
    if n < 2 * shortest:
        return []
    sums, seen = _cumulated(counts)
    phi = np.array([_typical_dispersion(column, shortest) for column in counts.T])
    charge = penalty * (width + 1) * np.log(n) / 2.0
    best, came = np.full(n + 1, np.inf), np.zeros(n + 1, dtype=np.int64)
    best[0] = -charge
    for end in range(shortest, n + 1):
        starts = np.arange(0, end - shortest + 1)
        total = best[starts] + _cost(sums, seen, starts, end, phi) + charge
        came[end] = starts[total.argmin()]
        best[end] = total.min()
    cuts = [n]
    while cuts[-1] > 0:
        cuts.append(int(came[cuts[-1]]))
    cuts = cuts[::-1]
    return [
        _located(sums, seen, phi, (cuts[i - 1], cuts[i], cuts[i + 1]), shortest)
        for i in range(1, len(cuts) - 1)
    ]


def _cumulated(counts: Floats) -> tuple[Floats, Floats]:
    """Sums and numbers of seen periods before each place (n+1, D)."""
    zero = np.zeros((1, counts.shape[1]))
    known = ~np.isnan(counts)
    sums = np.vstack([zero, np.where(known, counts, 0.0).cumsum(axis=0)])
    return sums, np.vstack([zero, known.cumsum(axis=0)])


def _typical_dispersion(column: Floats, window: int) -> float:
    """Median dispersion of windows four times the shortest stretch."""
    known = column[~np.isnan(column)]
    size = 4 * window
    starts = range(0, max(len(known) - size, 0) + 1, window)
    return float(np.median([dispersion(known[start : start + size]) for start in starts]))


def _cost(sums: Floats, seen: Floats, start: NDArray[np.int64], end: int, phi: Floats) -> Floats:
    """Negative log-likelihood / phi of stretches [start, end), up to what all share."""
    total, periods = sums[end] - sums[start], seen[end] - seen[start]
    rate = np.divide(total, periods, out=np.zeros_like(total), where=periods > 0)
    cost: Floats = ((total - xlogy(total, rate)) / phi).sum(axis=1)
    return cost


def _located(
    sums: Floats, seen: Floats, phi: Floats, cuts: tuple[int, int, int], shortest: int
) -> tuple[int, int, int]:
    """A cut with the range of places that fit nearly as well."""
    low, place, high = cuts
    places = np.arange(low + 1, high)
    left = np.array([_cost(sums, seen, np.array([low]), int(p), phi)[0] for p in places])
    right = _cost(sums, seen, places, high, phi)
    good = places[left + right <= (left + right)[place - low - 1] + WITHIN]
    return place, int(min(good.min(), place)), int(max(good.max(), place))
