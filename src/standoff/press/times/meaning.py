"""`Meaning`: what a builder makes of a matched rule."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from standoff.press.times.periods import Period, year

__all__ = ["NOTHING", "Meaning", "of_period", "of_year"]


class Meaning(NamedTuple):
    """A TIMEX3 value, the days it covers (None: open), and what the text speaks of from here on.

    `focus` is the day spoken of, `year` the year, each None if the phrase names none; `yearly` is
    true of "every year", which makes a date right behind it one of every year, too.
    """

    timex: str
    first: date | None = None
    last: date | None = None
    focus: date | None = None
    year: int | None = None
    yearly: bool = False


NOTHING = Meaning("")  # of words that look like a time phrase and are none: "drei Jahre alt"


def of_period(period: Period | None) -> Meaning | None:
    """The meaning of a period of the calendar; a day becomes the day spoken of."""
    if period is None:
        return None
    focus = period.first if period.grain == "day" else None
    return Meaning(period.timex, period.first, period.last, focus)


def of_year(number: int) -> Meaning:
    """The meaning of a year, which the text speaks of from here on."""
    timex, first, last, _ = year(number)
    return Meaning(timex, first, last, year=number)
