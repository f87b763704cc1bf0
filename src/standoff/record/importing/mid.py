"""Militarized interstate disputes by dyad and month: who was in dispute when, and how far it went.

The table has a row for each pair of states and month of a year with a dispute, and for months in
conflict the highest level of hostility that each side reached in the WHOLE dispute (1 none, 2
threat to use force, 3 display, 4 use, 5 war). A month in conflict is no event, and the level tells
that the act happened once in the dispute and not in which month. So

- each side of a dispute gives one event, of its highest level, somewhere between the first and the
  last month of the dispute; a side at level 1 did nothing militarized and gives none;
- the months themselves, peaceful ones too, enter as the series `mid_conflict` (1 or 0).

Source: Palmer et al. (2015), "The MID4 dataset, 2002-2010", CMPS 32(2); level coding as in MID 4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from standoff.record.importing.codes import actor_codes
from standoff.record.importing.faults import empty, no_number, number
from standoff.record.importing.shape import (
    EVENT_COLUMNS,
    SERIES_COLUMNS,
    Parsed,
    Table,
    sift,
    text_of,
)

if TYPE_CHECKING:
    import polars as pl

__all__ = ["LEVELS", "REQUIRED", "TITLE", "parse"]

REQUIRED = ("DispNum3", "stateA", "stateB", "year", "month", "conflict", "hostlevA", "hostlevB")
TITLE = "MID"

#: Level of hostility: (label, move, PLOVER type).
LEVELS = {
    2: ("threat to use force", "threat", "THREATEN"),
    3: ("display of force", "deployment", "MOBILIZE"),
    4: ("use of force", "attack", "ASSAULT"),
    5: ("war", "attack", "ASSAULT"),
}
_CERTAINTY = "highest level of the whole dispute; the day is not known"
_TRUE, _FALSE = ("true", "1", "1.0"), ("false", "0", "0.0")


def parse(table: Table) -> Parsed:
    """The disputes of a table as events, its months as the series `mid_conflict`."""
    import polars as pl

    said = text_of("conflict").str.to_lowercase()
    made = table.frame.with_columns(
        earliest=_first_day(),
        source=_state("stateA"),
        target=_state("stateB"),
        value=pl.when(said.is_in(_TRUE)).then(1.0).when(said.is_in(_FALSE)).then(0.0),
        origin=pl.format("dispute {}", text_of("DispNum3")),
        name=pl.lit("mid_conflict"),
    ).with_columns(latest=pl.col("earliest").dt.month_end())
    months, aside = sift(table, made, _faults(), SERIES_COLUMNS)
    levels = table.frame.select("line", a=number("hostlevA"), b=number("hostlevB"))
    return Parsed({"events": _events(months.join(levels, on="line")), "series": months}, aside)


def _faults() -> list[pl.Expr]:
    import polars as pl

    return [
        pl.when(pl.col("earliest").is_null()).then(pl.lit("year and month are no month")),
        empty("stateA"),
        empty("stateB"),
        pl.when(pl.col("value").is_null()).then(pl.lit("conflict is neither True nor False")),
        *(_no_level(column) for column in ("hostlevA", "hostlevB")),
    ]


def _no_level(column: str) -> pl.Expr:
    import polars as pl

    outside = ~number(column).is_in([1.0, 2.0, 3.0, 4.0, 5.0])
    bad = pl.when(outside).then(pl.lit(f"{column} is no level from 1 to 5"))
    return pl.coalesce(no_number(column), bad)


def _first_day() -> pl.Expr:
    import polars as pl

    month = pl.format("{}-{}-01", text_of("year"), text_of("month").str.zfill(2))
    return month.str.to_date("%Y-%m-%d", strict=False)


def _state(column: str) -> pl.Expr:
    return text_of(column).replace(dict(actor_codes("cow")))


def _events(months: pl.DataFrame) -> pl.DataFrame:
    """One event for each side of each dispute that reached level 2 or more."""
    import polars as pl

    disputes = (
        months.filter(pl.col("value") == 1.0)
        .group_by("origin", "source", "target", maintain_order=True)
        .agg(pl.col("line").min(), pl.col("earliest").min(), pl.col("latest").max(),
             pl.col("a").max(), pl.col("b").max())
    )  # fmt: skip
    first = disputes.with_columns(part=pl.lit(1), level=pl.col("a"))
    second = disputes.with_columns(
        part=pl.lit(2), level=pl.col("b"), source=pl.col("target"), target=pl.col("source")
    )
    sides = pl.concat([first, second]).with_columns(level=pl.col("level").cast(pl.Int64))
    told = sides.filter(pl.col("level") >= min(LEVELS)).sort("line", "part").with_columns(
        code=pl.col("level").cast(pl.Utf8),
        label=_of_level(0), move=_of_level(1), plover=_of_level(2),
        value=pl.col("level").cast(pl.Float64), certainty=pl.lit(_CERTAINTY),
    )  # fmt: skip
    return sift(Table(told), told, (), EVENT_COLUMNS)[0]


def _of_level(place: int) -> pl.Expr:
    import polars as pl

    table = {level: words[place] for level, words in LEVELS.items()}
    return pl.col("level").replace_strict(table, return_dtype=pl.Utf8)
