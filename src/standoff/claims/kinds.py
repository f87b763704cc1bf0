"""Sequences of kinds for the rhythm forms: which kind came when, under one reading of the terms.

Kinds are labels of a month rule, or patterns of the claim's own (the gravest first). A sequence is
one of `events` (dated to the day) or of `months`. Coverage is asked for the kinds in question only:
what a test does not use cannot spoil it.
"""

from __future__ import annotations

from datetime import date

import msgspec
from msgspec import Struct

from standoff.claims.month_rules import kinds_of_labels, rule_named
from standoff.claims.outcome import level_of
from standoff.claims.reading import pattern_of
from standoff.claims.told import Told
from standoff.cycle import label_months
from standoff.cycle.rhythm import (
    KindSequence,
    kind_sequence,
    sequence_of_events,
    sequence_of_months,
    thinnings,
)
from standoff.errors import BadValue
from standoff.nouns import Claim, Definition, Event, EventPattern, kinds_of

__all__ = ["Kinds", "kinds_in", "period_of"]


class Kinds(Struct, frozen=True, kw_only=True):
    """A sequence with its kinds, what they rest on, and how well that is covered.

    `looks` are what is tested: the sequence, or where dense years are thinned, several thinnings.
    """

    looks: tuple[KindSequence, ...]
    names: tuple[str, ...]
    covered: tuple[str, ...]
    level: str
    start: date
    end: date


def period_of(claim: Claim, definition: Definition) -> tuple[date, date]:
    """The period of a reading; raises `BadValue` for an empty one."""
    start, end = definition.start or claim.start, definition.end or claim.end
    if start > end:
        raise BadValue(
            f"period from {start} to {end}",
            where=f"claim {claim.id}, definition {definition.name}",
            expected="start before end",
        )
    return start, end


def kinds_in(claim: Claim, definition: Definition, told: Told) -> Kinds:
    """The sequence that a reading asks for; raises `BadValue` naming the key at fault."""
    where = f"claim {claim.id}, definition {definition.name}"
    start, end = period_of(claim, definition)
    if definition.patterns:
        found = _by_patterns(claim, definition, told, start, end)
    else:
        found = _by_labels(claim, definition, told, start, end, where)
    if definition.thinned:
        return msgspec.structs.replace(found, looks=thinnings(found.looks[0]))
    return found


def _by_patterns(claim: Claim, definition: Definition, told: Told, start: date, end: date) -> Kinds:
    names = tuple(definition.patterns)
    patterns = [
        pattern_of(text, claim, f"definition {definition.name}, patterns.{name}")
        for name, text in definition.patterns.items()
    ]
    covered = tuple(kind for pattern in patterns for kind in kinds_of(pattern))
    rows = set()
    for event in told.events:
        place = _first_match(patterns, event)
        day = event.when.earliest
        if place is not None and day is not None and event.when.is_day and start <= day <= end:
            rows.add((day.toordinal(), place))
    days = sorted(rows)
    sequence = kind_sequence([p for _, p in days], [d for d, _ in days], names)
    level = level_of(told, covered, (start, end))
    return Kinds(looks=(sequence,), names=names, covered=covered, level=level, start=start, end=end)


def _first_match(patterns: list[EventPattern], event: Event) -> int | None:
    return next((n for n, pattern in enumerate(patterns) if pattern.matches(event)), None)


def _by_labels(
    claim: Claim, definition: Definition, told: Told, start: date, end: date, where: str
) -> Kinds:
    names = definition.kinds or claim.kinds
    dyad = claim.dyad or told.dyad
    if dyad is None:
        raise BadValue("no two sides", where=where, expected="`dyad`, or patterns of its own")
    rule = rule_named(definition.rule, where)
    if len(set(names)) < 2 or not set(names) <= set(rule.names):
        raise BadValue(
            f"kinds {list(names)}", where=where,
            expected=f"two or more different ones among {', '.join(rule.names)}",
        )  # fmt: skip
    if definition.sequence == "months":
        phases = label_months(
            told.events, told.coverage, dyad=dyad, start=start, end=end, rule=rule
        )
        sequence = sequence_of_months(phases)
    else:
        sequence = sequence_of_events(
            told.events, told.coverage, dyad=dyad, start=start, end=end, rule=rule
        )
    covered = kinds_of_labels(rule, names)
    level = level_of(told, covered, (start, end))
    return Kinds(
        looks=(sequence,), names=tuple(names), covered=covered, level=level, start=start, end=end
    )
