"""One step of expectation-maximisation for each model, and the height it climbs.

    height = log P(x) + log prior of rates, transitions, start (and dwell times)

E: smooth the record under the present model. M: each part of the model is refitted to its expected
counts plus its prior's, which for start and transitions are Dirichlet pseudo-counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from standoff.cycle.hidden.completion import complete_durations
from standoff.cycle.hidden.durations import DurationPrior
from standoff.cycle.hidden.emission import Array, EmissionPrior, log_likelihoods
from standoff.cycle.hidden.logs import log_of
from standoff.cycle.hidden.markov import Markov, smooth_states
from standoff.cycle.hidden.semi_markov import Laws, SemiMarkov, smooth_segments
from standoff.cycle.hidden.series import CountSeries

__all__ = ["Priors", "log_dirichlet", "shares_of", "step_markov", "step_semi_markov"]


@dataclass(frozen=True, slots=True)
class Priors:
    """How many periods each prior is worth: of rates, of each state's transitions, of the start.

    `clocks` is the spread of the normal prior of an effect per spread of its clock.
    """

    rate: float = 0.5
    transition: float = 0.5
    start: float = 0.5
    clocks: float = 1.0
    durations: DurationPrior = field(default_factory=DurationPrior)


def shares_of(counts: Array, weight: float, allowed: Array) -> Array:
    """Rows of expected counts with a prior spread over what is allowed, as probabilities."""
    padded = counts + weight * allowed / allowed.sum(axis=-1, keepdims=True)
    shares: Array = padded / padded.sum(axis=-1, keepdims=True)
    return shares


def log_dirichlet(shares: Array, weight: float, allowed: Array) -> float:
    """Log density of shares under a prior spread over what is allowed, up to a constant."""
    spread = weight * allowed / allowed.sum(axis=-1, keepdims=True)
    return float(
        (spread * np.where(allowed > 0, log_of(np.where(allowed > 0, shares, 1.0)), 0.0)).sum()
    )


def step_markov(
    series: CountSeries, prior: EmissionPrior, priors: Priors, model: Markov
) -> tuple[Markov, float]:
    """One EM step and the height it started from."""
    log_b = log_likelihoods(series, model.emission)
    seen = smooth_states(model.start, model.transition, log_b)
    allowed = np.ones_like(model.transition)
    height = (
        seen.log_likelihood
        + model.emission.log_prior(prior)
        + log_dirichlet(model.transition, priors.transition, allowed)
        + log_dirichlet(model.start, priors.start, allowed[0])
    )
    histograms = series.histograms(seen.probabilities)
    better = Markov(
        start=shares_of(seen.probabilities[0], priors.start, allowed[0]),
        transition=shares_of(seen.transitions, priors.transition, allowed),
        emission=model.emission.refit(series.values, histograms, prior),
    )
    return better, height


def step_semi_markov(
    series: CountSeries, prior: EmissionPrior, priors: Priors, model: SemiMarkov
) -> tuple[SemiMarkov, float]:
    """One EM step and the height it started from."""
    log_b = log_likelihoods(series, model.emission)
    seen = smooth_segments(Laws.of(model), log_b)
    allowed = 1.0 - np.eye(len(model.start))
    every = np.ones(len(model.start))
    height = (
        seen.log_likelihood
        + model.emission.log_prior(prior)
        + model.durations.log_prior(priors.durations)
        + log_dirichlet(model.transition, priors.transition, allowed)
        + log_dirichlet(model.start, priors.start, every)
    )
    eta, biased = complete_durations(model, seen, series.length)
    histograms = series.histograms(seen.probabilities)
    better = replace(
        model,
        start=shares_of(seen.started, priors.start, every),
        transition=shares_of(seen.transitions, priors.transition, allowed),
        durations=model.durations.refit(eta, biased, priors.durations),
        emission=model.emission.refit(series.values, histograms, prior),
    )
    return better, height
