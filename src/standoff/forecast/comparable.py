"""The comparable cases: ultimatums of the past, and what came when they had run out.

A base rate says how often; the cases say what it was like. They are listed with their number, and
nothing is computed from so few. Only what was known on the day of asking is listed, and only what
was known then of what followed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from standoff.forecast.view import View
from standoff.nouns import Event, EventPattern
from standoff.nouns.ledger import Comparable

__all__ = ["FOLLOW_DAYS", "comparables"]

FOLLOW_DAYS = 90


def comparables(
    view: View,
    asked: Sequence[EventPattern],
    due: Mapping[str, date],
    *,
    pattern: EventPattern,
    days: int = FOLLOW_DAYS,
) -> tuple[Comparable, ...]:
    """Events of `pattern` known on the view's day whose time was over, oldest first.

    `due` gives the day on which an event's deadline passed, by event id; without one it is the day
    the event is dated. `asked` are the kinds of event to look for afterwards.
    """
    rows = []
    for event in view.of_kind(pattern):
        over = due.get(event.id) or event.when.latest
        if over is None or over >= view.knows_until:
            continue
        rows.append(_row(view, event, over, asked, days))
    return tuple(rows)


def _row(
    view: View, event: Event, over: date, asked: Sequence[EventPattern], days: int
) -> Comparable:
    last = min(over + timedelta(days=days), view.knows_until)
    followed = {}
    for pattern in asked:
        days_of = [
            found.when.earliest
            for found in view.of_kind(pattern)
            if found.when.earliest and found.when.within(over + timedelta(days=1), last)
        ]
        if days_of:
            followed[str(pattern)] = min(days_of)
    return Comparable(
        event=event.id,
        on=event.when.earliest,
        ran_out=over,
        who=event.source,
        whom=event.target,
        terms=event.terms,
        text=event.text,
        days=days,
        followed=followed,
    )
