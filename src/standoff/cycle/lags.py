"""Cross-lags: what comes after what, between kinds of deed and between the two sides.

For two series of counts and a lag of h periods: the rate of y in the periods that lie h after a
raised x, over its rate h after any other period. Raised means above the median of x in its own
stretch of five years (for sparse series: anything at all). Records drift and both series keep their
own momentum, so only like is set beside like: the ratio is pooled over strata of five years and of
whether y itself was raised in the period of x (Mantel & Haenszel 1959),

    ratio = sum_s Y1_s N0_s / N_s  /  sum_s Y0_s N1_s / N_s

with Y1, N1 the sum of y and the periods after a raised x, Y0, N0 the others. Intervals: moving
blocks of a year. It shows what follows, not what causes. After Goldstein & Freeman, "Three-Way
Street" (1990), who fit the same question as a vector autoregression.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from standoff.cycle.bootstrap import block_draws, percentile_interval
from standoff.nouns.cycle import Contrast

__all__ = ["cross_lag", "raised"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
DRAWS = 999


def raised(counts: Floats, strata: Ints) -> NDArray[np.bool_]:
    """Whether each count (n,) lies above the median of its stratum; NaN never does."""
    above = np.zeros(len(counts), dtype=bool)
    for stratum in np.unique(strata):
        inside = strata == stratum
        known = counts[inside & ~np.isnan(counts)]
        if len(known):
            above |= inside & (np.nan_to_num(counts, nan=-1.0) > np.median(known))
    return above


def cross_lag(
    name: str, x: Floats, y: Floats, strata: Ints, lag: int, *, block: int = 12, seed: int = 1
) -> Contrast:
    """The pooled ratio of y `lag` periods after a raised x, with its interval.

    x, y (n,) are counts with NaN where the record does not see; `strata` (n,) are stretches of
    years from 0.
    """
    ahead = y[lag:]
    x_now, y_now = (raised(side, strata)[: len(ahead)] for side in (x, y))
    seen = ~np.isnan(ahead) & ~np.isnan(x[: len(ahead)]) & ~np.isnan(y[: len(ahead)])
    cells = strata[: len(ahead)] * 2 + y_now
    value = _pooled(np.where(seen, ahead, 0.0)[None], x_now[None], seen[None], cells[None])[0]
    interval = (0.0, float("inf"))
    if not np.isnan(value):
        drawn = block_draws(len(ahead), block, DRAWS, seed)
        ratios = _pooled(np.where(seen, ahead, 0.0)[drawn], x_now[drawn], seen[drawn], cells[drawn])
        low, high = percentile_interval(ratios)
        interval = (min(max(low, 0.0), value), max(high, value))
    after, other = seen & x_now, seen & ~x_now
    return Contrast(
        name=name,
        first=float(ahead[after].mean()) if after.any() else None,
        second=float(ahead[other].mean()) if other.any() else None,
        value=None if np.isnan(value) else float(value),
        interval=interval,
        scale="ratio",
        n=int(after.sum()),
        n_other=int(other.sum()),
        unit="periods",
        lag=lag,
    )


def _pooled(y: Floats, x: NDArray[np.bool_], seen: NDArray[np.bool_], cells: Ints) -> Floats:
    """Mantel-Haenszel ratio of each row (draws, n); NaN where one side is empty."""
    top, bottom = np.zeros(len(y)), np.zeros(len(y))
    for cell in np.unique(cells):
        here = seen & (cells == cell)
        n1, n0 = (here & x).sum(axis=1), (here & ~x).sum(axis=1)
        y1, y0 = (y * (here & x)).sum(axis=1), (y * (here & ~x)).sum(axis=1)
        n = np.maximum(n1 + n0, 1)
        top += y1 * n0 / n
        bottom += y0 * n1 / n
    ratio: Floats = np.full(len(y), np.nan)
    np.divide(top, bottom, out=ratio, where=bottom > 0)
    return ratio
