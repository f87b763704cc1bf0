"""What a state emits: independent counts of each kind, given the state.

    log P(x_t | state k) = sum over kinds d of log f(x_td ; parameters of state k and kind d)

Two families: Poisson (`poisson.py`) and negative binomial (`negative_binomial.py`), the second for
counts that bunch. Both are fitted from weighted histograms, and both carry the same weak prior:
each mean is worth `weight` periods of the pooled mean, so that a state with little data is drawn
to the record's average and no rate is ever zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from standoff.cycle.hidden.series import CountSeries

__all__ = ["Array", "Emission", "EmissionPrior", "Indices", "log_likelihoods"]

Array = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class EmissionPrior:
    """Weak prior: mean rates worth `weight` periods of `mean` (D,); log size ~ N(centre, spread^2).

    The log density of a rate r is weight * (mean * log r - r) up to a constant: a Gamma prior.
    """

    mean: Array
    weight: float = 0.5
    centre: float = 1.5
    spread: float = 1.5

    def log_density(self, rate: Array) -> Array:
        """Log prior density of rates (K, D), up to a constant, elementwise."""
        density: Array = self.weight * (self.mean * np.log(rate) - rate)
        return density


class Emission(Protocol):
    """A family of emissions with its parameters; arrays are (K, D)."""

    @property
    def mean(self) -> Array:
        """Expected counts by state and kind (K, D)."""

    @property
    def n_parameters(self) -> int:
        """Number of free parameters."""

    def tables(self, values: tuple[NDArray[np.int64], ...]) -> tuple[Array, ...]:
        """log f(value) for each kind: (K, V_d)."""

    def refit(
        self,
        values: tuple[NDArray[np.int64], ...],
        histograms: tuple[Array, ...],
        prior: EmissionPrior,
    ) -> Emission:
        """Parameters at least as good as these under weights on values and the prior."""

    def log_prior(self, prior: EmissionPrior) -> float:
        """Log prior density of the parameters, up to a constant."""

    def draw(self, states: Indices, rng: np.random.Generator) -> NDArray[np.int64]:
        """Counts (T, D) for a path of states (T,)."""

    def reorder(self, order: Indices) -> Emission:
        """The same with states in another order."""


def log_likelihoods(series: CountSeries, emission: Emission) -> Array:
    """log P(x_t | state): (T, K); 0 where nothing was observed."""
    return series.lookup(emission.tables(series.values))
