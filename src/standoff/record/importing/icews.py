"""ICEWS coded event data: 20 columns of the Dataverse files, or 22 with year and yearmonth.

Header names are taken in either form, `Event ID` or `event_id`. The event id is NOT unique in
ICEWS: the same number stands for several rows, so rows are known by their line and the id is kept
in the origin beside story, sentence and publisher. A state acting as such is its code (`JPN`);
anybody else in it has the name behind (`JPN_MINISTRY`), and who belongs to no state is named in
full (`EUROPEANPARLIAMENT`). `intensity` is the CAMEO code's Goldstein weight, kept as value.

Data: Boschee et al., ICEWS Coded Event Data, Harvard Dataverse, doi:10.7910/DVN/28075.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from standoff.record.importing.codes import actor_codes, with_meaning
from standoff.record.importing.faults import day, empty, no_day, no_number, number, unknown_code
from standoff.record.importing.shape import EVENT_COLUMNS, Parsed, Table, sift, text_of

if TYPE_CHECKING:
    import polars as pl

__all__ = ["REQUIRED", "TITLE", "parse", "rename"]

REQUIRED = (
    "event_id", "event_date", "source_name", "source_sectors", "source_country", "event_text",
    "cameo_code", "intensity", "target_name", "target_sectors", "target_country", "story_id",
    "sentence_number", "publisher", "city", "district", "province", "country", "latitude",
    "longitude",
)  # fmt: skip
TITLE = "ICEWS"


def rename(header: str) -> str:
    """A header of the Dataverse files as the 22-column form writes it.

    >>> rename("CAMEO Code")
    'cameo_code'
    """
    return header.strip().lower().replace(" ", "_")


def parse(table: Table) -> Parsed:
    """The events of an ICEWS table."""
    import polars as pl

    made = table.frame.with_columns(
        earliest=day("event_date"),
        code=text_of("cameo_code"),
        label=text_of("event_text"),
        value=number("intensity"),
        source=_actor("source"),
        target=_actor("target"),
        place=_place(),
        origin=_origin(),
    ).with_columns(latest=pl.col("earliest"))
    faults = [
        no_day("event_date", pl.col("earliest")),
        empty("source_name", pl.col("source")),
        unknown_code("cameo_code", "cameo"),
        no_number("intensity"),
    ]
    events, aside = sift(table, with_meaning(made, "cameo"), faults, EVENT_COLUMNS)
    return Parsed({"events": events}, aside)


def _actor(side: str) -> pl.Expr:
    import polars as pl

    name, country = text_of(f"{side}_name"), text_of(f"{side}_country")
    known = dict(actor_codes("icews"))
    state = country.replace_strict(known, default=None, return_dtype=pl.Utf8)
    itself = name.replace_strict(known, default=None, return_dtype=pl.Utf8)
    person = name.str.replace(r" \([^()]{1,80}\)$", "").str.to_uppercase()
    slug = person.str.replace_all(r"[^A-Z0-9]", "")
    of_state = pl.when(slug == "").then(state).otherwise(
        pl.concat_str(state, pl.lit("_"), slug)
    )  # fmt: skip
    return pl.coalesce(itself, of_state, slug)


def _place() -> pl.Expr:
    import polars as pl

    city, country = text_of("city"), text_of("country")
    both = (city != "") & (country != "")
    return pl.when(both).then(city + ", " + country).otherwise(city + country)


def _origin() -> pl.Expr:
    import polars as pl

    return pl.format(
        "event {}, story {} sentence {}, {}",
        text_of("event_id"),
        text_of("story_id"),
        text_of("sentence_number"),
        text_of("publisher"),
    )
