"""Damage shows: bytes of a journal file are changed, cut or swapped, and nothing goes unseen."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3

import pytest

from standoff.errors import JournalDamaged, JournalError
from standoff.record import Journal, article_entry, fact_entry, note_entry

from .samples import article, fact

#: An article longer than a page, so that the file has overflow pages too.
LONG = article("Ein langer Bericht. " * 300)


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A small journal, its bytes, and what it records."""
    path = tmp_path_factory.mktemp("original") / "journal.sqlite"
    journal = Journal.create(path)
    journal.append([article_entry(LONG, by="reader"), fact_entry(fact("f1"), by="anna")])
    journal.append([note_entry({"topic": f"number {n}"}, by="bert") for n in range(12)])
    return path, path.read_bytes(), list(journal.entries()), journal.head


def entry_bytes(raw, entries):
    """Offset in the file to the entry whose words stand there (where they lie in one piece)."""
    owner = {}
    for entry in entries:
        for words in (entry.hash, entry.body):
            written = words.encode("utf-8")
            if len(written) < 3000:
                assert raw.count(written) == 1, "every entry's words stand in the file once"
                start = raw.index(written)
                owner.update(dict.fromkeys(range(start, start + len(written)), entry.seq))
    return owner


def examine(path, entries, head):
    """What a reader of a damaged file is told; "" if the record is unchanged."""
    try:
        journal = Journal.open(path)
        journal.verify(head)
        assert list(journal.entries()) == entries, "a change passed unseen"
    except JournalDamaged as fault:
        return str(fault)
    return ""


def flip(path, original, places):
    raw, entries, head = original
    owner = entry_bytes(raw, entries)
    faults = []
    for place in places:
        changed = bytearray(raw)
        changed[place] ^= 1 << (place // 4) % 8
        path.write_bytes(changed)
        said = examine(path, entries, head)
        named = re.search(r"\b(entry|page) (\d+)\b", said)
        if place in owner:
            good = bool(named) and (named[1], int(named[2])) == ("entry", owner[place])
        else:
            good = not said or bool(named)
        if not good:
            faults.append((place, owner.get(place), said))
        for rest in ("-wal", "-shm", "-journal"):
            path.with_name(path.name + rest).unlink(missing_ok=True)
    assert not faults


def test_every_byte_of_the_header_counts(original, tmp_path):
    """The rest of the file: promise 4."""
    _, raw, entries, head = original
    flip(tmp_path / "j.sqlite", (raw, entries, head), range(100))


def test_a_cut_file_is_seen(original, tmp_path):
    _, raw, entries, head = original
    for length in [*range(0, len(raw), 1021), len(raw) - 1]:
        path = tmp_path / "cut.sqlite"
        path.write_bytes(raw[:length])
        assert re.search(r"page \d+|entry \d+|empty", examine(path, entries, head)), length


def test_swapped_and_zeroed_pages_are_seen(original, tmp_path):
    _, raw, entries, head = original
    pages = [raw[at : at + 4096] for at in range(0, len(raw), 4096)]
    path = tmp_path / "pages.sqlite"
    for place in range(len(pages)):
        path.write_bytes(b"".join([*pages[:place], bytes(4096), *pages[place + 1 :]]))
        assert "damaged" in examine(path, entries, head) or "page" in examine(path, entries, head)
    for place in range(1, len(pages) - 1):
        swapped = [*pages]
        swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
        path.write_bytes(b"".join(swapped))
        assert re.search(r"page \d+|entry \d+", examine(path, entries, head))


def test_an_older_copy_put_back_is_seen_by_the_head(original, tmp_path):
    path, _, _, head = original
    copy = tmp_path / "journal.sqlite"
    shutil.copyfile(path, copy)
    Journal.open(copy).append([note_entry({"topic": "later"})])
    later = Journal.open(copy).head
    shutil.copyfile(path, copy)
    Journal.open(copy).verify(head)
    with pytest.raises(JournalDamaged, match="entry 15 is missing: the end was cut off"):
        Journal.open(copy).verify(later)


@pytest.mark.parametrize(
    "content",
    [b"GIF89a" + os.urandom(5000), b"x", b"SQLite format 3\0"],
    ids=["a picture", "one byte", "a cut head"],
)
def test_a_foreign_file_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "journal.sqlite"
    path.write_bytes(content)
    for use in (Journal.open, Journal.create):
        with pytest.raises(JournalError, match=r"page 1 is damaged .*another program's file"):
            use(path)
        assert path.read_bytes() == content
        assert [one.name for one in tmp_path.iterdir()] == ["journal.sqlite"]


def test_a_foreign_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "journal.sqlite"
    link = sqlite3.connect(path)
    link.execute("CREATE TABLE songs (name TEXT)")
    link.commit()
    link.close()
    before = path.read_bytes()
    with pytest.raises(JournalDamaged, match="page 1 holds no journal of standoff"):
        Journal.open(path)
    assert path.read_bytes() == before


def test_damage_is_not_written_over(original, tmp_path):
    _, raw, _, _ = original
    changed = bytearray(raw)
    changed[4096:8192] = bytes(4096)
    path = tmp_path / "journal.sqlite"
    path.write_bytes(changed)
    with pytest.raises(JournalError):
        Journal.open(path).append([note_entry({})])
    assert path.read_bytes() == bytes(changed)
