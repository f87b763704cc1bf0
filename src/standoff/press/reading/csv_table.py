"""CSV: one row an article, columns `text`, `published` and optionally the others.

The same columns as the fields of JSON Lines; any others are left alone. Broken rows are named by
their line.
"""

from __future__ import annotations

from pathlib import Path

from standoff.errors import BadValue
from standoff.files import decode
from standoff.press.reading.drafts import Draft
from standoff.press.reading.rows import Faults, Row, draft_of, require_names
from standoff.settings import Settings
from standoff.tables import table_rows

__all__ = ["read_csv"]


def read_csv(raw: bytes, path: Path, settings: Settings) -> list[Draft]:
    """One draft a row; raises `FileUnreadable` naming broken rows, `LimitExceeded`."""
    faults, drafts = Faults(path, "row"), []
    for line, cells in table_rows(decode(raw, path), path, ("text",), settings):
        fields = {name: cells[name] for name in Row.__struct_fields__ if name in cells}
        try:
            drafts.append(draft_of(Row(**fields), path, line))
        except BadValue as fault:
            faults.note(line, fault.what)
    faults.settle()
    return require_names(drafts)
