"""Deeds: events by what was done and who was in it, for looking up what followed from a promise.

A record with half a million imported rows opens thousands of accounts, and each rule asks for the
few events of some moves by one side since the account was opened. The events of one move and one
state lie here in the order of the days from which they were known, and beside each the latest first
day of all up to it: where that is before the opening, nothing so far can have followed, and the
search begins behind it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from heapq import merge

from standoff.nouns import Event
from standoff.record.account_rules import known_day, states_in

__all__ = ["Deeds"]


class Deeds:
    """Dated events by move and state (of either side), each list in the order of `known_day`."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._events: defaultdict[tuple[str, str], list[Event]] = defaultdict(list)
        self._reach: defaultdict[tuple[str, str], list[date]] = defaultdict(list)
        dated = (one for one in events if one.when.earliest and one.when.latest)
        for event in sorted(dated, key=_order):
            for state in states_in(event.source) | states_in(event.target):
                self._put((event.move, state), event)

    def _put(self, key: tuple[str, str], event: Event) -> None:
        reach, first = self._reach[key], event.when.earliest or date.min
        reach.append(max(first, reach[-1]) if reach else first)
        self._events[key].append(event)

    def since(self, day: date | None, moves: Sequence[str], who: str) -> Iterator[Event]:
        """Events of `moves` with a state of `who` in them, by `known_day` and id, each once.

        None that began on `day` or later is missing; some that began earlier may be there.
        """
        keys = [(move, state) for move in moves for state in sorted(states_in(who))]
        before = ""
        for event in merge(*(self._behind(key, day) for key in keys), key=_order):
            if event.id != before:
                yield event
            before = event.id

    def _behind(self, key: tuple[str, str], day: date | None) -> Iterator[Event]:
        events = self._events.get(key, [])
        start = bisect_left(self._reach[key], day) if events and day else 0
        return (events[place] for place in range(start, len(events)))


def _order(event: Event) -> tuple[date, str]:
    return known_day(event), event.id
