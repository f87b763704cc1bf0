"""Where a journal is kept: what SQLite and PostgreSQL do differently, and nothing else.

`Journal` speaks SQLAlchemy Core and is the same for both. A `Store` gives it an engine, takes the
lock that lets one writer in at a time, and says in our words what a fault of the database means.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from standoff.errors import BadValue, JournalError, NotWritten
from standoff.settings import Settings

__all__ = ["Fault", "Store", "open_store", "reason_of"]


#: What a database layer raises; sqlite3 fails to decode its own message about a damaged schema.
Fault = SQLAlchemyError | UnicodeDecodeError


class Store(ABC):
    """A database that holds one journal; `where` names it in messages, without any password."""

    where: str
    engine: Engine

    @abstractmethod
    def lock(self, connection: Connection) -> None:
        """Let no other writer in until the transaction ends."""

    @abstractmethod
    def is_busy(self, fault: DBAPIError) -> bool:
        """True if another program holds the lock, so that trying again may help."""

    @abstractmethod
    def fault_of_reading(self, fault: Fault) -> JournalError:
        """What a fault while reading means."""

    @abstractmethod
    def check(self) -> None:
        """Look for damage below the entries; raises `JournalDamaged`."""

    @abstractmethod
    def require(self) -> None:
        """Raise `CaseError` if there is no database here; makes none."""

    def prepare(self) -> bool:
        """Get ready for a new journal; True if that made something that `discard` must remove."""
        return False

    def discard(self) -> None:
        """Remove what `prepare` made."""
        raise NotImplementedError

    def fault_of_writing(self, fault: Fault) -> JournalError:
        """What a fault while writing means; nothing was acknowledged."""
        return NotWritten(
            f"the database refused the write ({reason_of(fault)})",
            where=self.where,
            next="nothing was changed; make it writable or make room, then try again",
        )


def reason_of(fault: Fault) -> str:
    """The database's own words, on one line, without the statement and its values."""
    words = str(getattr(fault, "orig", None) or fault)
    return " ".join(words.split())[:300]


def open_store(address: str, settings: Settings) -> Store:
    """The store at a path, `sqlite:///PATH` or `postgresql://...`; raises `BadValue`."""
    scheme, mark, rest = address.partition("://")
    if not mark or scheme == "sqlite":
        from standoff.record.sqlite import SqliteStore

        return SqliteStore(rest.removeprefix("/") if mark else address, settings)
    if scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        from standoff.record.postgres import PostgresStore

        return PostgresStore(f"postgresql+psycopg://{rest}", settings)
    raise BadValue(
        f"a journal cannot be kept at {scheme}://",
        expected="a file path, sqlite:///PATH or postgresql://USER@HOST/DATABASE",
    )
