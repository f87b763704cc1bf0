"""Ratios: what a direction claims of them.

same     within a factor: [1 / factor, factor]
more     at least so many times as much: [factor, inf)
fewer    at most so many: [0, 1 / factor]
"""

from __future__ import annotations

import math

from standoff.claims.decide import Interval
from standoff.errors import BadValue
from standoff.nouns import Claim
from standoff.nouns.claim import DIRECTIONS

__all__ = ["claimed_ratio", "direction_of", "effect_of"]


def direction_of(claim: Claim, default: str) -> str:
    """The claim's direction; raises `BadValue` for an unknown one."""
    direction = claim.direction or default
    if direction not in DIRECTIONS:
        raise BadValue(
            f"direction {direction!r}",
            where=f"claim {claim.id}",
            expected=f"one of {', '.join(DIRECTIONS)}",
        )
    return direction


def claimed_ratio(claim: Claim, direction: str, factor: float) -> Interval:
    """The ratios that the claim allows; `same` needs a factor above 1."""
    if factor < 1 or (direction == "same" and factor <= 1):
        raise BadValue(
            f"margin = {claim.margin}",
            where=f"claim {claim.id}",
            expected="a ratio above 1 that still counts as the same",
        )
    if direction == "more":
        return factor, math.inf
    if direction == "fewer":
        return 0.0, 1 / factor
    return 1 / factor, factor


def effect_of(claim: Claim, direction: str) -> float:
    """The ratio at which power is stated."""
    if claim.effect is not None:
        return claim.effect
    return {"more": 2.0, "fewer": 0.5, "same": 1.0}[direction]
