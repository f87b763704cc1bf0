"""What stands beside the questions: action and reaction, rates around dates, change points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from typing import Protocol

import numpy as np

from standoff.cycle.calendar import step_end
from standoff.cycle.changes import change_points
from standoff.cycle.contrasts import rate_ratio
from standoff.cycle.counting import count_windows
from standoff.cycle.hidden.emission import Array
from standoff.cycle.hidden.record_counts import MonthCounts, month_counts
from standoff.cycle.lags import cross_lag
from standoff.cycle.rule import MonthRule, bundled_rule
from standoff.nouns import Coverage, Event
from standoff.nouns.cycle import ChangePoint, Contrast

__all__ = ["Beside", "Matter", "beside_of", "counts_by_side"]

AROUND = {"month": 24, "week": 104}
YEAR = {"month": 12, "week": 52}
LAGS = (1, 2, 3)
TONES = ("hostile", "detente")


class Matter(Protocol):
    """What is needed of a case."""

    @property
    def events(self) -> Sequence[Event]: ...
    @property
    def coverage(self) -> Sequence[Coverage]: ...
    @property
    def dyad(self) -> tuple[str, str]: ...
    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date: ...
    @property
    def rule(self) -> MonthRule: ...
    @property
    def step(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Beside:
    """Cross-lags, rates around dates, change points."""

    lags: tuple[Contrast, ...]
    around: tuple[Contrast, ...]
    changes: tuple[ChangePoint, ...]


def beside_of(matter: Matter, dates: Sequence[date], progress: Callable[[str], None]) -> Beside:
    """All three; names are `A:hostile>B:detente` between sides, `taboo>detente` between kinds."""
    record = _counts(matter, matter.rule)
    progress("what follows what: cross-lags with block bootstrap")
    lags = [*_side_lags(matter), *_kind_lags(matter, record)]
    around = [contrast for day in dates for contrast in _around(record, day, matter.step)]
    return Beside(tuple(lags), tuple(around), _changes(record, YEAR[matter.step]))


def _counts(matter: Matter, rule: MonthRule) -> MonthCounts:
    return month_counts(
        matter.events, matter.coverage, dyad=matter.dyad, start=matter.start, end=matter.end,
        rule=rule, step=matter.step,
    )  # fmt: skip


def counts_by_side(matter: Matter) -> dict[tuple[str, str], Array]:
    """Days with hostile and with mild deeds of each side towards the other, (side, tone) -> (T,).

    The kinds are those of the bundled rule `mutual`.
    """
    rule = bundled_rule("mutual")
    seen = ~np.isnan(_counts(matter, matter.rule).counts).all(axis=1)
    months = _counts(matter, matter.rule).months
    windows = [(month, step_end(month, matter.step)) for month in months]
    sorted_: dict[tuple[str, str], list[Event]] = {
        (side, tone): [] for side in matter.dyad for tone in TONES
    }
    mild = rule.names.index("detente")
    for event in matter.events:
        gravity = rule.gravity(event, *matter.dyad)
        if gravity is not None:
            for side in event.source_states & set(matter.dyad):
                sorted_[side, TONES[gravity == mild]].append(event)
    return {
        key: np.where(seen, [float(count.sure) for count in count_windows(found, windows)], np.nan)
        for key, found in sorted_.items()
    }


def _side_lags(matter: Matter) -> list[Contrast]:
    series = counts_by_side(matter)
    strata = _strata(len(next(iter(series.values()))), matter.step)
    a, b = matter.dyad
    return [
        cross_lag(f"{x}:{do}>{y}:{then}", series[x, do], series[y, then], strata, lag,
                  block=YEAR[matter.step])
        for x, y in ((a, b), (b, a))
        for do in TONES
        for then in TONES
        for lag in LAGS
    ]  # fmt: skip


def _kind_lags(matter: Matter, record: MonthCounts) -> list[Contrast]:
    strata = _strata(len(record.months), matter.step)
    columns = dict(zip(record.names, record.counts.T, strict=True))
    return [
        cross_lag(f"{x}>{y}", columns[x], columns[y], strata, 1, block=YEAR[matter.step])
        for x, y in permutations(record.names, 2)
    ]


def _strata(n: int, step: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.arange(n) // (5 * YEAR[step])


def _around(record: MonthCounts, day: date, step: str) -> list[Contrast]:
    """Rates of each kind in the two years from the step of `day` on, beside the two before."""
    place = sum(month <= day for month in record.months) - 1
    if not 0 < place < len(record.months):
        return []
    span = AROUND[step]
    before, after = slice(max(place - span, 0), place), slice(place, place + span)
    return [
        rate_ratio(
            f"{name}@{day}", column[before], column[after], record=column, lags=YEAR[step] // 2
        )
        for name, column in zip(record.names, record.counts.T, strict=True)
    ]


def _changes(record: MonthCounts, shortest: int) -> tuple[ChangePoint, ...]:
    """Cuts of all kinds together, told by the kind whose rate moves most."""
    cuts = change_points(record.counts, shortest=shortest)
    edges = [0, *(cut[0] for cut in cuts), len(record.months)]
    found = []
    for number, (place, low, high) in enumerate(cuts, start=1):
        before = _rates(record.counts[edges[number - 1] : place])
        after = _rates(record.counts[place : edges[number + 1]])
        most = int(np.abs(np.sqrt(after) - np.sqrt(before)).argmax())
        found.append(
            ChangePoint(
                name=record.names[most],
                at=record.months[place],
                earliest=record.months[low],
                latest=record.months[high],
                before=float(before[most]),
                after=float(after[most]),
            )
        )
    return tuple(found)


def _rates(counts: Array) -> Array:
    """Mean counts (D,), 0 where nothing was seen."""
    seen = np.maximum((~np.isnan(counts)).sum(axis=0), 1)
    rates: Array = np.nansum(counts, axis=0) / seen
    return rates
