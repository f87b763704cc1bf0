"""`Meaning`: what a builder makes of a matched rule."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from standoff.press.times.periods import Period

__all__ = ["Meaning", "of_period"]


class Meaning(NamedTuple):
    """A TIMEX3 value, the days it covers (None: open), and the day the text now speaks of."""

    timex: str
    first: date | None = None
    last: date | None = None
    focus: date | None = None


def of_period(period: Period | None) -> Meaning | None:
    """The meaning of a period of the calendar; a day or shorter becomes the day spoken of."""
    if period is None:
        return None
    focus = period.first if period.grain == "day" else None
    return Meaning(period.timex, period.first, period.last, focus)
