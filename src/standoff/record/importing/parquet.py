"""Reading a Parquet table within limits.

Parquet packs a million equal cells into a few bytes, so the size of the file says little. Its cells
are counted before they are read (each as eight bytes), and the bytes of its texts before anything
is made of them, each cell for itself however often one text is shared.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.errors import FileUnreadable
from standoff.files import shown
from standoff.record.importing.limits import limit_bytes, limit_rows, require
from standoff.record.importing.shape import Table
from standoff.settings import Settings

if TYPE_CHECKING:
    import polars as pl

__all__ = ["as_meant", "read_parquet"]

_CELL = 8


def read_parquet(
    raw: bytes,
    path: Path,
    required: Sequence[str],
    settings: Settings,
    rename: Callable[[str], str],
) -> Table:
    """The table in a Parquet file, `line` being the row number; columns of lists are left out.

    Raises `FileUnreadable` for a damaged file, `LimitExceeded`.
    """
    import polars as pl

    where = shown(path)
    try:
        lazy = pl.scan_parquet(io.BytesIO(raw))
        rows, width = lazy.select(pl.len()).collect().item(), len(lazy.collect_schema())
        limit_rows(rows, where, settings)
        limit_bytes(rows * width * _CELL, where, settings)
        frame = _plain(lazy.collect())
        limit_bytes(_text_bytes(frame), where, settings)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as fault:
        reason = str(fault).splitlines()[0][:120] if str(fault) else "unknown fault"
        raise FileUnreadable(
            f"the Parquet file is damaged or cut short ({reason})",
            where=where,
            next="fetch it again; nothing was changed",
        ) from None
    frame = _named(frame, rename, where)
    require(frame.columns, required, where)
    return Table(frame.drop("line", strict=False).with_row_index("line", offset=1), (), where)


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """The columns of texts, numbers, days and instants; others (lists, bytes) are left out."""
    import polars as pl

    cells = []
    for name, kind in frame.schema.items():
        column = pl.col(name)
        if isinstance(kind, (pl.Categorical, pl.Enum)) or kind == pl.Null:
            cells.append(column.cast(pl.Utf8))
        elif kind.is_numeric() or kind in (pl.Utf8, pl.Boolean, pl.Date, pl.Datetime):
            cells.append(column)
    return frame.select(cells)


def as_meant(frame: pl.DataFrame) -> pl.DataFrame:
    """Instants as days and whole floats as whole numbers, which other programs keep that way."""
    import polars as pl

    cells = []
    for name, kind in frame.schema.items():
        if isinstance(kind, pl.Datetime):
            cells.append(pl.col(name).dt.date())
        elif kind.is_float() and _whole(frame[name]):
            cells.append(pl.col(name).cast(pl.Int64))
    return frame.with_columns(cells)


def _whole(column: pl.Series) -> bool:
    """True if all that the column says are whole numbers that a float holds exactly."""
    said = column.drop_nulls()
    return bool(((said == said.floor()) & (said.abs() < 2**53)).all())


def _named(frame: pl.DataFrame, rename: Callable[[str], str], where: str) -> pl.DataFrame:
    """The frame under its form's names; `FileUnreadable` if two columns then have the same."""
    names = {name: rename(name) for name in frame.columns}
    if len(set(names.values())) < len(names):
        raise FileUnreadable("two columns have the same name", where=where)
    return frame.rename(names)


def _text_bytes(frame: pl.DataFrame) -> int:
    """Bytes of all texts, each cell counted, however often one text is shared."""
    import polars as pl

    texts = [name for name, kind in frame.schema.items() if kind == pl.Utf8]
    sizes = frame.select(pl.col(name).str.len_bytes().cast(pl.UInt64).sum() for name in texts)
    return sum(sizes.row(0)) if texts else 0
