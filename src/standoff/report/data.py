"""The data of a chart as CSV: the numbers leave with the picture.

Texts are inert in spreadsheets (`standoff.tables`) and read back equal (`read_csv`). Numbers stay
numbers. Dates are ISO.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

from standoff import tables
from standoff.files import write_bytes
from standoff.report.clean import clean_text
from standoff.report.grammar import Chart

__all__ = ["chart_csv", "inert", "read_csv", "write_chart_csv"]


def inert(value: Any) -> str:
    """The cell for a value: a text that a spreadsheet will not run."""
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return tables.inert(str(value))


def chart_csv(chart: Chart) -> str:
    """A header of the chart's headings, then one line a row (RFC 4180, CRLF)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([inert(heading) for heading in chart.headings.values()])
    for row in chart.rows:
        writer.writerow([inert(row.get(key)) for key in chart.headings])
    return out.getvalue()


def read_csv(text: str) -> list[list[str]]:
    """The cells as they were before `inert`."""
    rows = csv.reader(io.StringIO(text, newline=""))
    return [[tables.restored(cell) for cell in row] for row in rows]


def write_chart_csv(chart: Chart, path: Path) -> None:
    """Write the chart's data with a byte order mark, without which Excel misreads umlauts."""
    write_bytes(path, b"\xef\xbb\xbf" + clean_text(chart_csv(chart)).encode("utf-8"))
