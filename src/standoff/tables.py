"""Tables in CSV: rows with their line numbers, read strictly and written harmless.

RFC 4180 with three liberties that spreadsheets need: a byte order mark before the header, `;` or a
tab instead of the comma (whichever makes the header hold the required columns), and any line end.
A row with more or fewer cells than the header is an error, since shifted columns would otherwise
go unnoticed.

A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a line end as a formula
(OWASP, "CSV Injection"). `inert` puts an apostrophe before such a text, and before one that would
be such a text behind its own apostrophes; `restored` takes exactly that one away, so texts read
back equal. A text that merely begins with an apostrophe or a quotation mark stays as it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from standoff.errors import FileUnreadable
from standoff.files import BOM, lines_of, shown
from standoff.settings import Settings

__all__ = ["computed", "inert", "long_fields", "restored", "table_rows", "write_table"]

_DELIMITERS = (",", ";", "\t")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_FIELD_LIMIT = Lock()
_ACTIVE = re.compile(r"'* *[=+\-@\t\r\n＝＋－＠]")


def inert(cell: str) -> str:
    """The cell as a text that no spreadsheet runs."""
    return f"'{cell}" if _ACTIVE.match(cell) else cell


def computed(cell: str) -> str:
    """A cell that was computed: a plain number stays one, also below nought, and runs nothing."""
    return cell if _NUMBER.fullmatch(cell) else inert(cell)


def restored(cell: str) -> str:
    """The cell as it was before `inert`; an apostrophe that a person wrote stays."""
    return cell[1:] if cell[:1] == "'" and _ACTIVE.match(cell) else cell


def write_table(
    columns: Sequence[str], rows: Iterable[Mapping[str, str]], numbers: Collection[str] = ()
) -> str:
    """A CSV text with a header (RFC 4180, all cells quoted), its cells inert.

    In the columns `numbers`, which somebody computed, a number stays one.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    kept = [(column, computed if column in numbers else inert) for column in columns]
    writer.writerows([safe(row.get(column, "")) for column, safe in kept] for row in rows)
    return out.getvalue()


def table_rows(
    text: str, path: Path, required: Sequence[str], settings: Settings
) -> list[tuple[int, dict[str, str]]]:
    """(line number, row) of a CSV text whose header holds the `required` columns.

    Raises `FileUnreadable` naming the line, or the columns that are missing.
    """
    for _ in lines_of(text, path, settings):
        pass
    body = text.removeprefix(BOM)
    delimiter = _delimiter(body, path, required)
    with long_fields(settings.max_file_bytes):
        return list(_rows(body, path, delimiter))


def _delimiter(body: str, path: Path, required: Sequence[str]) -> str:
    header = body.partition("\n")[0]
    for delimiter in _DELIMITERS:
        names = [name.strip().strip('"') for name in header.split(delimiter)]
        if all(name in names for name in required):
            return delimiter
    raise FileUnreadable(
        f"line 1: the header lacks the columns {', '.join(required)}",
        where=shown(path),
        expected=f"a CSV table with a header that names {', '.join(required)}",
    )


def _rows(body: str, path: Path, delimiter: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    line = 0
    try:
        line, header = 1, [name.strip() for name in next(reader)]
        if len(set(header)) < len(header):
            raise FileUnreadable("line 1: two columns have the same name", where=shown(path))
        for cells in reader:
            first, line = line + 1, reader.line_num
            if not cells:
                continue
            if len(cells) != len(header):
                raise FileUnreadable(
                    f"line {first}: {len(cells)} cells",
                    where=shown(path),
                    expected=f"{len(header)} cells, as in the header",
                )
            yield first, dict(zip(header, cells, strict=True))
    except csv.Error as fault:
        raise FileUnreadable(
            f"line {line + 1}: not a CSV row ({fault})",
            where=shown(path),
            expected="quotes that are closed, and doubled inside a quoted cell",
        ) from None


@contextmanager
def long_fields(limit: int) -> Iterator[None]:
    """Let cells be as long as a file may be; the csv module's own limit is 131,072 characters."""
    with _FIELD_LIMIT:
        before = csv.field_size_limit(limit)
        try:
            yield
        finally:
            csv.field_size_limit(before)
