"""What the cycle of a case is read from: events, coverage, the two states, the period, the rule.

Events come from the record; of imported data sets only the rows between the two states are made
into events, so that half a million others cost nothing. Where an imported set lies twice in its
file (`origin`), one of the two is counted, the larger unless another is asked for. A record without
coverage of its own is taken as partly covered from its first to its last imported row; it says so.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.case.folder import AskedCycle
from standoff.errors import BadValue, CaseError, one_of
from standoff.nouns import Coverage, Event
from standoff.nouns.when import day_given

if TYPE_CHECKING:
    import polars as pl

    from standoff.case.case import Case
    from standoff.cycle.rule import MonthRule

__all__ = ["CycleMatter", "cycle_matter"]

Remark = dict[str, str]


@dataclasses.dataclass(frozen=True, slots=True)
class CycleMatter:
    """What the cycle is read from: events, coverage, the two states, the period, and the rule."""

    events: tuple[Event, ...]
    coverage: tuple[Coverage, ...]
    dyad: tuple[str, str]
    start: date
    end: date
    rule: MonthRule
    step: str
    remarks: tuple[Remark, ...] = ()


def cycle_matter(
    case: Case,
    *,
    proposed: bool = False,
    start: date | None = None,
    end: date | None = None,
    dyad: tuple[str, str] | None = None,
    rule: str = "",
    step: str = "",
    origin: str = "",
) -> CycleMatter:
    """Gather it; what is not given comes from `case.toml`. Raises `CaseError` without a period."""
    start, end = day_given(start, "start"), day_given(end, "end")
    asked = case.info.cycle or AskedCycle()
    pair = dyad or case.dyad
    remarks: list[Remark] = []
    if case.record.imports:
        events = _with_imports(case, pair, proposed, origin, remarks)
        coverage = case.coverage or _span_of(events, remarks)
        first, last = _own_period(case, coverage)
    else:
        events, coverage = (
            case.events(proposed=proposed),
            case.coverage_or_articles(proposed=proposed),
        )
        first, last = case.period(proposed=proposed)
    return CycleMatter(
        events=events,
        coverage=coverage,
        dyad=pair,
        start=start or first,
        end=end or last,
        rule=_rule(case.folder, rule or asked.rule),
        step=step or asked.step,
        remarks=tuple(remarks),
    )


def _rule(folder: Path, name: str) -> MonthRule:
    """A bundled rule by name, else a file: as given, or in the case's folder."""
    from standoff.cycle.rule import RULES, bundled_rule, load_rule

    if name in RULES:
        return bundled_rule(name)
    path = Path(name) if Path(name).is_file() else folder / name
    if not path.is_file():
        raise BadValue(f"rule {name[:80]!r}", expected=f"a TOML file, or {one_of(RULES, name)}")
    return load_rule(path)


def _own_period(case: Case, coverage: Sequence[Coverage]) -> tuple[date, date]:
    if not coverage:
        raise CaseError(
            "no event between these two states, so there is no period to look at",
            where=str(case.folder),
            next="name two states that occur with --dyad, e.g. --dyad USA,IRQ",
        )
    first, last = min(row.start for row in coverage), max(row.end for row in coverage)
    return case.info.start or first, case.info.end or last


def _with_imports(
    case: Case, dyad: tuple[str, str], proposed: bool, origin: str, remarks: list[Remark]
) -> tuple[Event, ...]:
    """Events of the record, and of its imports those that one state does to the other."""
    import polars as pl

    from standoff.record.importing.batch import events_of
    from standoff.record.importing.imported import event_table

    own = dataclasses.replace(case.record, imports=()).events(proposed=proposed)
    between = _between(dyad)
    rows = event_table(case.folder, case.record.imports).filter(between & (pl.col("move") != ""))
    chosen = _origins(rows, origin, remarks)
    wanted = between & pl.col("origin").is_in(chosen)
    return (
        *own,
        *(
            event
            for batch in case.record.imports
            for event in events_of(case.folder, batch, wanted=wanted)
        ),
    )


def _between(dyad: tuple[str, str]) -> pl.Expr:
    """Rows in which one of the two states acts on the other."""
    import polars as pl

    here = [rf"(^|;)\s*{side}(_|;|$)" for side in dyad]

    def at(column: str, place: int) -> pl.Expr:
        return pl.col(column).str.contains(here[place])

    return (at("source", 0) & at("target", 1)) | (at("source", 1) & at("target", 0))


def _origins(rows: pl.DataFrame, origin: str, remarks: list[Remark]) -> list[str]:
    """Sets to count: the one asked for, else of those that overlap in time only the largest."""
    import polars as pl

    found = (
        rows.group_by("origin")
        .agg(n=pl.len(), first=pl.col("earliest").min(), last=pl.col("latest").max())
        .sort("n", "origin", descending=[True, False])
    )
    names = found["origin"].to_list()
    if origin and origin not in names:
        raise BadValue(f"set {origin!r}", expected=f"one of {', '.join(names) or 'none'}")
    chosen: list[str] = []
    spans: list[tuple[date, date]] = []
    for name, _, first, last in found.iter_rows():
        overlaps = any(first <= other[1] and last >= other[0] for other in spans)
        if name == origin or (not origin and not overlaps):
            chosen.append(name)
            spans.append((first, last))
    left = [name for name in names if name not in chosen]
    if left:
        remarks.append({
            "en": f"Counted set: {', '.join(chosen)}; not counted, since they tell the same time "
            f"again: {', '.join(left)}.",
            "de": f"Gezählt: {', '.join(chosen)}; nicht gezählt, weil dieselbe Zeit noch einmal: "
            f"{', '.join(left)}.",
        })  # fmt: skip
    return chosen


def _span_of(events: Sequence[Event], remarks: list[Remark]) -> tuple[Coverage, ...]:
    """Partial coverage from the first to the last dated event."""
    days = [day for event in events for day in (event.when.earliest, event.when.latest) if day]
    if not days:
        return ()
    remarks.append({
        "en": "The import does not say what it covers: from its first to its last event between "
        "the two states it is taken as partly covered, and silence there as calm.",
        "de": "Der Import sagt nicht, was er abdeckt: Vom ersten bis zum letzten Ereignis zwischen "
        "beiden gilt er als teilweise abgedeckt, und Schweigen dort als Ruhe.",
    })  # fmt: skip
    return (Coverage(kind="*", start=min(days), end=max(days), level="partial"),)
