"""Room `record`: the journal, and the record that it amounts to.

    entry, journal               the append-only, hash-chained journal
    store, sqlite, postgres      where it is kept; schema: its tables; damage: what is broken
    review                       what people decided about a coding
    happening, merging, rulings  one event for one happening; conflicts: where its reports differ
    agreement                    Krippendorff's alpha between reviewers
    accounts, account_rules      what became of promises and threats; set_accounts: as people say
    taking                       what the entries say, kind by kind
    record                       `Record`: the fold of all entries
    chronology                   facts and coverage from CSV; exchange: the record in other formats

Everything is loaded when it is first asked for: the database layer is heavy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standoff.record.agreement import Agreement
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
    from standoff.record.record import Fold, Record
    from standoff.record.review import Reviewed, decide
    from standoff.record.rulings import ruling_entry
    from standoff.record.set_accounts import SetAccount, account_entry, load_accounts
    from standoff.record.taking import Note

__all__ = [
    "Agreement",
    "Conflict",
    "Draft",
    "Entry",
    "Fold",
    "Head",
    "Journal",
    "Note",
    "Record",
    "Reviewed",
    "SetAccount",
    "account_entry",
    "article_entry",
    "coding_entry",
    "coverage_entry",
    "decide",
    "fact_entry",
    "load_accounts",
    "load_chronology",
    "load_coverage",
    "note_entry",
    "ruling_entry",
    "verdict_entry",
]

_HOME = {
    "Agreement": "agreement",
    "Conflict": "conflicts",
    "Draft": "entry",
    "Entry": "entry",
    "Fold": "record",
    "Head": "entry",
    "Journal": "journal",
    "Note": "taking",
    "Record": "record",
    "Reviewed": "review",
    "SetAccount": "set_accounts",
    "account_entry": "set_accounts",
    "article_entry": "entry",
    "coding_entry": "entry",
    "coverage_entry": "entry",
    "decide": "review",
    "fact_entry": "entry",
    "load_accounts": "set_accounts",
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
