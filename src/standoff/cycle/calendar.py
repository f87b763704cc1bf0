"""Months and weeks as steps of time: first days, last days, and the steps of a period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from standoff.errors import BadValue

__all__ = [
    "STEPS",
    "check_step",
    "first_day",
    "last_day",
    "months_of",
    "next_month",
    "step_end",
    "step_start",
    "steps_of",
]

STEPS = ("month", "week")
WEEK = timedelta(days=7)


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


def check_step(step: str) -> None:
    """Raises `BadValue` for a step other than `month` or `week`."""
    if step not in STEPS:
        raise BadValue(f"step {step!r}", expected=f"one of {', '.join(STEPS)}")


def step_start(day: date, step: str) -> date:
    """The first day of the month, or the Monday of the week, of `day`."""
    return first_day(day) if step == "month" else day - timedelta(days=day.weekday())


def step_end(day: date, step: str) -> date:
    """The last day of the month or week of `day`."""
    return last_day(day) if step == "month" else step_start(day, step) + timedelta(days=6)


def steps_of(start: date, end: date, step: str) -> Iterator[date]:
    """First days of the months or weeks from that of `start` to that of `end`."""
    if step == "month":
        yield from months_of(start, end)
        return
    week = step_start(start, step)
    while week <= end:
        yield week
        week += WEEK
