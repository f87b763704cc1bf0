"""Refitting rates that move with clocks: a weighted count regression by a few Newton steps.

For one kind of deed with weights w_tk = P(s_t = k | x), means m_k exp(z_t' g) and the weak priors,

    height = sum_tk w_tk log f(x_t ; m_k exp(z_t' g)) + c sum_k (p log m_k - m_k) - |g|^2 / 2 v

is climbed in (log m, g): concave for Poisson, Fisher scoring for negative binomial, whose sizes
follow by golden section. No step is taken that does not raise the height, so EM never goes down.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.special import digamma, gammaln

from standoff.cycle.hidden.clocked import Clocked, ClockedCounts
from standoff.cycle.hidden.emission import Array, Emission, EmissionPrior
from standoff.cycle.hidden.negative_binomial import (
    LOG_SIZES,
    NegativeBinomialEmission,
    golden_section,
)
from standoff.cycle.hidden.poisson import PoissonEmission

__all__ = ["log_prior_of_effects", "rate_score", "refit_rates"]

NEWTON_STEPS, HALVINGS = 3, 12


def log_prior_of_effects(effects: Array, spread: float) -> float:
    """Log density of effects, each normal around none with `spread`, up to a constant."""
    return float(-0.5 * (effects**2).sum() / spread**2)


class _Kind:
    """One kind of deed: observed counts, their clocks and weights, and the priors."""

    def __init__(
        self, record: ClockedCounts, d: int, weights: Array, prior: EmissionPrior, spread: float
    ) -> None:
        seen = ~np.isnan(record.counts[:, d])
        self.x, self.z = record.counts[seen, d], record.z[seen]
        self.weights = weights[seen]
        self.pooled, self.prior, self.spread = float(prior.mean[d]), prior, spread
        self.values = record.series.values[d]
        codes = np.searchsorted(self.values, self.x)
        self.histogram = np.stack([
            np.bincount(codes, weights=column, minlength=len(self.values))
            for column in self.weights.T
        ])  # fmt: skip

    def height(self, log_mean: Array, effects: Array, size: Array | None) -> Array:
        """The height by state (K,), the prior of the effects not in it."""
        log_rate = log_mean + (self.z @ effects)[:, None]
        rate = np.exp(log_rate)
        prior = self.prior.weight * (self.pooled * log_mean - np.exp(log_mean))
        if size is None:
            plain: Array = (self.weights * (self.x[:, None] * log_rate - rate)).sum(axis=0) + prior
            return plain
        both = np.log(size + rate)
        moving = size * (np.log(size) - both) + self.x[:, None] * (log_rate - both)
        table = gammaln(self.values + size[:, None]) - gammaln(size)[:, None]
        fixed = (self.histogram * table).sum(axis=1)
        of_size = -0.5 * ((np.log(size) - self.prior.centre) / self.prior.spread) ** 2
        total: Array = (self.weights * moving).sum(axis=0) + fixed + prior + of_size
        return total

    def total(self, log_mean: Array, effects: Array, size: Array | None) -> float:
        """The height in one number."""
        states = self.height(log_mean, effects, size).sum()
        return float(states) + log_prior_of_effects(effects, self.spread)

    def pulls(self, log_mean: Array, effects: Array, size: Array | None) -> tuple[Array, Array]:
        """d height / d log rate and its expected curvature, by period and state (n, K)."""
        rate = np.exp(log_mean + (self.z @ effects)[:, None])
        damped = 1.0 if size is None else size / (size + rate)
        return self.weights * (self.x[:, None] - rate) * damped, self.weights * rate * damped

    def slopes(self, log_mean: Array, effects: Array, size: Array | None) -> tuple[Array, Array]:
        """Gradient (K + P,) in (log mean, effects), and the matrix of Newton's step."""
        push, bend = self.pulls(log_mean, effects, size)
        mean, c = np.exp(log_mean), self.prior.weight
        slope = np.concatenate([
            push.sum(axis=0) + c * (self.pooled - mean),
            self.z.T @ push.sum(axis=1) - effects / self.spread**2,
        ])  # fmt: skip
        k, cross = len(mean), self.z.T @ bend
        matrix = np.diag(np.concatenate([bend.sum(axis=0) + c * mean, np.zeros(len(effects))]))
        matrix[k:, :k], matrix[:k, k:] = cross, cross.T
        matrix[k:, k:] = (self.z * bend.sum(axis=1)[:, None]).T @ self.z
        matrix[k:, k:] += np.eye(len(effects)) / self.spread**2
        return slope, matrix

    def climb(self, log_mean: Array, effects: Array, size: Array | None) -> tuple[Array, Array]:
        """Log means and effects at least as good as these."""
        height = self.total(log_mean, effects, size)
        for _ in range(NEWTON_STEPS):
            slope, matrix = self.slopes(log_mean, effects, size)
            step = np.linalg.solve(matrix, slope)
            step /= max(1.0, np.abs(step).max() / 2.0)
            for _ in range(HALVINGS):
                new_mean = log_mean + step[: len(log_mean)]
                new_effects = effects + step[len(log_mean) :]
                new = self.total(new_mean, new_effects, size)
                if new > height:
                    break
                step *= 0.5
            else:
                return log_mean, effects
            done, height = new - height < 1e-9, new
            log_mean, effects = new_mean, new_effects
            if done:
                break
        return log_mean, effects

    def sizes(self, log_mean: Array, effects: Array, size: Array) -> Array:
        """Sizes at least as good as these."""

        def gain(log_size: Array) -> Array:
            return self.height(log_mean, effects, np.exp(log_size))

        found = golden_section(gain, *LOG_SIZES, n=len(size))
        better = gain(found) > gain(np.log(size))
        return np.where(better, np.exp(found), size)


