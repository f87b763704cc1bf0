"""The events of a record as one table: what was coded and set down here, and imported rows.

The table has the same rows as `Record.events`, but imported rows that no report can join never
become an `Event` each, so a million of them are there in a second. `source` and `target` are actor
codes, `source_states` and `target_states` the states and organisations behind them, joined by `;`.
`origin` is the id of the import, `record` for the others, and `set` the part of the import that a
row comes from, where its source has several that overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standoff.nouns import Event, actor_set, state_of
from standoff.record.importing.batch import Import, event_of
from standoff.record.importing.imported import event_table
from standoff.record.joining import Window
from standoff.record.merging import Report, merge_reports
from standoff.record.rulings import Rulings

if TYPE_CHECKING:
    import polars as pl

__all__ = ["FRAME_COLUMNS", "frame_of_events", "frame_of_imports", "whole_frame", "with_states"]

#: Columns of an event frame and their types in polars.
FRAME_COLUMNS = {
    "id": "Utf8", "earliest": "Date", "latest": "Date", "at": "Datetime", "zone": "Utf8",
    "source": "Utf8", "target": "Utf8", "source_states": "Utf8", "target_states": "Utf8",
    "move": "Utf8", "plover": "Utf8", "system": "Utf8", "stance": "Utf8", "number": "Int64",
    "place": "Utf8", "theatre": "Utf8", "name": "Utf8", "value": "Float64", "code": "Utf8",
    "origin": "Utf8", "set": "Utf8", "provenance": "Utf8", "known_from": "Date",
    "evidence": "UInt32", "reviewed": "Boolean",
}  # fmt: skip


def schema() -> dict[str, Any]:
    """The schema of an event frame; `at` is an instant in UTC."""
    import polars as pl

    return {
        name: pl.Datetime("us", "UTC") if kind == "Datetime" else getattr(pl, kind)
        for name, kind in FRAME_COLUMNS.items()
    }


def whole_frame(
    facts: Sequence[Event],
    reports: Sequence[Report],
    rulings: Rulings,
    imports: Sequence[Import],
    folder: Path,
) -> pl.DataFrame:
    """All events: facts and near imported rows merged with the reports, then the far rows."""
    import polars as pl

    table = _moves_of(imports, folder)
    near = Window.of(reports, rulings).expression()
    known = {batch.id: batch for batch in imports}
    joinable = [
        event_of(row, known[row["import"]]) for row in table.filter(near).iter_rows(named=True)
    ]
    merged = merge_reports([*facts, *joinable], reports, rulings)
    return pl.concat([frame_of_events(merged.events), frame_of_imports(table.filter(~near))])


def _moves_of(imports: Sequence[Import], folder: Path) -> pl.DataFrame:
    """Imported rows that have a move, with the `form`, `title`, `file` of their import and `id`."""
    import polars as pl

    batches = pl.DataFrame(
        [(batch.id, batch.form, batch.title, batch.file) for batch in imports],
        schema=dict.fromkeys(("import", "form", "title", "file"), pl.Utf8),
        orient="row",
    )
    table = event_table(folder, imports).filter(pl.col("move") != "")
    part = pl.when(pl.col("part") > 0).then(pl.format(".{}", "part")).otherwise(pl.lit(""))
    return table.join(batches, on="import", how="left", maintain_order="left").with_columns(
        id=pl.format("{}:{}:{}{}", "form", "import", "line", part)
    )


def frame_of_events(events: Sequence[Event]) -> pl.DataFrame:
    """Events as a frame, in their order."""
    import polars as pl

    rows = [
        (
            one.id, one.when.earliest, one.when.latest, one.when.at, one.when.zone, one.source,
            one.target, "", "", one.move, one.plover, one.system, one.stance, one.number,
            one.place, one.theatre, one.name, None, "", "record", "", one.provenance,
            one.known_from, len(one.evidence), one.reviewed,
        )
        for one in events
    ]  # fmt: skip
    return with_states(pl.DataFrame(rows, schema=schema(), orient="row"))


def frame_of_imports(events: pl.DataFrame) -> pl.DataFrame:
    """Imported rows that have a move (with `id`, `form`, `title`, `file`) as a frame."""
    import polars as pl

    given = {
        "known_from": pl.coalesce("known", "latest"),
        "name": pl.when(pl.col("name") == "").then("label").otherwise("name"),
        "stance": pl.when(pl.col("stance") == "").then(pl.lit("actual")).otherwise("stance"),
        "origin": pl.col("import"),
        "set": pl.col("origin"),
        "provenance": _provenance(),
        "evidence": pl.lit(0),
        "reviewed": pl.lit(True),
    }
    cells = [
        given.get(name, pl.col(name) if name in events.columns else pl.lit(_filler(kind)))
        .cast(kind)
        .alias(name)
        for name, kind in schema().items()
    ]
    return with_states(events.select(cells))


def _provenance() -> pl.Expr:
    """As `importing.batch` words it."""
    import polars as pl

    head = pl.format("{} {}", "title", "code").str.strip_chars()
    parts = [head, pl.col("origin"), pl.format("{} line {}", "file", "line")]
    said = [pl.when(part != "").then(part) for part in parts]
    return pl.concat_str(said, separator=", ", ignore_nulls=True)


def _filler(kind: Any) -> str | None:
    import polars as pl

    return "" if kind == pl.Utf8 else None


def with_states(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with its states; each field of actor codes is taken apart once."""
    import polars as pl

    def states(column: str) -> pl.Expr:
        said = frame[column].unique().to_list()
        known = {codes: ";".join(sorted({state_of(one) for one in actor_set(codes)}))
                 for codes in said}  # fmt: skip
        return pl.col(column).replace_strict(known, return_dtype=pl.Utf8)

    if frame.is_empty():
        return frame
    return frame.with_columns(source_states=states("source"), target_states=states("target"))
