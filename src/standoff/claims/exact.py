"""Exact intervals for shares and for ratios of rates, their power, and the n that would be needed.

A share k of n has the mid-p interval: all p under which neither P(X > k) + P(X = k) / 2 nor
P(X < k) + P(X = k) / 2 is below 2.5 %. It is the Clopper-Pearson interval without its surplus of
caution, and covers the truth close to 95 % of the time on average (Berry & Armitage 1995,
"Mid-P confidence intervals: a brief review").

A ratio of rates, k1 events in time t1 against k2 in t2, is a share in disguise: given k1 + k2 = m,
k1 is binomial with q = r t1 / (r t1 + t2) (Przyborowski & Wilenski 1940), so the interval of q
gives that of r. Events that come in bursts say less than their number: where a dispersion phi above
1 is given, counts are divided by it (quasi-likelihood: McCullagh & Nelder 1989) and q has Jeffreys'
interval, which is next to mid-p and takes parts of events.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from standoff.claims.decide import Interval
from standoff.errors import BadValue

__all__ = [
    "needed",
    "power_of_share",
    "ratio_interval",
    "ratio_p",
    "share_interval",
    "share_p",
    "share_to_ratio",
]

_HALF = 0.025
_MOST = 100_000
POWER = 0.8
Floats = NDArray[np.float64]


def _tails(k: Floats, n: int, p: float) -> tuple[Floats, Floats]:
    """Mid-p lower and upper tails of k successes in n at chance p."""
    from scipy.special import bdtr

    below = np.where(k > 0, bdtr(np.maximum(k - 1, 0), n, p), 0.0)
    upto = bdtr(k, n, p)
    return (below + upto) / 2, 1.0 - (below + upto) / 2


def share_interval(k: int, n: int) -> Interval:
    """The 95 % mid-p interval of a share k of n; (0, 1) for n = 0."""
    if not 0 <= k <= n:
        raise BadValue(f"{k} of {n}", expected="0 <= k <= n")
    if n == 0:
        return 0.0, 1.0
    seen = np.array([float(k)])
    low = 0.0 if k == 0 else _root(lambda p: float(_tails(seen, n, p)[1][0]), True)
    high = 1.0 if k == n else _root(lambda p: float(_tails(seen, n, p)[0][0]), False)
    return low, high


def _root(tail: Callable[[float], float], rising: bool) -> float:
    """Where a tail that rises (or falls) with p crosses 2.5 %, by bisection."""
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        if (tail(middle) < _HALF) == rising:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def share_p(k: int, n: int, chance: float) -> float:
    """Two-sided mid-p value of k of n at `chance`; 1 for n = 0."""
    if n == 0:
        return 1.0
    lower, upper = _tails(np.array([float(k)]), n, chance)
    return min(1.0, 2.0 * float(min(lower[0], upper[0])))


def share_to_ratio(share: float, t1: float, t2: float) -> float:
    """The ratio of rates behind the share of events that fall in t1."""
    return math.inf if share >= 1 else share / (1 - share) * t2 / t1


def ratio_interval(
    k1: int, t1: float, k2: int, t2: float, *, phi: float = 1.0
) -> tuple[float, Interval]:
    """The ratio of rates (k1 / t1) / (k2 / t2) with its 95 % interval; (0, inf) without events.

    `phi` is the dispersion of the events.
    """
    if t1 <= 0 or t2 <= 0:
        return math.nan, (0.0, math.inf)
    low, high = share_interval(k1, k1 + k2) if phi <= 1 else _loose_share(k1, k2, phi)
    ratio = math.nan if k1 + k2 == 0 else share_to_ratio(k1 / (k1 + k2), t1, t2)
    return ratio, (share_to_ratio(low, t1, t2), share_to_ratio(high, t1, t2))


def ratio_p(k1: int, t1: float, k2: int, t2: float, *, phi: float = 1.0) -> float:
    """Two-sided p-value of equal rates; below 5 % where the interval of the ratio leaves 1 out."""
    from scipy.special import betainc

    share = t1 / (t1 + t2)
    if phi <= 1 or not k1 + k2:
        return share_p(k1, k1 + k2, share)
    if not k1 or not k2:
        return float(share ** (k1 / phi) if k1 else (1.0 - share) ** (k2 / phi))
    below = float(betainc(k1 / phi + 0.5, k2 / phi + 0.5, share))
    return 2.0 * min(below, 1.0 - below)


def _loose_share(k1: int, k2: int, phi: float) -> Interval:
    """Jeffreys' interval of k1 of k1 + k2 events counting 1 / phi each; mid-p at the edges."""
    from scipy.special import betaincinv

    if not k1 + k2:
        return 0.0, 1.0
    if not k2:
        return (2.0 * _HALF) ** (phi / k1), 1.0
    if not k1:
        return 0.0, 1.0 - (2.0 * _HALF) ** (phi / k2)
    a, b = k1 / phi + 0.5, k2 / phi + 0.5
    return float(betaincinv(a, b, _HALF)), float(betaincinv(a, b, 1.0 - _HALF))


def power_of_share(n: int, truth: float, region: Interval) -> float:
    """Chance that the interval of n cases lies inside `region` if the share is `truth`."""
    if n < 1:
        return 0.0
    from scipy.special import bdtr

    ks = np.arange(n + 1, dtype=float)
    inside = np.ones(n + 1, dtype=bool)
    if region[0] > 0:
        inside &= _tails(ks, n, min(region[0], 1.0))[1] <= _HALF
    if region[1] < 1:
        inside &= _tails(ks, n, max(region[1], 0.0))[0] <= _HALF
    upto = bdtr(ks, n, truth)
    chances = np.diff(upto, prepend=0.0)
    return float(chances[inside].sum())


def needed(truth: float, region: Interval, *, start: int = 1) -> int | None:
    """The smallest n, from `start`, with a power of 80 %; None above 100,000 or if never."""
    if not region[0] <= truth <= region[1] or region[0] >= 1 or region[1] <= 0:
        return None
    n = max(start, 1)
    while power_of_share(n, truth, region) < POWER:
        if n > _MOST:
            return None
        n = max(n + 1, n * 5 // 4)
    low = max(start, n * 4 // 5 - 1)
    return next(m for m in range(low, n + 1) if power_of_share(m, truth, region) >= POWER)
