"""One suite, both stores: SQLite and a real PostgreSQL give the same record."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from standoff.errors import BadValue, CaseError, JournalDamaged, JournalError, NotWritten
from standoff.nouns import Coverage, Verdict
from standoff.record import (
    Draft,
    Head,
    Journal,
    Record,
    article_entry,
    coding_entry,
    coverage_entry,
    fact_entry,
    note_entry,
    verdict_entry,
)
from standoff.record.exchange.archive import read_archive, write_archive
from standoff.record.journal import _append
from standoff.settings import Settings

from .samples import article, coding, fact
from .test_durability import run

FAULT = text("SELECT * FROM nowhere")
DAY = date(2019, 5, 20)
HARD = 'Ein "Zitat"\r\n\ttab \\ back\\u0000slash 👩‍👩‍👧 e\u0301 \u2028 \x00 Ende'


def sample():
    """Entries of every kind, with characters that databases trip over."""
    home = article(f"Norland testete eine Rakete. {HARD}")
    told = coding(of=home, day=DAY)
    verdict = Verdict(
        coding=told.id, decision="accept", by="Änne 👩", at=datetime(2020, 1, 1, tzinfo=UTC)
    )
    covered = Coverage(kind="weapon_test", start=DAY, end=DAY, level="complete")
    return [
        article_entry(home), coding_entry(told), verdict_entry(verdict), fact_entry(fact("f1")),
        coverage_entry(covered), note_entry({"topic": HARD}, by="bert"),
    ]  # fmt: skip


def test_what_is_written_comes_back(address):
    journal = Journal.create(address)
    assert journal.head == Head()
    written = journal.append(sample())
    again = Journal.open(address)
    assert list(again.entries()) == written
    assert again.verify(journal.head) == Head(seq=6, hash=written[-1].hash)
    record = Record.of(again)
    assert record.articles[0].text.endswith(HARD)
    assert record.notes[0].body == {"topic": HARD}
    assert [event.id for event in record.events()] == ["f1"]
    assert record.reviewed == (1, 1)


def test_both_stores_give_the_same_record_for_the_same_entries(tmp_path, address):
    """Equal up to the moment of writing, which only the journal itself sets."""
    one, other = Journal.create(tmp_path / "one.sqlite"), Journal.create(address)
    for journal in (one, other):
        journal.append(sample())
    a, b = Record.of(one), Record.of(other)
    assert (a.articles, a.codings, a.coverage) == (b.articles, b.codings, b.coverage)
    assert [e.body for e in one.entries()] == [e.body for e in other.entries()]


def test_an_archive_gives_the_same_record_to_the_byte_in_the_other_store(tmp_path, address):
    """Events, accounts, conflicts and agreement follow from the entries alone."""
    one, other = Journal.create(tmp_path / "one.sqlite"), Journal.create(address)
    home = article(published=date(2019, 5, 22))
    told = [
        coding(of=home, day=DAY, number=1),
        coding("Sudria protestierte", of=home, move="protest", plover="PROTEST", source="SUD"),
    ]
    pledge = fact("p", DAY, move="pledge", target="SUD", number=2)
    one.append([*sample(), article_entry(home), *map(coding_entry, told), fact_entry(pledge)])
    other.restore(read_archive(write_archive(one.entries(), with_texts=True)))
    assert (other.head, list(other.entries())) == (one.head, list(one.entries()))
    a, b = Record.of(one), Record.of(other)
    assert (a.articles, a.codings, a.facts, a.coverage, a.notes) == (
        b.articles, b.codings, b.facts, b.coverage, b.notes,
    )  # fmt: skip
    for proposed in (False, True):
        assert a.events(proposed=proposed) == b.events(proposed=proposed)
        assert a.conflicts(proposed=proposed) == b.conflicts(proposed=proposed)
        as_of = date(2020, 1, 1)
        assert a.accounts(as_of=as_of, proposed=proposed) == b.accounts(
            as_of=as_of, proposed=proposed
        )
    assert a.agreement() == b.agreement()


def test_withheld_texts_are_attached_in_both_stores(tmp_path, address):
    one, other = Journal.create(tmp_path / "one.sqlite"), Journal.create(address)
    one.append(sample())
    texts = {one_.text_hash: one_.text for one_ in Record.of(one).articles}
    other.restore(read_archive(write_archive(one.entries(), with_texts=False), withheld=True))
    assert Record.of(other).articles[0].withheld
    assert other.verify() == one.head
    assert other.attach(texts) == 1
    assert list(other.entries()) == list(one.entries())


def test_a_failing_batch_writes_nothing(address):
    journal = Journal.create(address)
    journal.append([note_entry({"n": 1})])
    before = list(journal.entries())
    for bad in (Draft(kind="note", body="\x00"), Draft(kind="note", body="{}", by="x" * 201)):
        with pytest.raises(BadValue):
            journal.append([note_entry({"n": 2}), bad])
    with pytest.raises(JournalError):
        journal._write(lambda connection: (_append(connection, before), connection.execute(FAULT)))
    assert list(journal.entries()) == before


def test_making_twice_and_opening_nothing(address):
    with pytest.raises((CaseError, JournalDamaged)):
        Journal.open(address)
    Journal.create(address).append([note_entry({})])
    with pytest.raises(CaseError, match="a journal here already"):
        Journal.create(address)
    assert Journal.open(address).head.seq == 1


def test_a_changed_entry_is_named(address):
    journal = Journal.create(address)
    journal.append([note_entry({"n": n}) for n in range(5)])
    change = text("UPDATE standoff_entries SET body = '{}' WHERE seq = 3")
    journal._write(lambda connection: connection.execute(change))
    with pytest.raises(JournalDamaged, match="entry 3 does not match its hash"):
        journal.verify()


def test_writers_wait_for_each_other(address):
    Journal.create(address)
    assert run("crowd", address, 3, 10) == {"ended": [0, 0, 0], "batches": 30}


def test_no_acknowledged_entry_is_lost_by_a_kill(address):
    Journal.create(address)
    found = run("kill", address, 10, 3)
    assert 0 < found["acknowledged"] <= found["entries"]


def test_a_locked_journal_is_read_and_not_written(address):
    journal = Journal.create(address)
    journal.append([note_entry({})])
    impatient = Journal.open(address, settings=Settings(journal_wait_seconds=0.2))

    def hold(connection):
        with pytest.raises(NotWritten, match=r"has held the journal for 0\.2 seconds"):
            impatient.append([note_entry({})])
        return impatient.head.seq

    assert journal._write(hold) == 1


def test_a_server_that_is_not_there_is_named_without_its_password():
    pytest.importorskip("psycopg")
    with pytest.raises(JournalError) as fault:
        Journal.open("postgresql://anna:secret@127.0.0.1:1/case")
    assert "127.0.0.1" in str(fault.value)
    assert "secret" not in str(fault.value)
    with pytest.raises(NotWritten):
        Journal.create("postgresql://anna:secret@127.0.0.1:1/case")
