"""Covered time: for which days, and how completely, the record knows a kind of event.

An absent event means something only where the record would have shown it. Every rate, phase,
claim and backtest therefore asks here first. A `Coverage` row speaks of a kind, `move` or
`move:system` (or `*`, everything), from one day to another. On any one day

- a row for exactly the kind asked for decides; without one, a row for its move, then `*`;
- of several rows for the same kind the best counts (two sources complete each other), except that
  an explicit `none` is a known hole and wins;
- a move asked for without a system is no better covered than its least covered named system, and
  `partial` at most where only some systems are covered;
- several kinds asked for together are as well covered as the worst of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from standoff.nouns.event import Coverage
from standoff.nouns.pattern import EventPattern
from standoff.nouns.vocabulary import LEVELS

__all__ = ["CoveredSpan", "coverage_level", "coverage_levels", "coverage_spans", "kinds_of"]

_DAY = timedelta(days=1)


class CoveredSpan(Struct, frozen=True, kw_only=True):
    """Days in a row, both ends included, that are equally well covered."""

    start: date
    end: date
    level: str


def kinds_of(pattern: EventPattern) -> tuple[str, ...]:
    """The kinds of event that a pattern asks for, as `Coverage.kind` names them.

    >>> kinds_of(EventPattern.parse("PRK weapon_test:submarine|nuclear"))
    ('weapon_test:submarine', 'weapon_test:nuclear')
    """
    if not pattern.systems:
        return pattern.moves
    return tuple(f"{move}:{system}" for move in pattern.moves for system in pattern.systems)


def coverage_level(
    coverage: Sequence[Coverage], kinds: Iterable[str], start: date, end: date
) -> str:
    """`complete`, `partial` or `none`: the worst day of [start, end] for the worst of `kinds`."""
    return _worst(span.level for span in coverage_spans(coverage, kinds, start, end))


def coverage_spans(
    coverage: Sequence[Coverage], kinds: Iterable[str], start: date, end: date
) -> tuple[CoveredSpan, ...]:
    """[start, end] cut into spans of equal level; neighbours differ. Empty if start > end."""
    if start > end:
        return ()
    wanted = tuple(kinds)
    rows = [row for row in coverage if row.start <= end and row.end >= start]
    edges = {start} | {row.start for row in rows if row.start > start}
    edges |= {row.end + _DAY for row in rows if row.end < end}
    firsts = sorted(edges)
    lasts = [first - _DAY for first in firsts[1:]] + [end]
    spans: list[CoveredSpan] = []
    for first, last in zip(firsts, lasts, strict=True):
        today = [row for row in rows if row.start <= first <= row.end]
        level = _worst(_level_on_a_day(today, kind) for kind in wanted)
        if spans and spans[-1].level == level:
            spans[-1] = CoveredSpan(start=spans[-1].start, end=last, level=level)
        else:
            spans.append(CoveredSpan(start=first, end=last, level=level))
    return tuple(spans)


def coverage_levels(
    coverage: Sequence[Coverage], kinds: Iterable[str], windows: Sequence[tuple[date, date]]
) -> list[str]:
    """`coverage_level` of each of several windows in order of time that do not overlap."""
    if not windows:
        return []
    spans = coverage_spans(coverage, kinds, windows[0][0], windows[-1][1])
    levels, first = [], 0
    for start, end in windows:
        while spans[first].end < start:
            first += 1
        last = first
        while last + 1 < len(spans) and spans[last + 1].start <= end:
            last += 1
        levels.append(_worst(span.level for span in spans[first : last + 1]))
    return levels


def _level_on_a_day(rows: Sequence[Coverage], kind: str) -> str:
    """How well one kind is covered by rows that all hold on the same day."""
    move, _, system = kind.partition(":")
    for name in (kind, move, "*"):
        levels = [row.level for row in rows if row.kind == name]
        if levels:
            own = "none" if "none" in levels else min(levels, key=LEVELS.index)
            break
    else:
        own = ""
    if system:
        return own or "none"
    systems = {row.kind for row in rows if row.kind.startswith(f"{move}:")}
    parts = [_level_on_a_day(rows, name) for name in systems]
    if own:
        return _worst([own, *("partial" if part == "none" else part for part in parts)])
    return "partial" if any(part != "none" for part in parts) else "none"


def _worst(levels: Iterable[str]) -> str:
    """The worst of some levels; `none` of nothing at all."""
    return max(levels, key=LEVELS.index, default="none")
