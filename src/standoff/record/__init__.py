"""Room `record`: the journal, and the record that it amounts to.

    entry, journal               the append-only, hash-chained journal
    store, sqlite, postgres      where it is kept; schema: its tables; damage: what is broken
    review                       what people decided about a coding
    merging, rulings, conflicts  one event for one happening, and where its reports differ
    record                       `Record`: the fold of all entries
    chronology                   facts and coverage from CSV

Everything is loaded when it is first asked for: the database layer is heavy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standoff.record.chronology import load_chronology, load_coverage
    from standoff.record.conflicts import Conflict
    from standoff.record.entry import (
        Draft,
        Entry,
        Head,
        article_entry,
        coding_entry,
        coverage_entry,
        fact_entry,
        note_entry,
        verdict_entry,
    )
    from standoff.record.journal import Journal
    from standoff.record.record import Note, Record
    from standoff.record.review import Reviewed, decide
    from standoff.record.rulings import ruling_entry

__all__ = [
    "Conflict",
    "Draft",
    "Entry",
    "Head",
    "Journal",
    "Note",
    "Record",
    "Reviewed",
    "article_entry",
    "coding_entry",
    "coverage_entry",
    "decide",
    "fact_entry",
    "load_chronology",
    "load_coverage",
    "note_entry",
    "ruling_entry",
    "verdict_entry",
]

_HOME = {
    "Conflict": "conflicts",
    "Draft": "entry",
    "Entry": "entry",
    "Head": "entry",
    "Journal": "journal",
    "Note": "record",
    "Record": "record",
    "Reviewed": "review",
    "article_entry": "entry",
    "coding_entry": "entry",
    "coverage_entry": "entry",
    "decide": "review",
    "fact_entry": "entry",
    "load_chronology": "chronology",
    "load_coverage": "chronology",
    "note_entry": "entry",
    "ruling_entry": "rulings",
    "verdict_entry": "entry",
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"standoff.record.{_HOME[name]}"), name)
    raise AttributeError(f"module 'standoff.record' has no attribute {name!r}")
