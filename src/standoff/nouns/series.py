"""`Series`: scores of one actor towards another over time, which are no events."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from standoff.errors import BadValue

__all__ = ["Series"]


class Series(Struct, frozen=True, kw_only=True):
    """`values[i]` is the score of the days `starts[i]` to `ends[i]`, in order of time.

    `name` says what is scored (`goldstein`), `source` and `target` who towards whom; of scores that
    have no direction the source names the pair as it lists it. `title` is the data set, `imported`
    the id of its import. No rate, phase or claim counts a series.
    """

    name: str
    source: str
    target: str = ""
    starts: tuple[date, ...]
    ends: tuple[date, ...]
    values: tuple[float, ...]
    title: str = ""
    imported: str = ""

    def __post_init__(self) -> None:
        if not len(self.starts) == len(self.ends) == len(self.values):
            raise BadValue(f"series {self.name!r}", expected="as many days as values")

    def __len__(self) -> int:
        return len(self.values)
