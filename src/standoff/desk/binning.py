"""Ten thousand events as a few hundred marks: the arithmetic of the timeline, without drawing.

Time is cut into equal bins of whole days. An event whose dates lie within one bin counts in the
mark of its lane (side and group) and bin; one whose dates reach over several bins is a bar from the
first to the last of them, and bars of the same lane and extent are one bar. Events that reach
beyond the stretch are cut at its ends; undated ones are not drawn and are counted as such.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

__all__ = ["Bins", "Dated", "Mark", "bin_events", "zoomed"]

_DAY = timedelta(days=1)


class Dated(Struct, frozen=True, kw_only=True):
    """What the timeline needs of an event: its id, lane, and first and last possible day."""

    id: str
    side: str
    group: str
    first: date | None
    last: date | None


class Mark(Struct, frozen=True, kw_only=True):
    """`n` events of one lane in the bins `first` to `last`, both included; `id` of a single one."""

    side: str
    group: str
    first: int
    last: int
    n: int
    id: str = ""


class Bins(Struct, frozen=True, kw_only=True):
    """The marks of a stretch of time in `count` bins of `days` days each, from `start`."""

    start: date
    end: date
    days: int
    count: int
    marks: tuple[Mark, ...]
    undated: int

    def day_of(self, place: int) -> date:
        """The first day of a bin."""
        return self.start + _DAY * (place * self.days)

    def place_of(self, day: date) -> float:
        """Where a day lies, in bins from the start, cut at the ends of the stretch."""
        return min(max((day - self.start).days / self.days, 0.0), float(self.count))


def bin_events(events: Iterable[Dated], start: date, end: date, *, most: int = 120) -> Bins:
    """The events in at most `most` bins between two days, both included."""
    length = (end - start).days + 1
    days = -(-length // most)
    count = -(-length // days)
    found: dict[tuple[str, str, int, int], list[str]] = {}
    undated = 0
    for event in events:
        first, last = event.first or event.last, event.last or event.first
        if first is None or last is None:
            undated += 1
            continue
        if first > end or last < start:
            continue
        place = ((max(first, start) - start).days // days, (min(last, end) - start).days // days)
        found.setdefault((event.side, event.group, *place), []).append(event.id)
    marks = [
        Mark(
            side=side, group=group, first=a, last=b, n=len(ids), id=ids[0] if len(ids) == 1 else ""
        )
        for (side, group, a, b), ids in sorted(found.items(), key=lambda item: item[0])
    ]
    return Bins(start=start, end=end, days=days, count=count, marks=tuple(marks), undated=undated)


def zoomed(start: date, end: date, factor: float, shift: float = 0.0) -> tuple[date, date]:
    """The stretch around the same middle, `factor` times as long, moved by `shift` of its length.

    At least a week, and within the years 1 to 9999.
    """
    length = (end - start).days
    middle = start.toordinal() + length / 2 + shift * length
    half = max(3.5, length * factor / 2)
    low = max(date.min.toordinal(), round(middle - half))
    high = min(date.max.toordinal(), round(middle + half))
    return date.fromordinal(min(low, high)), date.fromordinal(max(low, high))
