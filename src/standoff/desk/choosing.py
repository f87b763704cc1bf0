"""Which events a page shows: by time, actor, move, source, group and side; asked alike everywhere.

The timeline, its bins and the list of events understand the same words in their address, so that
every mark of the timeline can lead to exactly the events that it stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from standoff.case import Case
from standoff.case.desk_side import answer_page, naming_of_page
from standoff.desk.ask import Ask
from standoff.desk.shelf import Open
from standoff.errors import BadValue
from standoff.nouns import Event, actor_set, state_of
from standoff.nouns.vocabulary import MOVES

__all__ = [
    "RECORDED", "Choice", "chosen", "in_order", "naming", "naming_of", "outlets_of",
    "sources_of",
]  # fmt: skip

#: The source of events that were recorded as facts, in the address.
RECORDED = "-"
NO_OUTLETS: Mapping[str, str] = MappingProxyType({})


class Choice(Struct, frozen=True, kw_only=True):
    """What was asked for; an empty word asks for everything."""

    start: date | None = None
    end: date | None = None
    actor: str = ""
    move: str = ""
    group: str = ""
    side: str = ""
    source: str = ""

    @classmethod
    def of(cls, ask: Ask) -> Choice:
        """The choice in an address; raises `BadValue`."""
        start, end, move = ask.day("from"), ask.day("to"), ask.query("move")
        if start and end and start > end:
            raise BadValue(f"from {start} to {end}", expected="the first day first")
        if move and move not in MOVES:
            raise BadValue(f"move {move[:40]!r}", expected="a move of the codebook, or none")
        words = {name: ask.query(name) for name in ("actor", "group", "side", "source")}
        return cls(start=start, end=end, move=move, **words)

    def question(self, **changed: Any) -> dict[str, Any]:
        """The words of an address that asks for this, with some of them changed."""
        asked = {
            "from": self.start, "to": self.end, "actor": self.actor, "move": self.move,
            "group": self.group, "side": self.side, "source": self.source,
        }  # fmt: skip
        return {**asked, **changed}


def naming_of(ask: Ask, case: Case, kept: Open) -> Any:
    """How pages call the actors and events of the case, in the reader's language."""
    key = ("naming", ask.language, ask.proposed)
    return kept.derived(key, lambda: naming(case, ask.language, ask.proposed))


def naming(case: Case, language: str, proposed: bool) -> Any:
    """The same without a request."""
    return naming_of_page(answer_page(case, language=language, proposed=proposed))


def in_order(case: Case, proposed: bool) -> tuple[Event, ...]:
    """The events of the case, in the order of time; undated ones come last."""
    return tuple(sorted(case.events(proposed=proposed), key=_order))


def _order(event: Event) -> tuple[date, date, str]:
    first = event.when.earliest or event.when.latest or date.max
    return first, event.when.latest or first, event.id


def chosen(
    events: Iterable[Event], choice: Choice, naming: Any, outlets: Mapping[str, str] = NO_OUTLETS
) -> list[Event]:
    """The events that a choice asks for; one without a date is in no stretch of time.

    `outlets` are the outlets of articles, by id.
    """
    return [event for event in events if _fits(event, choice, naming, outlets)]


def outlets_of(case: Case) -> dict[str, str]:
    """The outlet of each article, by the article's id."""
    return {article.id: article.outlet for article in case.articles}


def sources_of(event: Event, outlets: Mapping[str, str]) -> set[str]:
    """The outlets that tell of the event; `RECORDED` for one without press evidence."""
    return {outlets.get(proof.article, "") for proof in event.evidence} or {RECORDED}


def _fits(event: Event, choice: Choice, naming: Any, outlets: Mapping[str, str]) -> bool:
    if (choice.start or choice.end) and not _touches(event, choice):
        return False
    if choice.move and event.move != choice.move:
        return False
    if choice.actor and not _names(event, choice.actor):
        return False
    if choice.source and choice.source not in sources_of(event, outlets):
        return False
    if choice.group and naming.group_of(event.move) != choice.group:
        return False
    return not choice.side or naming.side_of(event) == choice.side


def _touches(event: Event, choice: Choice) -> bool:
    when = event.when
    dated = bool(when.earliest or when.latest)
    return dated and when.touches(choice.start or date.min, choice.end or date.max)


def _names(event: Event, actor: str) -> bool:
    """True if the actor, or somebody of that state, acts or is acted upon."""
    codes = actor_set(event.source) | actor_set(event.target)
    return any(actor in (code, state_of(code)) for code in codes)
