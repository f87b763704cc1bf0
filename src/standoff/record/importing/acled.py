"""ACLED: political violence and protest, by sub-event type; comma separated with a header.

NOT TRIED ON REAL FILES: built from the published column list. The sub-event type is the code
(`data/acled.csv`). Three things of ACLED matter to whoever counts:

- **actor1 and actor2 are in no order**: a battle does not say who began. They enter as source and
  target, and `certainty` says so; use undirected counts.
- **time_precision** 2 means some day of a week, 3 some day of a month. Since the date given may be
  any day of that week, such an event lies between six days before and six days after it; at 3, in
  its month. It is then counted in no single day.
- **fatalities** are kept as value.

An actor that names a state (`Military Forces of X (2011-)`, `Protesters (X)`) is that state with
what it is behind the code (`X_MILITARYFORCES`); the others are named in full.

Source: ACLED Codebook (2023), with the columns as changed in March 2023.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from standoff.record.importing.codes import actor_codes, with_meaning
from standoff.record.importing.faults import day, empty, no_day, no_number, number, unknown_code
from standoff.record.importing.shape import EVENT_COLUMNS, Parsed, Table, sift, slug, text_of

if TYPE_CHECKING:
    import polars as pl

__all__ = ["COLUMNS", "REQUIRED", "TITLE", "parse", "rename"]

#: All columns since 2023.
COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
    "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2",
    "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3",
    "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes",
    "fatalities", "tags", "timestamp",
)  # fmt: skip
REQUIRED = (
    "event_id_cnty", "event_date", "time_precision", "sub_event_type", "actor1", "actor2",
    "country", "location", "source", "fatalities",
)  # fmt: skip
TITLE = "ACLED"

_CERTAINTY = "the order of the two actors means nothing"


def rename(header: str) -> str:
    """Headers come in small letters or in capitals.

    >>> rename("EVENT_DATE ")
    'event_date'
    """
    return header.strip().lower()


def parse(table: Table) -> Parsed:
    """The events of an ACLED table."""
    import polars as pl

    told = pl.coalesce(day("event_date"), day("event_date", "%d %B %Y"))
    made = table.frame.with_columns(
        earliest=_by_precision(told, told.dt.offset_by("-6d"), told.dt.month_start()),
        latest=_by_precision(told, told.dt.offset_by("6d"), told.dt.month_end()),
        code=text_of("sub_event_type"),
        value=number("fatalities"),
        source=_actor("actor1"),
        target=_actor("actor2"),
        place=pl.format("{}, {}", text_of("location"), text_of("country")),
        origin=pl.format("event {}, {}", text_of("event_id_cnty"), text_of("source")),
        certainty=pl.lit(_CERTAINTY),
    )
    faults = [
        no_day("event_date", pl.col("earliest")),
        pl.when(_precision().is_null()).then(pl.lit("time_precision is not 1, 2 or 3")),
        empty("actor1"),
        unknown_code("sub_event_type", "acled"),
        no_number("fatalities"),
    ]
    events, aside = sift(table, with_meaning(made, "acled"), faults, EVENT_COLUMNS)
    return Parsed({"events": events}, aside)


def _by_precision(exact: pl.Expr, week: pl.Expr, month: pl.Expr) -> pl.Expr:
    import polars as pl

    return (
        pl.when(_precision() == 2).then(week).when(_precision() == 3).then(month).otherwise(exact)
    )


def _precision() -> pl.Expr:
    """1 day, 2 week, 3 month; null for anything else."""
    import polars as pl

    said = {"1": 1, "2": 2, "3": 3}
    return text_of("time_precision").replace_strict(said, default=None, return_dtype=pl.Int8)


def _actor(column: str) -> pl.Expr:
    import polars as pl

    said, known = text_of(column), dict(actor_codes("icews"))
    bare = said.str.replace(r" \([0-9]{4}-[0-9]{0,4}\).{0,80}$", "")
    within = bare.str.extract(r" \(([^()]{1,80})\)$")
    behind_of = bare.str.extract(r"^[A-Z][a-z]{2,20}(?: Forces)? of (.{1,80})$")
    state = pl.coalesce(within, behind_of).replace_strict(
        known, default=None, return_dtype=pl.Utf8
    )  # fmt: skip
    what = bare.str.replace(r" \([^()]{1,80}\)$", "").str.replace(r" of .{1,80}$", "")
    itself = bare.replace_strict(known, default=None, return_dtype=pl.Utf8)
    return pl.coalesce(itself, pl.concat_str(state, pl.lit("_"), slug(what)), slug(bare))
