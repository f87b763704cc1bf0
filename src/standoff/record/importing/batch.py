"""A batch: all rows of one import, kept as one Parquet file that one journal entry vouches for.

A foreign data set has a million rows that nobody reviews one by one. The journal therefore gets one
entry a file, `import`, which names the file read (name and SHA-256), how it was read, how many rows
went in and how many were set aside, and for each table the SHA-256 of its Parquet file. That lies
in the folder `imports` of the case under its hash. So the chain of hashes vouches for every row,
and a batch is read only when somebody asks for its rows.

Parquet files are written before the entry: a process that dies in between leaves a file that no
entry names, and no row in the record.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from standoff.errors import JournalDamaged
from standoff.files import make_folder, shown, write_bytes
from standoff.nouns import Event, When
from standoff.record.entry import Draft, canonical
from standoff.record.importing.shape import EVENT_COLUMNS, shaped

if TYPE_CHECKING:
    import polars as pl

__all__ = ["FOLDER", "Import", "Kept", "event_of", "events_of", "frame_of", "import_entry", "keep"]

#: Folder of a case that keeps imported tables.
FOLDER = "imports"


class Kept(Struct, frozen=True, kw_only=True):
    """A table on disk: `events` or `series`, its rows, and the SHA-256 of its Parquet file.

    `first` and `last` are the days that its rows span (None in older journals).
    """

    kind: str
    rows: int
    sha256: str
    first: date | None = None
    last: date | None = None


class Import(Struct, frozen=True, kw_only=True):
    """One imported file as the journal knows it; `at` and `seq` are those of its entry.

    `id` is a hash over the bytes read, the form and the mapping: the same import has the same id.
    """

    id: str
    title: str
    form: str
    file: str
    sha256: str
    tables: tuple[Kept, ...]
    aside: int = 0
    mapping: str = ""
    at: datetime | None = None
    seq: int = 0

    @staticmethod
    def id_of(sha256: str, form: str, mapping: str) -> str:
        """The id of an import: 12 hexadecimal digits."""
        return hashlib.sha256("\0".join((sha256, form, mapping)).encode()).hexdigest()[:12]


def import_entry(batch: Import, *, by: str = "") -> Draft:
    """The journal entry of an import whose tables are on the disk."""
    plain = msgspec.structs.replace(batch, at=None, seq=0)
    return Draft(kind="import", body=canonical(plain), by=by)


def keep(folder: Path, kind: str, frame: pl.DataFrame) -> Kept:
    """Write a table into the case `folder`; raises `NotWritten`."""
    import polars as pl

    stream = io.BytesIO()
    frame.write_parquet(stream, compression="zstd")
    raw = stream.getvalue()
    digest = hashlib.sha256(raw).hexdigest()
    home = folder / FOLDER
    make_folder(home)
    write_bytes(home / f"{digest}.parquet", raw)
    first, last = frame.select(first=pl.col("earliest").min(), last=pl.col("latest").max()).row(0)
    return Kept(kind=kind, rows=len(frame), sha256=digest, first=first, last=last)


def frame_of(folder: Path, batch: Import, kept: Kept) -> pl.DataFrame:
    """The rows of a kept table; raises `JournalDamaged` if the file is not the one vouched for."""
    import polars as pl

    path = folder / FOLDER / f"{kept.sha256}.parquet"
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise _damaged(path, batch, f"cannot be read ({fault.strerror})") from None
    if hashlib.sha256(raw).hexdigest() != kept.sha256:
        raise _damaged(path, batch, "does not match its hash")
    return pl.read_parquet(io.BytesIO(raw))


def _damaged(path: Path, batch: Import, what: str) -> JournalDamaged:
    return JournalDamaged(
        f"the rows of entry {batch.seq} (import of {batch.file}): the file {what}",
        where=shown(path),
        next=f"restore it from a copy, or from {batch.file} itself in a new case",
    )


def events_of(folder: Path, batch: Import, *, wanted: pl.Expr | None = None) -> Iterator[Event]:
    """The events of a batch that have a move, without evidence, in file order.

    Rows without a move of ours (comments, say) stay in the table only; so do those that are not
    `wanted`.
    """
    import polars as pl

    for kept in batch.tables:
        if kept.kind == "events":
            rows = shaped(frame_of(folder, batch, kept), EVENT_COLUMNS).filter(pl.col("move") != "")
            rows = rows if wanted is None else rows.filter(wanted)
            yield from (event_of(row, batch) for row in rows.iter_rows(named=True))


def event_of(row: dict[str, Any], batch: Import) -> Event:
    """The event of a row that has a move."""
    part = f".{row['part']}" if row["part"] else ""
    return Event(
        id=f"{batch.form}:{batch.id}:{row['line']}{part}",
        when=When(earliest=row["earliest"], latest=row["latest"]),
        source=row["source"],
        target=row["target"],
        move=row["move"],
        plover=row["plover"],
        system=row["system"],
        stance=row["stance"] or "actual",
        number=row["number"],
        place=row["place"],
        name=row["name"] or row["label"],
        text={"en": row["text"]} if row["text"] else {},
        terms=row["terms"],
        provenance=_provenance(row, batch),
        certainty=row["certainty"],
        known_from=row["known"] or row["latest"],
        recorded_at=batch.at,
    )


def _provenance(row: dict[str, Any], batch: Import) -> str:
    """Where a row comes from: `KEDS/WEIS 174, levant_full, keds.parquet line 7`."""
    head = f"{batch.title} {row['code']}".strip()
    return ", ".join(part for part in (head, row["origin"], f"{batch.file} line {row['line']}")
                     if part)  # fmt: skip
