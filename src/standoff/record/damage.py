"""Where a damaged SQLite journal is damaged: the entry or the page, by number.

Bytes of an entry are guarded by the chain of hashes (see `entry`), all others by the form of the
file. From the outside in: the file header against the only values that our journals have
(https://www.sqlite.org/fileformat2.html, section 1.3), SQLite's own integrity check, which names
the page of a broken tree, and the entries themselves, as bytes where they are no text any more.
Bytes that nothing looks at (free space, counters) can change without changing the record.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from standoff.errors import JournalDamaged
from standoff.files import shown
from standoff.record.entry import chain_hash
from standoff.record.uri import log_of, uri_of

__all__ = ["PAGE_SIZE", "check_header", "check_pages", "damage_at_opening", "damaged"]

PAGE_SIZE = 4096

#: sqlite3 fails to decode its own message where a damaged schema is quoted in it.
_FAULTS = (sqlite3.DatabaseError, UnicodeDecodeError)
_MAGIC = b"SQLite format 3\0"
#: (offset, length, allowed values, what it is) of the header fields that have one meaning for us.
_HEADER = (
    (16, 2, (PAGE_SIZE,), "page size"),
    (18, 1, (1, 2), "write version"),
    (19, 1, (1, 2), "read version"),
    (20, 1, (0,), "reserved space"),
    (21, 1, (64,), "largest payload fraction"),
    (22, 1, (32,), "smallest payload fraction"),
    (23, 1, (32,), "leaf payload fraction"),
    (44, 4, (0, 4), "schema format"),
    (52, 4, (0,), "largest root page"),
    (56, 4, (0, 1), "text encoding"),
    (64, 4, (0,), "vacuum mode"),
)
_PAGE = re.compile(r"\bpage (\d{1,9})\b", re.IGNORECASE)
_ENTRIES = 'SELECT seq, "at", kind, "by", body, hash FROM standoff_entries ORDER BY seq'


def damaged(what: str, where: str) -> JournalDamaged:
    """The error for damage at an entry or page."""
    return JournalDamaged(
        what, where=where, next="restore the journal from a copy; nothing was changed"
    )


def check_header(path: Path) -> None:
    """Raise `JournalDamaged` unless the file begins as our journals do; reads 100 bytes.

    SQLite itself would take a file of a few bytes for an empty database and write over it.
    """
    with path.open("rb") as stream:
        header = stream.read(100)
    for said in _header_faults(header):
        raise damaged(f"page 1 is damaged ({said})", shown(path))


def check_pages(path: Path) -> None:
    """Raise `JournalDamaged` naming the first page whose form is broken."""
    where = shown(path)
    check_header(path)
    for said in _size_faults(path):
        raise damaged(f"page 1 is damaged ({said})", where)
    try:
        with closing(_connect(path)) as link:
            link.execute(f"{_ENTRIES} LIMIT 0")
            faults = [_line(row[0]) for row in link.execute("PRAGMA integrity_check(50)")]
            faults += _format_faults(link)
    except _FAULTS as fault:
        found = _PAGE.search(str(fault))
        page = found[1] if found else 1
        raise damaged(f"page {page} is damaged ({_line(fault)})", where) from None
    for said in faults:
        found = _PAGE.search(said)
        if found:
            raise damaged(f"page {found[1]} is damaged ({said})", where)


def damage_at_opening(path: Path, reason: str) -> JournalDamaged:
    """The error naming what is damaged in a file that could not be read for `reason`."""
    try:
        check_pages(path)
        for seq, sound in _entries(path):
            if not sound:
                return damaged(f"entry {seq} does not match its hash", shown(path))
    except JournalDamaged as fault:
        return fault
    except OSError as fault:
        reason = fault.strerror or reason
    return damaged(f"page 1 is damaged, or this is no journal of standoff ({reason})", shown(path))


def _connect(path: Path) -> sqlite3.Connection:
    link = sqlite3.connect(uri_of(path), uri=True)
    link.text_factory = bytes
    return link


def _format_faults(link: sqlite3.Connection) -> Iterator[str]:
    said = link.execute("SELECT value FROM standoff_journal WHERE key = 'format'").fetchone()
    if said is None or not said[0].isdigit():
        home = "SELECT rootpage FROM sqlite_schema WHERE name = 'standoff_journal'"
        yield f"the journal does not say its format on page {link.execute(home).fetchone()[0]}"


def _line(words: object) -> str:
    return " ".join((words.decode() if isinstance(words, bytes) else str(words)).split())


def _header_faults(header: bytes) -> Iterator[str]:
    """What is wrong with the file header, in words."""
    if header[:16] != _MAGIC or len(header) < 100:
        yield "it is not the first page of an SQLite file: another program's file, or damaged"
        return
    for offset, length, allowed, name in _HEADER:
        value = int.from_bytes(header[offset : offset + length], "big")
        if value not in allowed:
            yield f"{name} is {value}, expected {' or '.join(map(str, allowed))}"


def _size_faults(path: Path) -> Iterator[str]:
    """Whether the file has the length it says it has, unless a writer is at work."""
    with path.open("rb") as stream:
        header = stream.read(100)
        size = os.fstat(stream.fileno()).st_size
        stream.seek(0)
        quiet = stream.read(100) == header and not _has_log(path)
    pages = int.from_bytes(header[28:32], "big")
    if quiet and header[24:28] == header[92:96] and pages * PAGE_SIZE != size:
        yield f"it says {pages} pages, the file has {size / PAGE_SIZE:g}"


def _has_log(path: Path) -> bool:
    log = log_of(path)
    return log.exists() and log.stat().st_size > 0


def _entries(path: Path) -> Iterator[tuple[int, bool]]:
    """(seq, whether it fits its hash) of each entry that should be there."""
    before, expected = "", 1
    try:
        with closing(_connect(path)) as link:
            for seq, at, kind, by, body, hash_ in link.execute(_ENTRIES):
                try:
                    words = [part.decode("utf-8") for part in (at, kind, by, body, hash_)]
                except (UnicodeDecodeError, AttributeError):
                    words = []
                sound = seq == expected and bool(words)
                yield expected, sound and chain_hash(before, seq, *words[:4]) == words[4]
                before, expected = words[4] if words else "", expected + 1
    except _FAULTS:
        yield expected, False
