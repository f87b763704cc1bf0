"""Is there a rhythm? Four questions, put to a record under several ways of labelling it.

    cycle      three kinds follow each other in one order (order test, dense years thinned, too)
    shorter    phases of detente are shorter than the other phases that are not quiet
    turns      provocation and detente take turns more than chance would have it
    exception  one period differs from the rest in the share of some label

A reading answers `yes` or `no` only where its interval or test decides; `no` to the second means
longer, to the third that they cluster; everything else is `open`. For the fourth, the intervals of
all labels are widened for their number (Bonferroni), so that five looks are not one chance in four.
A label whose kinds are not completely covered throughout decides nothing there (`comparable`), and
a last reading, `covered`, counts the completely covered kinds alone. Decoded phases of a hidden
model are never tested; they stand beside the readings as a description.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from standoff.cycle.comparable import comparable_labels, complete_kinds
from standoff.cycle.contrasts import dwell_contrast, exception
from standoff.cycle.deciding import WAYS
from standoff.cycle.months import label_months
from standoff.cycle.rhythm import (
    alternation_test,
    median_test,
    order_test,
    regularity_test,
    sequence_of_months,
    thinnings,
    turns_test,
)
from standoff.cycle.rule import MonthRule
from standoff.errors import BadValue
from standoff.nouns import Coverage, Event, RhythmTest
from standoff.nouns.cycle import Contrast, CycleQuestion, CycleReading

__all__ = ["QUESTIONS", "questions_of", "read_cycle", "regularity_of", "tests_in"]

QUESTIONS = ("cycle", "shorter", "turns", "exception")
LEVEL = 0.05


def read_cycle(
    events: Sequence[Event],
    coverage: Sequence[Coverage],
    *,
    dyad: tuple[str, str],
    start: date,
    end: date,
    rule: MonthRule,
    step: str = "month",
    ways: Sequence[str] = WAYS,
    period: tuple[date, date] | None = None,
    seed: int = 1,
) -> tuple[CycleReading, ...]:
    """A reading for each way of labelling, and one of the completely covered kinds alone.

    `period` is the one that may be an exception.

    Raises `BadValue` for a rule that does not say which labels to test.
    """
    if not rule.order or not rule.turns:
        raise BadValue(
            f"rule {rule.id!r} names no labels to test",
            expected="`order` (three labels) and `turns` (two) in the rule file",
        )
    asked = _Asked(coverage, dyad, start, end, rule, step, period, seed)
    even = comparable_labels(rule, coverage, start, end)
    readings = [_reading(events, asked, way, way, even) for way in ways]
    kinds = complete_kinds(rule, coverage, start, end)
    known = [event for event in events if {event.move, f"{event.move}:{event.system}"} & kinds]
    if known and len(known) < len(events):
        whole = _reading(known, asked, "gravest", "covered", rule.names)
        readings.append(_saying(whole, kinds))
    return tuple(readings)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is the same for every reading."""

    coverage: Sequence[Coverage]
    dyad: tuple[str, str]
    start: date
    end: date
    rule: MonthRule
    step: str
    period: tuple[date, date] | None
    seed: int


def _reading(
    events: Sequence[Event], asked: _Asked, way: str, name: str, even: Sequence[str]
) -> CycleReading:
    rule, seed = asked.rule, asked.seed
    phases = label_months(
        events, asked.coverage, dyad=asked.dyad, start=asked.start, end=asked.end, rule=rule,
        step=asked.step, way=way,
    )  # fmt: skip
    sequence = sequence_of_months(phases)
    mild, quiet = rule.turns[1], rule.names[-1]
    others = [name for name in rule.names if name not in (mild, quiet)]
    thinned = thinnings(sequence.only(rule.order), seed=seed)
    contrasts: tuple[Contrast, ...] = ()
    if asked.period:
        contrasts = exception(
            phases.months, rule.names, asked.period, block=12 if asked.step == "month" else 52,
            seed=seed, throughout=even,
        )  # fmt: skip
    return CycleReading(
        id=name,
        phases=phases,
        order=order_test(sequence, rule.order, seed=seed),
        order_thinned=median_test([order_test(one, rule.order, seed=seed) for one in thinned]),
        alternation=alternation_test(sequence, rule.order, seed=seed),
        turns=turns_test(sequence, rule.turns, seed=seed),
        detente=dwell_contrast(phases.phases, mild, others, seed=seed),
        exception=contrasts,
    )


def _saying(reading: CycleReading, kinds: Iterable[str]) -> CycleReading:
    """The reading whose rule text says which kinds alone it counts."""
    listed = ", ".join(sorted(kinds))
    heads = {
        "en": f"Only kinds of deed that the record covers completely throughout: {listed}.",
        "de": f"Nur Arten von Taten, die der Bestand durchweg vollständig abdeckt: {listed}.",
    }
    text = {
        language: f"{heads.get(language, '')} {words}".strip()
        for language, words in reading.phases.rule_text.items()
    }
    return replace(reading, phases=replace(reading.phases, rule_text=text))


def regularity_of(
    events: Iterable[Event],
    coverage: Sequence[Coverage],
    *,
    dyad: tuple[str, str],
    start: date,
    end: date,
    rule: MonthRule,
) -> RhythmTest | None:
    """Whether the intervals between hostile deeds of completely covered kinds are regular.

    None where fewer than three such days are known.
    """
    kinds = complete_kinds(rule, coverage, start, end)
    mild = rule.names.index(rule.turns[1])
    days = set()
    for event in events:
        gravity = rule.gravity(event, *dyad)
        seen = {event.move, f"{event.move}:{event.system}"} & kinds
        day = event.when.earliest
        if seen and gravity is not None and gravity != mild and event.when.is_day and day:
            days.add(day)
    inside = sorted(day for day in days if start <= day <= end)
    return regularity_test(inside, start, end) if len(inside) > 2 else None


def questions_of(readings: Sequence[CycleReading]) -> tuple[CycleQuestion, ...]:
    """The verdict of every reading on each question that could be put."""
    judges = {"cycle": _cycle, "shorter": _shorter, "turns": _turns, "exception": _exception}
    return tuple(
        CycleQuestion(id=name, verdicts={reading.id: judges[name](reading) for reading in readings})
        for name in QUESTIONS
        if name != "exception" or all(reading.exception for reading in readings)
    )


def tests_in(readings: Sequence[CycleReading]) -> int:
    """How many tests and intervals stand behind the questions."""
    return sum(4 + len(reading.exception) + 1 for reading in readings)


def _cycle(reading: CycleReading) -> str:
    """Yes only if the order also shows without the surplus of dense years."""
    whole, thin = reading.order, reading.order_thinned
    shown = whole.p_value <= LEVEL and whole.statistic > whole.expected
    return "yes" if shown and thin.p_value <= LEVEL and thin.statistic > thin.expected else "open"


def _shorter(reading: CycleReading) -> str:
    return {-1: "yes", 0: "open", 1: "no"}[reading.detente.decided]


def _turns(reading: CycleReading) -> str:
    test = reading.turns
    if test.p_value > LEVEL:
        return "open"
    return "yes" if test.statistic > test.expected else "no"


def _exception(reading: CycleReading) -> str:
    return "yes" if any(contrast.decided for contrast in reading.exception) else "open"
