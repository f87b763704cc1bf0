"""Fitting hidden Markov and semi-Markov models to count series, with weak priors.

Penalised log-likelihood: log P(x) + log prior of rates, transitions, start and dwell times. The
priors are worth less than one period each (see `Priors`); they keep probabilities off zero and
small records sane, and disappear in large ones. States are returned in order of their total rate,
the calmest first, so that equal fits have equal names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from standoff.cycle.hidden.climb import EmSettings, climb, highest
from standoff.cycle.hidden.em_steps import Priors, step_markov, step_semi_markov
from standoff.cycle.hidden.emission import Emission, EmissionPrior, Indices, log_likelihoods
from standoff.cycle.hidden.guesses import even_durations, first_emission, first_guess
from standoff.cycle.hidden.markov import Markov, filter_states
from standoff.cycle.hidden.semi_markov import Laws, SemiMarkov, sweep
from standoff.cycle.hidden.series import CountSeries, count_series
from standoff.errors import BadValue

__all__ = [
    "DURATIONS",
    "EMISSIONS",
    "Fitted",
    "Priors",
    "begin_markov",
    "begin_semi_markov",
    "calmest_first",
    "checked_series",
    "first_emissions",
    "fit_markov",
    "fit_semi_markov",
    "periods_seen",
    "reordered",
]

EMISSIONS = ("poisson", "negative_binomial")
DURATIONS = ("poisson", "negative_binomial", "free")

M = TypeVar("M", Markov, SemiMarkov)


@dataclass(frozen=True, slots=True, eq=False)
class Fitted(Generic[M]):
    """A fit: the model, log P(x), the climb's heights, and how many of the starts got there.

    `bic` = n_parameters log T - 2 log P(x), T the periods with anything observed; lower is better.
    """

    model: M
    log_likelihood: float
    trace: tuple[float, ...]
    converged: bool
    starts: int
    agreeing: int
    bic: float


def fit_markov(
    counts: ArrayLike,
    states: int,
    *,
    emission: str = "poisson",
    priors: Priors | None = None,
    settings: EmSettings | None = None,
) -> Fitted[Markov]:
    """A hidden Markov model of `states` states for counts (T, D), NaN where missing.

    `emission` is `poisson` or `negative_binomial`. Raises `BadValue` for counts or choices that
    cannot be used.
    """
    series, priors = checked_series(counts, states, 1, emission), priors or Priors()
    begin = begin_markov(states)
    return _fit(series, states, emission, priors, settings or EmSettings(), begin, step_markov)


def begin_markov(states: int) -> Callable[[Emission], Markov]:
    """The chain that a climb starts from, given what its states emit."""

    def begin(start: Emission) -> Markov:
        even = np.full(states, 1.0 / states)
        stay = np.full((states, states), 0.2 / max(states - 1, 1))
        np.fill_diagonal(stay, 0.8 if states > 1 else 1.0)
        return Markov(start=even, transition=stay, emission=start)

    return begin


def fit_semi_markov(
    counts: ArrayLike,
    states: int,
    *,
    longest: int = 24,
    durations: str = "negative_binomial",
    emission: str = "poisson",
    left: str = "equilibrium",
    priors: Priors | None = None,
    settings: EmSettings | None = None,
) -> Fitted[SemiMarkov]:
    """A hidden semi-Markov model for counts (T, D), NaN where missing; dwell times to `longest`.

    `durations` is `poisson`, `negative_binomial` or `free`; `left` says how the record begins
    (`semi_markov.py`). Raises `BadValue` for counts or choices that cannot be used.
    """
    series, priors = checked_series(counts, states, 2, emission), priors or Priors()
    begin = begin_semi_markov(states, longest, durations, left, priors)
    return _fit(series, states, emission, priors, settings or EmSettings(), begin, step_semi_markov)


def begin_semi_markov(
    states: int, longest: int, durations: str, left: str, priors: Priors
) -> Callable[[Emission], SemiMarkov]:
    """The chain that a climb starts from, given what its states emit."""
    if durations not in DURATIONS or longest < 1:
        raise BadValue(
            f"durations {durations!r} up to {longest}",
            expected=f"one of {', '.join(DURATIONS)}, up to 1 or more",
        )

    def begin(start: Emission) -> SemiMarkov:
        even = np.full(states, 1.0 / states)
        others = (1.0 - np.eye(states)) / (states - 1)
        law = even_durations(durations, states, longest, priors.durations)
        return SemiMarkov(start=even, transition=others, durations=law, emission=start, left=left)

    return begin


def checked_series(counts: ArrayLike, states: int, fewest: int, emission: str) -> CountSeries:
    """The counts as a series; raises `BadValue` for counts or choices that cannot be used."""
    series = count_series(counts)
    if emission not in EMISSIONS:
        raise BadValue(f"emission {emission!r}", expected=f"one of {', '.join(EMISSIONS)}")
    if not fewest <= states <= 50:
        raise BadValue(f"{states} states", expected=f"{fewest} to 50")
    if not series.observed().any():
        raise BadValue("every period is missing", expected="at least one count")
    return series


def _fit(
    series: CountSeries,
    states: int,
    emission: str,
    priors: Priors,
    settings: EmSettings,
    begin: Callable[[Emission], M],
    step: Callable[[CountSeries, EmissionPrior, Priors, M], tuple[M, float]],
) -> Fitted[M]:
    """Climb from several starts and keep the highest."""
    prior = EmissionPrior(mean=series.pooled_mean(), weight=priors.rate)
    move = partial(step, series, prior, priors)
    starts = first_emissions(series, states, emission, prior, settings)
    climbs = [climb(move, begin(start), settings, series.length) for start in starts]
    best, agreeing = highest(climbs)
    model = reordered(best.model, calmest_first(best.model))
    likelihood = _likelihood(series, model)
    return Fitted(
        model=model,
        log_likelihood=likelihood,
        trace=best.trace,
        converged=best.converged,
        starts=len(climbs),
        agreeing=agreeing,
        bic=float(model.n_parameters * np.log(periods_seen(series)) - 2.0 * likelihood),
    )


def first_emissions(
    series: CountSeries, states: int, emission: str, prior: EmissionPrior, settings: EmSettings
) -> Iterator[Emission]:
    """What each start believes that the states emit."""
    rng = np.random.default_rng(settings.seed)
    for number in range(max(settings.starts, 1)):
        weights = first_guess(series, states, number, rng)
        yield first_emission(series, emission, weights, prior)


def periods_seen(series: CountSeries) -> int:
    """Periods in which anything was observed."""
    seen = [codes < len(values) for values, codes in zip(series.values, series.codes, strict=True)]
    return int(np.logical_or.reduce(seen).sum())


def calmest_first(model: Markov | SemiMarkov) -> Indices:
    """The order of states by their total rate."""
    return np.argsort(model.emission.mean.sum(axis=1), kind="stable")


def _likelihood(series: CountSeries, model: Markov | SemiMarkov) -> float:
    log_b = log_likelihoods(series, model.emission)
    if isinstance(model, Markov):
        return filter_states(model.start, model.transition, log_b).log_likelihood
    return sweep(Laws.of(model), log_b).log_likelihood


def reordered(model: M, order: Indices) -> M:
    """The same model with its states in another order."""
    changes: dict[str, Any] = {
        "start": model.start[order],
        "transition": model.transition[np.ix_(order, order)],
        "emission": model.emission.reorder(order),
    }
    if isinstance(model, SemiMarkov):
        changes["durations"] = model.durations.reorder(order)
    return replace(model, **changes)
