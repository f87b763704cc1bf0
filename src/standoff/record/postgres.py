"""A journal in a PostgreSQL database: the same tables, the same code, another lock.

A writer takes an advisory lock, which readers do not notice, until its transaction ends. With the
default `synchronous_commit = on` a commit returns after the log is on the disk. One database (or
schema: `?options=-csearch_path%3DNAME`) holds one journal.
"""

from __future__ import annotations

from sqlalchemy import Connection, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from standoff.errors import BadValue, JournalError, MissingExtra, NotWritten
from standoff.record.store import Fault, Store, reason_of
from standoff.settings import Settings

__all__ = ["PostgresStore"]

#: Any number that no other program in the same database is likely to use.
_LOCK = 0x5374616E646F6666

#: lock_not_available, query_canceled (statement timeout), deadlock, serialization failure
_BUSY = {"55P03", "57014", "40P01", "40001"}


class PostgresStore(Store):
    """A journal in the database at `url`."""

    def __init__(self, url: str, settings: Settings) -> None:
        self._wait = settings.journal_wait_seconds
        try:
            address = make_url(url)
            self.where = address.render_as_string(hide_password=True)
            self.engine = create_engine(address, poolclass=NullPool)
        except (ArgumentError, ValueError):
            raise BadValue(
                "not the address of a PostgreSQL database",
                expected="postgresql://USER:PASSWORD@HOST/DATABASE",
            ) from None
        except ModuleNotFoundError:
            raise MissingExtra(
                "PostgreSQL needs psycopg, which is not installed",
                next="pip install 'standoff[postgres]'",
            ) from None

    def lock(self, connection: Connection) -> None:
        milliseconds = max(1, int(self._wait * 1000))
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {milliseconds}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")

    def is_busy(self, fault: DBAPIError) -> bool:
        return getattr(fault.orig, "sqlstate", None) in _BUSY

    def fault_of_reading(self, fault: Fault) -> JournalError:
        return JournalError(
            f"the journal cannot be read ({reason_of(fault)})",
            where=self.where,
            next="check that the server runs and the address is right",
        )

    def fault_of_writing(self, fault: Fault) -> JournalError:
        if isinstance(fault, DBAPIError) and self.is_busy(fault):
            return NotWritten(
                f"another program has held the journal for {self._wait:g} seconds",
                where=self.where,
                next="try again, or raise journal_wait_seconds; nothing was changed",
            )
        return super().fault_of_writing(fault)

    def check(self) -> None:
        """PostgreSQL checks its own pages (data checksums); the entries are checked one by one."""

    def require(self) -> None:
        """The database exists or connecting will say so."""