def refit_rates(
    model: Clocked, record: ClockedCounts, weights: Array, prior: EmissionPrior, spread: float
) -> tuple[Emission, Array]:
    """An emission and effects on rates (D, P) at least as good as those of `model`."""
    old = model.base.emission
    bunched = isinstance(old, NegativeBinomialEmission)
    mean, effects = np.log(old.mean), model.rates.copy()
    size = old.size.copy() if isinstance(old, NegativeBinomialEmission) else None
    for d in range(mean.shape[1]):
        kind = _Kind(record, d, weights, prior, spread)
        now = size[:, d] if size is not None else None
        mean[:, d], effects[d] = kind.climb(mean[:, d], effects[d], now)
        if size is not None:
            size[:, d] = kind.sizes(mean[:, d], effects[d], size[:, d])
    if bunched and isinstance(old, NegativeBinomialEmission) and size is not None:
        return replace(old, mean=np.exp(mean), size=size), effects
    return PoissonEmission(rate=np.exp(mean)), effects


def rate_score(
    model: Clocked, record: ClockedCounts, weights: Array, prior: EmissionPrior, spread: float
) -> tuple[Array, Array, Array]:
    """Gradient of the height in log means (K, D), log sizes (K, D) and effects (D, P).

    Sizes of Poisson emissions do not exist: an array (K, 0).
    """
    emission = model.base.emission
    size = emission.size if isinstance(emission, NegativeBinomialEmission) else None
    columns, sizes, effects = [], [], []
    for d in range(emission.mean.shape[1]):
        kind = _Kind(record, d, weights, prior, spread)
        log_mean = np.log(emission.mean[:, d])
        now = None if size is None else size[:, d]
        slope, _ = kind.slopes(log_mean, model.rates[d], now)
        columns.append(slope[: len(log_mean)])
        effects.append(slope[len(log_mean) :])
        if now is not None:
            sizes.append(_size_score(kind, log_mean, model.rates[d], now))
    none = np.zeros((len(emission.mean), 0))
    return np.stack(columns, axis=1), np.stack(sizes, axis=1) if sizes else none, np.array(effects)


def _size_score(kind: _Kind, log_mean: Array, effects: Array, size: Array) -> Array:
    """Gradient in the log sizes (K,)."""
    rate = np.exp(log_mean + (kind.z @ effects)[:, None])
    x = kind.x[:, None]
    slope = digamma(x + size) - digamma(size) + np.log(size / (size + rate)) + 1.0
    slope -= (x + size) / (size + rate)
    drawn = -(np.log(size) - kind.prior.centre) / kind.prior.spread**2
    score: Array = size * (kind.weights * slope).sum(axis=0) + drawn
    return score
