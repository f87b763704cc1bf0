"""The decision rule: a claimed region against the 95 % interval of the estimate.

    supported      the interval lies inside the region
    contradicted   the interval lies wholly outside it
    open           anything else, and whatever the record does not cover

For a count the interval is not one of sampling: a completely covered record has the count itself.
It widens to (sure, possible) where dates are fuzzy, and has no upper end where the record is only
partly covered, since what was recorded is then a lower bound.
"""

from __future__ import annotations

import math

from standoff.errors import BadValue
from standoff.nouns import Claim

__all__ = ["BOUNDS", "Interval", "claimed_region", "count_interval", "decide"]

BOUNDS = ("exactly", "at_least", "at_most")
Interval = tuple[float, float]


def decide(interval: Interval, region: Interval, *, level: str = "complete") -> str:
    """The verdict on closed `interval` and `region`; `level` `none` leaves every claim open."""
    if level == "none":
        return "open"
    if region[0] <= interval[0] and interval[1] <= region[1]:
        return "supported"
    if interval[1] < region[0] or region[1] < interval[0]:
        return "contradicted"
    return "open"


def claimed_region(claim: Claim) -> Interval:
    """The numbers that the claim allows; raises `BadValue` if it names none."""
    if claim.asserted is None or not math.isfinite(claim.asserted):
        raise BadValue(
            f"asserted = {claim.asserted}", where=f"claim {claim.id}", expected="a number"
        )
    low, high = claim.asserted - claim.margin, claim.asserted + claim.margin
    if claim.bound == "at_least":
        high = math.inf
    elif claim.bound == "at_most":
        low = -math.inf
    return low, high


def count_interval(sure: int, possible: int, level: str) -> Interval:
    """Between which numbers the true count lies."""
    return float(sure), float(possible) if level == "complete" else math.inf
