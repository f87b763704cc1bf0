"""What may be compared across periods: kinds of deed that the record sees equally well throughout.

More threats in the years that newspapers watched most say nothing about threats. A kind may enter a
comparison of periods only if its coverage is complete from the first day to the last; a record made
by one machine throughout (a single row of coverage for everything) may be compared with itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from standoff.cycle.rule import Label, MonthRule
from standoff.nouns import Coverage, coverage_level

__all__ = ["comparable_labels", "complete_kinds"]


def complete_kinds(
    rule: MonthRule, coverage: Sequence[Coverage], start: date, end: date
) -> frozenset[str]:
    """Kinds (`move` or `move:system`) of the rule that are completely covered throughout.

    A move that is not complete itself may have systems that are.
    """
    rows = {row.kind for row in coverage}
    kinds = {kind for label in rule.label for kind in _kinds(label)}
    kinds |= {row for row in rows if row.partition(":")[0] in rule.kinds}
    return frozenset(
        kind for kind in kinds if coverage_level(coverage, (kind,), start, end) == "complete"
    )


def comparable_labels(
    rule: MonthRule, coverage: Sequence[Coverage], start: date, end: date
) -> tuple[str, ...]:
    """Labels whose kinds, and those of all graver labels, are completely covered throughout.

    A graver deed takes the label from a milder one, so a hole in its coverage is one in both.
    """
    if len(coverage) == 1 and coverage[0].kind == "*":
        return rule.names
    found = []
    for label in rule.label:
        if coverage_level(coverage, _kinds(label) or rule.kinds, start, end) != "complete":
            break
        found.append(label.name)
    return tuple(found)


def _kinds(label: Label) -> tuple[str, ...]:
    """The kinds of deed that earn a label, as `Coverage.kind` names them."""
    return tuple(
        f"{move}:{system}" if system else move
        for deed in label.counts
        for move in deed.moves
        for system in (deed.systems or ("",))
    )
