"""From a test against chance to an interval, its power, and the n that would be needed.

A permutation test gives a statistic, what chance gives on average, and a p-value. The interval of
the effect (statistic less expectation) follows from these (Altman & Bland 2011, "How to obtain the
confidence interval from a P value"):

    z = Phi^-1(1 - p / 2),   standard error = |effect| / z,   effect -+ 1.96 standard errors

so that it excludes nought exactly if p <= 0.05. Where the effect is nought or p is 1, the spread
of the draws takes the place of the standard error.
"""

from __future__ import annotations

import math

from standoff.claims.decide import Interval
from standoff.nouns import RhythmTest

__all__ = ["effect_interval", "power_of_effect", "standard_error"]

Z = 1.959963984540054
_POWERED = Z + 0.8416212335729143


def standard_error(test: RhythmTest) -> float:
    """Spread of the statistic under chance, from the central 95 % of its draws."""
    low, high = test.null_interval
    return max((high - low) / (2 * Z), 1e-9)


def effect_interval(test: RhythmTest) -> tuple[float, Interval]:
    """Statistic less expectation, with its 95 % interval."""
    from scipy.special import ndtri

    effect = test.statistic - test.expected
    z = -float(ndtri(test.p_value / 2)) if test.p_value < 1 else 0.0
    spread = standard_error(test)
    if abs(effect) > 1e-12 and z > 1e-9:
        spread = abs(effect) / z
    return effect, (effect - Z * spread, effect + Z * spread)


def power_of_effect(test: RhythmTest, effect: float) -> tuple[float, int | None]:
    """Power at this n if the truth is `effect` away from chance, and the n for a power of 80 %.

    Both statistics count neighbours, so the effect grows with n and its spread with root n.
    """
    spread = standard_error(test)
    power = 0.5 * math.erfc(-(abs(effect) / spread - Z) / math.sqrt(2))
    if abs(effect) < 1e-9:
        return power, None
    return power, max(3, math.ceil(test.n * (_POWERED * spread / abs(effect)) ** 2))
