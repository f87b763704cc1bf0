"""The hidden model of a record: several are fitted, the best by BIC describes the phases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from standoff.cycle.beside import Matter
from standoff.cycle.hidden.choice import best_by_bic, compare_models, fit_kind
from standoff.cycle.hidden.climb import EmSettings
from standoff.cycle.hidden.naming import name_states
from standoff.cycle.hidden.phases import phases_of_fit
from standoff.cycle.hidden.record_counts import month_counts
from standoff.cycle.hidden.series import count_series
from standoff.cycle.hidden.stays import posterior_stays
from standoff.nouns import Phases
from standoff.nouns.cycle import Contrast, ModelRow

__all__ = ["CHOICES", "Described", "described"]

CHOICES = (
    ("independent", 1), ("markov", 2), ("markov", 3), ("markov", 4),
    ("semi_markov", 2), ("semi_markov", 3), ("semi_markov", 4),
)  # fmt: skip
EMISSION = "negative_binomial"
QUICK = EmSettings(starts=2, max_steps=80, tolerance=1e-6)


@dataclass(frozen=True, slots=True)
class Described:
    """Models side by side, phases under the best of them, its dwell times by name."""

    rows: tuple[ModelRow, ...] = ()
    phases: Phases | None = None
    dwell: tuple[Contrast, ...] = ()


def described(matter: Matter, progress: Callable[[str], None]) -> Described:
    """Nothing where nothing is covered or nothing ever happened."""
    record = month_counts(
        matter.events, matter.coverage, dyad=matter.dyad, start=matter.start, end=matter.end,
        rule=matter.rule, step=matter.step,
    )  # fmt: skip
    counts = record.counts
    if np.isnan(counts).all() or len(counts) < 4 or not np.nansum(counts):
        return Described()
    rows = compare_models(counts, CHOICES, emission=EMISSION, settings=QUICK, progress=progress)
    best = best_by_bic(rows)
    fitted = fit_kind(counts, best.kind, best.states, emission=EMISSION, settings=QUICK)
    phases = phases_of_fit(fitted.model, record, matter.rule, matter.dyad, matter.step)
    usual = count_series(counts).pooled_mean()
    names = name_states(fitted.model.emission.mean, usual, matter.rule.names)
    progress("dwell times over paths drawn from the posterior")
    return Described(rows, phases, posterior_stays(fitted.model, counts, names))
