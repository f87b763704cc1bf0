"""A table as a Stata file (.dta, version 15): dates as %td, missing numbers as `.`.

Stata's own limits are kept: names of at most 32 letters, digits and underscores, texts of at most
2,045 bytes in a `str#` (longer ones are refused, not cut), and instants in UTC as %tc.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.errors import BadValue, LimitExceeded, MissingExtra, NotWritten

if TYPE_CHECKING:
    import polars as pl

__all__ = ["stata_bytes"]

_LONGEST = 2_045
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,31}")


def stata_bytes(frame: pl.DataFrame) -> bytes:
    """The frame as the bytes of a .dta file; raises `MissingExtra`, `BadValue`, `LimitExceeded`."""
    try:
        import pyreadstat
    except ModuleNotFoundError:
        raise MissingExtra(
            "Stata files need pyreadstat, which is not installed",
            next="pip install 'standoff[stata]'",
        ) from None
    _require(frame)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "table.dta"
            pyreadstat.write_dta(_fitting(frame), str(path), version=15)
            return path.read_bytes()
    except OSError as fault:
        raise NotWritten(f"cannot write a temporary file: {fault.strerror}") from None


def _require(frame: pl.DataFrame) -> None:
    import polars as pl

    for name, kind in frame.schema.items():
        if not _NAME.fullmatch(name):
            raise BadValue(f"{name[:40]!r} is no name for Stata", expected="32 letters or digits")
        longest = frame[name].str.len_bytes().max() if kind == pl.Utf8 else 0
        if isinstance(longest, int) and longest > _LONGEST:
            raise LimitExceeded(
                f"the column {name} holds a text of {longest} bytes",
                expected=f"at most {_LONGEST}, as Stata allows",
                next="write CSV or Parquet instead",
            )


def _fitting(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame in types that a .dta file has: whole numbers that may be missing as doubles."""
    import polars as pl

    cells = []
    for name, kind in frame.schema.items():
        column = pl.col(name)
        if kind.is_integer() or kind == pl.Boolean:
            column = column.cast(pl.Float64)
        elif kind == pl.Utf8:
            column = column.fill_null("")
        elif isinstance(kind, pl.Datetime):
            column = column.dt.replace_time_zone(None)
        cells.append(column)
    return frame.select(cells)
