"""Clocks that everybody could see in advance: the days on which a country votes for its head.

A clock is known long before it strikes, so a forecast may use it whatever the day of asking. The
days follow from the law (`data/clocks.toml`), not from the record.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from importlib import resources

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

__all__ = ["election_days", "share_before"]


class _Clock(Struct, frozen=True, forbid_unknown_fields=True):
    """A vote every `every` years from `first`, on the Tuesday after the first Monday in `month`."""

    country: str
    first: int
    every: int
    month: int
    source: str


@cache
def _clocks() -> tuple[_Clock, ...]:
    text = (resources.files("standoff.forecast") / "data" / "clocks.toml").read_text("utf-8")
    return msgspec.convert(tuple(tomllib.loads(text)["clock"]), tuple[_Clock, ...])


def election_days(countries: Iterable[str], first: int, last: int) -> tuple[date, ...]:
    """The votes of these countries in the years `first` to `last`; none for an unknown country."""
    wanted = set(countries)
    return tuple(
        sorted(
            _tuesday(year, clock.month)
            for clock in _clocks()
            if clock.country in wanted
            for year in range(clock.first, last + 1, clock.every)
            if year >= first
        )
    )


def _tuesday(year: int, month: int) -> date:
    """The Tuesday after the first Monday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7 + 1)


def share_before(
    days: Iterable[date], within: int, starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Share of each window (ordinals, both ends included) within `within` days before a vote."""
    inside = np.zeros(len(starts))
    for day in days:
        last = day.toordinal() - 1
        overlap = np.minimum(ends, last) - np.maximum(starts, last - within + 1) + 1
        inside += np.maximum(overlap, 0)
    share: NDArray[np.float64] = inside / (ends - starts + 1)
    return share
