"""Counts of a record by month and kind of deed, with holes where the record does not see.

The kinds are the labels of a month rule (`standoff.cycle.rule`): a deed counts under the gravest
label that it earns, once for each day. Deeds whose dates may lie in several months are left out, as
the labels leave them out, and named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from standoff.cycle.calendar import check_step, step_end, steps_of
from standoff.cycle.counting import count_windows
from standoff.cycle.hidden.emission import Array
from standoff.cycle.rule import MonthRule, default_rule
from standoff.errors import BadValue
from standoff.nouns import Coverage, Event, coverage_levels

__all__ = ["MonthCounts", "month_counts"]


@dataclass(frozen=True, slots=True, eq=False)
class MonthCounts:
    """Days with deeds of each kind (T, D), NaN in months that are not covered.

    `months` are first days (T,); `names` the kinds (D,), gravest first; `undecided` events that
    belong to no month surely.
    """

    counts: Array
    months: tuple[date, ...]
    names: tuple[str, ...]
    undecided: tuple[str, ...]


def month_counts(
    events: Iterable[Event],
    coverage: Sequence[Coverage],
    *,
    dyad: tuple[str, str],
    start: date,
    end: date,
    rule: MonthRule | None = None,
    step: str = "month",
) -> MonthCounts:
    """Days with deeds by month (or week) and kind for the whole months from `start` to `end`."""
    check_step(step)
    if start > end or end.year == date.max.year:
        raise BadValue(f"period from {start} to {end}", expected="start before end, before 9999")
    rule = rule or default_rule()
    names = rule.names[:-1]
    by_kind: dict[int, list[Event]] = {place: [] for place in range(len(names))}
    for event in events:
        gravity = rule.gravity(event, *dyad)
        if gravity is not None:
            by_kind[gravity].append(event)
    months = tuple(steps_of(start, end, step))
    windows = [(month, step_end(month, step)) for month in months]
    columns: list[list[float]] = []
    unsure: dict[str, None] = {}
    for found in by_kind.values():
        counted = count_windows(found, windows)
        columns.append([float(count.sure) for count in counted])
        unsure.update((id, None) for count in counted for id in count.unsure)
    table = np.array(columns).T
    levels = coverage_levels(coverage, rule.needs, windows)
    table[[level == "none" for level in levels]] = np.nan
    return MonthCounts(table, months, names, tuple(unsure))
