"""The first sheet of an XLSX workbook as texts, within limits.

A workbook is a zip of XML files. It is measured before it is unpacked (a small zip may hold
gigabytes), only so many rows and columns are looked at (a cell may say that it stands in row
1,048,576), and of formulas only the value is read that the spreadsheet last computed. Dates become
ISO days, whole numbers lose their point.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from standoff.errors import FileUnreadable, LimitExceeded
from standoff.files import shown
from standoff.settings import Settings

__all__ = ["workbook_of", "workbook_rows"]

#: Rows that are looked at for each that may hold something: below a table a sheet may be empty.
_LOOKED_AT = 2


def workbook_rows(raw: bytes, path: Path, settings: Settings) -> list[tuple[int, list[str]]]:
    """(row number, cells) of the rows that hold something; the header is the first of them.

    Raises `FileUnreadable` for what is no workbook, `LimitExceeded` naming the setting.
    """
    import openpyxl

    _measure(raw, path, settings)
    most_rows, most_columns = settings.max_sheet_rows, settings.max_sheet_columns
    rows: list[tuple[int, list[str]]] = []
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        cells = book.worksheets[0].iter_rows(
            values_only=True, max_col=most_columns + 1, max_row=most_rows * _LOOKED_AT
        )
        for line, row in enumerate(cells, start=1):
            texts = [_text(cell) for cell in row]
            while texts and not texts[-1]:
                texts.pop()
            if texts:
                rows.append((line, texts))
    except Exception as fault:  # openpyxl raises whatever its parts do
        raise _no_workbook(path, type(fault).__name__) from None
    for found, most, what in (
        (len(rows) - 1, most_rows, "rows"),
        (max((len(row) for _, row in rows), default=0), most_columns, "columns"),
    ):
        if found > most:
            raise LimitExceeded(
                f"the sheet has more than {most} {what}", where=shown(path),
                expected=f"at most {most} {what} (setting max_sheet_{what})",
            )  # fmt: skip
    return rows


def _no_workbook(path: Path, why: str) -> FileUnreadable:
    return FileUnreadable(
        f"no XLSX workbook{f' ({why})' if why else ''}",
        where=shown(path),
        expected="a spreadsheet saved as .xlsx or .csv",
    )


def _measure(raw: bytes, path: Path, settings: Settings) -> None:
    """Refuse a workbook that unpacks to more than the setting allows."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            size = sum(item.file_size for item in packed.infolist())
    except zipfile.BadZipFile:
        raise _no_workbook(path, "") from None
    if size > settings.max_file_bytes:
        raise LimitExceeded(
            "the workbook is too large when unpacked",
            where=shown(path),
            expected=f"at most {settings.max_file_bytes} bytes (setting max_file_bytes)",
        )


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def workbook_of(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A workbook of one sheet: numbers as numbers, days as days, all else as text, no formula."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("data")
    for row in (heads, *rows):
        cells = []
        for value in row:
            number = isinstance(value, int | float) and not isinstance(value, bool)
            typed = number and math.isfinite(value)
            cell = WriteOnlyCell(sheet, value=value if typed or isinstance(value, date) else "")
            if not typed and not isinstance(value, date):
                # A text stays a text, whatever it begins with: no formula runs.
                cell.value = legal_text("" if value is None else str(value))
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def legal_text(text: str) -> str:
    """The text without characters that XML forbids, shortened to what a cell may hold."""
    kept = "".join(c if c in "\t\n\r" or c >= " " else "\N{REPLACEMENT CHARACTER}" for c in text)
    return kept.replace("\ufffe", "").replace("\uffff", "")[:32_000]
