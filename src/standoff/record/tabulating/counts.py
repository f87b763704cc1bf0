"""How often it happened, period by period: zero where nothing was seen, missing where none looked.

    period  n  seen  coverage
    2019-04 0     0  complete      looked, and nothing happened
    2019-05 2     2  complete
    1997-01       1  none          one happens to be known; how many there were is not

`n` is the count, missing where coverage is `none`; `seen` is what the record holds there all the
same. An event counts once, whatever its `number`, and only in a period that holds all the days on
which it may have happened; how many fall in none is said in a note.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from standoff.errors import BadValue
from standoff.nouns import Coverage
from standoff.record.tabulating.placing import in_zone, level_of_periods, period_of, periods_between
from standoff.record.tabulating.selecting import Selection, select_events
from standoff.record.tabulating.table import Table

if TYPE_CHECKING:
    import polars as pl

__all__ = ["EACH", "added_up", "by_states", "count_events", "covered", "placed", "span_of"]

#: What counts can be split by; `source` and `target` are states and organisations.
EACH = ("source", "target", "move", "plover", "system", "stance", "origin", "set")


def count_events(
    events: pl.DataFrame,
    coverage: Sequence[Coverage],
    selection: Selection,
    *,
    by: str = "month",
    each: Sequence[str] = (),
    zone: str = "",
) -> Table:
    """Counts of the selected events by period, and by the columns `each`.

    Without `each` every period from the first to the last has a row. With it, only combinations
    that occur have one (see `panel` for all pairs of states, with zeros). Raises `BadValue`.
    """
    each = tuple(dict.fromkeys(each))
    for name in each:
        if name not in EACH:
            raise BadValue(f"counts for each {name[:40]!r}", expected=f"one of {', '.join(EACH)}")
    chosen = select_events(in_zone(events, zone), selection)
    span = span_of(chosen, selection)
    whole, notes = placed(chosen, by, span)
    if not {"origin", "set"} & set(each):
        notes = (*notes, *added_up(whole))
    if {"source", "target"} & set(each):
        whole = by_states(whole, *({"source", "target"} & set(each)))
    counted = _counted(whole, each)
    if not each:
        counted = _all_periods(counted, span, by)
    return Table(covered(counted, coverage, selection, span, by, moves="move" in each), notes)


def span_of(events: pl.DataFrame, selection: Selection) -> tuple[date, date] | None:
    """The first and last day that a table is about; None for no events and no given period."""
    first = selection.start or events["earliest"].min()
    last = selection.end or events["latest"].max()
    if not isinstance(first, date) or not isinstance(last, date) or first > last:
        return None
    return first, last


def placed(
    events: pl.DataFrame, by: str, span: tuple[date, date] | None
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The events that lie in one period and in the span, with `period`; and how many do not."""
    import polars as pl

    dated = events.with_columns(period=period_of(by))
    if span:
        inside = (pl.col("earliest") >= span[0]) & (pl.col("latest") <= span[1])
        dated = dated.with_columns(period=pl.when(inside).then("period"))
    whole = dated.filter(pl.col("period").is_not_null())
    left = len(dated) - len(whole)
    words = f"Counted nowhere, since they lie in no single {by} for sure: {left} of {len(dated)}."
    return whole, (words,) * (left > 0)


def added_up(events: pl.DataFrame) -> tuple[str, ...]:
    """A sentence where events of several imported sets are counted together.

    Sets may code the same stories twice (KEDS has lead sentences and full stories of the Gulf), and
    nothing tells such rows apart.
    """
    import polars as pl

    named = pl.when(pl.col("set") != "").then("set").otherwise("origin").alias("named")
    found = events.lazy().filter(pl.col("origin") != "record").group_by(named).len().collect()
    rows = found.sort("len", "named", descending=[True, False]).rows()
    if len(rows) < 2:
        return ()
    told = ", ".join(f"{name} {n}" for name, n in rows[:4]) + (", ..." if len(rows) > 4 else "")
    return (
        f"Added up from {len(rows)} imported sets ({told}), which may tell of the same happenings; "
        f"origin {rows[0][0]} (--origin) counts one of them.",
    )


def by_states(events: pl.DataFrame, *sides: str) -> pl.DataFrame:
    """One row for each state on each of the `sides`; no row of a state towards itself."""
    import polars as pl

    for side in ("source", "target"):
        if side in sides:
            states = pl.col(f"{side}_states")
            events = events.with_columns(states.alias(side))
            one = events.filter(~states.str.contains(";", literal=True))
            many = events.filter(states.str.contains(";", literal=True))
            apart = many.with_columns(pl.col(side).str.split(";")).explode(side)
            events = pl.concat([one, apart])
    if len(sides) == 2:
        events = events.filter(pl.col("source") != pl.col("target"))
    return events


def _counted(whole: pl.DataFrame, each: Sequence[str]) -> pl.DataFrame:
    import polars as pl

    keys = ("period", *each)
    grouped = whole.lazy().select(keys).group_by(keys).agg(seen=pl.len().cast(pl.Int64))
    return grouped.sort(keys).collect()


def _all_periods(counted: pl.DataFrame, span: tuple[date, date] | None, by: str) -> pl.DataFrame:
    import polars as pl

    if span is None:
        return counted
    every = periods_between(*span, by).to_frame()
    joined = every.join(counted, on="period", how="left", maintain_order="left")
    return joined.with_columns(pl.col("seen").fill_null(0))


def covered(
    counted: pl.DataFrame,
    coverage: Sequence[Coverage],
    selection: Selection,
    span: tuple[date, date] | None,
    by: str,
    *,
    moves: bool = False,
) -> pl.DataFrame:
    """`counted` with `coverage`, and `n`: what was seen, missing where nothing is covered.

    With `moves` each row is judged by the coverage of its own move.
    """
    import polars as pl

    if span is None:
        empty = counted.with_columns(coverage=pl.lit("none"), n=pl.lit(None, dtype=pl.Int64))
        return _ordered(empty)
    kinds = [(move,) for move in counted["move"].unique()] if moves else [selection.kinds]
    levels = [
        level_of_periods(coverage, one, *span, by).with_columns(
            *([pl.lit(one[0]).alias("move")] if moves else [])
        )
        for one in kinds
    ]
    keys = ["period", "move"] if moves else ["period"]
    joined = counted
    if levels:
        joined = counted.join(pl.concat(levels), on=keys, how="left", maintain_order="left")
    else:
        joined = counted.with_columns(coverage=pl.lit("none"))
    return _ordered(joined.with_columns(n=pl.when(pl.col("coverage") != "none").then("seen")))


def _ordered(frame: pl.DataFrame) -> pl.DataFrame:
    keys = [name for name in frame.columns if name not in ("n", "seen", "coverage")]
    return frame.select(*keys, "n", "seen", "coverage")
