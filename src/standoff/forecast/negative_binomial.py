"""Negative binomial regression with a ridge: few rows, many zeros, more spread than Poisson.

    y_i ~ NB(mean mu_i, variance mu_i + a mu_i^2)        log mu_i = offset_i + x_i' b
    penalised log-likelihood = sum_i w_i log p(y_i) - ridge/2 |b_without_intercept|^2

One more row at the mean of x with half an event keeps a record of zeros finite (the counterpart of
Jeffreys' prior). b is found by Fisher scoring with step halving, a by one-dimensional search, in
turn. Source: Lawless 1987, "Negative binomial and mixed Poisson regression".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["NegativeBinomial", "fit_negative_binomial"]

Array = NDArray[np.float64]
_ROUNDS, _STEPS = 3, 25


@dataclass(frozen=True, slots=True, eq=False)
class NegativeBinomial:
    """A fit: coefficients (P,) with the intercept first, their covariance (P, P), dispersion a."""

    beta: Array
    covariance: Array
    dispersion: float

    def predict(self, x: Array, offset: float) -> tuple[float, float]:
        """The log mean at a row (P - 1,) and its standard error."""
        row = np.concatenate([[1.0], x])
        return float(offset + row @ self.beta), float(np.sqrt(row @ self.covariance @ row))

    def at_least(self, log_mean: float, most: int) -> Array:
        """P(Y >= 1), ..., P(Y >= most) at this log mean: regularised incomplete beta functions."""
        from scipy.special import betainc

        r, mean = 1.0 / self.dispersion, np.exp(min(log_mean, 50.0))
        tail: Array = betainc(np.arange(1, most + 1), r, mean / (r + mean))
        return tail


def fit_negative_binomial(
    x: Array, y: Array, offset: Array, weight: Array, *, ridge: float
) -> NegativeBinomial:
    """Fit to rows x (N, P - 1), counts y (N,), offsets (N,) and weights (N,)."""
    rows = np.column_stack([np.ones(len(y) + 1), np.vstack([x, np.zeros((1, x.shape[1]))])])
    y, weight = np.append(y, 0.5), np.append(weight, 1.0)
    offset = np.append(offset, offset.mean() if len(offset) else 0.0)
    penalty = np.full(rows.shape[1], ridge)
    penalty[0] = 0.0
    beta = np.zeros(rows.shape[1])
    beta[0] = np.log((weight @ y) / (weight @ np.exp(offset)))
    dispersion = 0.1
    for _ in range(_ROUNDS):
        beta = _score(rows, y, offset, weight, penalty, beta, dispersion)
        dispersion = _spread(y, np.exp(offset + rows @ beta), weight)
    beta = _score(rows, y, offset, weight, penalty, beta, dispersion)
    mean = np.exp(offset + rows @ beta)
    information = (rows.T * (weight * mean / (1.0 + dispersion * mean))) @ rows
    covariance = np.linalg.inv(information + np.diag(penalty + 1e-9))
    return NegativeBinomial(beta, covariance, dispersion)


def _height(y: Array, mean: Array, weight: Array, a: float) -> float:
    """Weighted log-likelihood up to terms without the mean and, for given a, constant."""
    return float(weight @ (y * np.log(mean) - (y + 1.0 / a) * np.log1p(a * mean)))


def _score(
    rows: Array, y: Array, offset: Array, weight: Array, penalty: Array, beta: Array, a: float
) -> Array:
    """Fisher scoring with step halving; never steps down."""

    def height(b: Array) -> float:
        mean = np.exp(np.clip(offset + rows @ b, -50.0, 20.0))
        return _height(y, mean, weight, a) - 0.5 * float(penalty @ b**2)

    now = height(beta)
    for _ in range(_STEPS):
        mean = np.exp(np.clip(offset + rows @ beta, -50.0, 20.0))
        shrink = weight / (1.0 + a * mean)
        gradient = rows.T @ (shrink * (y - mean)) - penalty * beta
        information = (rows.T * (shrink * mean)) @ rows + np.diag(penalty + 1e-9)
        step = np.linalg.solve(information, gradient)
        size = 1.0
        while size > 1e-6 and height(beta + size * step) < now:
            size *= 0.5
        better = height(beta + size * step)
        if better - now < 1e-10:
            break
        beta, now = beta + size * step, better
    return beta


def _spread(y: Array, mean: Array, weight: Array) -> float:
    """The dispersion that fits best, between next to Poisson and very wide."""
    from scipy.optimize import minimize_scalar
    from scipy.special import gammaln

    def cost(log_a: float) -> float:
        a = float(np.exp(log_a))
        shape = gammaln(y + 1.0 / a) - gammaln(1.0 / a) + y * log_a
        return -_height(y, mean, weight, a) - float(weight @ shape)

    found = minimize_scalar(cost, bounds=(-7.0, 3.0), method="bounded", options={"xatol": 1e-3})
    return float(np.exp(found.x))
