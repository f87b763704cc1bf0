"""How sure the effects of clocks are: the curvature of the penalised likelihood at its top.

Central differences of its slopes (`clocked_slopes`) are the curvature (Oakes 1999), whose inverse
is the covariance of a normal approximation to the posterior: rates, steps, start and dwell times
are unsure, too, and in it. `learned` is the share of the prior's variance that the record has taken
away: near 0 the effect is the prior's, and the record cannot tell.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from standoff.cycle.hidden.clocked import Clocked, ClockedCounts
from standoff.cycle.hidden.clocked_slopes import (
    SMALL,
    model_at,
    parameters_of,
    places_of,
    score_at,
)
from standoff.cycle.hidden.em_steps import Priors
from standoff.cycle.hidden.emission import Array

__all__ = ["Effects", "effects_of"]


@dataclass(frozen=True, slots=True, eq=False)
class Effects:
    """Log ratios a whole unit of each clock, with standard errors and the share `learned`.

    `rates` (D, P): of the rate of a kind. `pulls` (K, P): of the odds of a step into a state
    rather than into the others (their geometric mean); NaN where clocks cannot pull. Standard
    errors are NaN where the curvature is not that of a top.
    """

    rates: Array
    rate_errors: Array
    rate_learned: Array
    pulls: Array
    pull_errors: Array
    pull_learned: Array


def effects_of(model: Clocked, record: ClockedCounts, priors: Priors | None = None) -> Effects:
    """Effects of a fitted model."""
    priors = priors or Priors()
    covariance = _covariance(model, record, priors)
    d, p = model.rates.shape
    k = len(model.pulls)
    at = places_of(model)
    rate_variance = _variances(covariance, np.eye(d * p), at["rates"]).reshape(d, p)
    contrast = (k * np.eye(k) - 1.0) / max(k - 1, 1)
    turned: Array = np.kron(contrast, np.eye(p)).astype(np.float64)
    prior = priors.clocks**2
    pulls, pull_variance = np.full((2, k, p), np.nan)
    if model.can_pull and k > 1:
        pulls = contrast @ model.pulls
        pull_variance = _variances(covariance, turned, at["pulls"]).reshape(k, p)
    return Effects(
        model.rates / record.spread,
        np.sqrt(rate_variance) / record.spread,
        np.clip(1.0 - rate_variance / prior, 0.0, 1.0),
        pulls / record.spread,
        np.sqrt(pull_variance) / record.spread,
        np.clip(1.0 - pull_variance / (prior * k / max(k - 1, 1)), 0.0, 1.0),
    )


def _variances(covariance: Array | None, turn: Array, at: slice) -> Array:
    """Variances of turn @ (the parameters at a place); NaN without a covariance."""
    if covariance is None:
        return np.full(len(turn), np.nan)
    variances: Array = np.einsum("ij,jk,ik->i", turn, covariance[at, at], turn)
    return variances


def _covariance(model: Clocked, record: ClockedCounts, priors: Priors) -> Array | None:
    """Inverse of minus the curvature; None where that is not a top.

    Shifts of a row of log steps, or of the start, change nothing: they are held by a weak ridge.
    """
    x = parameters_of(model)

    def slope(y: Array) -> Array:
        return score_at(model_at(y, model), record, priors)

    curvature = np.empty((len(x), len(x)))
    for place in range(len(x)):
        h = np.zeros(len(x))
        h[place] = SMALL
        curvature[place] = (slope(x + h) - slope(x - h)) / (2.0 * SMALL)
    values, vectors = np.linalg.eigh(-0.5 * (curvature + curvature.T))
    if values.min() < -1e-3:
        return None
    inverse = np.divide(1.0, values, out=np.zeros_like(values), where=values > 1e-6)
    covariance: Array = (vectors * inverse) @ vectors.T
    return covariance
