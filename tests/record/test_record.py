"""The record: a pure fold of the journal."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from standoff.errors import JournalError
from standoff.nouns import Coverage, Verdict
from standoff.record import (
    Draft,
    Record,
    article_entry,
    coding_entry,
    coverage_entry,
    fact_entry,
    note_entry,
    verdict_entry,
)

from .samples import article, coding, fact

DAY = date(2019, 5, 20)
COVERAGE = Coverage(kind="weapon_test", start=DAY, end=DAY, level="complete")


def verdict(of, decision="accept", by="anna", **more):
    at = datetime(2020, 1, 1, tzinfo=UTC)
    return verdict_entry(Verdict(coding=of.id, decision=decision, by=by, at=at, **more))


def test_an_empty_journal_is_an_empty_record(journal):
    record = Record.of(journal)
    assert (record.articles, record.codings, record.facts, record.coverage) == ((), (), (), ())
    assert record.events(proposed=True) == []
    assert record.reviewed == (0, 0)


def test_everything_comes_back_in_order(journal):
    one, two = article(), article(published=date(2019, 5, 21))
    told = coding(day=DAY)
    journal.append(
        [
            article_entry(one), article_entry(two), coding_entry(told), fact_entry(fact("f1")),
            coverage_entry(COVERAGE), note_entry({"topic": "agenda"}, by="bert"),
        ]
    )  # fmt: skip
    record = Record.of(journal)
    assert record.articles == (one, two)
    assert [(item.coding, item.status) for item in record.codings] == [(told, "proposed")]
    assert [event.id for event in record.facts] == ["f1"]
    assert record.coverage == (COVERAGE,)
    assert (record.notes[0].by, record.notes[0].body) == ("bert", {"topic": "agenda"})
    assert record.head == journal.head


def test_the_same_journal_gives_the_same_record(journal):
    journal.append([article_entry(article()), coding_entry(coding(day=DAY)), fact_entry(fact())])
    assert Record.of(journal) == Record.of(journal)
    assert Record.from_entries(journal.entries()) == Record.of(journal)


def test_the_same_article_and_coding_twice_are_one(journal):
    told = coding(day=DAY)
    journal.append([article_entry(article()), coding_entry(told)] * 2)
    record = Record.of(journal)
    assert len(record.articles) == len(record.codings) == 1


def test_a_proposal_made_anew_holds_until_somebody_decides(journal):
    vague, exact = coding(), coding(day=DAY)
    assert vague.id == exact.id
    journal.append([article_entry(article()), coding_entry(vague), coding_entry(exact)])
    assert Record.of(journal).codings[0].coding == exact
    journal.append([verdict(exact), coding_entry(vague)])
    assert Record.of(journal).codings[0].coding == exact


def test_only_accepted_codings_count_unless_asked(journal):
    told = coding(day=DAY)
    journal.append([article_entry(article()), coding_entry(told)])
    record = Record.of(journal)
    assert record.events() == []
    assert record.reviewed == (0, 1)
    (event,) = record.events(proposed=True)
    assert not event.reviewed
    journal.append([verdict(told)])
    record = Record.of(journal)
    (event,) = record.events()
    assert event.reviewed
    assert event.evidence == (told.evidence,)
    assert (event.codings, event.known_from) == ((told.id,), DAY)
    assert record.reviewed == (1, 1)


def test_a_rejected_coding_never_counts(journal):
    told = coding(day=DAY)
    journal.append([article_entry(article()), coding_entry(told), verdict(told, "reject", why="x")])
    record = Record.of(journal)
    assert record.events(proposed=True) == []
    assert (record.reviewed, record.accepted) == ((1, 1), (0, 1))
    assert record.codings[0].status == "rejected"


def test_a_fact_entered_again_is_corrected(journal):
    journal.append([fact_entry(fact("f1")), fact_entry(fact("f2"))])
    journal.append([fact_entry(fact("f1", place="Nordhafen"))])
    record = Record.of(journal)
    assert [(event.id, event.place) for event in record.facts] == [("f1", "Nordhafen"), ("f2", "")]
    assert all(event.recorded_at for event in record.facts)


def test_verdicts_on_unknown_codings_change_nothing(journal):
    journal.append([verdict(coding())])
    assert Record.of(journal).codings == ()


@pytest.mark.parametrize(
    "body", ['{"x":1}', "[]", '{"start":0,"end":1,"text":"ab","kind":"event"}']
)
def test_an_entry_that_is_no_noun_is_named(journal, body):
    journal.append([note_entry({}), Draft(kind="coding", body=body)])
    with pytest.raises(JournalError, match=r"entry 2 \(coding\) cannot be understood"):
        Record.of(journal)
