"""Which states there were on a day, and their codes: ISO 3166-1, Correlates of War, Gleditsch-Ward.

A state of ours keeps one code through its history (`RUS`, `SRB`, `DEU`), the lists do not:

    ours   day          iso3  cow                     gw
    RUS    1985-01-01   SUN   365                     365
    SRB    1995-01-01   YUG   345                     345
    SRB    2010-01-01   SRB   345                     340
    DEU    1985-01-01   DEU   260 (West)              260
    DEU    1995-01-01   DEU   255                     260
    DDR    1985-01-01   DDR   265                     265
    YEM    1985-01-01   YEM   678 (North)             678

`data/states.csv` has a row for each time that a state was on a list: `list`, `code`, `state`
(ours), `also` (other codes of ours that mean it: `SUN`, `YUG`), `first` and `last` day, empty for
before 1946 and for still there. ISO codes are today's, except where a state and not its name ended
(SUN, YUG, SCG, CSK, DDR, YMD); Kosovo has the user-assigned XKX; Palestine and the Vatican are in
ISO only. Microstates that Gleditsch and Ward list apart are not in `gw`.

Sources: ISO 3166-1 and 3166-3; Correlates of War Project, State System Membership List v2016
(states of 2016 are taken as still there); Gleditsch and Ward (1999), "A Revised List of Independent
States since the Congress of Vienna", International Interactions 25, in its revised version (2020).
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from msgspec import Struct

from standoff.errors import BadValue

if TYPE_CHECKING:
    import polars as pl

__all__ = ["LISTS", "Membership", "code_on", "memberships", "with_codes"]

LISTS = ("iso3", "cow", "gw")
_BEFORE, _STILL = date(1, 1, 1), date(9999, 12, 31)


class Membership(Struct, frozen=True, kw_only=True):
    """A state on a list of states from `first` to `last`, both included."""

    code: str
    state: str
    also: tuple[str, ...]
    name: str
    first: date
    last: date


@cache
def memberships(codes: str) -> tuple[Membership, ...]:
    """All rows of the list `iso3`, `cow` or `gw`; raises `BadValue` for another."""
    if codes not in LISTS:
        raise BadValue(f"state codes {codes!r}", expected=f"one of {', '.join(LISTS)}")
    path = resources.files("standoff.record.tabulating") / "data" / "states.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines(), strict=True)
    return tuple(
        Membership(
            code=row["code"],
            state=row["state"],
            also=tuple(filter(None, row["also"].split(";"))),
            name=row["name"],
            first=date.fromisoformat(row["first"]) if row["first"] else _BEFORE,
            last=date.fromisoformat(row["last"]) if row["last"] else _STILL,
        )
        for row in rows
        if row["list"] == codes
    )


def code_on(state: str, day: date, codes: str) -> str:
    """The code of a state of ours on a day; empty if it was not on the list then.

    >>> code_on("RUS", date(1985, 1, 1), "iso3"), code_on("DEU", date(1985, 1, 1), "cow")
    ('SUN', '260')
    """
    for one in memberships(codes):
        if state in (one.state, *one.also) and one.first <= day <= one.last:
            return one.code
    return ""


def with_codes(frame: pl.DataFrame, column: str, codes: str) -> pl.DataFrame:
    """`frame` with `column` (states of ours) turned into the codes of a list, by `earliest`.

    Null where the state was not on the list on that day.
    """
    import polars as pl

    rows = [
        (state, one.code, one.first, one.last)
        for one in memberships(codes)
        for state in (one.state, *one.also)
    ]
    known = pl.DataFrame(rows, schema=["_state", "_code", "_from", "_to"], orient="row")
    numbered = frame.with_row_index("_row")
    day = pl.col("earliest")
    found = (
        numbered.lazy()
        .select("_row", "earliest", _state=column)
        .join(known.lazy(), on="_state")
        .filter((day >= pl.col("_from")) & (day <= pl.col("_to")))
        .select("_row", "_code")
        .collect()
    )
    joined = numbered.join(found, on="_row", how="left", maintain_order="left")
    return joined.with_columns(pl.col("_code").alias(column)).drop("_row", "_code")
