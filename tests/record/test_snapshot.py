"""The snapshot of codings: the same as the fold of the journal, and never trusted over it."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.case import Case
from standoff.errors import JournalDamaged, JournalError
from standoff.nouns import Coding, Verdict
from standoff.record import Journal, Record, article_entry, coding_entry, verdict_entry
from standoff.record import folding as folding_of
from standoff.record.snapshot import FILE, FOLDER, codings_of, read_snapshot
from standoff.record.tabulating.codings import coding_schema, frame_of_codings

from .samples import TEXT, article, coding

WORDS = ("Norland testete eine Rakete", "Sudria protestierte", "trafen sich")


def entries_of(seed, size=60):
    """Articles, codings (some again), verdicts: some on nothing, some that move words."""
    chance = random.Random(seed)
    articles = [article(f"{TEXT} {number}") for number in range(4)]
    yield from map(article_entry, articles)
    made: list[Coding] = []
    at = datetime(2020, 1, 1, tzinfo=UTC)
    for _ in range(size):
        what = chance.random()
        if what < 0.5 or not made:
            of, words = chance.choice(articles), chance.choice(WORDS)
            day = date(2019, 5, 1) + timedelta(days=chance.randrange(30))
            made.append(coding(words, of=of, day=day, rule=str(chance.random())))
            yield coding_entry(made[-1])
            continue
        target = chance.choice(made)
        decision = chance.choice(["accept", "reject", "change", "undo", "move"])
        changes = {"change": {"move": "attack"}, "move": {"start": "0", "end": "7"}}.get(
            decision, {}
        )
        at += timedelta(minutes=1)
        yield verdict_entry(
            Verdict(
                coding="nothing" if chance.random() < 0.1 else target.id,
                decision="change" if decision == "move" else decision,
                by=chance.choice(["Ana", "Ben"]), at=at, why="so", changes=changes,
            )
        )  # fmt: skip


def stands(journal):
    """The codings by the slow fold of the whole journal."""
    return frame_of_codings(Record.of(journal).codings)


def same(folded, journal):
    frame = folded.frame.select(list(coding_schema())).sort("seq")
    assert frame.equals(stands(journal))
    assert folded.head == journal.head
    return True


@given(st.integers(0, 10**6), st.lists(st.integers(1, 25), min_size=1, max_size=8))
@settings(max_examples=25)
def test_folding_in_stretches_with_snapshots_between_is_the_fold_of_all(
    tmp_path_factory, seed, cuts
):
    folder = tmp_path_factory.mktemp("case")
    journal = Journal.create(folder / "journal.sqlite")
    entries = list(entries_of(seed))
    for size in cuts:
        some, entries = entries[:size], entries[size:]
        journal.append(some)
        assert same(codings_of(journal, folder, worth=0), journal)
        kept = read_snapshot(folder, journal)
        assert kept is None or same(kept, journal)


@pytest.mark.parametrize("seed", range(4))
def test_short_stretches_change_nothing(tmp_path, monkeypatch, seed):
    monkeypatch.setattr(folding_of, "_STRETCH", 7)
    journal = Journal.create(tmp_path / "journal.sqlite")
    journal.append(entries_of(seed, 120))
    assert same(codings_of(journal, tmp_path), journal)


def test_both_stores_fold_alike(address, tmp_path):
    journal = Journal.create(address)
    journal.append(entries_of(3))
    assert same(codings_of(journal, tmp_path, worth=0), journal)
    journal.append(list(entries_of(4))[4:])
    assert same(codings_of(journal, tmp_path, worth=0), journal)


@pytest.fixture
def kept(tmp_path):
    """A journal and the snapshot of it."""
    journal = Journal.create(tmp_path / "journal.sqlite")
    journal.append(entries_of(1))
    codings_of(journal, tmp_path, worth=0)
    return journal, tmp_path / FOLDER / FILE


def test_a_short_journal_leaves_no_snapshot(tmp_path):
    journal = Journal.create(tmp_path / "journal.sqlite")
    journal.append(entries_of(1))
    codings_of(journal, tmp_path)
    assert not (tmp_path / FOLDER).exists()


def test_a_sound_snapshot_is_used_and_the_journal_read_from_there(kept, monkeypatch):
    journal, path = kept
    asked = []
    real = Journal.entries
    monkeypatch.setattr(
        Journal, "entries", lambda self, after=0: asked.append(after) or real(self, after)
    )
    codings_of(journal, path.parents[1])
    assert asked == [journal.head.seq]


def test_a_changed_byte_anywhere_is_seen_and_the_snapshot_made_anew(kept):
    journal, path = kept
    whole = path.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 150)):
        changed = bytearray(whole)
        changed[place] ^= 1 << (place % 8)
        path.write_bytes(changed)
        found = read_snapshot(path.parents[1], journal)
        assert found is None or same(found, journal), place
        assert same(codings_of(journal, path.parents[1], worth=0), journal)


@pytest.mark.parametrize("size", [0, 1, 50, 200, -1])
def test_a_cut_snapshot_is_seen(kept, size):
    journal, path = kept
    path.write_bytes(path.read_bytes()[:size])
    assert read_snapshot(path.parents[1], journal) is None
    assert same(codings_of(journal, path.parents[1]), journal)


@pytest.mark.parametrize(
    "label",
    [
        {"form": 999},
        {"seq": 0},
        {"seq": 10**6},
        {"seq": 3},
        {"hash": "0" * 64},
        {"more": 1},
    ],
)
def test_a_snapshot_of_another_form_or_journal_is_not_used(kept, label):
    journal, path = kept
    first, _, rest = path.read_bytes().partition(b"\n")
    path.write_bytes(json.dumps(json.loads(first) | label).encode() + b"\n" + rest)
    assert read_snapshot(path.parents[1], journal) is None
    assert same(codings_of(journal, path.parents[1]), journal)


def test_a_journal_restored_from_a_copy_outranks_a_newer_snapshot(kept, tmp_path_factory):
    journal, path = kept
    older = Journal.create(tmp_path_factory.mktemp("older") / "journal.sqlite")
    older.restore(list(journal.entries())[:20])
    assert read_snapshot(path.parents[1], older) is None
    assert same(codings_of(older, path.parents[1]), older)


def test_a_snapshot_of_a_journal_with_another_past_is_not_used(kept, tmp_path_factory):
    _, path = kept
    other = Journal.create(tmp_path_factory.mktemp("other") / "journal.sqlite")
    other.append(entries_of(2, 200))
    assert same(codings_of(other, path.parents[1]), other)


def test_a_damaged_entry_that_is_needed_again_is_named(kept):
    import sqlite3

    journal, path = kept
    proposal = next(entry for entry in journal.entries() if entry.kind == "coding")
    with sqlite3.connect(path.parents[1] / "journal.sqlite") as link:
        link.execute(
            "UPDATE standoff_entries SET body = replace(body, '2019', '2018') WHERE seq = ?",
            (proposal.seq,),
        )
    link.close()
    coded = msgspec.json.decode(proposal.body, type=Coding)
    at = datetime(2021, 1, 1, tzinfo=UTC)
    journal.append([verdict_entry(Verdict(coding=coded.id, decision="accept", by="Ana", at=at))])
    with pytest.raises(JournalDamaged, match=f"entry {proposal.seq} does not match its hash"):
        codings_of(journal, path.parents[1])


def test_a_void_verdict_is_an_error_as_in_the_record(tmp_path):
    journal = Journal.create(tmp_path / "journal.sqlite")
    told = article()
    one = coding(of=told)
    at = datetime(2021, 1, 1, tzinfo=UTC)
    bad = Verdict(coding=one.id, decision="change", by="Ana", at=at, changes={"move": "waltz"})
    journal.append([article_entry(told), coding_entry(one), verdict_entry(bad)])
    for read in (stands, lambda journal: codings_of(journal, tmp_path)):
        with pytest.raises(JournalError, match="is void"):
            read(journal)


def test_a_folder_that_cannot_be_written_to_costs_the_snapshot_only(tmp_path):
    journal = Journal.create(tmp_path / "journal.sqlite")
    journal.append(entries_of(1))
    (tmp_path / FOLDER).write_text("a file where the folder should be", encoding="utf-8")
    assert same(codings_of(journal, tmp_path, worth=0), journal)


def test_a_stop_keeps_what_was_folded_and_the_next_reading_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(folding_of, "_STRETCH", 10)
    journal = Journal.create(tmp_path / "journal.sqlite")
    journal.append(entries_of(1))

    def stop(done, of):
        if done >= 30:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        codings_of(journal, tmp_path, progress=stop, worth=0)
    assert read_snapshot(tmp_path, journal).head.seq == 30
    heard = []
    folded = codings_of(journal, tmp_path, progress=lambda done, of: heard.append(done), worth=0)
    assert same(folded, journal)
    assert heard[0] == 40


WRITER = """
import sys
from pathlib import Path
from standoff.record import Journal
from standoff.record.snapshot import codings_of, FOLDER, FILE
folder = Path(sys.argv[1])
journal = Journal.open(folder / "journal.sqlite")
for _ in range(15):
    (folder / FOLDER / FILE).unlink(missing_ok=True)
    codings_of(journal, folder, worth=0)
