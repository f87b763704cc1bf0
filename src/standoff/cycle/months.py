"""Labelled months: from dated deeds to the phases of a record, by a rule that anyone can check.

    label(month) = the gravest label that a deed dated to that month earns, else the last label

(or another way to decide between several, `deciding`; or weeks in place of months).

Three things keep the labels honest. A month that the record does not cover has no label, so its
silence is never taken for calm. A deed counts in a month only if its whole range of dates lies
there; a range across months decides nothing and is listed as undecided. And plans, threats that
were only reported as possible, and opinions are no deeds.

The labels serve the rhythm tests as they stand; a hidden Markov model may smooth them, but its
decoded path is autocorrelated by construction and is never tested for rhythm.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from standoff.cycle.calendar import check_step, step_end, step_start, steps_of
from standoff.cycle.deciding import check_way, decide, way_text
from standoff.cycle.rule import MonthRule, default_rule
from standoff.cycle.runs import dwell_times, month_transitions, runs_of_months
from standoff.errors import BadValue
from standoff.nouns import Coverage, Event, LabelledMonth, Phases, coverage_level

__all__ = ["label_months"]

_Ranked = tuple[int, Event]


def label_months(
    events: Iterable[Event],
    coverage: Sequence[Coverage],
    *,
    dyad: tuple[str, str] = ("PRK", "USA"),
    start: date,
    end: date,
    rule: MonthRule | None = None,
    step: str = "month",
    way: str = "gravest",
) -> Phases:
    """The months from `start` to `end` with their labels, and the phases they form.

    `dyad` is (challenger, target). Only deeds within [start, end] count. `step` may be `week`;
    `way` says which of several kinds names a step (`deciding.WAYS`). Raises `BadValue` if the
    period is empty or both sides are the same.
    """
    check_step(step)
    check_way(way)
    if start > end or end.year == date.max.year:
        raise BadValue(f"period from {start} to {end}", expected="start before end, before 9999")
    if dyad[0] == dyad[1]:
        raise BadValue(f"both sides are {dyad[0]}", where="dyad", expected="two different actors")
    rule = rule or default_rule()
    decided, undecided = _sort_by_step(events, rule, dyad, (start, end), step)
    steps = list(steps_of(start, end, step))
    levels = [_level(day, coverage, rule, (start, end), step) for day in steps]
    seen = [day for day, level in zip(steps, levels, strict=True) if level != "none"]
    usual = _usual(decided, seen)
    last = len(rule.names) - 1
    months = []
    for day, level in zip(steps, levels, strict=True):
        deeds = decided.get(day, [])
        place = decide(way, [(gravity, _day(event)) for gravity, event in deeds], usual, last)
        months.append(_labelled(day, level, place, deeds, undecided, rule, step))
    phases = runs_of_months(months, step)
    text = _text(rule, way, step)
    return Phases(
        phases=phases,
        months=tuple(months),
        names=rule.names,
        transitions=month_transitions(months, rule.names),
        rule=text.get("en", rule.id),
        dyad=dyad,
        dwell=dwell_times(phases, rule.names),
        undecided=tuple(event.id for _, event in undecided),
        rule_text=text,
        name_texts={label.name: label.text for label in rule.label},
        step=step,
        way=way,
    )


def _text(rule: MonthRule, way: str, step: str) -> dict[str, str]:
    """The rule in words; the way is part of the rule's own text where it is the usual one."""
    if way == "gravest" and step == "month":
        return rule.text
    ways = way_text(way, step)
    return {language: f"{ways.get(language, '')} {text}".strip()
            for language, text in rule.kinds_text.items()}  # fmt: skip


def _usual(decided: dict[date, list[_Ranked]], seen: Sequence[date]) -> dict[int, float]:
    """Days with a deed of each kind, a covered step: (days + 1/2) / (steps + 1)."""
    days: dict[int, int] = {}
    for day in seen:
        for gravity, _ in {(gravity, _day(event)) for gravity, event in decided.get(day, [])}:
            days[gravity] = days.get(gravity, 0) + 1
    return {gravity: (n + 0.5) / (len(seen) + 1.0) for gravity, n in days.items()}


def _day(event: Event) -> int:
    return event.when.earliest.toordinal() if event.when.earliest else 0


def _sort_by_step(
    events: Iterable[Event],
    rule: MonthRule,
    dyad: tuple[str, str],
    period: tuple[date, date],
    step: str,
) -> tuple[dict[date, list[_Ranked]], list[_Ranked]]:
    """Deeds by the month or week they surely belong to, and those that belong to none surely."""
    decided: dict[date, list[_Ranked]] = {}
    undecided: list[_Ranked] = []
    for event in events:
        gravity = rule.gravity(event, *dyad)
        if gravity is None or not event.when.touches(*period):
            continue
        day = _step_of(event, period, step)
        if day is None:
            undecided.append((gravity, event))
        else:
            decided.setdefault(day, []).append((gravity, event))
    return decided, undecided


def _step_of(event: Event, period: tuple[date, date], step: str) -> date | None:
    """The step in which the event surely lies, within the period; None if there is none."""
    first, last = event.when.earliest, event.when.latest
    if first is None or not event.when.within(*period):
        return None
    return step_start(first, step) if last is not None and last <= step_end(first, step) else None


def _labelled(
    day: date,
    level: str,
    place: int,
    deeds: list[_Ranked],
    undecided: list[_Ranked],
    rule: MonthRule,
    step: str,
) -> LabelledMonth:
    """One month or week with its label, or without one where it is not covered."""
    if level == "none":
        return LabelledMonth(month=day, label="", probabilities={}, covered=False, level=level)
    label = rule.names[place]
    return LabelledMonth(
        month=day,
        label=label,
        probabilities={name: float(name == label) for name in rule.names},
        events=tuple(event.id for gravity, event in deeds if gravity == place),
        level=level,
        undecided=tuple(
            event.id
            for gravity, event in undecided
            if gravity < place and _may_fall_in(event, day, step)
        ),
    )


def _may_fall_in(event: Event, day: date, step: str) -> bool:
    """True for a dated range that touches the step; an open end says too little to be named."""
    when = event.when
    dated = when.earliest is not None and when.latest is not None
    return dated and when.touches(day, step_end(day, step))


def _level(
    day: date,
    coverage: Sequence[Coverage],
    rule: MonthRule,
    period: tuple[date, date],
    step: str,
) -> str:
    """How well the days of the step that lie in the period are covered for this rule."""
    last_day = step_end(day, step)
    first, last = max(day, period[0]), min(last_day, period[1])
    if coverage_level(coverage, rule.needs, first, last) == "none":
        return "none"
    whole = (first, last) == (day, last_day)
    everything = coverage_level(coverage, rule.kinds, first, last)
    return "complete" if whole and everything == "complete" else "partial"
