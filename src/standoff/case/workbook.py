"""The first sheet of an XLSX workbook as texts, within limits.

A workbook is a zip of XML files. It is measured before it is unpacked (a small zip may hold
gigabytes), only so many rows and columns are looked at (a cell may say that it stands in row
1,048,576), and of formulas only the value is read that the spreadsheet last computed. Dates become
ISO days, whole numbers lose their point.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

from standoff.errors import FileUnreadable, LimitExceeded
from standoff.files import shown
from standoff.settings import Settings

__all__ = ["workbook_rows"]

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
