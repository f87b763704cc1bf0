"""The edges of a period: "Anfang August", "Mitte der siebziger Jahre", "by year-end".

TIMEX3 keeps the value of the whole period and marks the edge apart from it; the range of days is
cut to a third of the period. A period that something must be done by the end of ("bis Ende 2020")
is its last day: a deadline.
"""

from __future__ import annotations

from datetime import date, timedelta

from standoff.press.times.meaning import Meaning
from standoff.press.times.periods import add_days, add_months
from standoff.press.times.words import Hit

__all__ = ["narrowed"]

_DAYS = 3  # shorter periods have no edges


def _thirds(first: date, last: date) -> tuple[date | None, date | None]:
    """The first days of the second and last third, in whole months where the period has them."""
    after = last + timedelta(days=1) if last < date.max else last
    months = (after.year - first.year) * 12 + after.month - first.month
    if first.day == after.day == 1 and months % 3 != 1:
        return add_months(first, months // 3), add_months(after, -(months // 3))
    days = ((last - first).days + 1) // 3
    return add_days(first, days), add_days(last, 1 - days)


def narrowed(meaning: Meaning, hit: Hit) -> Meaning:
    """The meaning cut to the edge that the phrase names, if it names one."""
    edge = str(hit.value("edge") or "").rpartition("-")[2]
    first, last = meaning.first, meaning.last
    if not edge or first is None or last is None or (last - first).days < _DAYS:
        return meaning
    if edge == "end" and hit.lead == "until":
        return meaning._replace(first=last)
    middle, end = _thirds(first, last)
    cuts = {"start": (first, middle), "mid": (middle, end), "end": (end, None)}
    low, high = cuts[edge]
    return meaning._replace(
        first=max(first, low or first),
        last=max(first, add_days(high, -1) or last) if high else last,
    )
