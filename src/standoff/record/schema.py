"""The two tables of a journal, the version of their form, and how older forms are brought up.

    standoff_journal   key, value               what this database is: format = "1"
    standoff_entries   seq, at, kind, by, body, hash

A new form of the tables gets the next number and a step in `MIGRATIONS` that leads to it from the
one before. Steps run in one transaction when a journal is opened for writing; they may add columns
and tables but never touch what the hashes cover.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    inspect,
    select,
    update,
)

from standoff.errors import JournalDamaged, JournalError

__all__ = ["ENTRIES", "FORMAT", "JOURNAL", "MIGRATIONS", "TABLES", "format_of", "make", "migrate"]

TABLES = MetaData()

JOURNAL = Table(
    "standoff_journal",
    TABLES,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

ENTRIES = Table(
    "standoff_entries",
    TABLES,
    Column(
        "seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    ),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

Step = Callable[[Connection], None]

#: Step n (from 0) leads from format n + 1 to format n + 2.
MIGRATIONS: tuple[Step, ...] = ()

FORMAT = 1 + len(MIGRATIONS)


def make(connection: Connection) -> bool:
    """Make the tables in an empty database; False if a journal is there already."""
    if inspect(connection).has_table(JOURNAL.name):
        return False
    TABLES.create_all(connection)
    connection.execute(JOURNAL.insert(), [{"key": "format", "value": str(FORMAT)}])
    return True


def format_of(connection: Connection, where: str) -> int:
    """The format of the journal; raises `JournalDamaged` if it does not say."""
    said = connection.execute(select(JOURNAL.c.value).where(JOURNAL.c.key == "format")).scalar()
    if not (isinstance(said, str) and said.isascii() and said.isdigit() and int(said) >= 1):
        raise JournalDamaged("the journal does not say its format", where=where)
    return int(said)


def migrate(connection: Connection, where: str, steps: Sequence[Step] = MIGRATIONS) -> int:
    """Bring the tables to the newest form; returns it. Raises `JournalError` for a newer one."""
    found, newest = format_of(connection, where), 1 + len(steps)
    if found > newest:
        raise JournalError(
            f"the journal has format {found}",
            where=where,
            expected=f"format {newest} or older",
            next="update standoff: a newer version wrote this journal",
        )
    for step in steps[found - 1 :]:
        step(connection)
    if found < newest:
        connection.execute(
            update(JOURNAL).where(JOURNAL.c.key == "format").values(value=str(newest))
        )
    return newest
