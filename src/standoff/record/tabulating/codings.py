"""The codings of a record as one table: what stands now, and how far people have decided on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from standoff.nouns import CODING_COLUMNS
from standoff.record.review import STATUSES, Reviewed
from standoff.record.tabulating.selecting import Selection, Words, known_words, select_events

if TYPE_CHECKING:
    import polars as pl

__all__ = ["coding_row", "coding_schema", "frame_of_codings", "select_codings"]

#: Columns of a coding frame before those of the csv contract.
_OWN = {"id": "Utf8", "seq": "Int64", "status": "Utf8", "verdicts": "UInt32", "article": "Utf8",
        "coder": "Utf8", "source_states": "Utf8", "target_states": "Utf8"}  # fmt: skip
_TYPES = {"start": "Int64", "end": "Int64", "earliest": "Date", "latest": "Date",
          "number": "Int64", "confidence": "Float64"}  # fmt: skip


def coding_schema() -> dict[str, Any]:
    """The columns of a coding frame and their types in polars."""
    import polars as pl

    kinds = {**_OWN, **{name: _TYPES.get(name, "Utf8") for name in CODING_COLUMNS}}
    return {name: getattr(pl, kind) for name, kind in kinds.items()}


def coding_row(item: Reviewed) -> tuple[Any, ...]:
    """A reviewed coding as a row of the frame; its states are filled in for all rows at once."""
    coding = item.coding
    own = (item.id, item.seq, item.status, len(item.verdicts), coding.article, coding.coder, "", "")
    return (*own, *(getattr(coding, name) for name in CODING_COLUMNS))


def frame_of_codings(items: Iterable[Reviewed]) -> pl.DataFrame:
    """Reviewed codings as a frame, in their order."""
    import polars as pl

    from standoff.record.tabulating.frames import with_states

    rows = [coding_row(item) for item in items]
    return with_states(pl.DataFrame(rows, schema=coding_schema(), orient="row"))


def select_codings(frame: pl.DataFrame, asked: Selection, status: Words = None) -> pl.DataFrame:
    """The rows that are asked for, in the order of the journal; `BadValue` for another status."""
    import polars as pl

    chosen = select_events(frame, asked)
    wanted = known_words("status", status, STATUSES)
    decided = chosen.filter(pl.col("status").is_in(list(wanted))) if wanted else chosen
    return decided.select(list(coding_schema())).sort("seq")
