"""How long states last: laws of a dwell time D = 1 .. longest, one row a state.

A semi-Markov state lasts a whole number of periods D with log P(D = d) in `log_pmf` (K, longest).
Three families: free probabilities, shifted Poisson (D - 1 ~ Poisson), and shifted negative
binomial, the last two cut at `longest` and rescaled. A geometric law is the negative binomial of
size 1: a semi-Markov model with it is a Markov model.

Fitting sees complete durations only: those cut off by the end of the record are completed in
expectation (`semi_markov.py`). What the beginning cut off was drawn in proportion to its length (a
long phase is likelier to be running when the record starts), so with n such phases the fit
maximises

    sum_d eta_d log p(d) - n log(sum_d d p(d)) + log prior

whose free-form solution is p(d) = eta_d / (nu + n d / mu), nu = sum eta - n, mu the mean of p
(Vardi 1982, "Nonparametric Estimation in the Presence of Length Bias").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.optimize import brentq, minimize
from scipy.special import gammaln

from standoff.cycle.hidden.emission import Array, Indices
from standoff.cycle.hidden.logs import log_of, log_sum_exp

__all__ = [
    "DurationPrior",
    "Durations",
    "FreeDurations",
    "NegativeBinomialDurations",
    "PoissonDurations",
    "mean_duration",
]


@dataclass(frozen=True, slots=True)
class DurationPrior:
    """Weak prior: `weight` durations spread evenly (free); else normal in logs.

    `mean` is the dwell time, in periods, that the parametric families are drawn to.
    """

    weight: float = 1.0
    mean: float = 4.0
    spread: float = 1.5
    log_size: float = 0.5


class Durations(Protocol):
    """A family of dwell times with its parameters."""

    @property
    def log_pmf(self) -> Array:
        """log P(D = d) for d = 1 .. longest: (K, longest)."""

    @property
    def n_parameters(self) -> int:
        """Number of free parameters."""

    def refit(self, eta: Array, biased: Array, prior: DurationPrior) -> Durations:
        """A law at least as good under expected durations (K, longest), `biased` (K,) of them."""

    def log_prior(self, prior: DurationPrior) -> float:
        """Log prior density, up to a constant."""

    def reorder(self, order: Indices) -> Durations:
        """The same with states in another order."""


def mean_duration(log_pmf: Array) -> Array:
    """Expected dwell time by state (K,)."""
    days = np.arange(1, log_pmf.shape[1] + 1)
    mean: Array = np.exp(log_pmf) @ days
    return mean


@dataclass(frozen=True, slots=True, eq=False)
class FreeDurations:
    """A probability of its own for each dwell time: pmf (K, longest)."""

    pmf: Array

    @property
    def log_pmf(self) -> Array:
        """log P(D = d): (K, longest)."""
        return log_of(self.pmf)

    @property
    def n_parameters(self) -> int:
        """K (longest - 1)."""
        return self.pmf.shape[0] * (self.pmf.shape[1] - 1)

    def refit(self, eta: Array, biased: Array, prior: DurationPrior) -> FreeDurations:
        """The best law: expected shares, corrected for length bias."""
        spread = prior.weight / eta.shape[1]
        return FreeDurations(
            pmf=np.stack([_unbiased(row + spread, n) for row, n in zip(eta, biased, strict=True)])
        )

    def log_prior(self, prior: DurationPrior) -> float:
        """Dirichlet density with `weight` durations spread evenly."""
        return float(prior.weight / self.pmf.shape[1] * self.log_pmf.sum())

    def reorder(self, order: Indices) -> FreeDurations:
        """The same with states in another order."""
        return FreeDurations(pmf=self.pmf[order])


def _unbiased(eta: Array, n: float) -> Array:
    """Shares (longest,) that maximise sum eta log p - n log mean(p)."""
    days = np.arange(1, len(eta) + 1)
    total = eta.sum()
    if n <= 0.0 or len(eta) == 1:
        return eta / total

    def excess(mean: float) -> float:
        return float((eta / (total - n + n * days / mean)).sum() - 1.0)

    mean = brentq(excess, 1.0, float(len(eta)), xtol=1e-12)
    law: Array = eta / (total - n + n * days / mean)
    return law / law.sum()


def _score(log_pmf: Array, eta: Array, n: float) -> float:
    """sum eta log p - n log mean of one law (longest,)."""
    days = np.arange(1, len(log_pmf) + 1)
    return float(eta @ log_pmf - n * np.log(np.exp(log_pmf) @ days))


def _rescaled(log_weights: Array) -> Array:
    return log_weights - log_sum_exp(log_weights, 1)[:, None]


def _poisson(rate: Array, longest: int) -> Array:
    d = np.arange(longest)
    return _rescaled(d * np.log(rate)[:, None] - gammaln(d + 1.0))


def _negative_binomial(rate: Array, size: Array, longest: int) -> Array:
    d, m, r = np.arange(longest), rate[:, None], size[:, None]
    return _rescaled(gammaln(d + r) - gammaln(d + 1.0) + d * (np.log(m) - np.log(r + m)))


@dataclass(frozen=True, slots=True, eq=False)
class PoissonDurations:
    """D - 1 ~ Poisson(rate), cut at `longest`: rate (K,)."""

    rate: Array
    longest: int

    @property
    def log_pmf(self) -> Array:
        """log P(D = d): (K, longest)."""
        return _poisson(self.rate, self.longest)

    @property
    def n_parameters(self) -> int:
        """K."""
        return len(self.rate)

    def refit(self, eta: Array, biased: Array, prior: DurationPrior) -> PoissonDurations:
        """Rates at least as good as these."""

        def gain(k: int, x: Array) -> float:
            law = _poisson(np.exp(x[:1]), self.longest)[0]
            return _score(law, eta[k], biased[k]) + _log_mean_density(x[0], prior)

        best = [_climb(gain, k, np.log([rate])) for k, rate in enumerate(self.rate)]
        return PoissonDurations(rate=np.exp(np.array(best))[:, 0], longest=self.longest)

    def log_prior(self, prior: DurationPrior) -> float:
        """Normal density of the log rates."""
        return float(sum(_log_mean_density(x, prior) for x in np.log(self.rate)))

    def reorder(self, order: Indices) -> PoissonDurations:
        """The same with states in another order."""
        return PoissonDurations(rate=self.rate[order], longest=self.longest)


@dataclass(frozen=True, slots=True, eq=False)
class NegativeBinomialDurations:
    """D - 1 ~ negative binomial with mean rate and size, cut at `longest`: rate, size (K,)."""

    rate: Array
    size: Array
    longest: int

    @property
    def log_pmf(self) -> Array:
        """log P(D = d): (K, longest)."""
        return _negative_binomial(self.rate, self.size, self.longest)

    @property
    def n_parameters(self) -> int:
        """2 K."""
        return 2 * len(self.rate)

    def refit(self, eta: Array, biased: Array, prior: DurationPrior) -> NegativeBinomialDurations:
        """Rates and sizes at least as good as these."""

        def gain(k: int, x: Array) -> float:
            law = _negative_binomial(np.exp(x[:1]), np.exp(x[1:]), self.longest)[0]
            return _score(law, eta[k], biased[k]) + _log_density(x, prior)

        pairs = np.log(np.stack([self.rate, self.size], axis=1))
        best = np.exp(np.array([_climb(gain, k, pair) for k, pair in enumerate(pairs)]))
        return NegativeBinomialDurations(rate=best[:, 0], size=best[:, 1], longest=self.longest)

    def log_prior(self, prior: DurationPrior) -> float:
        """Normal density of log rates and log sizes."""
        pairs = np.log(np.stack([self.rate, self.size], axis=1))
        return float(sum(_log_density(pair, prior) for pair in pairs))

    def reorder(self, order: Indices) -> NegativeBinomialDurations:
        """The same with states in another order."""
        return NegativeBinomialDurations(self.rate[order], self.size[order], self.longest)


def _log_mean_density(log_rate: float, prior: DurationPrior) -> float:
    centre = np.log(max(prior.mean - 1.0, 0.1))
    return float(-0.5 * ((log_rate - centre) / prior.spread) ** 2)


def _log_density(pair: Array, prior: DurationPrior) -> float:
    size = -0.5 * ((pair[1] - prior.log_size) / prior.spread) ** 2
    return _log_mean_density(pair[0], prior) + float(size)


LIMIT = 12.0


def _climb(gain: Callable[[int, Array], float], k: int, x: Array) -> Array:
    """Log parameters at least as good as `x` for state k, by Nelder-Mead within exp(+-LIMIT)."""
    found = minimize(
        lambda y: -gain(k, np.clip(y, -LIMIT, LIMIT)),
        x,
        method="Nelder-Mead",
        options={"maxfev": 25 * len(x), "xatol": 1e-4, "fatol": 1e-7},
    )
    new: Array = np.clip(found.x, -LIMIT, LIMIT)
    return new if gain(k, new) > gain(k, x) else x
