"""Phases from a hidden model: the same shape as labelled months, with probabilities.

The record's counts are fitted, each month gets the smoothed probability of each named state, and
runs of the most probable name are phases. These phases describe; they are never tested for rhythm,
since a decoded path is autocorrelated by construction. A month that the record does not cover has
probabilities (from its neighbours) but no label.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec
import numpy as np

from standoff.cycle.hidden.climb import EmSettings
from standoff.cycle.hidden.emission import Array, log_likelihoods
from standoff.cycle.hidden.fit import Fitted, fit_markov, fit_semi_markov
from standoff.cycle.hidden.markov import Markov, smooth_states
from standoff.cycle.hidden.naming import name_states, naming_text
from standoff.cycle.hidden.record_counts import MonthCounts, month_counts
from standoff.cycle.hidden.semi_markov import Laws, SemiMarkov, smooth_segments
from standoff.cycle.hidden.series import count_series
from standoff.cycle.rule import MonthRule, default_rule
from standoff.cycle.runs import dwell_times, month_transitions, runs_of_months
from standoff.errors import BadValue
from standoff.nouns import Coverage, Event, LabelledMonth, Phase, Phases

__all__ = ["MODELS", "hidden_phases", "named_phases", "phases_of_fit", "state_probabilities"]

MODELS = ("markov", "semi_markov")


def hidden_phases(
    events: Iterable[Event],
    coverage: Sequence[Coverage],
    *,
    dyad: tuple[str, str],
    start: date,
    end: date,
    states: int = 4,
    model: str = "semi_markov",
    emission: str = "poisson",
    rule: MonthRule | None = None,
    settings: EmSettings | None = None,
    step: str = "month",
) -> Phases:
    """Phases of the whole months from `start` to `end` under a hidden model of `states` states.

    `model` is `markov` or `semi_markov`. Raises `BadValue` if nothing is covered.
    """
    if model not in MODELS:
        raise BadValue(f"model {model!r}", expected=f"one of {', '.join(MODELS)}")
    rule = rule or default_rule()
    record = month_counts(events, coverage, dyad=dyad, start=start, end=end, rule=rule, step=step)
    fit = fit_markov if model == "markov" else fit_semi_markov
    fitted: Fitted[Markov] | Fitted[SemiMarkov] = fit(
        record.counts, states, emission=emission, settings=settings
    )
    return phases_of_fit(fitted.model, record, rule, dyad, step)


def phases_of_fit(
    model: Markov | SemiMarkov,
    record: MonthCounts,
    rule: MonthRule,
    dyad: tuple[str, str],
    step: str = "month",
) -> Phases:
    """Named phases of a record under a fitted model."""
    smoothed = state_probabilities(model, record.counts)
    return named_phases(model.emission.mean, smoothed, record, rule, dyad, step)


def named_phases(
    mean: Array,
    smoothed: Array,
    record: MonthCounts,
    rule: MonthRule,
    dyad: tuple[str, str],
    step: str = "month",
) -> Phases:
    """Named phases from the states' rates (K, D) and P(state | record) (T, K)."""
    usual = count_series(record.counts).pooled_mean()
    state_names = name_states(mean, usual, rule.names)
    months = _months(record, smoothed, state_names, rule)
    phases = tuple(_with_probability(phase, months) for phase in runs_of_months(months, step))
    text = naming_text(step)
    return Phases(
        phases=phases,
        months=months,
        names=rule.names,
        transitions=month_transitions(months, rule.names),
        rule=text["en"],
        dyad=dyad,
        dwell=dwell_times(phases, rule.names),
        undecided=record.undecided,
        rule_text=text,
        name_texts={label.name: label.text for label in rule.label},
        step=step,
        way="model",
    )


def state_probabilities(model: Markov | SemiMarkov, counts: Array) -> Array:
    """P(state | the whole record) (T, K)."""
    log_b = log_likelihoods(count_series(counts), model.emission)
    if isinstance(model, Markov):
        return smooth_states(model.start, model.transition, log_b).probabilities
    return smooth_segments(Laws.of(model), log_b).probabilities


def _months(
    record: MonthCounts, smoothed: Array, state_names: Sequence[str], rule: MonthRule
) -> tuple[LabelledMonth, ...]:
    """Months with the probability of each name; the label is the most probable one."""
    member = np.array([[name == state for name in rule.names] for state in state_names], float)
    shares = smoothed @ member
    shares /= shares.sum(axis=1, keepdims=True)
    covered = [not all(row) for row in np.isnan(record.counts).tolist()]
    return tuple(
        LabelledMonth(
            month=month,
            label=rule.names[int(row.argmax())] if seen else "",
            probabilities=dict(zip(rule.names, row.tolist(), strict=True)),
            covered=seen,
            level="partial" if seen else "none",
        )
        for month, row, seen in zip(record.months, shares, covered, strict=True)
    )


def _with_probability(phase: Phase, months: Sequence[LabelledMonth]) -> Phase:
    """The phase with the mean probability of its name over its months."""
    inside = [m.probabilities[phase.name] for m in months if phase.start <= m.month <= phase.end]
    return msgspec.structs.replace(phase, probability=sum(inside) / len(inside))
