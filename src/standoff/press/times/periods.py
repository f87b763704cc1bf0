"""Periods of the calendar: a TIMEX3 value and the days it covers.

TIMEX3 (ISO 24617-1; Pustejovsky et al. 2003) writes a date as far as it is known: `2019-12-31` a
day, `2019-W49` an ISO week, `2019-W49-WE` its weekend, `2019-12` a month, `2019-Q4` a quarter,
`2019-H2` a half-year, `2019-WI` a season, `2019` a year, `201` a decade, `20` a century (the years
2000 to 2099), `2` a millennium. A `Period` is that value with its first and last day; days outside
the calendar of `datetime` (years 1 to 9999) are None, an open end.
"""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

__all__ = [
    "SEASONS", "UNKNOWN", "Period", "add_days", "add_months", "century", "day", "decade",
    "half_year", "millennium", "month", "period_of", "quarter", "season", "week", "weekend", "year",
]  # fmt: skip

UNKNOWN = MappingProxyType({
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX", "HY": "XXXX-HX",
    "Y": "XXXX", "DE": "XXX", "CE": "XX", "L": "X",
})  # fmt: skip
SEASONS = MappingProxyType({"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)})


class Period(NamedTuple):
    """A TIMEX3 value, its first and last day (None: open), and its grain ("day", "week", ...)."""

    timex: str
    first: date | None
    last: date | None
    grain: str


def _date(year: int, month: int, day: int) -> date | None:
    """A date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date | None:
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month, calendar.monthrange(year, month)[1])


def _years(timex: str, first: int, last: int, grain: str) -> Period:
    return Period(timex, _date(max(first, 1), 1, 1), _date(last, 12, 31), grain)


def add_days(start: date, days: float) -> date | None:
    """`start` moved by whole days, None if that leaves the calendar."""
    try:
        return start + timedelta(days=int(days))
    except OverflowError:
        return None


def add_months(start: date, months: int) -> date | None:
    """`start` moved by months, on the last day of shorter months, None outside the calendar."""
    at = start.year * 12 + start.month - 1 + months
    end = _month_end(at // 12, at % 12 + 1)
    return end and end.replace(day=min(start.day, end.day))


@lru_cache(maxsize=4096)
def day(when: date) -> Period:
    """One day: `2019-12-31`."""
    return Period(when.isoformat(), when, when, "day")


@lru_cache(maxsize=4096)
def week(when: date) -> Period:
    """The ISO week (Monday to Sunday) around a day: `2019-W49`."""
    number = when.isocalendar()
    monday = add_days(when, 1 - number.weekday)
    sunday = add_days(when, 7 - number.weekday)
    return Period(f"{number.year:04d}-W{number.week:02d}", monday, sunday, "week")


@lru_cache(maxsize=4096)
def weekend(when: date) -> Period:
    """Saturday and Sunday of the week around a day: `2019-W49-WE`."""
    number = when.isocalendar()
    saturday = add_days(when, 6 - number.weekday)
    sunday = add_days(when, 7 - number.weekday)
    return Period(f"{number.year:04d}-W{number.week:02d}-WE", saturday, sunday, "weekend")


@lru_cache(maxsize=4096)
def month(year: int, number: int) -> Period:
    """A month: `2019-12`."""
    return Period(f"{year:04d}-{number:02d}", _date(year, number, 1), _month_end(year, number),
                  "month")  # fmt: skip


@lru_cache(maxsize=4096)
def quarter(year: int, number: int) -> Period:
    """Three months: `2019-Q4`."""
    last = _month_end(year, 3 * number)
    return Period(f"{year:04d}-Q{number}", _date(year, 3 * number - 2, 1), last, "quarter")


@lru_cache(maxsize=4096)
def half_year(year: int, number: int) -> Period:
    """Six months: `2019-H2`."""
    last = _month_end(year, 6 * number)
    return Period(f"{year:04d}-H{number}", _date(year, 6 * number - 5, 1), last, "half-year")


@lru_cache(maxsize=4096)
def season(year: int, code: str) -> Period:
    """Three months of the northern year: `2019-SU`; `2019-WI` begins in December 2019."""
    start, stop = SEASONS[code]
    last = _month_end(year + (stop < start), stop)
    return Period(f"{year:04d}-{code}", _date(year, start, 1), last, "season")


@lru_cache(maxsize=4096)
def year(number: int) -> Period:
    """A year: `2019`, `0578`."""
    return _years(f"{number:04d}", number, number, "year")


def decade(number: int) -> Period:
    """Ten years by their first three digits: 201 for 2010 to 2019."""
    return _years(f"{number:03d}", number * 10, number * 10 + 9, "decade")


def century(number: int) -> Period:
    """A hundred years by their first two digits: 20 for 2000 to 2099, the 21st century."""
    return _years(f"{number:02d}", number * 100, number * 100 + 99, "century")


def millennium(number: int) -> Period:
    """A thousand years by their first digit: 2 for 2000 to 2999, the third millennium."""
    return _years(f"{number}", number * 1000, number * 1000 + 999, "millennium")


def period_of(unit: str, when: date) -> Period | None:
    """The day, week, month, ... that a day lies in; None for units that are not of the calendar."""
    makers = {
        "D": lambda: day(when), "W": lambda: week(when),
        "M": lambda: month(when.year, when.month), "Y": lambda: year(when.year),
        "Q": lambda: quarter(when.year, (when.month + 2) // 3),
        "HY": lambda: half_year(when.year, (when.month + 5) // 6),
        "DE": lambda: decade(when.year // 10), "CE": lambda: century(when.year // 100),
        "L": lambda: millennium(when.year // 1000),
    }  # fmt: skip
    return makers[unit]() if unit in makers else None
