"""The compiled twins of `markov._filter_scaled`, `markov._smooth_scaled` and `markov._best_path`.

One loop over time each, the recursions as `markov` states them. The forward loop also leaves
b_t(k) / c_t behind, so that no exponential is taken twice. Imported only when a record is long.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from standoff.cycle.hidden.emission import Array, Indices
from standoff.cycle.hidden.steps import every_step

__all__ = ["best_path_compiled", "filter_compiled", "smooth_compiled"]

LEAST = 1e-290


@njit(cache=True, nogil=True)
def _forward(start, steps, log_b, filtered, relative, log_scales):  # type: ignore[no-untyped-def]
    """Fills the last three; the first period whose evidence underflows, or -1.

    `relative` may be `log_b` itself.
    """
    length, states = log_b.shape
    before = start.copy()
    for t in range(length):
        s = min(max(t, 1), len(steps)) - 1
        peak = -np.inf
        for k in range(states):
            peak = max(peak, log_b[t, k])
        if not np.isfinite(peak):
            return t
        total = 0.0
        for k in range(states):
            if t > 0:
                reach = 0.0
                for j in range(states):
                    reach += before[j] * steps[s, j, k]
            else:
                reach = start[k]
            b = np.exp(log_b[t, k] - peak)
            relative[t, k] = b
            filtered[t, k] = reach * b
            total += reach * b
        if not total > LEAST:
            return t
        share = 1.0 / total
        for k in range(states):
            before[k] = filtered[t, k] * share
            filtered[t, k] = before[k]
            relative[t, k] *= share
        log_scales[t] = np.log(total) + peak
    return -1


@njit(cache=True, nogil=True)
def _backward(steps, filtered, relative, transitions):  # type: ignore[no-untyped-def]
    """Turns `filtered` into P(s_t | x) in place; fills expected steps but for a factor."""
    length, states = filtered.shape
    back, onward = np.ones(states), np.ones(states)
    for t in range(length - 2, -1, -1):
        s = min(t, len(steps) - 1)
        for k in range(states):
            onward[k] = relative[t + 1, k] * back[k]
        total = 0.0
        for j in range(states):
            reach, now = 0.0, filtered[t, j]
            for k in range(states):
                reach += steps[s, j, k] * onward[k]
                transitions[s, j, k] += now * onward[k]
            back[j] = reach
            filtered[t, j] = now * reach
            total += now * reach
        share = 1.0 / total
        for j in range(states):
            filtered[t, j] *= share


@njit(cache=True, nogil=True)
def _viterbi(log_start, log_steps, log_b, came_from, path):  # type: ignore[no-untyped-def]
    length, states = log_b.shape
    best, reach = log_start + log_b[0], np.empty(states)
    for t in range(1, length):
        s = min(t, len(log_steps)) - 1
        for k in range(states):
            top, place = -np.inf, 0
            for j in range(states):
                value = best[j] + log_steps[s, j, k]
                if value > top:
                    top, place = value, j
            came_from[t, k] = place
            reach[k] = top + log_b[t, k]
        best[:] = reach
    path[length - 1] = best.argmax()
    for t in range(length - 1, 0, -1):
        path[t - 1] = came_from[t, path[t]]
    return best.max()


def filter_compiled(
    start: Array, transition: Array, log_b: Array
) -> tuple[Array, Array, Array] | None:
    """P(s_t | x_1..t), b_t / c_t, log c_t; None if the evidence underflows."""
    filtered, relative = np.empty_like(log_b), np.empty_like(log_b)
    log_scales = np.empty(len(log_b))
    steps = every_step(transition)
    failed = _forward(start, steps, np.ascontiguousarray(log_b), filtered, relative, log_scales)
    return None if failed >= 0 else (filtered, relative, log_scales)


def smooth_compiled(transition: Array, filtered: Array, relative: Array) -> tuple[Array, Array]:
    """P(s_t | x), which takes the place of `filtered`, and expected transitions."""
    moves = np.zeros_like(transition)
    _backward(every_step(transition), filtered, relative, every_step(moves))
    return filtered, moves * transition


def best_path_compiled(
    log_start: Array, log_transition: Array, log_b: Array
) -> tuple[Indices, float]:
    """The most likely path and its log P; -inf where there is none."""
    path = np.empty(len(log_b), dtype=np.intp)
    came_from = np.zeros(log_b.shape, dtype=np.int16)
    best = _viterbi(
        log_start, every_step(log_transition), np.ascontiguousarray(log_b), came_from, path
    )
    return path, float(best)
