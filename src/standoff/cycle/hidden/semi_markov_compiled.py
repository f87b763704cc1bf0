"""The compiled twins of `semi_markov.sweep` and `semi_markov.smooth_segments`.

Both passes are sums over dwell times of a window that slides with time,

    r_t = logsum_d [ w_t,d + log p(d) ],      w_t,d = open_t-d forwards, closing_t+d backwards

Each state keeps its window in plain numbers relative to a reference, exp(w - ref), and p in plain
numbers, so a step is one scalar product and one logarithm instead of `longest` exponentials. When
the product leaves [1e-100, 1e100], the window is taken afresh from the logs with the largest of
w + log p as reference: what is lost is below 1e-200 of the sum, so the result is that of log space.
Laws with probabilities below exp(-400) that are not zero are left to the numpy twin.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from standoff.cycle.hidden.emission import Array

__all__ = ["backward_compiled", "can_compile", "forward_compiled", "occupied_compiled"]

SMALLEST_LOG = -400.0
LOW, HIGH, TOP = 1e-100, 1e100, 650.0
BLOCK = 256
SUMS = {"reassoc", "contract", "nsz"}


def can_compile(log_pmf: Array, log_survivor: Array) -> bool:
    """True if every dwell time that is possible has a probability above exp(-400)."""
    both = np.concatenate([log_pmf, log_survivor])
    return bool(both[np.isfinite(both)].min(initial=0.0) > SMALLEST_LOG)


@njit(cache=True, nogil=True)
def _log_sum(values):  # type: ignore[no-untyped-def]
    peak = values.max()
    if not np.isfinite(peak):
        return peak
    total = 0.0
    for value in values:
        total += np.exp(value - peak)
    return peak + np.log(total)


@njit(cache=True, nogil=True, fastmath=SUMS)
def _dot(window, law, n):  # type: ignore[no-untyped-def]
    total = 0.0
    for d in range(n):
        total += window[d] * law[d]
    return total


@njit(cache=True, nogil=True)
def _refresh(logs, log_law, window, n):  # type: ignore[no-untyped-def]
    """The window in plain numbers relative to its largest term; returns that reference."""
    ref = -np.inf
    for d in range(n):
        ref = max(ref, logs[d] + log_law[d])
    for d in range(n):
        window[d] = np.exp(min(logs[d] - ref, TOP)) if ref > -np.inf else 0.0
    return ref


@njit(cache=True, nogil=True)
def _weights(values, out):  # type: ignore[no-untyped-def]
    """exp(values - peak) into `out`; returns the peak."""
    peak = -np.inf
    for value in values:
        peak = max(peak, value)
    for k in range(len(values)):
        out[k] = np.exp(values[k] - peak) if peak > -np.inf else 0.0
    return peak


@njit(cache=True, nogil=True)
def _by_transition(values, weights, peak, transition, log_transition, out):  # type: ignore[no-untyped-def]
    """out_k = logsum_j values_j + log A(j, k), given `weights` = exp(values - peak)."""
    states = len(values)
    for k in range(states):
        total = 0.0
        for j in range(states):
            total += weights[j] * transition[j, k]
        out[k] = np.log(total) + peak if total > LOW else _log_sum(values + log_transition[:, k])


@njit(cache=True, nogil=True)
def _forward(log_start, transition, log_transition, log_law, first, summed, ends, begins):  # type: ignore[no-untyped-def]
    """Fills ends and begins (T+1, K); `log_law` (K, longest) runs from the longest time down.

    `first` (K, longest) is the law of the first segment, which is added by hand: the window of t
    holds the starts t - longest .. t - 1 but not 0.
    """
    length, states = ends.shape[0] - 1, ends.shape[1]
    longest = log_law.shape[1]
    law = np.exp(log_law)
    logs = np.full((states, length + longest), -np.inf)  # begins less summed, `longest` ahead
    windows = np.zeros((states, length + longest))
    refs, closed, weights = np.full(states, -np.inf), np.empty(states), np.empty(states)
    begins[0] = log_start
    for t in range(1, length + 1):
        for k in range(states):
            total = _dot(windows[k, t:], law[k], longest) if refs[k] > -np.inf else 0.0
            if not LOW < total < HIGH:
                refs[k] = _refresh(logs[k, t:], log_law[k], windows[k, t:], longest)
                total = _dot(windows[k, t:], law[k], longest)
            value = refs[k] + np.log(total) if total > 0.0 else -np.inf
            if t <= longest:
                value = np.logaddexp(value, log_start[k] + first[k, t - 1])
            closed[k] = value + summed[t, k]
            ends[t, k] = closed[k]
        peak = _weights(closed, weights)
        _by_transition(closed, weights, peak, transition, log_transition, begins[t])
        if t < length:
            for k in range(states):
                fresh = begins[t, k] - summed[t, k]
                logs[k, t + longest] = fresh
                if refs[k] > -np.inf:
                    windows[k, t + longest] = np.exp(min(fresh - refs[k], TOP))


@njit(cache=True, nogil=True)
def _flush(sums, scales, window, low, high):  # type: ignore[no-untyped-def]
    """sums_d += sum over t of scales_t window_t+d for t = low .. high-1: a dot for each d."""
    for d in range(len(sums)):
        sums[d] += _dot(scales[low:], window[low + 1 + d :], high - low)


@njit(cache=True, nogil=True)
def _add_moves(ends, weights, opened, opened_weights, peak, log_p, law, log_law, moves, left):  # type: ignore[no-untyped-def]
    """Adds P(step j to k) at one time to `moves` (but for the factor A) and gives its sum `left`.

    `weights` is room for exp(ends - their peak), `peak` that of `opened`. Where both peaks are of
    one state, which has no step to itself, their product may overflow: then by logs.
    """
    states = len(ends)
    size = _weights(ends, weights) + peak - log_p
    if size < -SMALLEST_LOG:
        factor = np.exp(size)
        for j in range(states):
            weight, total = factor * weights[j], 0.0
            for k in range(states):
                moves[j, k] += weight * opened_weights[k]
                total += law[j, k] * opened_weights[k]
            left[j] = weight * total
        return
    for j in range(states):
        for k in range(states):
            if law[j, k] > 0.0:
                moves[j, k] += np.exp(ends[j] + opened[k] - log_p)
                left[j] += np.exp(ends[j] + log_law[j, k] + opened[k] - log_p)


@njit(cache=True, nogil=True)
def _finish(transition, law, sums, transitions, ended):  # type: ignore[no-untyped-def]
    """The factors that all times share; where a factor is zero the sums may be anything."""
    for j in range(len(law)):
        for k in range(len(law)):
            transitions[j, k] = transitions[j, k] * transition[j, k] if j != k else 0.0
        for d in range(law.shape[1]):
            if law[j, d] > 0.0:
                ended[j, d] = sums[j, d] * law[j, d]


@njit(cache=True, nogil=True)
def _backward(  # type: ignore[no-untyped-def]
    transition, log_transition, log_law, log_survivor, summed, ends, begins, log_p,
    after_begin, entered, left, ended, censored, transitions,
):  # fmt: skip
    """Everything of t = T-1 .. 1; fills P(entered), P(left) and the expected counts.

    The window of t holds closing at t+1 .. t+longest; the end of the record, T, is no end of a
    segment: a segment that reaches it counts with its survivor and is added by hand.
    """
    length, states = ends.shape[0] - 1, ends.shape[1]
    longest = log_law.shape[1]
    law = np.exp(log_law)
    logs = np.full((states, length + longest + 1), -np.inf)
    windows = np.zeros((states, length + longest + 1))
    refs, opened, closing = np.full(states, -np.inf), np.empty(states), np.empty(states)
    weights, others = np.empty(states), np.empty(states)
    flipped, log_flipped = np.ascontiguousarray(transition.T), log_transition.T.copy()
    sums, scales = np.zeros((states, longest)), np.zeros((states, length))
    counted = np.full(states, length)  # scales from here on are in the sums
    for t in range(length - 1, 0, -1):
        for k in range(states):
            window = windows[k, t + 1 :]
            total = _dot(window, law[k], longest) if refs[k] > -np.inf else 0.0
            if not LOW < total < HIGH or counted[k] - t > BLOCK:
                _flush(sums[k], scales[k], windows[k], t + 1, counted[k])
                counted[k] = t + 1
            if not LOW < total < HIGH:
                refs[k] = _refresh(logs[k, t + 1 :], log_law[k], window, longest)
                total = _dot(window, law[k], longest)
            value = -np.inf
            weight = begins[t, k] - summed[t, k] - log_p
            if total > 0.0:
                value = refs[k] + np.log(total)
                scales[k, t] = np.exp(weight + refs[k])
                entered[t, k] = scales[k, t] * total
            if length - t <= longest:
                cut = log_survivor[k, length - t - 1] + summed[length, k]
                value = np.logaddexp(value, cut)
                censored[k, length - t - 1] += np.exp(weight + cut)
                entered[t, k] += np.exp(weight + cut)
            opened[k] = value - summed[t, k]
            after_begin[t, k] = opened[k]
        peak = _weights(opened, weights)
        _by_transition(opened, weights, peak, flipped, log_flipped, closing)
        _add_moves(ends[t], others, opened, weights, peak, log_p, transition, log_transition,
                   transitions, left[t])  # fmt: skip
        for j in range(states):
            fresh = closing[j] + summed[t, j]
            logs[j, t] = fresh
            if refs[j] > -np.inf:
                windows[j, t] = np.exp(min(fresh - refs[j], TOP))
    for k in range(states):
        _flush(sums[k], scales[k], windows[k], 1, counted[k])
    _finish(transition, law, sums, transitions, ended)


def forward_compiled(
    log_start: Array, log_transition: Array, log_pmf: Array, first: Array, summed: Array
) -> tuple[Array, Array]:
    """ends and begins (T+1, K) as `sweep` has them."""
    ends = np.full(summed.shape, -np.inf)
    begins = np.full(summed.shape, -np.inf)
    _forward(log_start, np.exp(log_transition), log_transition,
             np.ascontiguousarray(log_pmf[:, ::-1]), np.ascontiguousarray(first), summed,
             ends, begins)  # fmt: skip
    return ends, begins


def backward_compiled(
    log_transition: Array, log_pmf: Array, log_survivor: Array, summed: Array,
    ends: Array, begins: Array, log_p: float,
) -> tuple[Array, ...]:  # fmt: skip
    """after_begin, P(entered), P(left) (T+1, K), ended, censored (K, longest), transitions (K, K).

    Rows 0 and T of the first three are left empty, and nothing of the first segment is in the
    counts.
    """
    after_begin = np.full(summed.shape, -np.inf)
    entered, left = np.zeros(summed.shape), np.zeros(summed.shape)
    ended, censored = np.zeros(log_pmf.shape), np.zeros(log_pmf.shape)
    transitions = np.zeros(log_transition.shape)
    _backward(np.exp(log_transition), log_transition, np.ascontiguousarray(log_pmf),
              np.ascontiguousarray(log_survivor), summed, ends, begins, log_p,
              after_begin, entered, left, ended, censored, transitions)  # fmt: skip
    return after_begin, entered, left, ended, censored, transitions


@njit(cache=True, nogil=True)
def _occupy(entered, left, inside):  # type: ignore[no-untyped-def]
    length, states = inside.shape
    now = np.zeros(states)
    for t in range(length):
        total = 0.0
        for k in range(states):
            now[k] += entered[t, k] - (left[t, k] if t > 0 else 0.0)
            inside[t, k] = min(max(now[k], 0.0), 1.0)
            total += inside[t, k]
        for k in range(states):
            inside[t, k] /= total


def occupied_compiled(entered: Array, left: Array) -> Array:
    """P(s_t = k) (T, K) from P(k entered at t) and P(k left before t) (T, K)."""
    inside = np.empty(entered.shape)
    _occupy(entered, left, inside)
    return inside
