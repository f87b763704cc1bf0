"""Paths of a semi-Markov model: the most likely one, and draws given the record."""

from __future__ import annotations

import numpy as np

from standoff.cycle.hidden.emission import Array, Indices
from standoff.cycle.hidden.logs import log_sum_exp
from standoff.cycle.hidden.semi_markov import Laws, last_scores, sweep

__all__ = ["best_segments", "filter_segments", "sample_segments"]


def filter_segments(laws: Laws, log_b: Array) -> Array:
    """P(s_t | x_1..t) (T, K)."""
    swept = sweep(laws, log_b)
    filtered = np.empty_like(log_b)
    for t in range(1, len(log_b) + 1):
        scores = log_sum_exp(last_scores(laws, swept.begins, swept.summed, t), 0)
        filtered[t - 1] = np.exp(scores - log_sum_exp(scores, 0))
    return filtered


def best_segments(laws: Laws, log_b: Array) -> tuple[Indices, float]:
    """The most likely path of states (T,) and log P(x, path): Viterbi over segments."""
    length, states = log_b.shape
    longest = laws.pmf.shape[1]
    summed = np.vstack([np.zeros(states), log_b.cumsum(axis=0)])
    begins = np.full((length + 1, states), -np.inf)
    begins[0] = laws.start
    before = np.zeros((length + 1, states), dtype=np.intp)
    lasted = np.zeros((length + 1, states), dtype=np.intp)
    columns = np.arange(states)
    for t in range(1, length):
        m = min(t, longest)
        scores = (begins[t - m : t] - summed[t - m : t])[::-1] + laws.pmf.T[:m]
        if m == t:
            scores[t - 1] = begins[0] + laws.first_pmf[:, t - 1]
        lasted[t] = scores.argmax(axis=0) + 1
        reach = (scores[lasted[t] - 1, columns] + summed[t])[:, None] + laws.into(t)
        before[t] = reach.argmax(axis=0)
        begins[t] = reach[before[t], columns]
    final = last_scores(laws, begins, summed, length)
    run, state = _length_and_state(int(final.argmax()), states)
    path = np.empty(length, dtype=np.intp)
    t = length
    while True:
        path[t - run : t] = state
        t -= run
        if t == 0:
            return path, float(final.max())
        state = int(before[t, state])
        run = int(lasted[t, state])


def sample_segments(laws: Laws, log_b: Array, n: int, rng: np.random.Generator) -> Indices:
    """n paths (n, T) drawn from P(s | x), segment by segment from the end."""
    swept = sweep(laws, log_b)
    length = len(log_b)
    final = last_scores(laws, swept.begins, swept.summed, length)
    paths = np.empty((n, length), dtype=np.intp)
    for path in paths:
        run, state = _length_and_state(_draw(final.ravel(), rng), final.shape[1])
        t = length
        while True:
            path[t - run : t] = state
            t -= run
            if t == 0:
                break
            state = _draw(swept.ends[t] + laws.into(t)[:, state], rng)
            run = 1 + _draw(_lengths(laws, swept.begins, swept.summed, t, state), rng)
    return paths


def _length_and_state(place: int, states: int) -> tuple[int, int]:
    """Length so far and state behind a place in the ravelled scores (d, K)."""
    return place // states + 1, place % states


def _lengths(laws: Laws, begins: Array, summed: Array, t: int, state: int) -> Array:
    """log weight of each length of a segment of `state` that ends at t."""
    m = min(t, laws.pmf.shape[1])
    scores: Array = (begins[t - m : t, state] - summed[t - m : t, state])[::-1]
    scores = scores + laws.pmf[state, :m]
    if m == t:
        scores[t - 1] = begins[0, state] + laws.first_pmf[state, t - 1] - summed[0, state]
    return scores


def _draw(log_weights: Array, rng: np.random.Generator) -> int:
    steps = np.exp(log_weights - log_weights.max()).cumsum()
    return int(min(np.searchsorted(steps, rng.random() * steps[-1], "right"), len(steps) - 1))
