"""Months as half-open steps of time: first days, last days, and the months of a period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

__all__ = ["first_day", "last_day", "months_of", "next_month"]


def first_day(day: date) -> date:
    """The first day of the month of `day`."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the month after that of `day`."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def last_day(day: date) -> date:
    """The last day of the month of `day`."""
    return next_month(day) - timedelta(days=1)


def months_of(start: date, end: date) -> Iterator[date]:
    """First days of the months from that of `start` to that of `end`."""
    month = first_day(start)
    while month <= end:
        yield month
        month = next_month(month)
