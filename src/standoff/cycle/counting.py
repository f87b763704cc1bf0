"""Counting events in a window when some dates are fuzzy: from the sure count to the possible one.

An event dated "at the weekend" is one of two days; one dated "in May" may lie inside a window that
ends on the 20th or not. So every count is a pair (sure, possible), and both bounds are attained by
some assignment of days that the dates allow. For counts of *days with at least one event*:

- sure: the fewest days that can hold all events whose range lies in the window. That is the
  smallest set of days that meets every range; taking ranges by their last day and opening a new
  day only when the range does not hold the last one opened is optimal (interval stabbing);
- possible: the most different days that events touching the window can occupy, a matching of
  events to days; serving days in order, always the range that ends first, is optimal
  (earliest deadline first; Jackson 1955).
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from standoff.errors import BadValue
from standoff.nouns import Event

__all__ = ["HOW", "Count", "count_events", "count_windows"]

HOW = ("days", "events", "number")
_Range = tuple[int, int]


class Count(NamedTuple):
    """Sure and possible count, with the events counted surely and those only possibly."""

    sure: int
    possible: int
    events: tuple[str, ...]
    unsure: tuple[str, ...]


def count_events(events: Iterable[Event], start: date, end: date, how: str = "days") -> Count:
    """Count `events` (already chosen by kind) within [start, end].

    `how` is `days` (days with at least one), `events`, or `number` (the sum of their `number`s, an
    event without one counting once). Raises `BadValue` for another `how`.
    """
    inside, touching = [], []
    for event in events:
        if event.when.within(start, end):
            inside.append(event)
        elif event.when.touches(start, end):
            touching.append(event)
    if how == "days":
        sure = _fewest_days([_clip(event, start, end) for event in inside])
        possible = _most_days([_clip(event, start, end) for event in inside + touching])
    elif how == "events":
        sure, possible = len(inside), len(inside) + len(touching)
    elif how == "number":
        sure = sum(_number(event) for event in inside)
        possible = sure + sum(_number(event) for event in touching)
    else:
        raise BadValue(f"count {how!r}", expected=f"one of {', '.join(HOW)}")
    ids = tuple(event.id for event in inside), tuple(event.id for event in touching)
    return Count(sure, possible, *ids)


def count_windows(
    events: Iterable[Event], windows: Sequence[tuple[date, date]], how: str = "days"
) -> list[Count]:
    """`count_events` for each of several windows that do not overlap, in order of time."""
    firsts, lasts = [window[0] for window in windows], [window[1] for window in windows]
    touching: list[list[Event]] = [[] for _ in windows]
    for event in events:
        low = bisect_left(lasts, event.when.earliest) if event.when.earliest else 0
        high = bisect_right(firsts, event.when.latest) if event.when.latest else len(windows)
        for place in range(low, high):
            touching[place].append(event)
    nothing = count_events((), date.min, date.max, how)
    return [
        count_events(found, *window, how) if found else nothing
        for found, window in zip(touching, windows, strict=True)
    ]


def _number(event: Event) -> int:
    return 1 if event.number is None else event.number


def _clip(event: Event, start: date, end: date) -> _Range:
    """The event's range within the window, as day numbers."""
    first, last = event.when.earliest or start, event.when.latest or end
    return max(first, start).toordinal(), min(last, end).toordinal()


def _fewest_days(ranges: Iterable[_Range]) -> int:
    """Size of the smallest set of days that meets every range."""
    days, last = 0, 0
    for first, final in sorted(ranges, key=lambda r: (r[1], r[0])):
        if first > last:
            days, last = days + 1, final
    return days


def _most_days(ranges: Iterable[_Range]) -> int:
    """Most different days that the ranges can occupy, one range a day."""
    waiting = sorted(ranges, reverse=True)
    open_ends: list[int] = []
    days, today = 0, 0
    while waiting or open_ends:
        if not open_ends:
            today = max(today, waiting[-1][0])
        while waiting and waiting[-1][0] <= today:
            heapq.heappush(open_ends, waiting.pop()[1])
        if heapq.heappop(open_ends) >= today:
            days, today = days + 1, today + 1
    return days
