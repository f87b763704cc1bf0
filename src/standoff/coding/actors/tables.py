"""Reading the actor tables: CSV with a header line, every fault named with its file and row."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from importlib import resources
from pathlib import Path

from standoff.errors import BadValue, DataError, FileUnreadable, StandoffError

__all__ = ["day", "package_rows", "path_rows"]

Row = dict[str, str]


def package_rows(name: str) -> list[Row]:
    """The rows of one of our own tables (`names`, `roles`, ...)."""
    source = resources.files("standoff.coding") / "data" / "actors" / f"{name}.csv"
    lines = source.read_text(encoding="utf-8").splitlines()
    return [row for _, row in _rows(lines, f"{name}.csv")]


def path_rows(path: Path) -> list[tuple[int, Row]]:
    """(line number, row) of a user's table; raises `FileUnreadable`, or `BadValue` for a row."""
    try:
        with path.open("r", encoding="utf-8-sig", newline="") as lines:
            return list(_rows(lines, path.name, BadValue))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise FileUnreadable(
            f"cannot be read: {fault}",
            where=path.name,
            expected="a CSV file in UTF-8 with a header line",
            next="see docs/actors.md for its columns",
        ) from None


def _rows(
    lines: Iterable[str], where: str, fault: type[StandoffError] = DataError
) -> Iterator[tuple[int, Row]]:
    reader = csv.reader(lines)
    header = next(reader, None)
    if not header:
        raise fault("no header line", where=where, expected="the names of the columns")
    for row in reader:
        if not row or row[0].startswith("#"):
            continue
        if len(row) != len(header):
            raise fault(
                f"{len(row)} fields", where=f"{where} line {reader.line_num}",
                expected=f"{len(header)} ({', '.join(header)})",
            )  # fmt: skip
        yield reader.line_num, dict(zip(header, row, strict=True))


def day(text: str) -> date | None:
    """An ISO day of a table, None where the cell is empty."""
    return date.fromisoformat(text) if text else None
