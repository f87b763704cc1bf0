"""Seen in the record? A contrast of months, with an exact interval.

Months of high and of low are counted with and without the outcome. The odds ratio of such a table,
its margins given, has a noncentral hypergeometric distribution (Fisher 1935); the interval is that
of the conditional maximum likelihood estimate, exact whatever the counts (Cornfield 1956; scipy's
`odds_ratio`). It takes months as independent: runs of equal months make it too narrow, so
`supported` is a weak word here. Verdict: supported if the interval lies on the claimed side of 1,
contradicted if on the other, else open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from standoff.game.declare import Condition
from standoff.game.statics.mechanisms import Mechanism
from standoff.nouns.mechanism import Seen

__all__ = ["Month", "seen_in_months"]

Month = Mapping[str, str | None]
"""One month of the record: the action of each side and the level of each factor, by name."""

LEVEL = 0.95

NO_MONTH = {
    "en": "no month of one of the two kinds",
    "de": "kein Monat von einer der beiden Arten",
}
NO_RESULT = {
    "en": "the outcome came in no month of either kind, or in all",
    "de": "das Gefragte kam in keinem Monat beider Arten vor, oder in allen",
}


def seen_in_months(mechanism: Mechanism, months: Sequence[Month], mapping: str) -> Seen:
    """The mechanism's contrast in the months of one mapping."""
    contrast = mechanism.record_contrast
    if contrast is None:
        return Seen(mapping=mapping, verdict="open", **_reason(mechanism.nothing))
    read = set().union(mechanism.given, *contrast, *mechanism.outcome)
    known = [m for m in months if all(m.get(name) is not None for name in read)]
    known = [m for m in known if _fits(m, mechanism.given) or mechanism.proxy]
    high, low = ([m for m in known if _fits(m, one)] for one in contrast)
    hits = [
        sum(any(_fits(m, one) for one in mechanism.outcome) for m in rows) for rows in (high, low)
    ]
    ratio, ends = odds_ratio(hits[0], len(high), hits[1], len(low))
    return Seen(
        mapping=mapping,
        verdict=_verdict(ends, mechanism.direction),
        n_high=len(high),
        n_low=len(low),
        came_high=hits[0],
        came_low=hits[1],
        odds_ratio=ratio,
        low=None if ends is None else ends[0],
        high=None if ends is None else ends[1],
        **_reason(_why(mechanism, bool(high and low), ends is not None)),
    )


def _reason(told: Mapping[str, str]) -> dict[str, Any]:
    """A reason as `Seen` keeps it."""
    return {"why": told.get("en", ""), "why_told": dict(told)}


def _why(mechanism: Mechanism, both: bool, said: bool) -> dict[str, str]:
    """What the contrast stands for, or why nothing can be said."""
    if not both:
        return NO_MONTH
    return mechanism.proxy if said else NO_RESULT


def odds_ratio(
    came_high: int, n_high: int, came_low: int, n_low: int
) -> tuple[float | None, tuple[float, float | None] | None]:
    """Conditional odds ratio and its exact 95 % interval; an end of None is infinite.

    Nothing can be said, and (None, None) comes back, where a kind of month or one of the two
    results does not occur at all.
    """
    from scipy.stats.contingency import odds_ratio as conditional

    came, n = came_high + came_low, n_high + n_low
    if not n_high or not n_low or came in (0, n):
        return None, None
    table = [[came_high, n_high - came_high], [came_low, n_low - came_low]]
    found = conditional(table, kind="conditional")
    low, high = found.confidence_interval(LEVEL)
    finite = float("inf")
    ratio = None if found.statistic == finite else float(found.statistic)
    return ratio, (float(low), None if high == finite else float(high))


def _verdict(ends: tuple[float, float | None] | None, direction: int) -> str:
    if ends is None:
        return "open"
    low, high = ends
    above, below = low > 1, high is not None and high < 1
    if not above and not below:
        return "open"
    return "supported" if above == (direction > 0) else "contradicted"


def _fits(month: Month, condition: Condition) -> bool:
    """Does a month meet a condition of the game's file?"""
    return all(_is(month.get(name), wanted) for name, wanted in condition.items())


def _is(level: str | None, wanted: str | tuple[str, ...]) -> bool:
    if not isinstance(wanted, str):
        return any(_is(level, one) for one in wanted)
    if wanted.startswith("not "):
        return level != wanted.removeprefix("not ")
    return level == wanted
