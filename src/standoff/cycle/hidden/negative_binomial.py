"""Negative binomial emissions: counts that bunch more than a constant rate allows.

    log f(x ; m, r) = log G(x+r) - log G(r) - log x! + r log(r/(r+m)) + x log(m/(r+m))

with mean m and size r; the variance is m + m^2/r, and r to infinity is Poisson. For a given size
the best mean under weights (W in all, S = sum of weight times value) and the weak prior solves a
quadratic,

    c m^2 + (W r + c r - c p) m - (S + c p) r = 0        (c the prior's weight, p its mean)

so only the size needs a search, by golden section on its logarithm, for all states and kinds at
once. The search keeps the old parameters wherever it finds none better, so EM never goes down.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from standoff.cycle.hidden.emission import Array, EmissionPrior, Indices

__all__ = ["NegativeBinomialEmission", "golden_section"]

LOG_SIZES = (-4.0, 9.0)
STEPS = 40


@dataclass(frozen=True, slots=True, eq=False)
class NegativeBinomialEmission:
    """Means (K, D) and sizes (K, D), all positive."""

    mean: Array
    size: Array

    @property
    def n_parameters(self) -> int:
        """2 K D."""
        return 2 * int(self.mean.size)

    def tables(self, values: tuple[NDArray[np.int64], ...]) -> tuple[Array, ...]:
        """log f(value) for each kind: (K, V_d)."""
        return tuple(
            _log_pmf(v, m, r) for v, m, r in zip(values, self.mean.T, self.size.T, strict=True)
        )

    def refit(
        self,
        values: tuple[NDArray[np.int64], ...],
        histograms: tuple[Array, ...],
        prior: EmissionPrior,
    ) -> NegativeBinomialEmission:
        """Means and sizes at least as good as these under weights on values and the prior."""
        columns = [
            _refit_kind(v, h, prior.mean[d], prior, (self.mean[:, d], self.size[:, d]))
            for d, (v, h) in enumerate(zip(values, histograms, strict=True))
        ]
        return NegativeBinomialEmission(
            mean=np.stack([mean for mean, _ in columns], axis=1),
            size=np.stack([size for _, size in columns], axis=1),
        )

    def log_prior(self, prior: EmissionPrior) -> float:
        """Log prior density of means and sizes, up to a constant."""
        sizes = _log_size_density(self.size, prior)
        return float(prior.log_density(self.mean).sum() + sizes.sum())

    def draw(self, states: Indices, rng: np.random.Generator) -> NDArray[np.int64]:
        """Counts (T, D) for a path of states."""
        mean, size = self.mean[states], self.size[states]
        return rng.negative_binomial(size, size / (size + mean))

    def reorder(self, order: Indices) -> NegativeBinomialEmission:
        """The same with states in another order."""
        return NegativeBinomialEmission(mean=self.mean[order], size=self.size[order])


def _log_pmf(values: NDArray[np.int64], mean: Array, size: Array) -> Array:
    """log f at each value: (K, V) for means and sizes (K,)."""
    m, r = mean[:, None], size[:, None]
    head = gammaln(values + r) - gammaln(r) - gammaln(values + 1.0)
    table: Array = head + r * -np.log1p(m / r) + values * (np.log(m) - np.log(r + m))
    return table


def _log_size_density(size: Array, prior: EmissionPrior) -> Array:
    density: Array = -0.5 * ((np.log(size) - prior.centre) / prior.spread) ** 2
    return density


def _best_mean(total: Array, weight: Array, size: Array, pooled: float, c: float) -> Array:
    """The positive root of the quadratic above: the best mean for each state's size."""
    b = weight * size + c * size - c * pooled
    root = np.sqrt(b * b + 4.0 * c * (total + c * pooled) * size)
    # The form without cancellation: b is positive wherever a state has any weight to speak of.
    mean: Array = 2.0 * (total + c * pooled) * size / (b + root)
    return mean


def _refit_kind(
    values: NDArray[np.int64],
    histogram: Array,
    pooled: float,
    prior: EmissionPrior,
    old: tuple[Array, Array],
) -> tuple[Array, Array]:
    """Mean and size (K,) of one kind."""
    weight, total = histogram.sum(axis=1), histogram @ values

    def gain(mean: Array, size: Array) -> Array:
        fit = (histogram * _log_pmf(values, mean, size)).sum(axis=1)
        rate = prior.weight * (pooled * np.log(mean) - mean)
        return fit + rate + _log_size_density(size, prior)

    def profile(log_size: Array) -> Array:
        size = np.exp(log_size)
        return gain(_best_mean(total, weight, size, pooled, prior.weight), size)

    size = np.exp(golden_section(profile, *LOG_SIZES, n=len(histogram)))
    mean = _best_mean(total, weight, size, pooled, prior.weight)
    better = gain(mean, size) > gain(*old)
    return np.where(better, mean, old[0]), np.where(better, size, old[1])


def golden_section(function: Callable[[Array], Array], low: float, high: float, *, n: int) -> Array:
    """Where each of n functions of one variable is highest between `low` and `high` (n,)."""
    ratio = (np.sqrt(5.0) - 1.0) / 2.0
    a, b = np.full(n, low), np.full(n, high)
    left, right = b - ratio * (b - a), a + ratio * (b - a)
    at_left, at_right = function(left), function(right)
    for _ in range(STEPS):
        go_left = at_left >= at_right
        a, b = np.where(go_left, a, left), np.where(go_left, right, b)
        new = np.where(go_left, b - ratio * (b - a), a + ratio * (b - a))
        at_new = function(new)
        left, right = np.where(go_left, new, right), np.where(go_left, left, new)
        at_left, at_right = (
            np.where(go_left, at_new, at_right),
            np.where(go_left, at_left, at_new),
        )
    middle: Array = (a + b) / 2.0
    return middle
