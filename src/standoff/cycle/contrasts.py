"""Contrasts: one stretch, phase or side beside another, with intervals that allow for clustering.

- `exception`: shares of labels inside one period less outside it. Blocks of a year are drawn apart
  inside and outside, and their spread is widened by Student's t for the number of blocks of the
  shorter side. The period was chosen by those who speak of it, which the page says.
- `dwell_contrast`: the mean length of phases of one name over that of others. Mean = periods whose
  next one was seen / ends seen (`runs`); whole phases are drawn with replacement.
- `rate_ratio`: counts before and after a date. Given the total, the count after is binomial with
  share rr t1 / (rr t1 + t0); the exact (Clopper-Pearson) interval is taken on counts divided by the
  dispersion phi, the long-run variance over the mean, at least 1 (quasi-Poisson). phi is that of
  the whole record where it is given: two years are too short to show how long phases last.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec
import numpy as np
from numpy.typing import NDArray

from standoff.cycle.bootstrap import block_draws, percentile_interval
from standoff.nouns import LabelledMonth, Phase
from standoff.nouns.cycle import Contrast

__all__ = ["dispersion", "dwell_contrast", "exception", "rate_ratio"]

Floats = NDArray[np.float64]
DRAWS = 1999
LAGS = 6


def exception(
    months: Sequence[LabelledMonth],
    names: Sequence[str],
    period: tuple[date, date],
    *,
    block: int = 12,
    seed: int = 1,
    throughout: Sequence[str] | None = None,
) -> tuple[Contrast, ...]:
    """For each name: its share of covered periods inside `period` less outside.

    Names that are not among those covered `throughout` (default: all) decide nothing.

    The intervals hold together (95 % for all names at once, Bonferroni).
    """
    covered = [month for month in months if month.covered]
    inside = np.array([period[0] <= m.month <= period[1] for m in covered], dtype=bool)
    labels = np.array([names.index(m.label) for m in covered], dtype=np.int64)
    level = 1.0 - 0.05 / len(names)
    found = [
        _share_contrast(name, labels[inside] == k, labels[~inside] == k, block, seed, level)
        for k, name in enumerate(names)
    ]
    return tuple(
        msgspec.structs.replace(one, covered=throughout is None or one.name in throughout)
        for one in found
    )


def _share_contrast(
    name: str,
    first: NDArray[np.bool_],
    second: NDArray[np.bool_],
    block: int,
    seed: int,
    level: float,
) -> Contrast:
    n, m = len(first), len(second)
    value, interval = None, (float("-inf"), float("inf"))
    if n and m:
        value = float(first.mean() - second.mean())
        interval = _share_interval(value, (first, second), block, seed, level)
    return Contrast(
        name=name,
        first=float(first.mean()) if n else None,
        second=float(second.mean()) if m else None,
        value=value,
        interval=interval,
        scale="difference",
        n=n,
        n_other=m,
        unit="periods",
    )


def _share_interval(
    value: float,
    sides: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    block: int,
    seed: int,
    level: float,
) -> tuple[float, float]:
    """Student's interval of a difference of shares; without ends where a side has no two blocks."""
    from scipy.special import stdtrit

    blocks = min(len(side) for side in sides) / block
    if blocks < 2:
        return float("-inf"), float("inf")
    variance = sum(_variance(side, block, seed + place) for place, side in enumerate(sides))
    reach = float(stdtrit(blocks - 1.0, (1.0 + level) / 2.0)) * variance**0.5
    return value - reach, value + reach


def _variance(side: NDArray[np.bool_], block: int, seed: int) -> float:
    """Variance of a share over draws of blocks, at least that of independent periods.

    Blocks that hold nothing of a kind would give none: one period of each kind of outcome is added
    (Agresti & Caffo 2000). Few blocks vary less about their own mean than about the truth.
    """
    n = len(side)
    drawn = (side[block_draws(n, block, DRAWS, seed)].sum(axis=1) + 1.0) / (n + 2.0)
    share = float(side.sum() + 1.0) / (n + 2.0)
    return max(float(drawn.var(ddof=1)) * n / (n - block), share * (1.0 - share) / (n + 2.0))


def _around(value: float, low: float, high: float) -> tuple[float, float]:
    """An interval that holds the value itself."""
    return min(low, value), max(high, value)


