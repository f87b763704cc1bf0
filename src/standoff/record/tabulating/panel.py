"""A panel: every pair of states in every period, with how often one acted on the other.

    month       source  target  n  seen  coverage
    2017-09-01  PRK     USA     3     3  complete
    2017-09-01  USA     PRK     0     0  complete

Pairs are those of states that were on the chosen list (`states`) on at least one day of the period;
an event belongs to the codes that its states had on its first day. `n` is zero where nothing was
seen and missing where coverage is `none`. What cannot be placed is counted in notes: events whose
days reach over periods, and events of actors that were no state of the list on that day.
Direction is as told; of moves that need two (a summit) who is named first says nothing, so use
`directed=False` for them: then each pair has one row, the smaller code first, and both ways add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from standoff.errors import BadValue, LimitExceeded
from standoff.nouns import Coverage
from standoff.nouns.vocabulary import FAMILY_MOVES, MOVE_FAMILY, PLOVER_TYPES
from standoff.record.tabulating.counts import added_up, by_states, covered, placed, span_of
from standoff.record.tabulating.placing import PERIODS, in_zone, periods_between
from standoff.record.tabulating.selecting import Selection, select_events
from standoff.record.tabulating.states import memberships, with_codes
from standoff.record.tabulating.table import Table

if TYPE_CHECKING:
    import polars as pl

__all__ = ["COLUMNS", "panel_of"]

#: What each row can count apart: nothing, our families of moves, or PLOVER types.
COLUMNS = ("total", "family", "plover")
_PAIR = ["source", "target"]


def panel_of(
    events: pl.DataFrame,
    coverage: Sequence[Coverage],
    selection: Selection,
    *,
    unit: str = "dyad-month",
    codes: str = "iso3",
    directed: bool = True,
    columns: str = "total",
    states: Sequence[str] = (),
    zone: str = "",
    limit: int = 20_000_000,
) -> Table:
    """The panel of the selected events; `states` (codes of the list) keeps pairs among them.

    Without `states`, all states that occur in the events. Raises `BadValue`, and `LimitExceeded`
    for more than `limit` rows.
    """
    by = _period(unit)
    if columns not in COLUMNS:
        raise BadValue(f"columns {columns[:40]!r}", expected=f"one of {', '.join(COLUMNS)}")
    known = {one.code for one in memberships(codes)}
    if unknown := sorted(set(states) - known):
        raise BadValue(f"{unknown[0][:40]!r} is no {codes} code of a state")
    chosen = select_events(in_zone(events, zone), selection)
    span = span_of(chosen, selection)
    whole, notes = placed(chosen, by, span)
    pairs, more = _coded(whole, codes, states)
    notes = (*notes, *added_up(pairs))
    counted = _counted(pairs if directed else _undirected(pairs), columns)
    present = set(states) or set(pairs["source"].to_list()) | set(pairs["target"].to_list())
    rows = _all_pairs(codes, present, span, by, directed=directed, limit=limit)
    joined = rows.join(counted, on=["period", *_PAIR], how="left", maintain_order="left")
    return Table(_finished(joined, coverage, selection, span, by, codes), (*notes, *more))


def _period(unit: str) -> str:
    head, _, by = unit.partition("-")
    if head != "dyad" or by not in PERIODS:
        units = ", ".join(f"dyad-{one}" for one in PERIODS)
        raise BadValue(f"unit {unit[:40]!r}", expected=f"one of {units}")
    return by


def _coded(
    whole: pl.DataFrame, codes: str, states: Sequence[str]
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """One row a pair of states of the list; and what is left out, in words."""
    import polars as pl

    apart = by_states(whole.filter(pl.col("target_states") != ""), *_PAIR)
    aimless = len(whole) - int((whole["target_states"] != "").sum())
    coded = with_codes(with_codes(apart, "source", codes), "target", codes)
    both = pl.col("source").is_not_null() & pl.col("target").is_not_null()
    # Two codes of ours may be one state of the list on that day.
    pairs = coded.filter(both & (pl.col("source") != pl.col("target")))
    outside = coded.filter(~both)
    notes = []
    if aimless:
        notes.append(f"Towards nobody in particular, so in no pair: {aimless} of {len(whole)}.")
    if len(outside):
        names = ", ".join(_strangers(apart, codes))
        notes.append(
            f"Left out, since one actor is no state of the list {codes} on that day: "
            f"{len(outside)} of {len(coded)} ({names})."
        )
    if states:
        pairs = pairs.filter(
            pl.col("source").is_in(list(states)), pl.col("target").is_in(list(states))
        )
    return pairs, tuple(notes)


def _strangers(apart: pl.DataFrame, codes: str) -> list[str]:
    """The three most frequent actors that are on the list on no day of theirs, with how often."""
    import polars as pl

    sides = pl.concat(
        [apart.select("earliest", actor=side) for side in _PAIR]
    )  # fmt: skip
    missing = sides.with_columns(code="actor").pipe(with_codes, "code", codes).filter(
        pl.col("code").is_null()
    )  # fmt: skip
    often = missing.group_by("actor").len().sort("len", "actor", descending=[True, False])
    words = [f"{actor or 'nobody'} {number}" for actor, number in often.head(3).rows()]
    return words + ["..."] * (len(often) > 3)


def _undirected(pairs: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    swap = pl.col("source") > pl.col("target")
    return pairs.with_columns(
        source=pl.when(swap).then("target").otherwise("source"),
        target=pl.when(swap).then("source").otherwise("target"),
    )


def _counted(pairs: pl.DataFrame, columns: str) -> pl.DataFrame:
    """`seen`, and one column a family or type, by period and pair."""
    import polars as pl

    parts: list[pl.Expr] = []
    if columns == "plover":
        parts = [(pl.col("plover") == one).sum().alias(f"seen_{one.lower()}")
                 for one in PLOVER_TYPES]  # fmt: skip
    elif columns == "family":
        pairs = pairs.with_columns(
            family=pl.col("move").replace_strict(
                dict(MOVE_FAMILY), default="", return_dtype=pl.Utf8
            )
        )
        parts = [(pl.col("family") == one).sum().alias(f"seen_{one.replace(' ', '_')}")
                 for one in FAMILY_MOVES]  # fmt: skip
    return pairs.group_by("period", *_PAIR).agg(pl.len().alias("seen"), *parts)


def _all_pairs(
    codes: str,
    present: set[str],
    span: tuple[date, date] | None,
    by: str,
    *,
    directed: bool,
    limit: int,
) -> pl.DataFrame:
    """Every pair of the states that were there in each period, in order."""
    import polars as pl

    schema = {"period": pl.Date, "source": pl.Utf8, "target": pl.Utf8}
    if span is None:
        return pl.DataFrame(schema=schema)
    periods = periods_between(*span, by)
    if len(periods) * len(present) ** 2 > limit:
        raise LimitExceeded(
            f"a panel of {len(present)} states and {len(periods)} periods",
            expected=f"at most {limit} rows (setting max_panel_rows)",
            next="name the states or a shorter period",
        )
    rows = [(one.code, one.first, one.last) for one in memberships(codes) if one.code in present]
    there = pl.DataFrame(
        rows, schema={"code": pl.Utf8, "from": pl.Date, "to": pl.Date}, orient="row"
    )
    ends = pl.DataFrame({"period": periods}).with_columns(
        last=pl.col("period").dt.offset_by(PERIODS[by]).dt.offset_by("-1d")
    )
    touching = (pl.col("from") <= pl.col("last")) & (pl.col("to") >= pl.col("period"))
    members = ends.join(there, how="cross").filter(touching).select("period", "code").unique()
    pairs = members.rename({"code": "source"}).join(
        members.rename({"code": "target"}), on="period"
    )  # fmt: skip
    wanted = (
        pl.col("source") != pl.col("target") if directed else pl.col("source") < pl.col("target")
    )
    return pairs.filter(wanted).sort("period", *_PAIR).select(list(schema))


def _finished(
    joined: pl.DataFrame,
    coverage: Sequence[Coverage],
    selection: Selection,
    span: tuple[date, date] | None,
    by: str,
    codes: str,
) -> pl.DataFrame:
    import polars as pl

    parts = [name for name in joined.columns if name.startswith("seen_")]
    zeros = joined.with_columns(pl.col("seen", *parts).fill_null(0).cast(pl.Int64))
    judged = covered(zeros.drop(parts), coverage, selection, span, by)
    apart = [
        pl.when(judged["coverage"] != "none").then(zeros[name]).alias(f"n_{name[5:]}")
        for name in parts
    ]
    kind = pl.Utf8 if codes == "iso3" else pl.Int32
    return judged.select(
        pl.col("period").alias(by), pl.col(_PAIR).cast(kind), "n", *apart, "seen", "coverage"
    )
