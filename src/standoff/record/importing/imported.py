"""All imports of a record as tables: event rows, directed counts by month, monthly series.

These work on columns and never make an `Event` a row, so that a million rows are counted in a
second. Sets that overlap (KEDS codes the same stories twice) stand side by side in the column
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

__all__ = ["check_imports", "event_table", "monthly_counts", "monthly_series", "series_table"]


def event_table(folder: Path, imports: Sequence[Import]) -> pl.DataFrame:
    """All imported events, also those without a move of ours; `import` names their batch."""
    return _table(folder, imports, "events", EVENT_COLUMNS)


def series_table(folder: Path, imports: Sequence[Import]) -> pl.DataFrame:
    """All imported series in long form, one row a value; `import` names their batch."""
    return _table(folder, imports, "series", SERIES_COLUMNS)


def monthly_counts(events: pl.DataFrame, *by: str) -> pl.DataFrame:
    """Rows of `event_table` by month, source, target (and the columns `by`); only months with any.

    A row whose days reach over several months counts in none, since its month is not known.
    """
    import polars as pl

    month = pl.col("earliest").dt.truncate("1mo")
    keys = ("source", "target", *by)
    one = events.lazy().filter(month == pl.col("latest").dt.truncate("1mo"))
    counted = one.with_columns(month=month).group_by("month", *keys).agg(n=pl.len())
    return counted.sort("month", *keys).collect()


def monthly_series(series: pl.DataFrame) -> pl.DataFrame:
    """Values of `series_table` by month of their first day: sum, mean, and n for how many."""
    import polars as pl

    keys = ("import", "name", "source", "target")
    months = series.lazy().with_columns(month=pl.col("earliest").dt.truncate("1mo"))
    value = pl.col("value")
    grouped = months.group_by("month", *keys).agg(
        total=value.sum(), mean=value.mean(), n=value.count()
    )
    return grouped.sort(*keys, "month").collect()


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
