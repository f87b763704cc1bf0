"""Slopes of the penalised likelihood of a model with clocks, in one row of all its parameters.

The slope of log P(x | clocks) at some parameters is the expected slope of the complete data there
(Fisher's identity), so one smoothing gives all slopes. Parameters are logs and logits, hence free:
a shift of a row of log steps, or of the start, changes nothing. Free dwell times are held as they
are. `polish` walks on from where expectation-maximisation, slow near the top, has stopped.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from scipy.optimize import minimize

from standoff.cycle.hidden.clocked import Clocked, ClockedCounts, log_probability, smooth
from standoff.cycle.hidden.clocked_rates import log_prior_of_effects, rate_score
from standoff.cycle.hidden.clocked_steps import step_score
from standoff.cycle.hidden.completion import complete_durations
from standoff.cycle.hidden.durations import (
    Durations,
    FreeDurations,
    NegativeBinomialDurations,
    PoissonDurations,
    mean_duration,
)
from standoff.cycle.hidden.em_steps import Priors, log_dirichlet
from standoff.cycle.hidden.emission import Array, EmissionPrior
from standoff.cycle.hidden.logs import log_of, log_sum_exp
from standoff.cycle.hidden.markov import Markov, Smoothed
from standoff.cycle.hidden.negative_binomial import NegativeBinomialEmission
from standoff.cycle.hidden.poisson import PoissonEmission
from standoff.cycle.hidden.semi_markov import Segments, SemiMarkov

__all__ = [
    "SMALL", "emission_prior", "log_prior", "model_at", "parameters_of", "places_of", "polish",
    "score_at", "started_of",
]  # fmt: skip

SMALL = 1e-4
FAR = 6.0


def emission_prior(record: ClockedCounts, priors: Priors) -> EmissionPrior:
    """The weak prior of rates."""
    return EmissionPrior(mean=record.series.pooled_mean(), weight=priors.rate)


def started_of(seen: Smoothed | Segments) -> Array:
    """P(the record begins in each state) (K,)."""
    return seen.started if isinstance(seen, Segments) else seen.probabilities[0]


def _blocks(model: Clocked) -> list[tuple[str, Array]]:
    """All parameters as logs or logits, in order."""
    base = model.base
    emission = base.emission
    blocks = [("rates", model.rates), ("pulls", model.pulls), ("mean", np.log(emission.mean))]
    if isinstance(emission, NegativeBinomialEmission):
        blocks.append(("size", np.log(emission.size)))
    blocks += [("steps", log_of(base.transition)), ("start", np.log(base.start))]
    if isinstance(base, SemiMarkov):
        law = base.durations
        if isinstance(law, PoissonDurations | NegativeBinomialDurations):
            blocks.append(("duration_rate", np.log(law.rate)))
        if isinstance(law, NegativeBinomialDurations):
            blocks.append(("duration_size", np.log(law.size)))
    return blocks


def places_of(model: Clocked) -> dict[str, slice]:
    """Where each block of parameters stands in the row."""
    places, at = {}, 0
    for name, block in _blocks(model):
        places[name] = slice(at, at + block.size)
        at += block.size
    return places


def parameters_of(model: Clocked) -> Array:
    """All parameters in one row; steps that cannot be made stand as 0."""
    row = np.concatenate([block.ravel() for _, block in _blocks(model)])
    return np.where(np.isfinite(row), row, 0.0)


def model_at(x: Array, like: Clocked) -> Clocked:
    """The model with parameters x, of the form of `like`."""
    parts = {name: x[places_of(like)[name]].reshape(block.shape) for name, block in _blocks(like)}
    base, emission = like.base, like.base.emission
    mean = np.exp(parts["mean"])
    if isinstance(emission, NegativeBinomialEmission):
        emission = replace(emission, mean=mean, size=np.exp(parts["size"]))
    else:
        emission = PoissonEmission(rate=mean)
    log_a = np.where(base.transition > 0.0, parts["steps"], -np.inf)
    changes: dict[str, Any] = {
        "start": np.exp(parts["start"] - log_sum_exp(parts["start"], 0)),
        "transition": np.exp(log_a - log_sum_exp(log_a, 1)[:, None]),
        "emission": emission,
    }
    if isinstance(base, SemiMarkov):
        changes["durations"] = _law_at(base.durations, parts)
    return Clocked(replace(base, **changes), parts["rates"], parts["pulls"])


def _law_at(law: Durations, parts: dict[str, Array]) -> Durations:
    if isinstance(law, NegativeBinomialDurations):
        return replace(law, rate=np.exp(parts["duration_rate"]),
                       size=np.exp(parts["duration_size"]))  # fmt: skip
    if isinstance(law, PoissonDurations):
        return replace(law, rate=np.exp(parts["duration_rate"]))
    return law


def score_at(model: Clocked, record: ClockedCounts, priors: Priors) -> Array:
    """Slope of the penalised log-likelihood in `parameters_of(model)`."""
    base, prior = model.base, emission_prior(record, priors)
    seen = smooth(model, record)
    mean, size, rates = rate_score(model, record, seen.probabilities, prior, priors.clocks)
    steps, pulls = step_score(model, seen.transitions, record.z, priors.transition, priors.clocks)
    started = started_of(seen) + priors.start / len(base.start)
    parts = [rates.ravel(), pulls.ravel(), mean.ravel(), size.ravel(), steps.ravel(),
             started - started.sum() * base.start]  # fmt: skip
    if isinstance(base, SemiMarkov) and isinstance(seen, Segments):
        eta, biased = complete_durations(base, seen, len(record.z))
        parts.append(_duration_score(base.durations, eta, biased, priors))
    return np.concatenate(parts)


def _duration_score(law: Durations, eta: Array, biased: Array, priors: Priors) -> Array:
    """Slope of the expected log-likelihood of whole dwell times, by central differences."""
    if isinstance(law, FreeDurations):
        return np.zeros(0)
    names = ["rate", "size"] if isinstance(law, NegativeBinomialDurations) else ["rate"]

    def gain(name: str) -> Callable[[Array], float]:
        def at(logs: Array) -> float:
            moved: Any = replace(law, **{name: np.exp(logs)})  # type: ignore[type-var]
            fit = float((eta * moved.log_pmf).sum())
            fit -= float(biased @ np.log(mean_duration(moved.log_pmf)))
            return fit + float(moved.log_prior(priors.durations))

        return at

    slopes = []
    for name in names:
        x = np.log(getattr(law, name))
        for h in SMALL * np.eye(len(x)):
            slopes.append((gain(name)(x + h) - gain(name)(x - h)) / (2.0 * SMALL))
    return np.array(slopes)


def log_prior(model: Clocked, prior: EmissionPrior, priors: Priors) -> float:
    """Log prior density of all parameters, up to a constant."""
    base = model.base
    k = len(base.start)
    allowed = np.ones((k, k)) if isinstance(base, Markov) else 1.0 - np.eye(k)
    total = (
        base.emission.log_prior(prior)
        + log_dirichlet(base.transition, priors.transition, allowed)
        + log_dirichlet(base.start, priors.start, allowed.max(axis=0))
        + log_prior_of_effects(model.rates, priors.clocks)
        + log_prior_of_effects(model.pulls, priors.clocks)
    )
    if isinstance(base, SemiMarkov):
        total += base.durations.log_prior(priors.durations)
    return total


def polish(model: Clocked, record: ClockedCounts, priors: Priors, *, most: int = 200) -> Clocked:
    """A model at least as high: quasi-Newton steps (L-BFGS) from `model` on all parameters."""
    x, prior = parameters_of(model), emission_prior(record, priors)

    def depth(y: Array) -> tuple[float, Array]:
        there = model_at(y, model)
        height = log_probability(there, record) + log_prior(there, prior, priors)
        return -height, -score_at(there, record, priors)

    bounds = np.stack([x - FAR, x + FAR], axis=1)
    found = minimize(depth, x, jac=True, method="L-BFGS-B", bounds=bounds,
                     options={"maxiter": most, "ftol": 1e-13, "gtol": 1e-6})  # fmt: skip
    return model_at(found.x, model) if found.fun < depth(x)[0] else model