"""


def test_two_programs_that_write_and_read_it_at_once_agree(kept):
    journal, path = kept
    folder = path.parents[1]
    words = [sys.executable, "-c", WRITER, str(folder)]
    writers = [subprocess.Popen(words, stderr=subprocess.PIPE) for _ in range(2)]
    while any(writer.poll() is None for writer in writers):
        found = read_snapshot(folder, journal)
        assert found is None or same(found, journal)
    for writer in writers:
        assert writer.communicate()[1] == b""
        assert writer.returncode == 0
    assert same(read_snapshot(folder, journal), journal)
    assert [one.name for one in path.parent.iterdir()] == [FILE], "no half-written file is left"


def test_a_case_reads_its_codings_through_it(tmp_path):
    case = Case.create(tmp_path / "case")
    case.append(list(entries_of(5)))
    expected = stands(case._journal)
    assert case.coding_table().frame.equals(expected)
    again = Case.open(tmp_path / "case")
    assert again.coding_table(status="accepted|changed").frame.equals(
        expected.filter(expected["status"].is_in(["accepted", "changed"]))
    )
    told = article("Sudria protestierte.")
    case.append([article_entry(told), coding_entry(coding("Sudria protestierte", of=told))])
    assert len(case.coding_table()) == len(expected) + 1


def test_entries_by_number_are_checked(kept):
    journal, _ = kept
    every = list(journal.entries())
    assert journal.entries_at([5, 2, 2, 1]) == [every[0], every[1], every[4]]
    assert journal.entries_at([]) == []
    with pytest.raises(JournalDamaged, match="entry 100000 is missing"):
        journal.entries_at([100_000])
