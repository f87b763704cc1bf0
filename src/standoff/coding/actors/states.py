"""States and their numbers: from our codes to ISO, COW and Gleditsch-Ward, with dates.

Our code of a state is its ISO 3166 alpha-3 code and stays the same through its history; the numbers
of the data sets do not. A row is one stretch of time in which all of them hold:

    code  iso3  from        to          COW           Gleditsch-Ward
    DEU   DEU               1990-10-02  GFR  260      260
    DEU   DEU   1990-10-03              GMY  255      260
    RUS   SUN               1991-12-25  RUS  365      365

Sources: Correlates of War, State System Membership List v2016; Gleditsch and Ward, "A Revised List
of Independent States since the Congress of Vienna", International Interactions 25 (1999), with
their later additions; ISO 3166-1 and 3166-3. A first day is that of independence, and only counts
for states younger than 1945. Kosovo has our code XKX (a user-assigned one of ISO 3166); the
Vatican, Palestine, Hong Kong, Macau and Western Sahara are in neither list and have no numbers.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from standoff.coding.actors.tables import day, package_rows

__all__ = ["StateCode", "state_code", "state_codes"]


class StateCode(NamedTuple):
    """One state over one stretch of time (`start` and `end` included, None where open)."""

    code: str
    iso3: str
    start: date | None
    end: date | None
    cow_abb: str
    cow: int | None
    gw: int | None
    name_en: str
    name_de: str

    def covers(self, on: date | None) -> bool:
        """True if the row holds on that day; without a day, if it holds today."""
        if on is None:
            return self.end is None
        return (self.start or date.min) <= on <= (self.end or date.max)


@cache
def state_codes() -> tuple[StateCode, ...]:
    """All rows, ordered by code, then by time."""
    return tuple(
        StateCode(
            row["code"], row["iso3"], day(row["from"]), day(row["to"]), row["cow_abb"],
            _number(row["cow"]), _number(row["gw"]), row["name_en"], row["name_de"],
        )
        for row in package_rows("states")
    )  # fmt: skip


def state_code(code: str, on: date | None = None) -> StateCode | None:
    """The row of `code` on that day (today without one); None if there was no such state."""
    return next((row for row in state_codes() if row.code == code and row.covers(on)), None)


def _number(text: str) -> int | None:
    return int(text) if text else None
