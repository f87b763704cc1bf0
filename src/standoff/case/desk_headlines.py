"""The headline answers of a case: the phase now, the last deed, promises and the next deadline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from standoff.errors import CaseError
from standoff.nouns import Account, Event, Phase
from standoff.nouns.headlines import Headlines

if TYPE_CHECKING:
    from standoff.case.case import Case

__all__ = ["headlines_of"]


def headlines_of(case: Case, *, proposed: bool = False) -> Headlines:
    """Where the case stands; raises `CaseError` while nothing in it has a date."""
    as_of = case.period(proposed=proposed)[1]
    events = case.events(proposed=proposed)
    accounts = case.accounts(as_of=as_of, proposed=proposed).accounts
    phases = _phases(case, proposed) if events else ()
    return Headlines(
        as_of=as_of,
        counted=len(events),
        phase=phases[-1] if phases else None,
        before=phases[-2] if len(phases) > 1 else None,
        latest=latest_deed(events, as_of),
        due=next_due(accounts, as_of),
        states=dict(Counter(account.state for account in accounts)),
    )


def latest_deed(events: Sequence[Event], as_of: date) -> Event | None:
    """The deed that certainly happened last, up to a day; of several on one day the first told.

    What was told before its own time (a promise, dated by what it promises) has not happened yet.
    """
    dated = [
        event
        for event in events
        if event.stance == "actual"
        and event.when.latest
        and event.when.latest <= min(as_of, event.known_from or as_of)
    ]
    return max(dated, key=lambda event: (event.when.latest, event.when.earliest), default=None)


def next_due(accounts: Sequence[Account], as_of: date) -> Account | None:
    """The open account that is due next; where none lies ahead, the one that ran out last."""
    open_ones = [one for one in accounts if one.due and one.state in ("open", "partly")]
    ahead = [one for one in open_ones if one.due and one.due >= as_of]
    if ahead:
        return min(ahead, key=lambda one: (one.due, one.id))
    ran_out = [one for one in accounts if one.due and one.due < as_of]
    return max(ran_out, key=lambda one: (one.due, one.id), default=None)


def _phases(case: Case, proposed: bool) -> tuple[Phase, ...]:
    try:
        return tuple(case.phases(proposed=proposed).phases)
    except CaseError:
        return ()
