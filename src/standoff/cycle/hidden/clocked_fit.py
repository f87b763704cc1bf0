"""Fitting hidden models with clocks: expectation-maximisation, from the starts that `fit` has.

    height = log P(x | clocks) + log prior of the base model + log prior of all effects

E: smooth the record with each period's own emissions and steps. M: rates by weighted count
regressions (`clocked_rates`), steps by a multinomial logit (`clocked_steps`), start and dwell times
as without clocks. The first climb starts from the best model without clocks, so that a fit with
clocks is never worse than it; the others start where `fit` starts. The highest is polished
(`clocked_slopes`), since effects are judged by the curvature of the very top.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from standoff.cycle.hidden.climb import Climb, EmSettings, climb, highest
from standoff.cycle.hidden.clocked import Clocked, ClockedCounts, log_probability, smooth
from standoff.cycle.hidden.clocked_rates import refit_rates
from standoff.cycle.hidden.clocked_slopes import (
    emission_prior,
    log_prior,
    polish,
    started_of,
)
from standoff.cycle.hidden.clocked_steps import refit_steps
from standoff.cycle.hidden.completion import complete_durations
from standoff.cycle.hidden.em_steps import Priors, shares_of
from standoff.cycle.hidden.emission import EmissionPrior
from standoff.cycle.hidden.fit import (
    begin_markov,
    begin_semi_markov,
    calmest_first,
    checked_series,
    first_emissions,
    fit_markov,
    fit_semi_markov,
    periods_seen,
    reordered,
)
from standoff.cycle.hidden.markov import Markov
from standoff.cycle.hidden.semi_markov import Segments, SemiMarkov

__all__ = ["ClockedFit", "fit_clocked", "step_clocked"]


@dataclass(frozen=True, slots=True, eq=False)
class ClockedFit:
    """A fit with clocks, as `fit.Fitted`, and beside it the best one `without` them."""

    model: Clocked
    record: ClockedCounts
    log_likelihood: float
    trace: tuple[float, ...]
    converged: bool
    starts: int
    agreeing: int
    bic: float
    without: Any


def fit_clocked(
    record: ClockedCounts,
    states: int,
    *,
    kind: str = "markov",
    emission: str = "poisson",
    durations: str = "negative_binomial",
    longest: int = 24,
    left: str = "equilibrium",
    priors: Priors | None = None,
    settings: EmSettings | None = None,
) -> ClockedFit:
    """A `markov` or `semi_markov` model of `states` states whose rates and steps move with clocks.

    Raises `BadValue` for counts or choices that cannot be used.
    """
    priors, settings = priors or Priors(), settings or EmSettings()
    fewest = 1 if kind == "markov" else 2
    series, prior = checked_series(record.counts, states, fewest, emission), None
    shared: dict[str, Any] = {"emission": emission, "priors": priors, "settings": settings}
    without: Any
    begin: Any
    if kind == "markov":
        without = fit_markov(record.counts, states, **shared)
        begin = begin_markov(states)
    else:
        without = fit_semi_markov(record.counts, states, longest=longest, durations=durations,
                                  left=left, **shared)  # fmt: skip
        begin = begin_semi_markov(states, longest, durations, left, priors)
    prior = emission_prior(record, priors)
    others = list(first_emissions(series, states, emission, prior, settings))[1:]
    starts = [without.model, *(begin(start) for start in others)]
    move = partial(step_clocked, record, prior, priors)
    best, agreeing = highest([
        climb(move, _still(start, record), settings, series.length) for start in starts
    ])  # fmt: skip
    top = polish(best.model, record, priors)
    _, height = move(top)
    best = replace(best, model=top, trace=(*best.trace, height))
    return _fitted(best, record, len(starts), agreeing, without)


def _still(base: Markov | SemiMarkov, record: ClockedCounts) -> Clocked:
    """A model that no clock moves."""
    p = record.z.shape[1]
    return Clocked(base, np.zeros((record.counts.shape[1], p)), np.zeros((len(base.start), p)))


def _fitted(
    best: Climb[Clocked], record: ClockedCounts, starts: int, agreeing: int, without: Any
) -> ClockedFit:
    base: Any = best.model.base
    order = calmest_first(base)
    model = replace(best.model, base=reordered(base, order), pulls=best.model.pulls[order])
    likelihood = log_probability(model, record)
    seen = periods_seen(record.series)
    return ClockedFit(
        model=model,
        record=record,
        log_likelihood=likelihood,
        trace=best.trace,
        converged=best.converged,
        starts=starts,
        agreeing=agreeing,
        bic=float(model.n_parameters * np.log(seen) - 2.0 * likelihood),
        without=without,
    )


def step_clocked(
    record: ClockedCounts, prior: EmissionPrior, priors: Priors, model: Clocked
) -> tuple[Clocked, float]:
    """One EM step and the height it started from."""
    seen = smooth(model, record)
    base, spread = model.base, priors.clocks
    every = np.ones(len(base.start))
    height = seen.log_likelihood + log_prior(model, prior, priors)
    emission, rates = refit_rates(model, record, seen.probabilities, prior, spread)
    transition, pulls = refit_steps(model, seen.transitions, record.z, priors.transition, spread)
    changes: dict[str, Any] = {
        "start": shares_of(started_of(seen), priors.start, every),
        "transition": transition,
        "emission": emission,
    }
    if isinstance(base, SemiMarkov) and isinstance(seen, Segments):
        eta, biased = complete_durations(base, seen, len(record.z))
        changes["durations"] = base.durations.refit(eta, biased, priors.durations)
    return Clocked(replace(base, **changes), rates, pulls), height
