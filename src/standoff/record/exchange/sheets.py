"""Facts and coverage as CSV that a person can edit in a spreadsheet and read back.

The columns are those of `chronology`; a fact that was read from a chronology is written so that it
reads back equal. Evidence, codings and times of recording have no column: the archive keeps them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from standoff.nouns import Coverage, Event
from standoff.record.chronology import CHRONOLOGY_COLUMNS, COVERAGE_COLUMNS
from standoff.tables import write_table

__all__ = ["write_chronology", "write_coverage"]


def write_chronology(events: Iterable[Event]) -> str:
    """Events as a chronology (see `load_chronology`)."""
    return write_table(CHRONOLOGY_COLUMNS, map(_row, events))


def write_coverage(coverage: Iterable[Coverage]) -> str:
    """Coverage rows (see `load_coverage`)."""
    return write_table(
        COVERAGE_COLUMNS,
        (
            {"kind": row.kind, "start": str(row.start), "end": str(row.end), "level": row.level,
             "note": row.note}
            for row in coverage
        ),
    )  # fmt: skip


def _row(event: Event) -> dict[str, str]:
    return {
        "id": event.id,
        "earliest": _day(event.when.earliest),
        "latest": _day(event.when.latest),
        "at_utc": event.when.at.isoformat() if event.when.at else "",
        "zone": event.when.zone,
        "who": event.source,
        "whom": event.target,
        "move": event.move,
        "system": event.system,
        "number": "" if event.number is None else str(event.number),
        "place": event.place,
        "stance": event.stance,
        "name": event.name,
        "terms": event.terms,
        "theatre": event.theatre,
        "text_en": event.text.get("en", ""),
        "text_de": event.text.get("de", ""),
        "source": event.provenance,
        "certainty": event.certainty,
        "known_from": _day(event.known_from),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
