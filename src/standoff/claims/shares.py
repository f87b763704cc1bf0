"""Shares: what a quantifier claims of them, and the outcome of a share k of n.

    always              the whole share, [1, 1]: one counterexample decides
    usually             more than half
    more_than_chance    at least what chance gives, plus the claim's margin
    seldom              less than half
    never               none, [0, 0]: one case decides

A universal claim cannot be proved by a sample; it is supported only where the record is complete
and holds no counterexample, since then it is a full count and no sample.
"""

from __future__ import annotations

from standoff.claims.decide import Interval
from standoff.claims.exact import needed, power_of_share, share_interval
from standoff.errors import BadValue
from standoff.nouns import Claim
from standoff.nouns.claim import QUANTIFIERS

__all__ = ["claimed_share", "interval_of_share", "power_and_need", "quantifier_of"]

_UNIVERSAL = ("always", "never")


def quantifier_of(claim: Claim, default: str) -> str:
    """The claim's quantifier; raises `BadValue` for an unknown one."""
    quantifier = claim.quantifier or default
    if quantifier not in QUANTIFIERS:
        raise BadValue(
            f"quantifier {quantifier!r}",
            where=f"claim {claim.id}",
            expected=f"one of {', '.join(QUANTIFIERS)}",
        )
    return quantifier


def claimed_share(claim: Claim, quantifier: str, chance: float = 0.0) -> Interval:
    """The shares that the claim allows."""
    regions = {
        "always": (1.0, 1.0),
        "usually": (0.5, 1.0),
        "more_than_chance": (min(chance + claim.margin, 1.0), 1.0),
        "seldom": (0.0, 0.5),
        "never": (0.0, 0.0),
    }
    return regions[quantifier]


def interval_of_share(k: int, n: int, quantifier: str) -> Interval:
    """A full count for a universal claim without exception, else the exact interval."""
    if quantifier in _UNIVERSAL and n and k == (n if quantifier == "always" else 0):
        return k / n, k / n
    return share_interval(k, n)


def power_and_need(n: int, truth: float, region: Interval) -> tuple[float | None, int | None]:
    """Power at n and the n for 80 %, if the truth is `truth`; None where one case decides."""
    if region[0] == region[1]:
        return None, None
    return power_of_share(n, truth, region), needed(truth, region)
