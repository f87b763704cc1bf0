"""Events as a list, and one event with all that tells of it: the way down to the sentence."""

from __future__ import annotations

from functools import partial
from typing import Any

from starlette.responses import Response

from standoff.case import Case
from standoff.case.desk_side import sentence_of
from standoff.desk.ask import Ask
from standoff.desk.choosing import Choice, chosen, events_of, naming_of
from standoff.desk.pages import case_page
from standoff.desk.shelf import Open
from standoff.errors import CaseError
from standoff.nouns import Event

__all__ = ["event", "events", "row_of"]

#: Events on one page of the list.
PAGE = 100


def events(ask: Ask) -> Response:
    """The events that the address asks for, a hundred a page."""
    with ask.case() as (case, kept):
        found = events_of(ask, case, kept)
        if not found:
            return case_page(ask, case, "nothing.html", here_page="events")
        naming, choice = naming_of(ask, case, kept), Choice.of(ask)
        fit = chosen(found, choice, naming)
        first = min(ask.number("first", 0), max(0, len(fit) - 1))
        return case_page(
            ask,
            case,
            "events.html",
            here_page="events",
            rows=[row_of(ask, event, naming) for event in fit[first : first + PAGE]],
            n=len(fit),
            first=first,
            last=min(first + PAGE, len(fit)),
            page_size=PAGE,
            choice=choice,
            **menus(found, naming),
        )


def menus(found: tuple[Event, ...], naming: Any) -> dict[str, Any]:
    """What the filters offer: the actors and moves that occur."""
    from standoff.nouns import actor_set, state_of

    states = {
        state_of(code)
        for event in found
        for code in actor_set(event.source) | actor_set(event.target)
    }
    moves = {event.move for event in found}
    return {
        "actors": sorted(((code, naming.actor(code)) for code in states), key=lambda one: one[1]),
        "moves": sorted(((move, naming.move(move)) for move in moves), key=lambda one: one[1]),
    }


def row_of(ask: Ask, event: Event, naming: Any) -> dict[str, Any]:
    """An event as a line of a list."""
    return {
        "address": ask.address("event", event.id, proposed="1" if ask.proposed else ""),
        "days": naming.event_days(event),
        "told": naming.event(event),
        "group": naming.group_of(event.move),
        "move": naming.move(event.move, event.system),
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
        naming = naming_of(ask, case, kept)
        return case_page(
            ask,
            case,
            "event.html",
            here_page="events",
            event=found,
            row=row_of(ask, found, naming),
            parties=naming.parties(found.source, found.target),
            evidence=_evidence(case, found),
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
