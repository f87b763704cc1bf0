"""Reading a foreign table: CSV (comma, semicolon, tab) or Parquet, row by row and within limits.

A file may come packed (`unpacking`), and without a header if its form has none (GDELT).

A file as a whole is refused when it is none of these, damaged, not UTF-8, larger than the settings
allow, or without the columns that its form must have. A single row of a CSV file that has too few
or too many cells is set aside and the rest is read; so is a row with stray quotes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.errors import FileUnreadable
from standoff.files import BOM, decode, lines_of, shown
from standoff.record.importing.limits import limit_rows, require
from standoff.record.importing.parquet import read_parquet
from standoff.record.importing.shape import Aside, Table
from standoff.record.importing.unpacking import unpacked
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
    headless: bool = False,
) -> Table:
    """The table in `raw`, with a column `line` (line of the file, or row number in Parquet).

    `rename` brings the header's names into the form of `required`; a `headless` text has those
    columns in that order, between tabs and without quotes. Raises `FileUnreadable` or
    `LimitExceeded` in one sentence.
    """
    raw = unpacked(raw, path, settings)
    if raw.startswith(_MAGIC) or path.suffix == ".parquet":
        return read_parquet(raw, path, required, settings, rename)
    text = decode(raw, path)
    for _ in lines_of(text, path, settings):
        pass
    text = text.removeprefix(BOM)
    if headless:
        return _read_headless(text, path, required, settings)
    return _read_csv(text, path, required, settings, rename)


def _read_headless(text: str, path: Path, names: Sequence[str], settings: Settings) -> Table:
    """Rows between tabs without header or quotes; rows of another width are set aside."""
    import polars as pl

    where, width = shown(path), len(names)
    chunks: list[list[tuple[int, list[str]]]] = [[]]
    aside: list[Aside] = []
    for number, line in lines_of(text, path, settings):
        cells = line.split("\t")
        if len(cells) != width:
            aside.append(Aside(number, f"{len(cells)} cells, not {width}", line[:300]))
            continue
        if len(chunks[-1]) == _CHUNK:
            chunks.append([])
        chunks[-1].append((number, cells))
    frame = pl.concat([_frame(chunk, list(names)) for chunk in chunks])
    if not len(frame) and aside:
        raise FileUnreadable(
            f"line {aside[0].line} has {aside[0].reason.replace(', not', ', expected')}",
            where=where,
            expected=f"{width} columns between tabs, without a header",
            next="choose the right --as, or describe the file with --mapping",
        )
    limit_rows(len(frame) + len(aside), where, settings)
    return Table(frame, tuple(aside), where)


def _read_csv(
    text: str, path: Path, required: Sequence[str], settings: Settings, rename: Rename
) -> Table:
    import polars as pl

    where = shown(path)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    with long_fields(settings.max_import_bytes):
        rows = _Rows(text, delimiter, where)
        header = rows.header(rename)
        require(header, required, where)
        parts = [_frame(chunk, header) for chunk in rows.chunks()]
    empty = _frame([], header)
    frame = pl.concat([empty, *parts])
    limit_rows(len(frame) + len(rows.aside), where, settings)
    return Table(frame, tuple(rows.aside), where)


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
        if not self._names:
            raise FileUnreadable(
                "line 1 is empty", where=self._where, expected="the names of the columns"
            )
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