def dwell_contrast(
    phases: Sequence[Phase], name: str, others: Sequence[str], *, seed: int = 1
) -> Contrast:
    """Mean dwell time of phases `name` over that of phases of `others`."""
    first = _lengths([phase for phase in phases if phase.name == name])
    second = _lengths([phase for phase in phases if phase.name in others])
    means = [_mean(*side) for side in (first, second)]
    value, interval = None, (0.0, float("inf"))
    if np.isfinite(means).all():
        value = means[0] / means[1]
        rng = np.random.default_rng(seed)
        drawn = _mean_draws(first, rng) / _mean_draws(second, rng)
        low, high = percentile_interval(drawn)
        if min(first[1].sum(), second[1].sum()) >= 3:
            interval = _around(value, max(low, 0.0), high)
    return Contrast(
        name=name,
        first=float(means[0]) if np.isfinite(means[0]) else None,
        second=float(means[1]) if np.isfinite(means[1]) else None,
        value=value,
        interval=interval,
        scale="ratio",
        n=len(first[0]),
        n_other=len(second[0]),
        unit="phases",
    )


def _lengths(phases: Sequence[Phase]) -> tuple[Floats, Floats]:
    """Periods of each phase whose next one was seen, and 1 where its end was seen."""
    ended = np.array([float(phase.censored in ("", "left")) for phase in phases])
    return np.array([float(phase.months) for phase in phases]) - (1.0 - ended), ended


def _mean(months: Floats, ended: Floats) -> float:
    return float(months.sum() / ended.sum()) if ended.sum() else float("nan")


def _mean_draws(side: tuple[Floats, Floats], rng: np.random.Generator) -> Floats:
    months, ended = side
    drawn = rng.integers(0, len(months), size=(DRAWS, len(months)))
    ends = ended[drawn].sum(axis=1)
    means: Floats = np.where(ends > 0, months[drawn].sum(axis=1) / np.maximum(ends, 1), np.nan)
    return means


def dispersion(counts: Floats, lags: int = LAGS, expected: Floats | None = None) -> float:
    """Long-run variance over mean of counts (n,), at least 1 (Bartlett weights).

    The variance is that about the `expected` counts (n,), by default about their mean.
    """
    n = len(counts)
    mean = counts.mean() if n else 0.0
    if n < 3 or mean == 0.0:
        return 1.0
    away = counts - (mean if expected is None else expected)
    total = float(away @ away) / n
    for lag in range(1, min(lags, n - 1) + 1):
        total += 2.0 * (1.0 - lag / (lags + 1.0)) * float(away[lag:] @ away[:-lag]) / n
    return max(1.0, total / mean)


def rate_ratio(
    name: str,
    before: Floats,
    after: Floats,
    *,
    record: Floats | None = None,
    lags: int = LAGS,
    lag: int = 0,
) -> Contrast:
    """Rate of counts `after` over that of counts `before` (both (n,), NaN left out).

    `record` (N,) are all counts of the kind, whose dispersion over `lags` periods is allowed for.
    """
    before, after = before[~np.isnan(before)], after[~np.isnan(after)]
    value, interval = None, (0.0, float("inf"))
    if len(before) and len(after):
        phi = max(dispersion(before, lags), dispersion(after, lags))
        if record is not None:
            phi = max(phi, dispersion(record[~np.isnan(record)], lags))
        k, total = after.sum() / phi, (before.sum() + after.sum()) / phi
        interval = _exact_ratio(k, total, len(after) / len(before))
        value = float(after.mean() / before.mean()) if before.sum() else None
    return Contrast(
        name=name,
        first=float(after.mean()) if len(after) else None,
        second=float(before.mean()) if len(before) else None,
        value=value,
        interval=interval,
        scale="ratio",
        n=len(after),
        n_other=len(before),
        unit="periods",
        lag=lag,
    )


def _exact_ratio(k: float, total: float, exposure: float) -> tuple[float, float]:
    """Clopper-Pearson for the share of `total` that falls after, as a ratio of rates."""
    from scipy.special import betaincinv

    low = float(betaincinv(k, total - k + 1.0, 0.025)) if k > 0 else 0.0
    high = float(betaincinv(k + 1.0, total - k, 0.975)) if total > k else 1.0
    upper = high / (1.0 - high) / exposure if high < 1.0 else float("inf")
    return low / (1.0 - low) / exposure, upper
