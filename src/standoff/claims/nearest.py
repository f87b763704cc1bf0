"""The nearest true statement: what the record does show, said in the claim's own manner.

A count is composed from its parts, the largest group first: "12 short-range tests and one from a
submarine on 13 days". The parts come from the events themselves, so the sentence is as true as the
record, whatever the claim.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from standoff.claims.reading import Reading
from standoff.claims.wording import Text, in_each, join, noun, say
from standoff.cycle import count_events
from standoff.nouns import Event, kinds_of

__all__ = ["bare_plural", "compose", "compose_count", "kinds_said"]

_SHOWN = 4


def compose_count(reading: Reading) -> Text:
    """A reading's count with its period, its lower-bound mark, and what fuzzy dates leave open."""
    text = compose(reading)
    if reading.level != "complete":
        text = say("at_least" if reading.counted else "on_record", what=text)
    if reading.count.unsure:
        text = say("more_possible", what=text, n=len(reading.count.unsure))
    if reading.start == reading.end:
        return say("on_one_day", what=text, day=reading.start)
    return say("period", what=text, start=reading.start, end=reading.end)


def compose(reading: Reading) -> Text:
    """What surely lies in the window: groups by kind, and on how many days."""
    counted = reading.counted
    if not counted:
        return _none_of(kinds_of(reading.pattern))
    parts = [_groups(counted), _on_days(reading, counted)]
    if reading.definition.count == "number" and reading.count.sure != len(counted):
        parts.append(say("in_all", n=reading.count.sure))
    return in_each(lambda language: _in_a_row([part[language] for part in parts]))


def _in_a_row(parts: Sequence[str]) -> str:
    """ "12 tests on 9 days", and ", 21 in all" where single items were counted."""
    return ", ".join([" ".join(parts[:2]), *parts[2:]])


def _kind(event: Event) -> str:
    return f"{event.move}:{event.system}" if event.system else event.move


def _groups(counted: Sequence[Event]) -> Text:
    sizes = Counter(_kind(event) for event in counted)
    texts, moves = [], set()
    for kind, n in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        move = kind.partition(":")[0]
        texts.append(noun(kind, n, after=move in moves))
        moves.add(move)
    return join(texts)


def _on_days(reading: Reading, counted: Sequence[Event]) -> Text:
    days = count_events(counted, reading.start, reading.end, "days")
    if days.possible == 1:
        return say("one_day")
    if days.sure == days.possible:
        return say("on_days", n=days.sure)
    return say("on_days_range", low=days.sure, high=days.possible)


def _none_of(kinds: Sequence[str]) -> Text:
    """ "no short-range tests and no talks"."""
    return join([say("none_of", noun=bare_plural(kind)) for kind in kinds])


def kinds_said(kinds: Sequence[str]) -> Text:
    """The names of kinds, the first four of many."""
    shown = join([bare_plural(kind) for kind in kinds[:_SHOWN]])
    return say("and_other_kinds", what=shown) if len(kinds) > _SHOWN else shown


def bare_plural(kind: str) -> Text:
    """The bare plural of a kind: "short-range tests"."""
    return {language: text.removeprefix("0 ") for language, text in noun(kind, 0).items()}
