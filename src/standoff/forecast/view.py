"""What a forecast may see: one view of the record, cut off at a day.

Every model reads the record through a `View` and through nothing else, so that none can look ahead
(promise 15). An event is in it from the day of its first report (`known`); coverage is a statement
about the past only. Two views that hold the same knowledge are equal in every answer, whatever else
the record holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from standoff.cycle.calendar import last_day
from standoff.cycle.hidden.record_counts import MonthCounts, month_counts
from standoff.forecast.known import known_since
from standoff.nouns import Event, EventPattern
from standoff.nouns.event import Coverage

__all__ = ["View"]


class View:
    """The events known by `knows_until`, by date and id; the coverage; the two states.

    `dyad` is (challenger, target), empty where the case has none.
    """

    def __init__(
        self,
        events: Iterable[Event],
        coverage: Sequence[Coverage],
        *,
        knows_until: date,
        dyad: tuple[str, str] = ("", ""),
    ) -> None:
        self.knows_until, self.coverage, self.dyad = knows_until, tuple(coverage), dyad
        self._events = events

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Everything known, in an order that does not depend on the input's."""
        known = [
            event
            for event in self._events
            if (since := known_since(event)) is not None and since <= self.knows_until
        ]
        return tuple(sorted(known, key=lambda e: (e.when.earliest or date.min, e.id)))

    def of_kind(self, pattern: EventPattern) -> tuple[Event, ...]:
        """The known events of one kind."""
        return tuple(event for event in self.events if pattern.matches(event))

    def at(self, day: date) -> View:
        """The view on an earlier day."""
        return View(self.events, self.coverage, knows_until=day, dyad=self.dyad)

    @cached_property
    def month_counts(self) -> MonthCounts | None:
        """Days with deeds of each kind in the whole months known, from the first covered one.

        None without two states or any covered month.
        """
        starts = [row.start for row in self.coverage if row.level != "none"]
        last = _last_whole_month(self.knows_until)
        if not all(self.dyad) or not starts or last < min(starts):
            return None
        found = month_counts(
            self.events, self.coverage, dyad=self.dyad, start=min(starts), end=last
        )
        seen = ~np.isnan(found.counts).all(axis=1)
        if not seen.any():
            return None
        first = int(seen.argmax())
        return MonthCounts(found.counts[first:], found.months[first:], found.names, found.undecided)


def _last_whole_month(day: date) -> date:
    """Last day of the last month that is over on `day`."""
    return day if day == last_day(day) else day.replace(day=1) - timedelta(days=1)
