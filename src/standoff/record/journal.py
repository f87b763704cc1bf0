"""The journal: what was read, proposed, decided and set down, in the order it happened.

Nothing in it is ever changed or removed; everything else in standoff is a function of it. An append
is one transaction: when `append` returns, its entries are on the disk, and when it raises, nothing
is. Several programs may append at once; each waits for the other and chains onto what it wrote.
Every read checks the chain of hashes on the way, so a damaged entry is never silently used.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, inspect, select, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from standoff.errors import BadValue, CaseError, JournalDamaged, StandoffError
from standoff.record.damage import damaged
from standoff.record.entry import KINDS, Draft, Entry, Head, chain_hash, stamp
from standoff.record.schema import ENTRIES, FORMAT, JOURNAL, format_of, make, migrate
from standoff.record.store import Store, open_store
from standoff.record.withheld import is_withheld, text_hash_of, with_text
from standoff.settings import Settings

__all__ = ["Journal"]

DEFAULTS = Settings()

T = TypeVar("T")

_FIELDS = ("seq", "at", "kind", "by", "body", "hash")
_COLUMNS = [ENTRIES.c[name] for name in _FIELDS]
_BATCH = 10_000
#: Entries that are asked for by number in one go (SQLite allows 32,766 values in a statement).
_TOGETHER = 5_000


class Journal:
    """An append-only journal; open one with `Journal.open`, make one with `Journal.create`."""

    def __init__(self, store: Store, wait: float) -> None:
        self._store, self._wait = store, wait

    @classmethod
    def create(cls, address: str | Path, *, settings: Settings = DEFAULTS) -> Journal:
        """A new, empty journal at a path or URL; raises `CaseError` if there is one already."""
        store = open_store(str(address), settings)
        journal = cls(store, settings.journal_wait_seconds)
        fresh = store.prepare()
        try:
            made = journal._write(make)
        except StandoffError:
            if fresh:
                store.discard()
            raise
        if not made:
            raise CaseError("there is a journal here already", where=store.where)
        return journal

    @classmethod
    def open(cls, address: str | Path, *, settings: Settings = DEFAULTS) -> Journal:
        """The journal at a path or URL, brought to the newest form of its tables.

        Raises `CaseError` (none here), `JournalDamaged`, `JournalError` (unreachable, or written by
        a newer standoff).
        """
        store = open_store(str(address), settings)
        store.require()
        journal = cls(store, settings.journal_wait_seconds)
        if journal._read(journal._format) != FORMAT:
            journal._write(lambda connection: migrate(connection, store.where))
        return journal

    @property
    def where(self) -> str:
        """Path or URL, for messages; without any password."""
        return self._store.where

    @property
    def head(self) -> Head:
        """Number and hash of the last entry; 0 and "" while there is none."""
        return self._read(_head)

    def hash_at(self, seq: int) -> str | None:
        """The stored hash of entry `seq`; None if there is no such entry."""
        query = select(ENTRIES.c.hash).where(ENTRIES.c.seq == seq)
        return self._read(lambda connection: connection.execute(query).scalar())

    def append(self, drafts: Iterable[Draft], *, by: str = "") -> list[Entry]:
        """Write all drafts or none; what is returned is on the disk.

        `by` signs drafts that name nobody. Raises `NotWritten`, `BadValue`, `JournalDamaged`.
        """
        batch = [_checked(draft, by) for draft in drafts]
        if not batch:
            return []
        return self._write(lambda connection: _append(connection, batch))

    def restore(self, entries: Iterable[Entry]) -> Head:
        """Write entries of another journal, numbers, times and hashes and all, into this empty one.

        Raises `CaseError` if it is not empty, `JournalDamaged` if they are no chain.
        """
        before, batch = Head(), []
        for entry in entries:
            fields = tuple(getattr(entry, name) for name in _FIELDS)
            _sound(fields, before.seq + 1, before.hash, self.where)
            before = Head(seq=entry.seq, hash=entry.hash)
            batch.append(dict(zip(_FIELDS, fields, strict=True)))

        def write(connection: Connection) -> None:
            if _head(connection).seq:
                raise CaseError("the journal is not empty", where=self.where)
            if batch:
                connection.execute(ENTRIES.insert(), batch)

        self._write(write)
        return before

    def attach(self, texts: Mapping[str, str]) -> int:
        """Put withheld press texts back, by their hash; returns how many articles got theirs.

        The one change that an entry can undergo: it becomes what it was, which its hash proves.
        """
        return self._write(lambda connection: _attach(connection, texts))

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """The entries behind number `after`, in order; raises `JournalDamaged` at a bad one."""
        before = self.hash_at(after) if after else ""
        if before is None:
            raise JournalDamaged(f"entry {after} is missing", where=self.where)
        while batch := self._read(partial(_rows, after=after)):
            for row in batch:
                after += 1
                yield _sound(row, after, before, self.where)
                before = row[5]

    def entries_at(self, numbers: Iterable[int]) -> list[Entry]:
        """The entries with these numbers, in order, each checked against the hash before it.

        Raises `JournalDamaged` for one that is missing or does not match.
        """
        found: list[Entry] = []
        wanted = sorted(set(numbers))
        for start in range(0, len(wanted), _TOGETHER):
            some = wanted[start : start + _TOGETHER]
            rows = self._read(partial(_rows_at, numbers=some))
            hashes = {row[0]: row[5] for row in rows}
            known = {row[0]: row for row in rows}
            for seq in some:
                row, before = known.get(seq), hashes.get(seq - 1, "" if seq == 1 else None)
                if row is None or before is None:
                    gone = seq if row is None else seq - 1
                    raise damaged(f"entry {gone} is missing", self.where)
                found.append(_sound(row, seq, before, self.where))
        return found

    def verify(self, head: Head | None = None) -> Head:
        """Check every page and entry, and that `head`, kept elsewhere, is part of the chain.

        Returns the journal's own head; raises `JournalDamaged` naming the entry or the page.
        """
        self._store.check()
        found = Head()
        for entry in self.entries():
            found = Head(seq=entry.seq, hash=entry.hash)
        if head is not None and head.seq:
            self._require(head)
        return found

    def _require(self, head: Head) -> None:
        stored = self.hash_at(head.seq)
        if stored is None:
            raise damaged(f"entry {head.seq} is missing: the end was cut off", self.where)
        if stored != head.hash:
            raise damaged(f"entry {head.seq} is not the one that was noted", self.where)

    def _format(self, connection: Connection) -> int:
        there = inspect(connection)
        if not (there.has_table(JOURNAL.name) and there.has_table(ENTRIES.name)):
            raise damaged("page 1 holds no journal of standoff (or is damaged)", self.where)
        try:
            return format_of(connection, self.where)
        except JournalDamaged:
            self._store.check()
            raise

    def _read(self, work: Callable[[Connection], T]) -> T:
        """`work` in a transaction that only reads."""
        try:
            with self._store.engine.connect() as connection, connection.begin():
                return work(connection)
        except (SQLAlchemyError, UnicodeDecodeError) as fault:
            raise self._store.fault_of_reading(fault) from None

    def _write(self, work: Callable[[Connection], T]) -> T:
        """`work` in a transaction that holds the write lock; waits while another holds it."""
        until = time.monotonic() + self._wait
        while True:
            try:
                with self._store.engine.connect() as bare:
                    connection = bare.execution_options(journal_write=True)
                    with connection.begin():
                        self._store.lock(connection)
                        result = work(connection)
                return result
            except (SQLAlchemyError, UnicodeDecodeError) as fault:
                busy = isinstance(fault, DBAPIError) and self._store.is_busy(fault)
                if not busy or time.monotonic() >= until:
                    raise self._store.fault_of_writing(fault) from None
                time.sleep(0.02)


def _checked(draft: Draft, by: str) -> Draft:
    if draft.kind not in KINDS:
        raise BadValue(f"entry kind {draft.kind!r}", expected=f"one of {', '.join(KINDS)}")
    if "\0" in draft.body:
        raise BadValue("a zero byte in an entry", expected="JSON, where it is written \\u0000")
    name = draft.by or by
    if not name.isprintable() or len(name) > 200:
        raise BadValue("the writer's name", expected="at most 200 printable characters")
    return Draft(kind=draft.kind, body=draft.body, by=name)


def _head(connection: Connection) -> Head:
    query = select(ENTRIES.c.seq, ENTRIES.c.hash).order_by(ENTRIES.c.seq.desc()).limit(1)
    row = connection.execute(query).first()
    return Head(seq=row[0], hash=row[1]) if row else Head()


def _append(connection: Connection, drafts: list[Draft]) -> list[Entry]:
    head, at = _head(connection), stamp()
    before, written = head.hash, []
    for seq, draft in enumerate(drafts, head.seq + 1):
        before = chain_hash(before, seq, at, draft.kind, draft.by, draft.body)
        written.append(
            Entry(seq=seq, at=at, kind=draft.kind, by=draft.by, body=draft.body, hash=before)
        )
    rows = [{name: getattr(entry, name) for name in Entry.__struct_fields__} for entry in written]
    connection.execute(ENTRIES.insert(), rows)
    return written


def _attach(connection: Connection, texts: Mapping[str, str]) -> int:
    query = select(*_COLUMNS).where(ENTRIES.c.kind == "article").order_by(ENTRIES.c.seq)
    attached = 0
    for seq, at, kind, by, body, hash_ in connection.execute(query).all():
        text = texts.get(text_hash_of(body)) if is_withheld(kind, body) else None
        if text is None:
            continue
        earlier = select(ENTRIES.c.hash).where(ENTRIES.c.seq == seq - 1)
        before, whole = connection.execute(earlier).scalar() or "", with_text(body, text)
        if chain_hash(before, seq, at, kind, by, whole) == hash_:
            connection.execute(update(ENTRIES).where(ENTRIES.c.seq == seq).values(body=whole))
            attached += 1
    return attached


def _rows(connection: Connection, *, after: int) -> list[tuple[Any, ...]]:
    query = select(*_COLUMNS).where(ENTRIES.c.seq > after).order_by(ENTRIES.c.seq).limit(_BATCH)
    return [tuple(row) for row in connection.execute(query)]


def _rows_at(connection: Connection, *, numbers: list[int]) -> list[tuple[Any, ...]]:
    """The rows with these numbers, and those before them for their hashes."""
    both = sorted({*numbers, *(number - 1 for number in numbers)})
    query = select(*_COLUMNS).where(ENTRIES.c.seq.in_(both))
    return [tuple(row) for row in connection.execute(query)]


def _sound(row: tuple[Any, ...], expected: int, before: str, where: str) -> Entry:
    """The entry of a row; raises `JournalDamaged` unless it is the next link of the chain."""
    seq, at, kind, by, body, hash_ = row
    if seq != expected:
        raise damaged(f"entry {expected} is missing", where)
    whole = all(isinstance(part, str) for part in row[1:])
    if not whole:
        raise damaged(f"entry {seq} does not match its hash", where)
    fits = chain_hash(before, seq, at, kind, by, body) == hash_
    if not fits and not is_withheld(kind, body):
        raise damaged(f"entry {seq} does not match its hash", where)
    return Entry(seq=seq, at=at, kind=kind, by=by, body=body, hash=hash_)
