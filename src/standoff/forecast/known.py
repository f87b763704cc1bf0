"""What a forecast may know: nothing that became known after `knows_until`.

An event is known from the day of its first report; without one, from the last day on which it can
have happened. An event with neither is never known to a forecast. Everything a model sees passes
through here, so that no model can look ahead.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from standoff.nouns import Event, EventPattern

__all__ = ["known_events", "known_since"]


def known_since(event: Event) -> date | None:
    """The day from which the event is known, None if that cannot be said."""
    return event.known_from or event.when.latest


def known_events(
    events: Iterable[Event], pattern: EventPattern, knows_until: date
) -> tuple[Event, ...]:
    """Events of the kind asked for that were known by `knows_until`, in an order of their own.

    The order is by date and id, never that of the input, so that equal knowledge gives equal bytes.
    """
    known = []
    for event in events:
        since = known_since(event)
        if since is not None and since <= knows_until and pattern.matches(event):
            known.append(event)
    return tuple(sorted(known, key=lambda e: (e.when.earliest or date.min, e.id)))
