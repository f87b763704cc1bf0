"""The one shape that every foreign data set is brought into, as a table and not row by row.

Events have a line in their file, a range of days, who did it to whom, the foreign code with its
label and what it means here (move and PLOVER type), and the source's own score if it gives one.
Series are no events: a dyad's score in a week stands for no happening, so it never becomes an
`Event` and no rate counts it. `fault` says why a row cannot be used; such rows are set aside.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "EVENT_COLUMNS",
    "SERIES_COLUMNS",
    "Aside",
    "Parsed",
    "Table",
    "shaped",
    "sift",
    "slug",
    "text_of",
]

#: Columns of imported events; texts unless named in `_TYPES`. `known` is the first day on which the
#: event could be known, where the source says so.
EVENT_COLUMNS = (
    "line", "part", "earliest", "latest", "source", "target", "code", "label", "move", "plover",
    "value", "stance", "system", "number", "place", "name", "terms", "text", "origin", "certainty",
    "known",
)  # fmt: skip
#: Columns of imported series; `value` is the score of [earliest, latest].
SERIES_COLUMNS = ("line", "name", "earliest", "latest", "source", "target", "value", "origin")

_TYPES = {"line": "UInt32", "part": "UInt8", "earliest": "Date", "latest": "Date",
          "value": "Float64", "number": "Int64", "known": "Date"}  # fmt: skip
#: A week or a year may begin in it and end in the next.
_LAST_YEAR = 9998
_LARGEST = 2**53
#: The cells of a row that are kept where it is set aside.
_KEPT_CELLS = 60


@dataclass(frozen=True)
class Aside:
    """A row that was not taken in: its line (row number in Parquet), why, and its words."""

    line: int
    reason: str
    row: str = ""


@dataclass(frozen=True)
class Table:
    """A foreign file as read: a frame with a column `line`, and rows that were no rows.

    `where` names the file in messages.
    """

    frame: pl.DataFrame
    aside: tuple[Aside, ...] = ()
    where: str = ""


@dataclass(frozen=True)
class Parsed:
    """What an importer made of a file, by kind (`events`, `series`), and what it set aside."""

    tables: dict[str, pl.DataFrame]
    aside: tuple[Aside, ...] = ()


def text_of(column: str) -> pl.Expr:
    """A column as trimmed text; missing cells are empty."""
    import polars as pl

    return pl.col(column).cast(pl.Utf8).str.strip_chars().fill_null("")


def slug(name: pl.Expr) -> pl.Expr:
    """A name as it can stand behind an actor's code: `High Command` as `HIGHCOMMAND`."""
    return name.str.to_uppercase().str.replace_all(r"[^\p{L}\p{Nd}]", "")


def sift(
    table: Table, frame: pl.DataFrame, faults: Iterable[pl.Expr], columns: tuple[str, ...]
) -> tuple[pl.DataFrame, tuple[Aside, ...]]:
    """The sound rows of `frame` in the shape `columns`, and the others with their first fault.

    Each of `faults` is a text where the row is at fault and null where it is not.
    """
    import polars as pl

    none = pl.lit(None, dtype=pl.Utf8)
    judged = frame.with_columns(fault=pl.coalesce(none, *faults, *_beyond(frame)))
    bad = judged.filter(pl.col("fault").is_not_null()).select("line", "fault").unique("line")
    good = judged.filter(pl.col("fault").is_null())
    asides = [*table.aside, *_asides(table.frame, bad)]
    return shaped(good, columns), tuple(sorted(asides, key=lambda aside: aside.line))


def _beyond(frame: pl.DataFrame) -> Iterable[pl.Expr]:
    """Where a day or a number is beyond what we can hold."""
    import polars as pl

    for name in ("earliest", "latest", "known"):
        if name in frame.columns:
            outside = ~pl.col(name).dt.year().is_between(1, _LAST_YEAR)
            yield pl.when(outside).then(pl.lit(f"a year before 1 or after {_LAST_YEAR}"))
    if "number" in frame.columns:
        yield pl.when(pl.col("number").abs() > _LARGEST).then(pl.lit("number is too large"))


def _asides(raw: pl.DataFrame, bad: pl.DataFrame) -> Iterable[Aside]:
    rows = raw.join(bad, on="line", how="inner")
    for row in rows.iter_rows(named=True):
        line, fault = row.pop("line"), row.pop("fault")
        yield Aside(line, fault, " | ".join(str(_plain(cell)) for cell in row.values()))


def _plain(cell: Any) -> Any:
    return "" if cell is None else cell if len(str(cell)) <= _KEPT_CELLS else str(cell)[:60] + "…"


def shaped(frame: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    """Exactly `columns`, in order and type; what an importer (or an older table) lacks is empty."""
    import polars as pl

    cells = []
    for name in columns:
        kind = getattr(pl, _TYPES.get(name, "Utf8"))
        filler = 0 if name == "part" else "" if kind is pl.Utf8 else None
        found = pl.col(name) if name in frame.columns else pl.lit(filler)
        cast = found.cast(kind)
        cells.append((cast.fill_null("") if kind is pl.Utf8 else cast).alias(name))
    return frame.select(cells)
