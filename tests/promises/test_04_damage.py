"""Promise 4: the journal shows damage, and says where."""

from __future__ import annotations

import pytest

from record.samples import article, fact
from record.test_damage import LONG, examine, flip
from standoff.record import Journal, article_entry, fact_entry, note_entry


@pytest.fixture(scope="module")
def journal(tmp_path_factory):
    """The bytes of a small journal, its entries and its head."""
    path = tmp_path_factory.mktemp("original") / "journal.sqlite"
    made = Journal.create(path)
    made.append([article_entry(LONG, by="reader"), fact_entry(fact("f1"), by="anna")])
    made.append([article_entry(article("Kurz 👩‍👩‍👧."), by="bert")])
    made.append([note_entry({"topic": f"number {n}"}, by="bert") for n in range(12)])
    return path.read_bytes(), list(made.entries()), made.head


def test_promise_04_a_changed_byte_is_named_or_changes_nothing(journal, tmp_path, all_of_it, kept):
    places = range(0, len(journal[0]), 1 if all_of_it else 151)
    flip(tmp_path / "j.sqlite", journal, places)
    kept("bytes flipped, none unseen", len(places))


def test_promise_04_a_cut_tail_is_seen(journal, tmp_path, all_of_it, kept):
    raw, entries, head = journal
    lengths = range(0, len(raw), 97 if all_of_it else 2003)
    for length in lengths:
        path = tmp_path / "cut.sqlite"
        path.write_bytes(raw[:length])
        assert examine(path, entries, head), f"cut to {length} bytes, and nothing was said"
    kept("cuts seen", len(lengths))
