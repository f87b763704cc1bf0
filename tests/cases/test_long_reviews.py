"""Reviews of a long record: each decision costs what it changes, not the whole journal."""

from __future__ import annotations

from pathlib import Path

import pytest

from standoff.case import Case, reviewing
from standoff.case.reviewing import decide, queue, waiting
from standoff.record import Journal, Record

DISPATCHES = sorted((Path(__file__).parent / "dispatches").glob("*.txt"))


@pytest.fixture
def case(tmp_path):
    return Case.read_into(tmp_path / "c", DISPATCHES, dyad="PRK,USA")[0]


def folded_anew(case):
    return Record.of(Journal.open(case.folder / "journal.sqlite"), case.folder)


def test_a_record_brought_up_to_date_is_the_one_folded_anew(case):
    first, second, third = (item.reviewed.id for item in queue(case, "ana")[:3])
    steps = (
        (first, "accept", {}),
        (second, "reject", {"why": "nobody did"}),
        (third, "change", {"changes": {"stance": "planned"}}),
        (third, "undo", {}),
        (first, "undo", {}),
    )
    for coding, decision, more in steps:
        decide(case, coding, decision, by="ana", **more)
        assert case.record == folded_anew(case)


def test_a_record_brought_up_to_date_holds_what_others_wrote_meanwhile(case):
    other = Case.open(case.folder)
    ids = [item.reviewed.id for item in queue(case, "ana")]
    decide(other, ids[0], "accept", by="ben")
    decide(case, ids[1], "accept", by="ana")
    assert case.record == folded_anew(case)
    assert case.reviewed[0] == 2


def test_a_decision_folds_only_the_new_entries(case, monkeypatch):
    taken = []
    ids = [item.reviewed.id for item in queue(case, "ana")]
    whole = Journal.entries

    def counted(journal, after=0):
        for entry in whole(journal, after):
            taken.append(entry.seq)
            yield entry

    monkeypatch.setattr(Journal, "entries", counted)
    decide(case, ids[0], "accept", by="ana")
    assert taken == [case.record.head.seq]


def test_the_first_in_the_queue_comes_before_the_others_are_looked_at(case, monkeypatch):
    looked, plain = [], reviewing.sentence_spans
    monkeypatch.setattr(
        reviewing, "sentence_spans", lambda article: looked.append(article.id) or plain(article)
    )
    first = next(waiting(case, "ana"))
    assert looked == [case.articles[0].id]
    assert first == queue(case, "ana")[0]
    after = next(waiting(case, "ana", {first.reviewed.id}))
    assert after == queue(case, "ana")[1]
