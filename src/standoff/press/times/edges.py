"""The edges of a period: "Anfang August", "Mitte der siebziger Jahre", "by year-end".

TIMEX3 keeps the value of the whole period and marks the edge apart from it; the range of days is
cut to a third of the period. A period that something must be done by the end of ("bis Ende 2020")
is its last day: a deadline.
"""

from __future__ import annotations

from datetime import timedelta

from standoff.press.times.meaning import Meaning
from standoff.press.times.words import Hit

__all__ = ["narrowed"]


def narrowed(meaning: Meaning, hit: Hit) -> Meaning:
    """The meaning cut to the edge that the phrase names, if it names one."""
    edge = hit.value("edge")
    first, last = meaning.first, meaning.last
    if edge is None or first is None or last is None:
        return meaning
    if edge == "end" and hit.lead == "until":
        return meaning._replace(first=last)
    third = timedelta(days=((last - first).days + 1) // 3)
    if edge == "start":
        return meaning._replace(last=max(first, first + third - timedelta(days=1)))
    if edge == "end":
        return meaning._replace(first=min(last, last - third + timedelta(days=1)))
    return meaning._replace(first=first + third, last=last - third)
