"""Poisson emissions: events of each kind come at a constant rate while a state lasts.

    log f(x ; rate) = x log rate - rate - log x!

With weights w_v on values v and the weak prior the best rate is closed:

    rate = (sum_v w_v v + weight * mean) / (sum_v w_v + weight)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from standoff.cycle.hidden.emission import Array, EmissionPrior, Indices

__all__ = ["PoissonEmission"]


@dataclass(frozen=True, slots=True, eq=False)
class PoissonEmission:
    """Rates (K, D), events a period, all positive."""

    rate: Array

    @property
    def mean(self) -> Array:
        """Expected counts (K, D): the rates."""
        return self.rate

    @property
    def n_parameters(self) -> int:
        """K D."""
        return int(self.rate.size)

    def tables(self, values: tuple[NDArray[np.int64], ...]) -> tuple[Array, ...]:
        """log f(value) for each kind: (K, V_d)."""
        return tuple(
            v * np.log(rate)[:, None] - rate[:, None] - gammaln(v + 1.0)
            for v, rate in zip(values, self.rate.T, strict=True)
        )

    def refit(
        self,
        values: tuple[NDArray[np.int64], ...],
        histograms: tuple[Array, ...],
        prior: EmissionPrior,
    ) -> PoissonEmission:
        """The best rates under weights on values and the prior."""
        totals = np.stack([h @ v for h, v in zip(histograms, values, strict=True)], axis=1)
        weights = np.stack([h.sum(axis=1) for h in histograms], axis=1)
        return PoissonEmission(rate=(totals + prior.weight * prior.mean) / (weights + prior.weight))

    def log_prior(self, prior: EmissionPrior) -> float:
        """Log prior density of the rates, up to a constant."""
        return float(prior.log_density(self.rate).sum())

    def draw(self, states: Indices, rng: np.random.Generator) -> NDArray[np.int64]:
        """Counts (T, D) for a path of states."""
        return rng.poisson(self.rate[states])

    def reorder(self, order: Indices) -> PoissonEmission:
        """The same with states in another order."""
        return PoissonEmission(rate=self.rate[order])
