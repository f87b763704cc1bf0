"""The facts table: every event with where it was taken from and how sure that is."""

from __future__ import annotations

from typing import Any

from standoff.nouns import Event
from standoff.report.naming import Naming
from standoff.report.sections.anchors import Anchors

__all__ = ["facts"]

_OPEN_UNTIL = 60


def facts(naming: Naming, anchors: Anchors) -> dict[str, Any]:
    """The events by year; a long table is folded, and a link into it unfolds its year."""
    words = naming.words
    years: dict[str, list[Event]] = {}
    for event in anchors.events:
        years.setdefault(_heading(naming, event), []).append(event)
    return {
        "open": len(anchors.events) <= _OPEN_UNTIL,
        "years": [
            {
                "year": year,
                "caption": words.t("facts.caption", year=year),
                "count": words.t("facts.events", n=len(events)),
                "rows": [_row(naming, anchors, event) for event in events],
            }
            for year, events in years.items()
        ],
    }


def _heading(naming: Naming, event: Event) -> str:
    """The year of an event; those before the period stand together, and so do the undated."""
    words, first = naming.words, event.when.earliest or event.when.latest
    if first is None:
        return words.t("facts.undated")
    if (event.when.latest or first) < naming.page.start:
        return words.t("facts.before", day=words.day(naming.page.start))
    return str(first.year)


def _row(naming: Naming, anchors: Anchors, event: Event) -> dict[str, Any]:
    words = naming.words
    number = words.t("evidence.number", n=event.number) if event.number is not None else ""
    told = words.t("facts.evidence", n=len(event.evidence)) if event.evidence else ""
    found = [anchors.statement(coding) for coding in event.codings]
    return {
        "anchor": anchors.of(event.id),
        "days": naming.event_days(event),
        "said": event.when.said,
        "who": naming.parties(event.source, event.target),
        "what": naming.move(event.move, event.system),
        "group": naming.group_of(event.move),
        "stance": words.label("stances", event.stance) if event.stance != "actual" else "",
        "told": naming.event(event),
        "details": [part for part in (event.place, number, event.terms) if part],
        "provenance": event.provenance or words.t("facts.no_provenance"),
        "certainty": words.label("certainty", event.certainty)
        if event.certainty
        else words.t("facts.no_certainty"),
        "evidence": told or words.t("facts.no_evidence"),
        "statements": [anchor for anchor in found if anchor],
        "unreviewed": not event.reviewed,
    }
