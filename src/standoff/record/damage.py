"""Where a damaged SQLite journal is damaged: the entry or the page, by number.

Bytes of an entry are guarded by the chain of hashes (see `entry`), all others by the form of the
file. From the outside in: the file header against the only values that our journals have
(https://www.sqlite.org/fileformat2.html, section 1.3), SQLite's own integrity check, which names
the page of a broken tree, and the entries themselves, as bytes where they are no text any more.
Bytes that nothing looks at (free space, counters) can change without changing the record.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from standoff.errors import JournalDamaged
from standoff.files import shown
from standoff.record.entry import chain_hash

__all__ = ["PAGE_SIZE", "check_pages", "damage_at_opening", "damaged"]

PAGE_SIZE = 4096

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
    (44, 4, (4,), "schema format"),
    (52, 4, (0,), "largest root page"),
    (56, 4, (1,), "text encoding"),
    (64, 4, (0,), "vacuum mode"),
)
_PAGE = re.compile(r"\bpage (\d{1,9})\b", re.IGNORECASE)
_ENTRIES = 'SELECT seq, "at", kind, "by", body, hash FROM standoff_entries ORDER BY seq'


def damaged(what: str, where: str) -> JournalDamaged:
    """The error for damage at an entry or page."""
    return JournalDamaged(
        what, where=where, next="restore the journal from a copy; nothing was changed"
    )


def check_pages(path: Path) -> None:
    """Raise `JournalDamaged` naming the first page whose form is broken."""
    where = shown(path)
    for said in _header_faults(path):
        raise damaged(f"page 1 is damaged ({said})", where)
    try:
        with closing(_connect(path)) as link:
            faults = [str(row[0]) for row in link.execute("PRAGMA integrity_check(50)")]
    except sqlite3.DatabaseError as fault:
        found = _PAGE.search(str(fault))
        raise damaged(f"page {found[1] if found else 1} is damaged ({fault})", where) from None
    for said in faults:
        found = _PAGE.search(said)
        if found:
            raise damaged(f"page {found[1]} is damaged ({' '.join(said.split())})", where)


def damage_at_opening(path: Path, reason: str) -> JournalDamaged:
    """The error that names what is damaged in a file that could not be read for `reason`."""
    try:
        check_pages(path)
        for seq, sound in _entries(path):
            if not sound:
                return damaged(f"entry {seq} does not match its hash", shown(path))
    except JournalDamaged as fault:
        return fault
    return damaged(f"page 1 is damaged, or this is no journal of standoff ({reason})", shown(path))


def _connect(path: Path) -> sqlite3.Connection:
    link = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True)
    link.text_factory = bytes
    return link


def _header_faults(path: Path) -> Iterator[str]:
    """What is wrong with the file header, in words."""
    with path.open("rb") as stream:
        header = stream.read(100)
    if header[:16] != _MAGIC or len(header) < 100:
        yield "it is not the first page of an SQLite file: another program's file, or damaged"
        return
    for offset, length, allowed, name in _HEADER:
        value = int.from_bytes(header[offset : offset + length], "big")
        if value not in allowed:
            yield f"{name} is {value}, expected {' or '.join(map(str, allowed))}"
    if header[24:28] == header[92:96] and not _has_log(path):
        pages, size = int.from_bytes(header[28:32], "big"), path.stat().st_size
        if pages * PAGE_SIZE != size:
            yield f"it says {pages} pages, the file has {size / PAGE_SIZE:g}"


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
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
    except sqlite3.DatabaseError:
        yield expected, False
