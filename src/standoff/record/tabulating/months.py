"""`months`: what each side of a dyad did in each month, and the state of the coercion game in it.

    month       challenger   target    seen  marks               coverage  last_month  deadline ...
    2019-04-01  demand       hold      2     several_challenger  partial   quiet       none
    2019-05-01  provoke      pressure  3                       partial   extortion   6

Several moves may fall into one month. Three mappings choose among them: `gravest` by the order in
`data/months.toml`, `last` and `first` by their day. What is shown under one mapping should hold
under the others, too. `marks` are `several_challenger` and `several_target` (more than one kind of
action), `none` (no recorded move at all: idle actions stand there) and `outside` (nothing was
looked for: the action is missing). An event that may lie in two months is in neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from standoff.errors import BadValue
from standoff.nouns import Coverage, Event, EventPattern
from standoff.nouns.covering import coverage_levels, kinds_of
from standoff.nouns.vocabulary import LEVELS
from standoff.record.tabulating.month_rules import MonthRules, Reader, SideRules, fits
from standoff.record.tabulating.month_states import FACTORS, Seen, month_number, states_of_months
from standoff.record.tabulating.table import Table

if TYPE_CHECKING:
    import polars as pl

__all__ = ["MAPPINGS", "months_table"]

MAPPINGS = ("gravest", "last", "first")
SIDES = ("challenger", "target")


def months_table(
    events: Sequence[Event],
    coverage: Sequence[Coverage],
    due: Mapping[str, date],
    rules: MonthRules,
    *,
    sides: tuple[str, str],
    span: tuple[date, date],
    mapping: str = "gravest",
) -> Table:
    """One row a month of `span` for the dyad `sides` (challenger, target); see the module.

    `due` are the days on which ultimatums run out, by event id. Raises `BadValue` for a mapping
    that is not in `MAPPINGS`.
    """
    if mapping not in MAPPINGS:
        raise BadValue(f"mapping {mapping[:40]!r}", expected=f"one of {', '.join(MAPPINGS)}")
    reader = Reader(*sides)
    dated = [event for event in events if _in_one_month(event)]
    found = [_actions(dated, getattr(rules, side), reader) for side in SIDES]
    months = list(range(month_number(span[0]), month_number(span[1]) + 1))
    chosen = [
        _choose(one, getattr(rules, side), mapping) for one, side in zip(found, SIDES, strict=True)
    ]
    idle = (rules.challenger.idle, rules.target.idle)
    moved = {m for one in chosen for m in one}
    moves = {m: (chosen[0].get(m, idle[0]), chosen[1].get(m, idle[1])) for m in moved}
    seen = Seen.of(dated, moves, due, rules.state, reader)
    states = states_of_months(seen, rules.state, months)
    levels = [_levels(coverage, reader.of_side(getattr(rules, side)), months) for side in SIDES]
    home = _levels(coverage, reader.patterns(rules.state.trouble), months)
    rows = []
    for at, month in enumerate(months):
        covered = (levels[0][at], levels[1][at])
        state = states[at] | ({"home": None} if home[at] == "none" else {})
        kinds = [{action for action, _ in one.get(month, ())} for one in found]
        count = sum(len(one.get(month, ())) for one in found)
        known = [moves.get(month, idle)[k] if covered[k] != "none" else None for k in (0, 1)]
        marks = _marks(kinds, count, covered)
        rows.append([_day(month), *known, count, marks, max(covered, key=LEVELS.index),
                     *(state[name] for name in FACTORS)])  # fmt: skip
    return Table(_frame(rows), _notes(events, dated, found, rules, reader, mapping))


def _in_one_month(event: Event) -> bool:
    first, last = event.when.earliest, event.when.latest
    return bool(first and last and month_number(first) == month_number(last))


def _actions(
    events: Sequence[Event], rules: SideRules, reader: Reader
) -> dict[int, list[tuple[str, date]]]:
    """Month -> the side's (action, day), in order of time."""
    kinds = [(rule.name, reader.of_action(rule)) for rule in rules.actions]
    out: dict[int, list[tuple[str, date]]] = {}
    for event in sorted(events, key=lambda one: (one.when.earliest or date.min, one.id)):
        day = event.when.earliest
        action = next((name for name, patterns in kinds if fits(event, patterns)), "")
        if action and day:
            out.setdefault(month_number(day), []).append((action, day))
    return out


def _choose(
    found: dict[int, list[tuple[str, date]]], rules: SideRules, mapping: str
) -> dict[int, str]:
    """The action of each month that saw any."""
    order = [rule.name for rule in rules.actions]
    place = {"first": 0, "last": -1}.get(mapping)
    return {
        month: min((a for a, _ in moves), key=order.index) if place is None else moves[place][0]
        for month, moves in found.items()
    }


def _marks(kinds: list[set[str]], count: int, covered: tuple[str, str]) -> str:
    marks = [f"several_{side}" for side, some in zip(SIDES, kinds, strict=True) if len(some) > 1]
    marks += ["none"] if not count else []
    marks += ["outside"] if "none" in covered else []
    return ";".join(marks)


def _levels(
    coverage: Sequence[Coverage], patterns: Sequence[EventPattern], months: Sequence[int]
) -> list[str]:
    kinds = sorted({kind for pattern in patterns for kind in kinds_of(pattern)})
    windows = [(_day(m), date.fromordinal(_day(m + 1).toordinal() - 1)) for m in months]
    return coverage_levels(coverage, kinds, windows)


def _day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _frame(rows: list[list[Any]]) -> pl.DataFrame:
    import polars as pl

    schema = {"month": pl.Date, "challenger": pl.Utf8, "target": pl.Utf8, "seen": pl.Int64,
              "marks": pl.Utf8, "coverage": pl.Utf8} | dict.fromkeys(FACTORS, pl.Utf8)  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def _notes(
    events: Sequence[Event],
    dated: Sequence[Event],
    found: list[dict[int, list[tuple[str, date]]]],
    rules: MonthRules,
    reader: Reader,
    mapping: str,
) -> tuple[str, ...]:
    patterns = (*reader.of_side(rules.challenger), *reader.of_side(rules.target))
    left = sum(fits(e, patterns) for e in events) - sum(fits(e, patterns) for e in dated)
    doubled = sum(len({a for a, _ in moves}) > 1 for one in found for moves in one.values())
    stands = f"the {mapping} move of a month stands for it"
    notes = [f"Mapping {mapping}: {stands}; {doubled} months of a side have several moves."]
    notes += [f"In no month, since they may lie in two: {left} moves."] if left else []
    return (*notes, "States are read by stated rules; reputation is what conduct here shows.")
