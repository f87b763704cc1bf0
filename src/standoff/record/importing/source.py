"""Reading a foreign table: CSV (comma, semicolon, tab) or Parquet, row by row and within limits.

A file as a whole is refused when it is none of these, damaged, not UTF-8, larger than the settings
allow, or without the columns that its form must have. A single row of a CSV file that has too few
or too many cells is set aside and the rest is read; so is a row with stray quotes. Parquet stores
sizes in its footer that cost nothing to claim, therefore rows are counted before they are read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.errors import FileUnreadable, LimitExceeded
from standoff.files import BOM, decode, lines_of, shown
from standoff.record.importing.shape import Aside, Table
from standoff.settings import Settings
from standoff.tables import long_fields

if TYPE_CHECKING:
    import polars as pl

__all__ = ["read_table"]

Rename = Callable[[str], str]

_MAGIC = b"PAR1"
_DELIMITERS = (",", ";", "\t")
_CHUNK = 50_000


def read_table(
    raw: bytes,
    path: Path,
    required: Sequence[str],
    settings: Settings,
    *,
    rename: Rename = str.strip,
) -> Table:
    """The table in `raw`, with a column `line` (line of the file, or row number in Parquet).

    `rename` brings the header's names into the form of `required`. Raises `FileUnreadable`
    or `LimitExceeded` in one sentence.
    """
    if raw.startswith(_MAGIC) or path.suffix == ".parquet":
        return _read_parquet(raw, path, required, settings, rename)
    text = decode(raw, path)
    for _ in lines_of(text, path, settings):
        pass
    return _read_csv(text.removeprefix(BOM), path, required, settings, rename)


def _read_parquet(
    raw: bytes, path: Path, required: Sequence[str], settings: Settings, rename: Rename
) -> Table:
    import polars as pl

    where = shown(path)
    try:
        rows = pl.scan_parquet(io.BytesIO(raw)).select(pl.len()).collect().item()
        _limit(rows, where, settings)
        frame = pl.read_parquet(io.BytesIO(raw))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as fault:
        reason = str(fault).splitlines()[0][:120] if str(fault) else "unknown fault"
        raise FileUnreadable(
            f"the Parquet file is damaged or cut short ({reason})",
            where=where,
            next="fetch it again; nothing was changed",
        ) from None
    frame = frame.rename(rename)
    _require(frame.columns, required, where)
    return Table(frame.drop("line", strict=False).with_row_index("line", offset=1))


def _limit(rows: int, where: str, settings: Settings) -> None:
    if rows > settings.max_import_rows:
        raise LimitExceeded(
            f"the file has {rows} rows",
            where=where,
            expected=f"at most {settings.max_import_rows} (setting max_import_rows)",
            next="split the file or raise the setting in case.toml",
        )


def _require(names: Sequence[str], required: Sequence[str], where: str) -> None:
    missing = [name for name in required if name not in names]
    if missing:
        raise FileUnreadable(
            f"the columns {', '.join(missing)} are missing",
            where=where,
            expected=f"a table with {', '.join(required)}",
            next="choose the right --as, or describe the file with --mapping",
        )


def _read_csv(
    text: str, path: Path, required: Sequence[str], settings: Settings, rename: Rename
) -> Table:
    import polars as pl

    where = shown(path)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    with long_fields(settings.max_file_bytes):
        rows = _Rows(text, delimiter, where)
        header = rows.header(rename)
        _require(header, required, where)
        parts = [_frame(chunk, header) for chunk in rows.chunks()]
    empty = _frame([], header)
    frame = pl.concat([empty, *parts])
    _limit(len(frame) + len(rows.aside), where, settings)
    return Table(frame, tuple(rows.aside))


def _frame(chunk: list[tuple[int, list[str]]], header: list[str]) -> pl.DataFrame:
    import polars as pl

    columns = list(zip(*(cells for _, cells in chunk), strict=True)) or [()] * len(header)
    data = {name: pl.Series(name, cells, dtype=pl.Utf8)
            for name, cells in zip(header, columns, strict=True)}  # fmt: skip
    data["line"] = pl.Series("line", [line for line, _ in chunk], dtype=pl.UInt32)
    return pl.DataFrame(data)


class _Rows:
    """The rows of a CSV text; those that are none gather in `aside`."""

    def __init__(self, text: str, delimiter: str, where: str) -> None:
        self._reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        self._delimiter, self._where = delimiter, where
        self.aside: list[Aside] = []

    def header(self, rename: Rename) -> list[str]:
        try:
            self._names = [rename(name) for name in next(self._reader, [])]
        except csv.Error as fault:
            raise FileUnreadable(f"line 1 is no header ({fault})", where=self._where) from None
        if len(set(self._names)) < len(self._names) or "line" in self._names:
            raise FileUnreadable(
                "line 1: two columns have the same name, or one is called line", where=self._where
            )
        return self._names

    def chunks(self) -> Iterator[list[tuple[int, list[str]]]]:
        chunk: list[tuple[int, list[str]]] = []
        for row in self._sound():
            chunk.append(row)
            if len(chunk) == _CHUNK:
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    def _sound(self) -> Iterator[tuple[int, list[str]]]:
        """(first line, cells) of rows with as many cells as the header; blank lines are skipped."""
        width = len(self._names)
        while True:
            first = self._reader.line_num + 1
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error as fault:
                self._faulty(first, str(fault))
                continue
            if len(cells) == width:
                yield first, cells
            elif cells:
                words = self._delimiter.join(cells)
                self.aside.append(Aside(first, f"{len(cells)} cells, not {width}", words[:300]))

    def _faulty(self, line: int, fault: str) -> None:
        if "unexpected end" in fault:
            raise FileUnreadable(
                f"line {line}: a quote is opened and never closed",
                where=self._where,
                expected="a whole CSV file",
            )
        self.aside.append(Aside(line, f"stray quotes ({fault})"))
