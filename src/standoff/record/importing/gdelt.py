"""GDELT 2.0 event files: 61 columns, separated by tabs, without a header.

NOT TRIED ON REAL FILES: built from the published column list. Every 15 minutes GDELT writes a file
`YYYYMMDDHHMMSS.export.CSV`, usually zipped; it is read as it comes.

An actor code of CAMEO is a country in three letters and roles behind it: `USAGOV`. Where GDELT
names the country it becomes `USA_GOV`; other codes (`IGOUNO`, `REB`) stay whole. A row without a
first actor says nothing of who acted and is set aside. `GoldsteinScale` is kept as value. An event
could be known from the day on which GDELT added it (`DATEADDED`), which may be a year after it
happened: forecasts go by that day. One row stands for one pair of actors, act and day found in
some articles; the same happening under other codes is another row, so counts are of rows.

Source: GDELT Event Database Data Format Codebook V2.0 (2015).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from standoff.record.importing.codes import actor_codes, with_meaning
from standoff.record.importing.faults import day, empty, no_day, no_number, number, unknown_code
from standoff.record.importing.shape import EVENT_COLUMNS, Parsed, Table, sift, text_of

if TYPE_CHECKING:
    import polars as pl

__all__ = ["COLUMNS", "REQUIRED", "TITLE", "parse"]

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
    "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")

#: The 61 columns, in order.
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{side}{part}" for side in (1, 2) for part in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{whose}Geo_{part}" for whose in ("Actor1", "Actor2", "Action") for part in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
REQUIRED = COLUMNS
TITLE = "GDELT 2"


def parse(table: Table) -> Parsed:
    """The events of a GDELT 2 file."""
    import polars as pl

    made = table.frame.with_columns(
        earliest=day("SQLDATE", "%Y%m%d"),
        code=text_of("EventCode"),
        value=number("GoldsteinScale"),
        source=_actor(1),
        target=_actor(2),
        place=text_of("ActionGeo_FullName"),
        known=text_of("DATEADDED").str.slice(0, 8).str.to_date("%Y%m%d", strict=False),
        origin=pl.format("event {}, {}", text_of("GLOBALEVENTID"), text_of("SOURCEURL")),
    ).with_columns(latest=pl.col("earliest"))
    faults = [
        no_day("SQLDATE", pl.col("earliest"), "%Y%m%d"),
        empty("Actor1Code", pl.col("source")),
        unknown_code("EventCode", "cameo"),
        no_number("GoldsteinScale"),
        no_day("DATEADDED", pl.col("known"), "%Y%m%d..."),
    ]
    events, aside = sift(table, with_meaning(made, "cameo"), faults, EVENT_COLUMNS)
    return Parsed({"events": events}, aside)


def _actor(side: int) -> pl.Expr:
    """`USAGOV` of the country `USA` as `USA_GOV`; without a country the code as it is."""
    import polars as pl

    said = text_of(f"Actor{side}Code").str.to_uppercase()
    country = text_of(f"Actor{side}CountryCode").str.to_uppercase()
    role = said.str.strip_prefix(country)
    state = country.replace(dict(actor_codes("cameo")))
    coded = pl.when(role == "").then(state).otherwise(pl.concat_str(state, pl.lit("_"), role))
    return pl.when(country == "").then(said).otherwise(coded)
