"""A journal in one SQLite file, in WAL mode with `synchronous=full`.

A commit returns after the log is on the disk, so what was acknowledged survives the process and the
machine; a killed writer leaves no half entry, since a log frame without its commit mark is ignored
(https://www.sqlite.org/wal.html, https://www.sqlite.org/atomiccommit.html). A writer begins with
BEGIN IMMEDIATE and holds the write lock until it commits; readers are never blocked. Connections
live for one step only, so the last one to close folds the log back: at rest a journal is a single
file that can be copied.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from standoff.errors import CaseError, JournalDamaged, JournalError, NotWritten
from standoff.files import name_of, shown
from standoff.record.damage import PAGE_SIZE, check_header, check_pages, damage_at_opening
from standoff.record.store import Fault, Store, reason_of
from standoff.record.uri import log_of, uri_of
from standoff.settings import Settings

__all__ = ["SqliteStore"]

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
#: Codes that speak of the machine and not of the file.
_MACHINE = {
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY,
}  # fmt: skip


class SqliteStore(Store):
    """A journal in the file at `path`."""

    def __init__(self, path: str, settings: Settings) -> None:
        self.path = Path(path)
        self.where = shown(self.path)
        if name_of(self.path.parent) != self.path.parent.name:
            raise CaseError(
                "the name of this folder is no text", where=self.where,
                expected="a name in UTF-8", next="rename the folder, or choose another",
            )  # fmt: skip
        self._wait = settings.journal_wait_seconds
        self.engine = self._engine()

    def _engine(self) -> Engine:
        engine = create_engine("sqlite://", creator=self._connect, poolclass=NullPool)
        # sqlite3 would begin transactions by itself, and too late to lock; we begin them.
        event.listen(engine, "begin", _begin)
        return engine

    def _connect(self) -> sqlite3.Connection:
        link = sqlite3.connect(
            uri_of(self.path),
            uri=True,
            timeout=min(self._wait, 1.0),
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            link.execute("PRAGMA synchronous = FULL")
        except sqlite3.Error:
            link.close()  # A damaged file is left as it was found, without a log beside it.
            raise
        return link

    def lock(self, connection: Connection) -> None:
        """Nothing to do: `_begin` has taken the lock with BEGIN IMMEDIATE."""

    def is_busy(self, fault: DBAPIError) -> bool:
        return _code(fault) in _BUSY

    def fault_of_reading(self, fault: Fault) -> JournalError:
        if _code(fault) in _BUSY:
            return JournalError(
                "another program holds the journal", where=self.where, next="try again"
            )
        if _code(fault) in _MACHINE:
            reason = reason_of(fault)
            return JournalError(f"the journal cannot be read ({reason})", where=self.where)
        return damage_at_opening(self.path, reason_of(fault))

    def fault_of_writing(self, fault: Fault) -> JournalError:
        if _code(fault) in _DAMAGED:
            return damage_at_opening(self.path, reason_of(fault))
        if _code(fault) in _BUSY:
            return NotWritten(
                f"another program has held the journal for {self._wait:g} seconds",
                where=self.where,
                next="close it or raise journal_wait_seconds in case.toml; nothing was changed",
            )
        return super().fault_of_writing(fault)

    def check(self) -> None:
        check_pages(self.path)

    def require(self) -> None:
        if self.path.is_dir():
            raise CaseError("this is a folder", where=self.where, expected="a journal file")
        if not self.path.exists():
            raise CaseError(
                "there is no journal here",
                where=self.where,
                next="restore it from a copy, or start a case in another folder",
            )
        if self.path.stat().st_size == 0:
            raise JournalDamaged("the file is empty", where=self.where, expected="a journal")
        check_header(self.path)

    def prepare(self) -> bool:
        """Make the file, in WAL mode; one that holds something is left as it is."""
        fresh = not self.path.exists()
        try:
            if fresh or self.path.stat().st_size == 0:
                self.path.touch()
                with closing(self._connect()) as link:
                    link.execute(f"PRAGMA page_size = {PAGE_SIZE}")
                    link.execute("PRAGMA journal_mode = WAL")
            else:
                check_header(self.path)
        except (OSError, sqlite3.Error) as fault:
            if fresh:
                self.discard()
            raise NotWritten(
                f"cannot make the journal ({getattr(fault, 'strerror', None) or fault})",
                where=self.where,
                next="choose a folder that can be written to and has room; nothing was changed",
            ) from None
        return fresh

    def discard(self) -> None:
        memory = self.path.with_name(f"{self.path.name}-shm")
        for path in (log_of(self.path), memory, self.path):
            path.unlink(missing_ok=True)


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("journal_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _code(fault: Fault) -> int | None:
    """SQLite's primary result code; None where the fault lies in what was read (bad UTF-8)."""
    code = getattr(getattr(fault, "orig", None), "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
