"""The journal: what is acknowledged is there, in order, chained, and nothing else ever changes."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from standoff.errors import BadValue, CaseError, JournalDamaged, JournalError
from standoff.nouns import Coverage
from standoff.record import (
    Draft,
    Head,
    Journal,
    article_entry,
    coding_entry,
    coverage_entry,
    fact_entry,
    note_entry,
)
from standoff.record.entry import canonical, chain_hash, stamp
from standoff.record.exchange.archive import read_archive, write_archive
from standoff.record.schema import format_of, migrate

from .samples import article, coding, fact

COVERED = Coverage(
    kind="weapon_test", start=date(2019, 5, 1), end=date(2019, 5, 31), level="complete"
)


def notes(*values, by="anna"):
    return [note_entry({"value": value}, by=by) for value in values]


def test_what_is_appended_comes_back_in_order(journal):
    assert journal.head == Head()
    first = journal.append(notes("a", "b"))
    second = journal.append([article_entry(article())], by="bert")
    assert list(journal.entries()) == first + second
    assert [entry.seq for entry in first + second] == [1, 2, 3]
    assert [entry.by for entry in first + second] == ["anna", "anna", "bert"]
    assert list(journal.entries(after=2)) == second
    assert journal.head == Head(seq=3, hash=second[0].hash)
    assert journal.hash_at(2) == first[1].hash
    assert journal.hash_at(4) is None
    assert journal.append([]) == []


def test_it_survives_closing(journal, tmp_path):
    journal.append(notes("a"))
    again = Journal.open(tmp_path / "journal.sqlite")
    again.append(notes("b"))
    assert [entry.content()["value"] for entry in journal.entries()] == ["a", "b"]
    assert Journal.open(f"sqlite:///{tmp_path / 'journal.sqlite'}").head.seq == 2


def test_at_rest_it_is_one_file(journal, tmp_path):
    journal.append(notes("a"))
    assert [path.name for path in tmp_path.iterdir()] == ["journal.sqlite"]


def test_the_file_is_kept_safe(journal, tmp_path):
    link = journal._store._connect()
    assert link.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert link.execute("PRAGMA synchronous").fetchone() == (2,)
    link.close()


def test_the_hash_is_the_stated_one(journal):
    first, second = journal.append(notes("ä", "b"))
    for entry, before in ((first, ""), (second, first.hash)):
        chained = json.dumps(
            [before, entry.seq, entry.at, entry.kind, entry.by, entry.body],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        assert entry.hash == hashlib.sha256(chained.encode("utf-8")).hexdigest()


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(before=words, seq=st.integers(1, 10**9), parts=st.tuples(words, words, words, words))
def test_any_change_of_an_entry_changes_its_hash(before, seq, parts):
    original = chain_hash(before, seq, *parts)
    assert chain_hash(before, seq, *parts) == original
    for place in range(4):
        changed = [*parts]
        changed[place] += "x"
        assert chain_hash(before, seq, *changed) != original
    shifted = (parts[0] + "x", *parts[1:])
    assert chain_hash(before + "x", seq, *parts) != chain_hash(before, seq, *shifted)


@given(st.dictionaries(words, st.one_of(words, st.integers(-5, 5), st.booleans(), st.none())))
def test_canonical_json_does_not_depend_on_the_order_of_keys(value):
    assert canonical(value) == canonical(dict(reversed(value.items())))
    assert json.loads(canonical(value)) == value


def test_what_json_cannot_hold_is_refused_and_nothing_is_written(journal):
    with pytest.raises(BadValue, match="cannot be kept in the journal"):
        journal.append([note_entry({"value": "\ud800"})])
    with pytest.raises(BadValue, match="entry kind 'rumour'"):
        journal.append([*notes("a"), Draft(kind="rumour", body="{}")])
    with pytest.raises(BadValue, match="the writer's name"):
        journal.append([Draft(kind="note", body="{}", by="a\nb")])
    assert journal.head.seq == 0


@pytest.mark.parametrize(
    ("draft", "says"),
    [
        (
            Draft(kind="rumour", body="{}"),
            "entry kind 'rumour'; expected one of article, coding, verdict, fact, coverage, note, "
            "import.",
        ),
        (
            Draft(kind="note", body="{\0}"),
            "a zero byte in an entry; expected JSON, where it is written \\u0000.",
        ),
        (
            Draft(kind="note", body="{}", by="x" * 201),
            "the writer's name; expected at most 200 printable characters.",
        ),
    ],
)
def test_a_draft_that_cannot_be_kept_is_refused_in_one_sentence(journal, draft, says):
    with pytest.raises(BadValue) as fault:
        journal.append([draft])
    assert str(fault.value) == says
    assert journal.append([Draft(kind="note", body="{}", by="x" * 200)])


def test_what_is_no_unicode_says_what_would_be():
    with pytest.raises(
        BadValue, match=r"^cannot be kept in the journal: .*; expected Unicode text.$"
    ):
        canonical("\ud800")


def test_who_wrote_is_the_draft_else_the_writer_else_nobody(journal):
    told = coding(coder="llm:x")
    drafts = [
        article_entry(article()), coding_entry(told), coding_entry(told, by="anna"),
        fact_entry(fact("f1")), coverage_entry(COVERED), note_entry({}), note_entry({}, by="anna"),
    ]  # fmt: skip
    names = ["", "llm:x", "anna", "", "", "", "anna"]
    assert [draft.by for draft in drafts] == names
    assert [entry.by for entry in journal.append(drafts)] == names
    assert [entry.by for entry in journal.append(drafts, by="bert")] == [
        name or "bert" for name in names
    ]


def test_entries_may_be_put_into_an_empty_journal_only(journal, tmp_path):
    journal.append(notes("a", "b"))
    other = Journal.create(tmp_path / "other.sqlite")
    assert other.restore(journal.entries()) == journal.head
    with pytest.raises(CaseError, match=r"other\.sqlite: the journal is not empty\.$"):
        other.restore(journal.entries())
    assert list(other.entries()) == list(journal.entries())


def test_withheld_texts_come_back_each_to_its_own_article(journal, tmp_path):
    """Known texts are attached, unknown ones stay out, what is there already is not counted."""
    homes = [article(f"Norland schwieg zum {n}. Mal.") for n in range(1, 5)]
    journal.append([*map(article_entry, homes), note_entry({})])
    bare = Journal.create(tmp_path / "bare.sqlite")
    bare.restore(read_archive(write_archive(journal.entries(), with_texts=False), withheld=True))
    texts = {home.text_hash: home.text for home in homes}
    assert bare.attach({homes[1].text_hash: homes[1].text, homes[3].text_hash: "else"}) == 1
    assert bare.attach({homes[3].text_hash: homes[3].text}) == 1
    assert bare.attach(texts) == 2
    assert bare.attach(texts) == 0
    assert list(bare.entries()) == list(journal.entries())
    assert bare.verify() == journal.head


def test_a_writer_waits_for_another_and_then_writes(journal, tmp_path):
    """Longer than SQLite itself has patience (a second)."""
    waits, other = threading.Event(), Journal.open(tmp_path / "journal.sqlite")

    def hold(connection):
        assert waits.wait(10)
        time.sleep(1.2)

    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(other._write, hold)
        time.sleep(0.2)  # until the lock is held
        waits.set()
        (entry,) = journal.append(notes("a"))
        held.result()
    assert list(journal.entries()) == [entry]


def test_half_a_journal_is_none(journal, tmp_path):
    journal.append(notes("a"))
    link = sqlite3.connect(tmp_path / "journal.sqlite")
    link.execute("DROP TABLE standoff_entries")
    link.commit()
    link.close()
    with pytest.raises(
        JournalDamaged,
        match=r"journal\.sqlite: page 1 holds no journal of standoff \(or is",
    ):
        Journal.open(tmp_path / "journal.sqlite")


def test_reading_on_from_an_entry_that_is_not_there(journal):
    journal.append(notes("a"))
    with pytest.raises(JournalDamaged, match=r"journal\.sqlite: entry 7 is missing\.$"):
        list(journal.entries(after=7))


def test_an_entry_that_follows_a_removed_one_names_the_removed_one(journal, tmp_path):
    journal.append(notes("a", "b", "c"))
    link = sqlite3.connect(tmp_path / "journal.sqlite")
    link.execute("DELETE FROM standoff_entries WHERE seq = 2")
    link.commit()
    link.close()
    with pytest.raises(JournalDamaged, match="entry 2 is missing"):
        journal.entries_at([3])


def test_time_is_utc(monkeypatch):
    assert stamp(datetime(2019, 12, 31, 23, 59, tzinfo=UTC)) == "2019-12-31T23:59:00.000000+00:00"
    monkeypatch.setenv("TZ", "Asia/Seoul")
    time.tzset()
    try:
        east = timezone(timedelta(hours=9))
        assert stamp(datetime(2020, 1, 1, 8, tzinfo=east)) == "2019-12-31T23:00:00.000000+00:00"
        assert stamp().endswith("+00:00")
    finally:
        monkeypatch.undo()
        time.tzset()


def test_creating_twice_and_opening_nothing(journal, tmp_path):
    journal.append(notes("a"))
    with pytest.raises(CaseError, match=r"sqlite: there is a journal here already\.$"):
        Journal.create(tmp_path / "journal.sqlite")
    assert journal.head.seq == 1
    with pytest.raises(CaseError, match="no journal here"):
        Journal.open(tmp_path / "other.sqlite")
    with pytest.raises(CaseError, match="a folder"):
        Journal.open(tmp_path)
    assert not (tmp_path / "other.sqlite").exists()


def test_an_unfinished_file_can_become_a_journal(tmp_path):
    (tmp_path / "j.sqlite").touch()
    with pytest.raises(JournalDamaged, match="the file is empty"):
        Journal.open(tmp_path / "j.sqlite")
    assert Journal.create(tmp_path / "j.sqlite").append(notes("a"))


@pytest.mark.parametrize("address", ["mysql://x/y", "http://x", "postgresql://[::1"])
def test_addresses_that_are_none(address):
    with pytest.raises(BadValue):
        Journal.open(address)


def test_a_changed_entry_is_named(journal, tmp_path):
    journal.append(notes("a", "b", "c"))
    link = sqlite3.connect(tmp_path / "journal.sqlite")
    link.execute('UPDATE standoff_entries SET body = \'{"value":"x"}\' WHERE seq = 2')
    link.commit()
    link.close()
    with pytest.raises(JournalDamaged, match="entry 2 does not match its hash"):
        list(journal.entries())
    with pytest.raises(JournalDamaged, match="entry 2 does not match its hash"):
        journal.verify()


def test_a_removed_entry_is_named(journal, tmp_path):
    journal.append(notes("a", "b", "c"))
    link = sqlite3.connect(tmp_path / "journal.sqlite")
    link.execute("DELETE FROM standoff_entries WHERE seq = 2")
    link.commit()
    link.close()
    with pytest.raises(JournalDamaged, match="entry 2 is missing"):
        journal.verify()


def test_a_cut_tail_is_seen_by_the_head_kept_elsewhere(journal, tmp_path):
    journal.append(notes("a", "b"))
    head = journal.head
    journal.append(notes("c"))
    assert journal.verify(head) == journal.head
    link = sqlite3.connect(tmp_path / "journal.sqlite")
    link.execute("DELETE FROM standoff_entries WHERE seq > 1")
    link.commit()
    link.close()
    assert journal.verify() == journal.head
    with pytest.raises(JournalDamaged, match="entry 2 is missing: the end was cut off"):
        journal.verify(head)
    journal.append(notes("other"))
    with pytest.raises(JournalDamaged, match="entry 2 is not the one that was noted"):
        journal.verify(head)


def add_column(connection):
    connection.execute(text("ALTER TABLE standoff_journal ADD COLUMN more TEXT"))


def test_an_older_form_is_brought_up_step_by_step(journal):
    journal.append(notes("a"))
    before = list(journal.entries())
    assert journal._write(lambda c: migrate(c, "j", [add_column])) == 2
    assert journal._write(lambda c: migrate(c, "j", [add_column])) == 2
    assert journal._read(lambda c: format_of(c, "j")) == 2
    assert list(journal.entries()) == before


def test_a_step_that_fails_leaves_the_old_form(journal):
    def fails(connection):
        add_column(connection)
        connection.execute(text("SELECT * FROM nowhere"))

    with pytest.raises(JournalError):
        journal._write(lambda c: migrate(c, "j", [fails]))
    assert journal._write(lambda c: migrate(c, "j", [add_column])) == 2


def test_a_newer_form_is_refused(journal, tmp_path):
    journal._write(lambda c: migrate(c, "j", [add_column]))
    with pytest.raises(JournalError, match="format 2; expected format 1 or older; update standoff"):
        Journal.open(tmp_path / "journal.sqlite").append(notes("a"))


def test_entries_read_as_they_are_stored(journal):
    (entry,) = journal.append([article_entry(article(), by="reader")])
    assert entry.instant.tzinfo is not None
    assert entry.content()["text"] == article().text
    assert msgspec.json.decode(entry.body, type=type(article())) == article()


def test_single_entries_are_read_in_order_and_checked(journal, tmp_path):
    written = journal.append(notes(*range(1200)))
    asked = [1200, 1, 700, 700, 2]
    assert journal.entries_at(asked) == [written[0], written[1], written[699], written[1199]]
    assert journal.entries_at([]) == []
    with pytest.raises(JournalDamaged, match="entry 1201 is missing"):
        journal.entries_at([1, 1201])
    link = sqlite3.connect(tmp_path / "journal.sqlite")
    link.execute("UPDATE standoff_entries SET body = '{}' WHERE seq = 700")
    link.commit()
    link.close()
    with pytest.raises(JournalDamaged, match="entry 700 does not match its hash"):
        journal.entries_at([700])
    assert journal.entries_at([699, 701]) == [written[698], written[700]]
