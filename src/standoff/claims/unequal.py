"""Hits whose chances differ from case to case: their exact p-value and the interval of their share.

Of n cases the i-th is a hit by chance with probability p_i (of its own matched days). The number
of hits is then Poisson binomial (Wang 1993, "On the number of successes in independent trials"),
which varies less than a binomial of the same mean: a binomial interval would be too wide.

The alternatives shift every chance alike on the scale of log odds, logit p_i + theta, as in matched
case-control studies (Breslow & Day 1980); the interval holds all theta at which neither mid-p tail
of the hits is below 2.5 %, told as the mean share that theta gives. It leaves the mean chance out
exactly if the p-value is below 5 %.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from standoff.claims.decide import Interval

__all__ = ["hits_distribution", "hits_interval", "hits_p"]

_HALF = 0.025
_FAR = 30.0
Floats = NDArray[np.float64]


def hits_distribution(chances: Sequence[float] | Floats) -> Floats:
    """P(0 hits), ..., P(n hits), shape (n + 1,), of independent cases with these chances."""
    found = np.ones(1)
    for chance in chances:
        found = np.append(found * (1 - chance), 0.0) + np.append(0.0, found * chance)
    return found


def hits_p(hits: int, chances: Sequence[float] | Floats) -> float:
    """Two-sided mid-p value of so many hits; 1 without cases."""
    return min(1.0, 2.0 * min(_tails(hits, np.asarray(chances, dtype=float))))


def hits_interval(hits: int, chances: Sequence[float] | Floats) -> Interval:
    """The 95 % interval of the mean share of hits; (0, 1) without cases.

    `chances` lie strictly between 0 and 1.
    """
    base = np.asarray(chances, dtype=float)
    if not len(base):
        return 0.0, 1.0
    odds = np.log(base) - np.log1p(-base)
    low = 0.0 if hits == 0 else _share_at(odds, hits, upper=True)
    high = 1.0 if hits == len(base) else _share_at(odds, hits, upper=False)
    return low, high


def _tails(hits: int, chances: Floats) -> tuple[float, float]:
    """Mid-p lower and upper tail."""
    told = hits_distribution(chances)
    below = float(told[:hits].sum()) + float(told[hits]) / 2
    return below, 1.0 - below


def _share_at(odds: Floats, hits: int, *, upper: bool) -> float:
    """The mean share where the upper (or lower) tail of `hits` crosses 2.5 %, by bisection."""
    low, high = -_FAR, _FAR
    for _ in range(50):
        middle = (low + high) / 2
        tail = _tails(hits, _shifted(odds, middle))[upper]
        if (tail < _HALF) == upper:  # the upper tail grows with theta, the lower one shrinks
            low = middle
        else:
            high = middle
    return float(_shifted(odds, (low + high) / 2).mean())


def _shifted(odds: Floats, theta: float) -> Floats:
    shifted: Floats = 1.0 / (1.0 + np.exp(-(odds + theta)))
    return shifted
