"""One reading of a claim's terms, counted on the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from standoff.claims.wording import Text, join, say
from standoff.cycle import Count, count_events
from standoff.errors import BadValue, QuestionError
from standoff.nouns import (
    Claim,
    Coverage,
    CoveredSpan,
    Definition,
    Event,
    EventPattern,
    coverage_level,
    coverage_spans,
    kinds_of,
)

__all__ = ["Reading", "gaps", "pattern_of", "read_definition", "span_said"]


class Reading(Struct, frozen=True, kw_only=True):
    """A definition with what it counts in a window.

    `matching` are all events of the kind, at whatever time; `count` those in [start, end].
    """

    definition: Definition
    pattern: EventPattern
    matching: tuple[Event, ...]
    count: Count
    level: str
    start: date
    end: date

    @property
    def counted(self) -> tuple[Event, ...]:
        """The events that surely lie in the window."""
        sure = set(self.count.events)
        return tuple(event for event in self.matching if event.id in sure)

    @property
    def text(self) -> Text:
        """The reading in words, its name where none are given."""
        return self.definition.text or {"en": self.definition.name}


def pattern_of(text: str, claim: Claim, key: str) -> EventPattern:
    """The pattern in a claim's `key`; raises `BadValue` naming the claim and the key."""
    try:
        return EventPattern.parse(text)
    except QuestionError as fault:
        where = f"claim {claim.id}, {key}"
        raise BadValue(fault.what, where=where, expected=fault.expected) from None


def read_definition(
    definition: Definition,
    claim: Claim,
    events: Iterable[Event],
    coverage: Sequence[Coverage],
    window: tuple[date, date],
) -> Reading:
    """`definition` counted within `window`, both ends included."""
    pattern = pattern_of(definition.pattern, claim, f"definition {definition.name}")
    matching = tuple(e for e in events if pattern.matches(e) and definition.named in e.name)
    return Reading(
        definition=definition,
        pattern=pattern,
        matching=matching,
        count=count_events(matching, *window, definition.count),
        level=coverage_level(coverage, kinds_of(pattern), *window),
        start=window[0],
        end=window[1],
    )


def gaps(reading: Reading, coverage: Sequence[Coverage], *levels: str) -> Text:
    """ "from ... to ..." for each stretch of the window that is covered at one of `levels`."""
    spans = coverage_spans(coverage, kinds_of(reading.pattern), reading.start, reading.end)
    return join([span_said(s) for s in spans if s.level in levels])


def span_said(span: CoveredSpan) -> Text:
    """ "from ... to ...", "on ..." for a single day."""
    if span.start == span.end:
        return say("span_of_a_day", day=span.start)
    return say("span", start=span.start, end=span.end)
