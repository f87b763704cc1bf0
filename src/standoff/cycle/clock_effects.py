"""Phases and clocks together: does a clock raise a kind of deed, or draw the conflict to a phase?

A hidden model is fitted with the clocks and without them. Each effect is a ratio a whole unit of
its clock, with an interval from the curvature; `untold` where the record has taken away less than
half of the weak prior's variance, so that the figure is mostly the prior's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from standoff.cycle.hidden.ahead import log_probability as plain_log_probability
from standoff.cycle.hidden.climb import EmSettings
from standoff.cycle.hidden.clocked import ClockedCounts, clocked_counts, log_probability, smooth
from standoff.cycle.hidden.clocked_fit import ClockedFit, fit_clocked
from standoff.cycle.hidden.clocked_sure import Effects, effects_of
from standoff.cycle.hidden.emission import Array
from standoff.cycle.hidden.naming import name_states
from standoff.cycle.hidden.phases import named_phases
from standoff.cycle.hidden.record_counts import MonthCounts
from standoff.cycle.rule import MonthRule
from standoff.errors import BadValue
from standoff.nouns import Phases
from standoff.nouns.clocks import Clock, ClockEffect, ClocksAnswer

__all__ = ["ClockColumn", "clocked_phases"]

TRAINED, LEARNED = 2 / 3, 0.5
QUICK = EmSettings(starts=2, max_steps=80, tolerance=1e-6)


@dataclass(frozen=True, slots=True)
class ClockColumn:
    """A clock with its numbers by period (T,): what it is and what one unit is, by language."""

    id: str
    text: dict[str, str]
    unit: dict[str, str]
    values: Array


def clocked_phases(
    record: MonthCounts,
    columns: Sequence[ClockColumn],
    *,
    kind: str,
    states: int,
    rule: MonthRule,
    dyad: tuple[str, str],
    step: str = "month",
    emission: str = "negative_binomial",
    settings: EmSettings = QUICK,
) -> tuple[Phases, ClocksAnswer]:
    """Phases under a model with clocks, and what the clocks do.

    Raises `BadValue` naming a clock that never moves in this period.
    """
    for column in columns:
        if np.ptp(column.values) <= 1e-9:
            raise BadValue(
                f"clock {column.id} never moves between {record.months[0]} and {record.months[-1]}",
                expected="a clock that strikes within the period",
                next="name another clock, or a longer period with --from and --to",
            )
    told = clocked_counts(record.counts, np.column_stack([column.values for column in columns]))
    fit = fit_clocked(told, states, kind=kind, emission=emission, settings=settings)
    smoothed = smooth(fit.model, told).probabilities
    mean = fit.model.base.emission.mean
    phases = named_phases(mean, smoothed, record, rule, dyad, step)
    names = name_states(mean, told.series.pooled_mean(), rule.names)
    answer = _answer(record, columns, told, fit, names, kind, emission, settings)
    return phases, answer


def _answer(
    record: MonthCounts,
    columns: Sequence[ClockColumn],
    told: ClockedCounts,
    fit: ClockedFit,
    names: Sequence[str],
    kind: str,
    emission: str,
    settings: EmSettings,
) -> ClocksAnswer:
    seen = np.array([bool(row.any()) for row in ~np.isnan(record.counts)])
    trained = int(len(seen) * TRAINED)
    scores = _held_out(told, trained, len(names), kind, emission, settings)
    found = effects_of(fit.model, told)
    clocks = tuple(
        Clock(id=column.id, text=column.text, unit=column.unit,
              on=_on(column.values, seen), n=int(seen.sum()))
        for column in columns
    )  # fmt: skip
    return ClocksAnswer(
        kind=kind,
        states=len(names),
        state_names=tuple(names),
        clocks=clocks,
        effects=_effects(found, clocks, record.names, names),
        can_pull=fit.model.can_pull,
        n=int(seen.sum()),
        bic=fit.bic,
        bic_without=fit.without.bic,
        held_out=scores[0],
        held_out_without=scores[1],
        trained=trained,
        converged=fit.converged,
        starts=fit.starts,
        agreeing=fit.agreeing,
    )


def _on(values: Array, seen: NDArray[np.bool_]) -> int | None:
    """Observed periods in which a share stands above 0; None for what is no share."""
    share = (values >= 0.0).all() and (values <= 1.0).all() and (values[1:] == 0.0).any()
    return int((seen & (values > 0)).sum()) if share else None


def _held_out(
    told: ClockedCounts, trained: int, states: int, kind: str, emission: str, settings: EmSettings
) -> tuple[float | None, float | None]:
    """Mean log probability of each later period, with and without clocks."""
    scored = int((~np.isnan(told.counts[trained:])).any(axis=1).sum())
    first = told.first(trained)
    if not scored or trained < 2 or np.isnan(first.counts).all():
        return None, None
    fit = fit_clocked(first, states, kind=kind, emission=emission, settings=settings)
    gained = log_probability(fit.model, told) - fit.log_likelihood
    plain = plain_log_probability(fit.without.model, told.counts) - fit.without.log_likelihood
    return float(gained / scored), float(plain / scored)


def _effects(
    found: Effects, clocks: Sequence[Clock], kinds: Sequence[str], names: Sequence[str]
) -> tuple[ClockEffect, ...]:
    """Rates of kinds first, then pulls towards states; clock by clock."""
    effects = []
    for p, clock in enumerate(clocks):
        for d, kind in enumerate(kinds):
            effects.append(_effect(
                clock.id, "rate", kind, None,
                (found.rates[d, p], found.rate_errors[d, p], found.rate_learned[d, p]),
            ))  # fmt: skip
        # Of two states the odds of one are those of the other turned round.
        for k, name in list(enumerate(names))[1 if len(names) == 2 else 0 :]:
            if not np.isnan(found.pulls[k, p]):
                effects.append(_effect(
                    clock.id, "pull", name, k + 1,
                    (found.pulls[k, p], found.pull_errors[k, p], found.pull_learned[k, p]),
                ))  # fmt: skip
    return tuple(effects)


def _effect(
    clock: str, what: str, of: str, state: int | None, found: tuple[float, float, float]
) -> ClockEffect:
    log_ratio, error, learned = (float(value) for value in found)
    interval = None
    if np.isfinite(error):
        low, high = np.exp([log_ratio - 1.96 * error, log_ratio + 1.96 * error])
        interval = (float(low), float(high))
    return ClockEffect(
        clock=clock,
        what=what,
        of=of,
        state=state,
        ratio=float(np.exp(log_ratio)),
        interval=interval,
        learned=learned if np.isfinite(learned) else 0.0,
        verdict=_verdict(interval, learned),
    )


def _verdict(interval: tuple[float, float] | None, learned: float) -> str:
    if interval is None or not learned >= LEARNED:
        return "untold"
    return "raised" if interval[0] > 1.0 else "lowered" if interval[1] < 1.0 else "open"
