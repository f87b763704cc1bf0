"""Labelled months: from dated deeds to the phases of a record, by a rule that anyone can check.

    label(month) = the gravest label that a deed dated to that month earns, else the last label

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

from standoff.cycle.calendar import first_day, last_day, months_of
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
) -> Phases:
    """The months from `start` to `end` with their labels, and the phases they form.

    `dyad` is (challenger, target). Only deeds within [start, end] count. Raises `BadValue` if the
    period is empty or both sides are the same.
    """
    if start > end or end.year == date.max.year:
        raise BadValue(f"period from {start} to {end}", expected="start before end, before 9999")
    if dyad[0] == dyad[1]:
        raise BadValue(f"both sides are {dyad[0]}", where="dyad", expected="two different actors")
    rule = rule or default_rule()
    decided, undecided = _sort_by_month(events, rule, dyad, start, end)
    months = tuple(
        _label(month, decided.get(month, []), undecided, coverage, rule, (start, end))
        for month in months_of(start, end)
    )
    phases = runs_of_months(months)
    return Phases(
        phases=phases,
        months=months,
        names=rule.names,
        transitions=month_transitions(months, rule.names),
        rule=rule.text.get("en", rule.id),
        dyad=dyad,
        dwell=dwell_times(phases, rule.names),
        undecided=tuple(event.id for _, event in undecided),
        rule_text=rule.text,
        name_texts={label.name: label.text for label in rule.label},
    )


def _sort_by_month(
    events: Iterable[Event], rule: MonthRule, dyad: tuple[str, str], start: date, end: date
) -> tuple[dict[date, list[_Ranked]], list[_Ranked]]:
    """Deeds by the month they surely belong to, and those that belong to none surely."""
    decided: dict[date, list[_Ranked]] = {}
    undecided: list[_Ranked] = []
    for event in events:
        gravity = rule.gravity(event, *dyad)
        if gravity is None or not event.when.touches(start, end):
            continue
        month = _month_of(event, start, end)
        if month is None:
            undecided.append((gravity, event))
        else:
            decided.setdefault(month, []).append((gravity, event))
    return decided, undecided


def _month_of(event: Event, start: date, end: date) -> date | None:
    """The month in which the event surely lies, within the period; None if there is none."""
    if event.when.earliest is None or not event.when.within(start, end):
        return None
    same = event.when.latest is not None and event.when.latest <= last_day(event.when.earliest)
    return first_day(event.when.earliest) if same else None


def _label(
    month: date,
    deeds: list[_Ranked],
    undecided: list[_Ranked],
    coverage: Sequence[Coverage],
    rule: MonthRule,
    period: tuple[date, date],
) -> LabelledMonth:
    """One month with its label, or without one where it is not covered."""
    level = _month_level(month, coverage, rule, period)
    if level == "none":
        return LabelledMonth(month=month, label="", probabilities={}, covered=False, level=level)
    place = min((gravity for gravity, _ in deeds), default=len(rule.names) - 1)
    label = rule.names[place]
    return LabelledMonth(
        month=month,
        label=label,
        probabilities={name: float(name == label) for name in rule.names},
        events=tuple(event.id for gravity, event in deeds if gravity == place),
        level=level,
        undecided=tuple(
            event.id
            for gravity, event in undecided
            if gravity < place and _may_fall_in(event, month)
        ),
    )


def _may_fall_in(event: Event, month: date) -> bool:
    """True for a dated range that touches the month; an open end says too little to be named."""
    when = event.when
    dated = when.earliest is not None and when.latest is not None
    return dated and when.touches(month, last_day(month))


def _month_level(
    month: date, coverage: Sequence[Coverage], rule: MonthRule, period: tuple[date, date]
) -> str:
    """How well the days of the month that lie in the period are covered for this rule."""
    first, last = max(month, period[0]), min(last_day(month), period[1])
    if coverage_level(coverage, rule.needs, first, last) == "none":
        return "none"
    whole = (first, last) == (month, last_day(month))
    everything = coverage_level(coverage, rule.kinds, first, last)
    return "complete" if whole and everything == "complete" else "partial"
