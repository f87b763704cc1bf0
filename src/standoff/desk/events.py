"""Events as a list, and one event with all that tells of it: the way down to the sentence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from starlette.responses import Response

from standoff.case import Case
from standoff.case.desk_settling import conflicts_on
from standoff.case.desk_side import sentence_of
from standoff.desk.ask import Ask
from standoff.desk.choosing import (
    RECORDED,
    Choice,
    chosen,
    in_order,
    naming,
    naming_of,
    outlets_of,
    sources_of,
)
from standoff.desk.pages import case_page
from standoff.desk.shelf import Open
from standoff.errors import CaseError
from standoff.nouns import Event, actor_set, state_of

__all__ = ["event", "events", "row_of"]

#: Events on one page of the list.
PAGE = 100


def events(ask: Ask) -> Response:
    """The events that the address asks for, a hundred a page; gathered aside (see `background`)."""
    choice, first = Choice.of(ask), ask.number("first", 0)
    with ask.case() as (case, kept):
        key = ("listed", choice, first, ask.language, ask.proposed)
        made = kept.later(key, lambda case: _listed(ask, case, choice, first))
        if made.fresh and made.value is None:
            return case_page(ask, case, "nothing.html", here_page="events")
        return case_page(
            ask, case, "events.html", here_page="events", choice=choice, page_size=PAGE,
            waiting=not made.fresh, body=made.value, **(made.value or NOTHING),
        )  # fmt: skip


#: What the page is told while nothing is gathered yet.
NOTHING: Mapping[str, Any] = MappingProxyType(
    {"rows": None, "n": 0, "first": 0, "last": 0, "actors": (), "moves": (), "sources": ()}
)


def _listed(ask: Ask, case: Case, choice: Choice, first: int) -> dict[str, Any] | None:
    """What the page shows; None while no event is counted."""
    found, outlets = in_order(case, ask.proposed), outlets_of(case)
    if not found:
        return None
    called = naming(case, ask.language, ask.proposed)
    fit = chosen(found, choice, called, outlets)
    first = min(first, max(0, len(fit) - 1))
    return {
        "rows": [row_of(ask, event, called) for event in fit[first : first + PAGE]],
        "n": len(fit),
        "first": first,
        "last": min(first + PAGE, len(fit)),
        **menus(found, called, outlets),
    }


def menus(found: tuple[Event, ...], called: Any, outlets: Mapping[str, str]) -> dict[str, Any]:
    """What the filters offer: the actors, moves and sources that occur."""
    actors = {(event.source, event.target) for event in found}
    codes = {code for pair in actors for field in pair for code in actor_set(field)}
    states = {state_of(code) for code in codes}
    moves = {event.move for event in found}
    sources = set().union(*(sources_of(event, outlets) for event in found)) - {""}
    return {
        "actors": sorted(((code, called.actor(code)) for code in states), key=lambda one: one[1]),
        "moves": sorted(((move, called.move(move)) for move in moves), key=lambda one: one[1]),
        "sources": sorted(sources - {RECORDED}) + [RECORDED] * (RECORDED in sources),
    }


def row_of(ask: Ask, event: Event, called: Any) -> dict[str, Any]:
    """An event as a line of a list."""
    return {
        "address": ask.address("event", event.id, proposed="1" if ask.proposed else ""),
        "days": called.event_days(event),
        "told": called.event(event),
        "group": called.group_of(event.move),
        "move": called.move(event.move, event.system),
        "evidence": len(event.evidence),
        "stance": event.stance,
    }


def event(ask: Ask) -> Response:
    """One event; each piece of evidence in its sentence, with the way to its article."""
    with ask.case() as (case, kept):
        found = _event_named(ask.part("event"), case, kept)
        if found is None:
            raise CaseError(
                "there is no such event now",
                expected="an event that is counted; reviewing changes which are",
                next="go back to the events",
            )
        called = naming_of(ask, case, kept)
        return case_page(
            ask,
            case,
            "event.html",
            here_page="events",
            event=found,
            row=row_of(ask, found, called),
            parties=called.parties(found.source, found.target),
            evidence=_evidence(case, found),
            conflicts=conflicts_on(case, found),
        )


def _event_named(id_: str, case: Case, kept: Open) -> Event | None:
    """The event of this id: one that is counted, else one that would be, were it reviewed."""
    for proposed in (False, True):
        known = kept.derived(("by id", proposed), partial(_by_id, case, proposed))
        if id_ in known:
            return known[id_]
    return None


def _by_id(case: Case, proposed: bool) -> dict[str, Event]:
    return {one.id: one for one in case.events(proposed=proposed)}


def _evidence(case: Case, found: Event) -> list[dict[str, Any]]:
    """The sentences that tell of the event, with the coding that ties each to it."""
    items = {item.id: item for item in case.record.codings}
    rows = []
    for id_ in found.codings:
        item = items.get(id_)
        article = case.article_by_id.get(item.coding.article) if item else None
        if item is None or article is None:
            continue
        coding = item.coding
        before, words, after = sentence_of(case, article.id, coding.start, coding.end)
        rows.append(
            {
                "article": article,
                "coding": id_,
                "status": item.status,
                "before": before,
                "words": words or coding.text,
                "after": after,
            }
        )
    return rows
