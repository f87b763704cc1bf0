"""All imports of a record as two tables: rows of events, and scores.

They stay columns and never become an `Event` a row, so that `tabulating` counts a million of them
in a second. Sets that overlap (KEDS codes the same stories twice) stand side by side in the column
`origin`; whoever counts chooses, and nothing is added up behind their back.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.record.importing.batch import Import, frame_of
from standoff.record.importing.shape import EVENT_COLUMNS, SERIES_COLUMNS, shaped

if TYPE_CHECKING:
    import polars as pl

__all__ = ["check_imports", "event_table", "series_table"]


def event_table(folder: Path, imports: Sequence[Import]) -> pl.DataFrame:
    """All imported events, also those without a move of ours; `import` names their batch."""
    return _table(folder, imports, "events", EVENT_COLUMNS)


def series_table(folder: Path, imports: Sequence[Import]) -> pl.DataFrame:
    """All imported series in long form, one row a value; `import` names their batch."""
    return _table(folder, imports, "series", SERIES_COLUMNS)


def check_imports(folder: Path, imports: Sequence[Import]) -> int:
    """Read every kept table; returns all rows. Raises `JournalDamaged` naming the file at fault."""
    return sum(
        len(frame_of(folder, batch, kept)) for batch in imports for kept in batch.tables
    )  # fmt: skip


def _table(
    folder: Path, imports: Sequence[Import], kind: str, columns: tuple[str, ...]
) -> pl.DataFrame:
    import polars as pl

    frames = [
        shaped(frame_of(folder, batch, kept), columns).with_columns(
            pl.lit(batch.id).alias("import")
        )
        for batch in imports
        for kept in batch.tables
        if kept.kind == kind
    ]
    empty = shaped(pl.DataFrame(), columns).with_columns(pl.lit("").alias("import")).clear()
    return pl.concat(frames or [empty])
