"""Hidden models whose rates and steps move with clocks: what everybody could see coming.

With clocks z_t (P,) of a period, each less its mean over the record and over its spread,

    rate of kind d in state k     m_kd exp(z_t' g_d)                      log-linear
    step from j to k into t       A_jk exp(z_t' b_k) / sum of these       multinomial logit

g (D, P) are `rates`: a clock raises or lowers a kind of deed, whatever the state. b (K, P) are
`pulls`: a clock draws the chain towards a state or away from it, from wherever it comes; only their
differences count, and the prior makes them sum to zero. The model at z = 0 is a plain one (`base`).
A semi-Markov chain of two states has one way out of each, so clocks cannot pull it.

Everything else is as in a plain model, with emissions and steps of their own for each period:
`smooth`, `filtered`, `most_likely`, `predict`, `draw`. Sources: Zucchini, MacDonald & Langrock
2016, chapter 10; Hughes & Guttorp 1994 (steps that depend on covariates).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

from standoff.cycle.hidden.emission import Array, Emission, Indices
from standoff.cycle.hidden.logs import log_of, log_sum_exp
from standoff.cycle.hidden.markov import Markov, Smoothed, best_path, filter_states, smooth_states
from standoff.cycle.hidden.negative_binomial import NegativeBinomialEmission
from standoff.cycle.hidden.segments import best_segments, filter_segments
from standoff.cycle.hidden.semi_markov import Laws, Segments, SemiMarkov, smooth_segments, sweep
from standoff.cycle.hidden.series import CountSeries, count_series
from standoff.errors import BadValue

__all__ = [
    "Clocked",
    "ClockedCounts",
    "clocked_counts",
    "draw",
    "filtered",
    "log_emissions",
    "log_probability",
    "most_likely",
    "predict",
    "smooth",
    "steps_of",
]


@dataclass(frozen=True, slots=True, eq=False)
class Clocked:
    """A hidden model with clocks: `base` where all stand at 0, `rates` (D, P), `pulls` (K, P)."""

    base: Markov | SemiMarkov
    rates: Array
    pulls: Array

    @property
    def can_pull(self) -> bool:
        """False for a semi-Markov chain of two states."""
        return isinstance(self.base, Markov) or len(self.base.start) > 2

    @property
    def n_parameters(self) -> int:
        """Those of the base, D P, and (K - 1) P where clocks can pull."""
        pulled = (len(self.pulls) - 1) * self.pulls.shape[1] if self.can_pull else 0
        return self.base.n_parameters + self.rates.size + pulled


@dataclass(frozen=True, slots=True, eq=False)
class ClockedCounts:
    """A record with its clocks: `counts` (T, D) with NaN where unseen, `z` (T, P) standardised.

    `series` is the same record coded by value, `mean` and `spread` (P,) undo the standard.
    """

    counts: Array
    series: CountSeries
    z: Array
    mean: Array
    spread: Array

    def first(self, n: int) -> ClockedCounts:
        """The first n periods, under the same standard."""
        return ClockedCounts(self.counts[:n], count_series(self.counts[:n]), self.z[:n],
                             self.mean, self.spread)  # fmt: skip


def clocked_counts(counts: ArrayLike, clocks: ArrayLike) -> ClockedCounts:
    """Counts (T, D) and clocks (T, P) of the same periods, put together.

    Raises `BadValue` for clocks of another length, with holes, or that never move.
    """
    table = np.asarray(counts, dtype=np.float64)
    table = table[:, None] if table.ndim == 1 else table
    moved = np.asarray(clocks, dtype=np.float64)
    moved = moved[:, None] if moved.ndim == 1 else moved
    series = count_series(table)
    if moved.ndim != 2 or len(moved) != len(table) or not moved.shape[1]:
        raise BadValue(
            f"clocks of shape {moved.shape}",
            expected=f"({len(table)}, P): a row for each period, a column for each clock",
        )
    if not np.isfinite(moved).all():
        raise BadValue("clocks with holes", expected="a finite number for each period")
    mean, spread = moved.mean(axis=0), moved.std(axis=0)
    still = np.flatnonzero(spread <= 1e-9 * np.maximum(np.abs(mean), 1.0))
    if len(still):
        raise BadValue(f"clock {int(still[0])} never moves", expected="one that varies in time")
    return ClockedCounts(table, series, (moved - mean) / spread, mean, spread)


def steps_of(model: Clocked, z: Array) -> Array:
    """Steps into periods 1 .. T-1: (T-1, K, K)."""
    logits = log_of(model.base.transition) + (z[1:] @ model.pulls.T)[:, None, :]
    steps: Array = np.exp(logits - log_sum_exp(logits, 2)[:, :, None])
    return steps


def log_emissions(model: Clocked, record: ClockedCounts) -> Array:
    """log P(x_t | state) (T, K); 0 where nothing was observed."""
    emission = model.base.emission
    total = np.zeros((len(record.z), len(emission.mean)))
    for d, (x, values) in enumerate(zip(record.counts.T, record.series.values, strict=True)):
        seen = ~np.isnan(x)
        offset = (record.z @ model.rates[d])[seen]
        total[seen] += _log_pmf(emission, d, x[seen], offset, values)
    return total


def _log_pmf(
    emission: Emission, d: int, x: Array, offset: Array, values: NDArray[np.int64]
) -> Array:
    """log f(x_t) (n, K) of kind d at means m exp(offset_t); `values` are those that x may have."""
    log_rate = np.log(emission.mean[:, d]) + offset[:, None]
    if not isinstance(emission, NegativeBinomialEmission):
        plain: Array = x[:, None] * log_rate - np.exp(log_rate) - gammaln(x + 1.0)[:, None]
        return plain
    size = emission.size[:, d]
    table = gammaln(values[:, None] + size) - gammaln(size) - gammaln(values + 1.0)[:, None]
    head = table[np.searchsorted(values, x)]
    both = np.log(size + np.exp(log_rate))
    log_f: Array = head + size * (np.log(size) - both) + x[:, None] * (log_rate - both)
    return log_f


def _laws(model: Clocked, record: ClockedCounts) -> Laws:
    assert isinstance(model.base, SemiMarkov)
    return Laws.of(model.base)._replace(transition=log_of(_steps(model, record.z)))


def _steps(model: Clocked, z: Array) -> Array:
    """As `steps_of`; the plain matrix for a record of one period, which has no step."""
    return steps_of(model, z) if len(z) > 1 else model.base.transition


def smooth(model: Clocked, record: ClockedCounts) -> Smoothed | Segments:
    """States, steps by time (T-1, K, K) and log P(x), given everything that was seen."""
    log_b = log_emissions(model, record)
    if isinstance(model.base, Markov):
        return smooth_states(model.base.start, _steps(model, record.z), log_b)
    return smooth_segments(_laws(model, record), log_b)


def log_probability(model: Clocked, record: ClockedCounts) -> float:
    """log P(x | clocks)."""
    log_b = log_emissions(model, record)
    if isinstance(model.base, Markov):
        return filter_states(model.base.start, _steps(model, record.z), log_b).log_likelihood
    return sweep(_laws(model, record), log_b).log_likelihood


def filtered(model: Clocked, record: ClockedCounts) -> Array:
    """P(s_t | x_1..t) (T, K)."""
    log_b = log_emissions(model, record)
    if isinstance(model.base, Markov):
        return filter_states(model.base.start, _steps(model, record.z), log_b).probabilities
    return filter_segments(_laws(model, record), log_b)


def most_likely(model: Clocked, record: ClockedCounts) -> tuple[Indices, float]:
    """The most likely path (T,) and log P(x, path)."""
    log_b = log_emissions(model, record)
    if isinstance(model.base, Markov):
        return best_path(model.base.start, _steps(model, record.z), log_b)
    return best_segments(_laws(model, record), log_b)


def predict(model: Clocked, record: ClockedCounts, clocks: ArrayLike) -> tuple[Array, Array]:
    """P(s_T+h | x) (steps, K) and expected counts (steps, D) under clocks (steps, P) to come.

    The clocks are as they were given to `clocked_counts`, not standardised.
    """
    ahead = np.asarray(clocks, dtype=np.float64)
    if ahead.ndim != 2 or ahead.shape[1] != record.z.shape[1] or not np.isfinite(ahead).all():
        raise BadValue(
            f"clocks to come of shape {ahead.shape}", expected=f"(steps, {record.z.shape[1]})"
        )
    z = (ahead - record.mean) / record.spread
    nothing = np.full((len(z), record.counts.shape[1]), np.nan)
    counts = np.vstack([record.counts, nothing])
    longer = ClockedCounts(counts, count_series(counts), np.vstack([record.z, z]),
                           record.mean, record.spread)  # fmt: skip
    states = filtered(model, longer)[len(record.z) :]
    return states, (states @ model.base.emission.mean) * np.exp(z @ model.rates.T)


def draw(model: Clocked, z: Array, seed: int) -> tuple[Indices, NDArray[np.int64]]:
    """A path (T,) and counts (T, D) that the model makes under standardised clocks z (T, P)."""
    from standoff.cycle.hidden.ahead import draw_path

    rng = np.random.default_rng(seed)
    path = draw_path(model.base, _steps(model, z), len(z), rng)
    mean = model.base.emission.mean[path] * np.exp(z @ model.rates.T)
    emission = model.base.emission
    if isinstance(emission, NegativeBinomialEmission):
        size = emission.size[path]
        return path, rng.negative_binomial(size, size / (size + mean))
    return path, rng.poisson(mean)
