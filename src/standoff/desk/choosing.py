"""Which events a page shows: by time, actor, move, group and side; the same question everywhere.

The timeline, its bins and the list of events understand the same words in their address, so that
every mark of the timeline can lead to exactly the events that it stands for.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec import Struct

from standoff.case import Case
from standoff.case.desk_side import answer_page, naming_of_page
from standoff.desk.ask import Ask
from standoff.desk.shelf import Open
from standoff.errors import BadValue
from standoff.nouns import Event, actor_set, state_of
from standoff.nouns.vocabulary import MOVES

__all__ = ["Choice", "chosen", "events_of", "naming_of"]


class Choice(Struct, frozen=True, kw_only=True):
    """What was asked for; an empty word asks for everything."""

    start: date | None = None
    end: date | None = None
    actor: str = ""
    move: str = ""
    group: str = ""
    side: str = ""

    @classmethod
    def of(cls, ask: Ask) -> Choice:
        """The choice in an address; raises `BadValue`."""
        start, end, move = ask.day("from"), ask.day("to"), ask.query("move")
        if start and end and start > end:
            raise BadValue(f"from {start} to {end}", expected="the first day first")
        if move and move not in MOVES:
            raise BadValue(f"move {move[:40]!r}", expected="a move of the codebook, or none")
        words = {name: ask.query(name) for name in ("actor", "group", "side")}
        return cls(start=start, end=end, move=move, **words)

    def question(self, **changed: Any) -> dict[str, Any]:
        """The words of an address that asks for this, with some of them changed."""
        asked = {
            "from": self.start, "to": self.end, "actor": self.actor, "move": self.move,
            "group": self.group, "side": self.side,
        }  # fmt: skip
        return {**asked, **changed}


def naming_of(ask: Ask, case: Case, kept: Open) -> Any:
    """How pages call the actors and events of the case, in the reader's language."""
    key = ("naming", ask.language, ask.proposed)
    return kept.derived(
        key,
        lambda: naming_of_page(answer_page(case, language=ask.language, proposed=ask.proposed)),
    )


def events_of(ask: Ask, case: Case, kept: Open) -> tuple[Event, ...]:
    """The events of the case, in the order of time; undated ones come last."""
    return kept.derived(
        ("events", ask.proposed),
        lambda: tuple(sorted(case.events(proposed=ask.proposed), key=_order)),
    )


def _order(event: Event) -> tuple[date, date, str]:
    first = event.when.earliest or event.when.latest or date.max
    return first, event.when.latest or first, event.id


def chosen(events: Iterable[Event], choice: Choice, naming: Any) -> list[Event]:
    """The events that a choice asks for; one without a date is in no stretch of time."""
    return [event for event in events if _fits(event, choice, naming)]


def _fits(event: Event, choice: Choice, naming: Any) -> bool:
    when = event.when
    if choice.start or choice.end:
        if not (when.earliest or when.latest):
            return False
        if not when.touches(choice.start or date.min, choice.end or date.max):
            return False
    if choice.move and event.move != choice.move:
        return False
    if choice.actor and not _names(event, choice.actor):
        return False
    if choice.group and naming.group_of(event.move) != choice.group:
        return False
    return not choice.side or naming.side_of(event) == choice.side


def _names(event: Event, actor: str) -> bool:
    """True if the actor, or somebody of that state, acts or is acted upon."""
    codes = actor_set(event.source) | actor_set(event.target)
    return any(actor in (code, state_of(code)) for code in codes)
