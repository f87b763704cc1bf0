"""Codings as CSV, JSON lines or a plain table, and back.

The CSV has the columns of the codebook (`CODING_COLUMNS`) and is inert in spreadsheets: a cell
that could be taken for a formula (it begins with = + - @, a tab, a line break, or their wide
forms), or that begins with an apostrophe, is written with an apostrophe in front. `read_codings`
takes exactly one apostrophe away again, so every text reads back equal; line breaks and quotation
marks follow RFC 4180. Two fields of a coding have no column, `article` and `coder`; JSON lines
keep them, and a signed CSV the latter.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import msgspec

from standoff.errors import BadValue, FileUnreadable
from standoff.files import shown
from standoff.nouns import CODING_COLUMNS, Coding
from standoff.tables import inert, restored

__all__ = ["FORMATS", "read_codings", "write_codings"]

FORMATS = ("csv", "jsonl", "table")
_SHOWN = (
    "start",
    "end",
    "kind",
    "source",
    "target",
    "move",
    "stance",
    "earliest",
    "latest",
    "text",
)
_WIDEST = 70
_LONGEST_CELL = 4_000_000


def write_codings(
    codings: Iterable[Coding], stream: TextIO, format: str = "csv", *, signed: bool = False
) -> None:
    """Write codings as `csv`, `jsonl` or `table`; raises `BadValue` for another format.

    `signed` adds the column `coder` to a CSV, for the codings of several coders. A file for CSV
    should be opened with `newline=""`.
    """
    writers = {"jsonl": _write_jsonl, "table": _write_table}
    if format not in FORMATS:
        raise BadValue(f"unknown format {format!r}", expected=f"one of {', '.join(FORMATS)}")
    if format == "csv":
        _write_csv(codings, stream, (*CODING_COLUMNS, "coder") if signed else CODING_COLUMNS)
    else:
        writers[format](codings, stream)


def _write_csv(codings: Iterable[Coding], stream: TextIO, columns: Sequence[str]) -> None:
    plain = csv.writer(stream, lineterminator="\n")
    quoted = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
    plain.writerow(columns)
    for coding in codings:
        row = [inert(_cell(coding, column)) for column in columns]
        lone_return = any("\r" in cell for cell in row)  # which the csv module leaves unquoted
        (quoted if lone_return else plain).writerow(row)


def _cell(coding: Coding, column: str) -> str:
    value = getattr(coding, column)
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _write_jsonl(codings: Iterable[Coding], stream: TextIO) -> None:
    for coding in codings:
        stream.write(msgspec.json.encode(coding).decode("utf-8") + "\n")


def _write_table(codings: Iterable[Coding], stream: TextIO) -> None:
    rows = [_SHOWN, *([_shown(coding, column) for column in _SHOWN] for coding in codings)]
    widths = [max(len(row[k]) for row in rows) for k in range(len(_SHOWN))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        stream.write("  ".join(cells).rstrip() + "\n")


def _shown(coding: Coding, column: str) -> str:
    cell = " ".join(_cell(coding, column).split())
    return cell if len(cell) <= _WIDEST else cell[: _WIDEST - 1] + "…"


def read_codings(path: Path) -> list[Coding]:
    """The codings of a CSV or JSON lines file (`.jsonl`).

    Columns may be missing or more (a gold file has a `note`); `doc,start,end,text,kind` must be
    there. Raises `FileUnreadable` or `BadValue` with file and line.
    """
    return [coding for coding, _ in read_noted(path)]


def read_noted(path: Path) -> list[tuple[Coding, str]]:
    """The codings of a file, each with its `note` (empty where there is none)."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = _jsonl(stream, path) if path.suffix == ".jsonl" else _csv(stream, path)
            return [_coding(row, f"{path.name}, line {line}") for line, row in rows]
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise FileUnreadable(
            f"cannot be read: {reason}",
            where=shown(path),
            expected="codings as CSV or JSON lines, in UTF-8",
            next="`standoff code ARTICLE --format csv` writes such a file",
        ) from None


def _csv(stream: TextIO, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.DictReader(stream)
    missing = {"doc", "start", "end", "text", "kind"} - set(reader.fieldnames or ())
    if missing:
        raise BadValue(
            f"line 1 has no column {', '.join(sorted(missing))}",
            where=shown(path),
            expected=f"the columns {','.join(CODING_COLUMNS)}",
            next="`standoff code ARTICLE --format csv` writes such a file",
        )
    for row in reader:
        cells = {key: restored(value) for key, value in row.items() if key and value is not None}
        yield reader.line_num, cells


def _jsonl(stream: TextIO, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, text in enumerate(stream, 1):
        if text.strip():
            try:
                row = msgspec.json.decode(text)
            except msgspec.DecodeError as fault:
                raise BadValue(f"no JSON ({fault})", where=f"{path.name}, line {line}") from None
            if not isinstance(row, dict):
                raise BadValue("no JSON object", where=f"{path.name}, line {line}")
            yield line, row


def _coding(row: dict[str, Any], where: str) -> tuple[Coding, str]:
    note = str(row.get("note") or "")
    known = {*CODING_COLUMNS, "article", "coder"}
    fields = {key: value for key, value in row.items() if key in known and value not in ("", None)}
    fields.setdefault("text", "")
    if not fields.get("stance"):
        fields["stance"] = "opinion" if fields.get("kind") == "assessment" else "actual"
    try:
        return msgspec.convert(fields, Coding, strict=False), note
    except msgspec.ValidationError as fault:
        raise BadValue(str(fault), where=where) from None
    except BadValue as fault:
        raise BadValue(fault.what, where=where, expected=fault.expected) from None
