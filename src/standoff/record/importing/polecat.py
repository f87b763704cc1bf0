"""POLECAT: events in PLOVER types and modes, 40 columns with a header, separated by tabs.

NOT TRIED ON REAL FILES: built from the published column list. A type is one of the sixteen of
PLOVER, a mode says how (`RETREAT`, `ceasefire`); together they are our code, `RETREAT:ceasefire`.
An actor of a country is its ISO code with the primary sector behind it (`USA_GOV`), as POLECAT
names it; who belongs to none is named in full. `Intensity` is kept as value. An event could be
known from its `Publication Date`, which forecasts go by.

Source: Halterman, Bagozzi, Beger, Schrodt and Scarborough (2023), "PLOVER and POLECAT: A New
Political Event Ontology and Dataset"; Harvard Dataverse, doi:10.7910/DVN/AJGVIT.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from standoff.record.importing.codes import with_meaning
from standoff.record.importing.faults import day, empty, no_day, no_number, number, unknown_code
from standoff.record.importing.icews import rename
from standoff.record.importing.shape import EVENT_COLUMNS, Parsed, Table, sift, slug, text_of

if TYPE_CHECKING:
    import polars as pl

__all__ = ["COLUMNS", "REQUIRED", "TITLE", "parse", "rename"]

#: All columns, as `rename` writes them.
COLUMNS = (
    "event_id", "event_date", "event_type", "event_mode", "intensity", "quad_code", "contexts",
    "actor_name", "actor_country", "actor_cow", "primary_actor_sector", "actor_sectors",
    "actor_title", "actor_name_raw", "wikipedia_actor_id", "recipient_name", "recipient_country",
    "recipient_cow", "primary_recipient_sector", "recipient_sectors", "recipient_title",
    "recipient_name_raw", "wikipedia_recipient_id", "placename", "city", "district", "province",
    "country", "latitude", "longitude", "geonames_id", "raw_placename", "feature_type", "source",
    "publication_date", "story_people", "story_organizations", "story_locations", "language",
    "version",
)  # fmt: skip
REQUIRED = (
    "event_id", "event_date", "event_type", "event_mode", "intensity", "actor_name",
    "actor_country", "primary_actor_sector", "recipient_name", "recipient_country",
    "primary_recipient_sector", "city", "country", "source", "publication_date",
)  # fmt: skip
TITLE = "POLECAT"

#: How POLECAT writes that there is nothing.
_NONE = ("None", "NA")


def parse(table: Table) -> Parsed:
    """The events of a POLECAT table."""
    import polars as pl

    mode, kind = _said("event_mode"), text_of("event_type").str.to_uppercase()
    made = table.frame.with_columns(
        earliest=day("event_date"),
        known=day("publication_date"),
        code=pl.when(mode == "").then(kind).otherwise(pl.format("{}:{}", kind, mode)),
        value=number("intensity"),
        place=pl.concat_list(_said("city"), _said("country"))
        .list.eval(pl.element().filter(pl.element() != ""))
        .list.join(", "),
        origin=pl.format("event {}, {}", text_of("event_id"), text_of("source")),
        source=_actor("actor"),
        target=_actor("recipient"),
    ).with_columns(latest=pl.col("earliest"))
    faults = [
        no_day("event_date", pl.col("earliest")),
        no_day("publication_date", pl.col("known")),
        empty("actor_name", pl.col("source")),
        unknown_code("event_type", "plover"),
        no_number("intensity"),
    ]
    events, aside = sift(table, with_meaning(made, "plover"), faults, EVENT_COLUMNS)
    return Parsed({"events": events}, aside)


def _said(column: str) -> pl.Expr:
    """A cell as text; empty where POLECAT says that there is nothing."""
    return text_of(column).replace(dict.fromkeys(_NONE, ""))


def _actor(side: str) -> pl.Expr:
    import polars as pl

    country, name = _said(f"{side}_country").str.to_uppercase(), slug(_said(f"{side}_name"))
    sector = slug(_said(f"primary_{side}_sector"))
    behind = pl.when(sector == "").then(name).otherwise(sector)
    of_state = pl.when(behind == "").then(country).otherwise(
        pl.concat_str(country, pl.lit("_"), behind)
    )  # fmt: skip
    return pl.when(country == "").then(name).otherwise(of_state)
