"""Hidden Markov models: a chain of states that is seen only through what it emits.

    P(x, s) = start(s_1) prod_t A(s_t-1, s_t) prod_t b_t(s_t),       b_t(k) = P(x_t | state k)

Filtering runs forward and is scaled at each step, c_t = P(x_t | x_1..t-1), so nothing underflows:

    a_t(k) = b_t(k) sum_j a_t-1(j) A(j, k) / c_t          log P(x) = sum_t log c_t

Smoothing runs back, g_t(j) = sum_k A(j, k) b_t+1(k) g_t+1(k) / c_t+1, and then
P(s_t = k | x) = a_t(k) g_t(k). The best path replaces sums by maxima (Viterbi), in logs. Memory is
O(K T). Sources: Rabiner 1989; Zucchini, MacDonald & Langrock, "Hidden Markov Models for Time
Series", 2016, chapters 2-5.

The functions take plain arrays: `start` (K,), `transition` (K, K) with rows that sum to 1, or one
for each step (`steps`), and `log_b` (T, K). An observation that no state can emit raises
`BadValue`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from standoff.cycle.hidden.emission import Array, Emission, Indices
from standoff.cycle.hidden.logs import log_of
from standoff.cycle.hidden.markov_logs import filter_in_logs, smooth_in_logs
from standoff.cycle.hidden.series import COMPILE_FROM
from standoff.cycle.hidden.steps import step_into
from standoff.errors import BadValue

__all__ = [
    "Filtered",
    "Markov",
    "Smoothed",
    "best_path",
    "filter_states",
    "sample_paths",
    "smooth_states",
]

SMALLEST = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Markov:
    """A hidden Markov model: start (K,), transition (K, K), emission of K states."""

    start: Array
    transition: Array
    emission: Emission

    @property
    def n_parameters(self) -> int:
        """Free parameters: (K - 1) + K (K - 1) + those of the emission."""
        k = len(self.start)
        return (k - 1) + k * (k - 1) + self.emission.n_parameters


class Filtered(NamedTuple):
    """P(s_t | x_1..t) (T, K), log c_t (T,)."""

    probabilities: Array
    log_scales: Array

    @property
    def log_likelihood(self) -> float:
        """log P(x)."""
        return float(self.log_scales.sum())


class Smoothed(NamedTuple):
    """P(s_t | x) (T, K), expected transitions shaped as the steps are, log P(x)."""

    probabilities: Array
    transitions: Array
    log_likelihood: float


def filter_states(start: Array, transition: Array, log_b: Array) -> Filtered:
    """States given what was seen up to each time."""
    filtered, _, log_scales = _filter(start, transition, log_b)
    return Filtered(filtered, log_scales)


def _filter(start: Array, transition: Array, log_b: Array) -> tuple[Array, Array | None, Array]:
    """P(s_t | x_1..t), b_t / c_t where scaled recursions are safe, log c_t."""
    found: tuple[Array, Array, Array] | None = None
    if not _forbids(transition):
        if len(log_b) >= COMPILE_FROM:
            from standoff.cycle.hidden.markov_compiled import filter_compiled

            found = filter_compiled(start, transition, log_b)
        else:
            found = _filter_scaled(start, transition, log_b)
    if found is not None and np.isfinite(found[2]).all():
        return found
    filtered, log_scales = filter_in_logs(start, transition, log_b)
    if not np.isfinite(log_scales).all():
        _impossible(int(np.argmin(np.isfinite(log_scales))))
    return filtered, None, log_scales


def _forbids(transition: Array) -> bool:
    """True if a step is so improbable that scaled recursions might lose a state for ever."""
    return bool((transition < SMALLEST).any())


def _filter_scaled(start: Array, transition: Array, log_b: Array) -> tuple[Array, Array, Array]:
    """The plain form of the forward recursion."""
    first, first_scale = filter_in_logs(start, transition, log_b[:1])
    peak = log_b.max(axis=1)
    reachable = np.where(np.isfinite(peak), peak, 0.0)
    b = np.exp(log_b - reachable[:, None])
    filtered, scales = np.empty_like(b), np.ones(len(b))
    filtered[0] = first[0]
    for t in range(1, len(b)):
        now = (filtered[t - 1] @ step_into(transition, t)) * b[t]
        scales[t] = now.sum()
        filtered[t] = now / (scales[t] or 1.0)
    log_scales = log_of(scales) + peak
    log_scales[0] = first_scale[0]
    usable = np.where(np.isfinite(log_scales), log_scales, 0.0)
    # b_t(k) / c_t is at most 1 / P(s_t = k | x_1..t-1), which is bounded as no step is forbidden.
    relative = np.exp(np.minimum(log_b - usable[:, None], 700.0))
    return filtered, relative, log_scales


def _impossible(t: int) -> None:
    raise BadValue(
        f"no state can emit what period {t} shows",
        where="hidden Markov model",
        expected="positive probability under at least one state that can be reached",
    )


def smooth_states(start: Array, transition: Array, log_b: Array) -> Smoothed:
    """States given everything that was seen."""
    filtered, relative, log_scales = _filter(start, transition, log_b)
    if relative is None:
        return Smoothed(*smooth_in_logs(start, transition, log_b))
    if len(log_b) >= COMPILE_FROM:
        from standoff.cycle.hidden.markov_compiled import smooth_compiled

        probabilities, transitions = smooth_compiled(transition, filtered, relative)
    else:
        probabilities, transitions = _smooth_scaled(transition, filtered, relative)
    return Smoothed(probabilities, transitions, float(log_scales.sum()))


def _smooth_scaled(transition: Array, filtered: Array, relative: Array) -> tuple[Array, Array]:
    """The plain form of the backward recursion: P(s_t | x) and expected transitions."""
    back = np.ones_like(filtered)
    for t in range(len(filtered) - 2, -1, -1):
        back[t] = step_into(transition, t + 1) @ (relative[t + 1] * back[t + 1])
    probabilities = filtered * back
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    onward = relative[1:] * back[1:]
    if transition.ndim > 2:
        return probabilities, transition * filtered[:-1, :, None] * onward[:, None, :]
    return probabilities, transition * (filtered[:-1].T @ onward)


def best_path(start: Array, transition: Array, log_b: Array) -> tuple[Indices, float]:
    """The single most likely path (T,) and log P(x, path)."""
    log_start, log_transition = log_of(start), log_of(transition)
    if len(log_b) >= COMPILE_FROM:
        from standoff.cycle.hidden.markov_compiled import best_path_compiled

        path, height = best_path_compiled(log_start, log_transition, log_b)
    else:
        path, height = _best_path(log_start, log_transition, log_b)
    if not np.isfinite(height):
        filter_states(start, transition, log_b)  # says which period is impossible
    return path, height


def _best_path(log_start: Array, log_transition: Array, log_b: Array) -> tuple[Indices, float]:
    """The plain form of Viterbi's recursion."""
    came_from = np.zeros(log_b.shape, dtype=np.intp)
    best = log_start + log_b[0]
    columns = np.arange(len(log_start))
    for t in range(1, len(log_b)):
        reach = best[:, None] + step_into(log_transition, t)
        came_from[t] = reach.argmax(axis=0)
        best = reach[came_from[t], columns] + log_b[t]
    path = np.empty(len(log_b), dtype=np.intp)
    path[-1] = best.argmax()
    for t in range(len(log_b) - 1, 0, -1):
        path[t - 1] = came_from[t, path[t]]
    return path, float(best.max())


def sample_paths(filtered: Array, transition: Array, n: int, rng: np.random.Generator) -> Indices:
    """n paths (n, T) drawn from P(s | x): backwards from the filtered probabilities."""
    length = len(filtered)
    paths = np.empty((n, length), dtype=np.intp)
    paths[:, -1] = _draw(np.broadcast_to(filtered[-1], (n, filtered.shape[1])), rng)
    for t in range(length - 2, -1, -1):
        onward = step_into(transition, t + 1)[:, paths[:, t + 1]]
        paths[:, t] = _draw(filtered[t] * onward.T, rng)
    return paths


def _draw(weights: Array, rng: np.random.Generator) -> Indices:
    """One index a row, in proportion to the weights (n, K)."""
    steps = weights.cumsum(axis=1)
    chosen: Indices = (rng.random(len(weights))[:, None] * steps[:, -1:] >= steps).sum(axis=1)
    return np.minimum(chosen, weights.shape[1] - 1)
