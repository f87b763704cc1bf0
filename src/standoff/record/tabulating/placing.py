"""In which day, week, month, quarter or year an event falls, in whose calendar.

An event is a range of days. It is counted in a period only if the whole range lies in it: one that
is known to lie somewhere in May belongs to May and to no day of May. An event whose instant is
known can be moved to the calendar of any time zone (a launch at 20:30 UTC is on the next day in
Korea); one of which only the day is known keeps the day that its source gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from standoff.errors import BadValue
from standoff.nouns import Coverage
from standoff.nouns.covering import CoveredSpan, coverage_spans
from standoff.nouns.vocabulary import LEVELS

if TYPE_CHECKING:
    import polars as pl

__all__ = ["PERIODS", "in_zone", "level_of_periods", "period_of", "periods_between"]

_DAY = timedelta(days=1)

#: A period's name and how polars writes it; weeks begin on Monday (ISO 8601).
PERIODS = {"day": "1d", "week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}


def in_zone(frame: pl.DataFrame, zone: str) -> pl.DataFrame:
    """The frame with the days of events whose instant is known in the calendar of `zone`.

    Raises `BadValue` for a zone that this machine does not know.
    """
    import polars as pl

    if not zone:
        return frame
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise BadValue(
            f"{zone[:40]!r} is no time zone", expected="an IANA name such as Asia/Seoul or UTC"
        ) from None
    day = pl.col("at").dt.convert_time_zone(zone).dt.date()
    return frame.with_columns(
        earliest=pl.coalesce(day, "earliest"),
        latest=pl.coalesce(day, "latest"),
        zone=pl.when(pl.col("at").is_not_null()).then(pl.lit(zone)).otherwise("zone"),
    )


def period_of(by: str) -> pl.Expr:
    """The first day of the one period that holds the whole event; null if there is none.

    Raises `BadValue` for a name that is not in `PERIODS`.
    """
    import polars as pl

    size = _size(by)
    first, last = pl.col("earliest").dt.truncate(size), pl.col("latest").dt.truncate(size)
    return pl.when(first == last).then(first)


def periods_between(start: date, end: date, by: str) -> pl.Series:
    """The first days of all periods that touch [start, end]."""
    import polars as pl

    size = _size(by)
    first = pl.select(pl.lit(start).dt.truncate(size)).item()
    return pl.date_range(first, end, size, eager=True).alias("period")


def level_of_periods(
    coverage: Sequence[Coverage], kinds: Sequence[str], start: date, end: date, by: str
) -> pl.DataFrame:
    """`period` and `coverage` (complete, partial, none): the worst of its days in [start, end].

    Without `kinds`, of everything: complete where `*` is, and partial where any kind is covered.
    """
    import polars as pl

    periods = periods_between(start, end, by).to_list()
    spans = coverage_spans(coverage, kinds, start, end) if kinds else _of_all(coverage, start, end)
    levels, place = [], 0
    for number, first in enumerate(periods):
        last = periods[number + 1] - _DAY if number + 1 < len(periods) else end
        while spans[place].end < first:
            place += 1
        touched = place
        while touched + 1 < len(spans) and spans[touched + 1].start <= last:
            touched += 1
        levels.append(max((one.level for one in spans[place : touched + 1]), key=LEVELS.index))
    return pl.DataFrame(
        {"period": periods, "coverage": levels}, schema={"period": pl.Date, "coverage": pl.Utf8}
    )


def _of_all(coverage: Sequence[Coverage], start: date, end: date) -> tuple[CoveredSpan, ...]:
    """[start, end] cut where the level of everything changes."""
    edges = {start}
    for row in coverage:
        edges |= {day for day in (row.start, min(row.end, end) + _DAY) if start < day <= end}
    firsts = sorted(edges)
    lasts = [first - _DAY for first in firsts[1:]] + [end]
    return tuple(
        CoveredSpan(start=first, end=last, level=_level_of_all(coverage, first))
        for first, last in zip(firsts, lasts, strict=True)
    )


def _level_of_all(coverage: Sequence[Coverage], day: date) -> str:
    today = [row for row in coverage if row.start <= day <= row.end]
    whole = [row.level for row in today if row.kind == "*"]
    if whole:
        return "none" if "none" in whole else min(whole, key=LEVELS.index)
    return "partial" if any(row.level != "none" for row in today) else "none"


def _size(by: str) -> str:
    if by not in PERIODS:
        raise BadValue(f"counts by {by[:40]!r}", expected=f"one of {', '.join(PERIODS)}")
    return PERIODS[by]
