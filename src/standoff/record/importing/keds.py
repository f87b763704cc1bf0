"""KEDS event data in WEIS codes: date, source, target, weis, and label, set, goldstein if given.

An actor code of KEDS is a state or group in three letters and a role behind it: `ISRMIL`, `PALPLO`.
The first three become our code where `data/actors.csv` knows them (`ISR_MIL`, `PSE_PLO`); others
stay as KEDS writes them. `goldstein` is the curator's weight of the code, kept as the row's value.
WEIS codes are texts of three digits; where a table holds them as numbers, zeros are put before.

Data: Kansas Event Data System (Schrodt and Gerner), coded by machine from Reuters and AFP leads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from standoff.record.importing.codes import actor_codes, with_meaning
from standoff.record.importing.faults import day, empty, no_day, no_number, number, unknown_code
from standoff.record.importing.shape import EVENT_COLUMNS, Parsed, Table, sift, text_of

if TYPE_CHECKING:
    import polars as pl

__all__ = ["REQUIRED", "TITLE", "parse"]

REQUIRED = ("date", "source", "target", "weis")
TITLE = "KEDS/WEIS"


def parse(table: Table) -> Parsed:
    """The events of a KEDS table."""
    import polars as pl

    raw = table.frame
    has = set(raw.columns)
    made = raw.with_columns(
        earliest=day("date"),
        code=text_of("weis").str.zfill(3),
        label=text_of("label") if "label" in has else pl.lit(""),
        origin=text_of("set") if "set" in has else pl.lit(""),
        value=number("goldstein") if "goldstein" in has else pl.lit(None, dtype=pl.Float64),
        source=_actor("source"),
        target=_actor("target"),
    ).with_columns(latest=pl.col("earliest"))
    faults = [
        no_day("date", pl.col("earliest")),
        empty("source"),
        unknown_code("weis", "weis"),
        *([no_number("goldstein")] if "goldstein" in has else []),
    ]
    events, aside = sift(table, with_meaning(made, "weis"), faults, EVENT_COLUMNS)
    return Parsed({"events": events}, aside)


def _actor(column: str) -> pl.Expr:
    """`ISRMIL` as `ISR_MIL`; a code whose first three letters nobody knows stays whole."""
    import polars as pl

    said = text_of(column).str.to_uppercase()
    known = actor_codes("keds")
    head = said.str.slice(0, 3).replace_strict(dict(known), default=None, return_dtype=pl.Utf8)
    role = said.str.slice(3)
    coded = pl.when(role == "").then(head).otherwise(pl.concat_str(head, pl.lit("_"), role))
    return pl.coalesce(coded, said)
