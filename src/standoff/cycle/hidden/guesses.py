"""Where to start climbing: guesses at the states, and the parameters they suggest.

The first guess sorts periods by how much happens in them; the others deal out random states in
random stretches, so that short-lived and long-lived states both get a chance.
"""

from __future__ import annotations

import numpy as np

from standoff.cycle.hidden.durations import (
    DurationPrior,
    Durations,
    FreeDurations,
    NegativeBinomialDurations,
    PoissonDurations,
)
from standoff.cycle.hidden.emission import Array, Emission, EmissionPrior
from standoff.cycle.hidden.negative_binomial import NegativeBinomialEmission
from standoff.cycle.hidden.poisson import PoissonEmission
from standoff.cycle.hidden.series import CountSeries

__all__ = ["even_durations", "first_emission", "first_guess"]

SURE = 0.9


def first_guess(series: CountSeries, states: int, number: int, rng: np.random.Generator) -> Array:
    """Weights of states (T, K): by rank of the total count first, then random stretches."""
    length = series.length
    if number == 0:
        totals = sum(
            np.append(values, 0)[codes] / (values.mean() + 1.0 if len(values) else 1.0)
            for values, codes in zip(series.values, series.codes, strict=True)
        )
        ranks = np.argsort(np.argsort(totals, kind="stable"), kind="stable")
        labels = ranks * states // length
    else:
        stretch = int(rng.integers(2, 13))
        labels = np.repeat(rng.integers(states, size=length // stretch + 1), stretch)[:length]
    weights = np.full((length, states), (1.0 - SURE) / states)
    weights[np.arange(length), labels] += SURE
    return weights


def first_emission(
    series: CountSeries, emission: str, weights: Array, prior: EmissionPrior
) -> Emission:
    histograms = series.histograms(weights)
    mean = np.tile(prior.mean, (weights.shape[1], 1))
    poisson = PoissonEmission(rate=mean).refit(series.values, histograms, prior)
    if emission == "poisson":
        return poisson
    start = NegativeBinomialEmission(mean=poisson.rate, size=np.full(mean.shape, 5.0))
    return start.refit(series.values, histograms, prior)


def even_durations(family: str, states: int, longest: int, prior: DurationPrior) -> Durations:
    rate = np.full(states, min(max(prior.mean - 1.0, 0.1), longest))
    if family == "poisson":
        return PoissonDurations(rate=rate, longest=longest)
    if family == "negative_binomial":
        return NegativeBinomialDurations(rate=rate, size=np.ones(states), longest=longest)
    geometric = (1.0 - 1.0 / max(prior.mean, 1.5)) ** np.arange(longest)
    return FreeDurations(pmf=np.tile(geometric / geometric.sum(), (states, 1)))
