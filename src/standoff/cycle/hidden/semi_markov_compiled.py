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

__all__ = ["backward_compiled", "can_compile", "forward_compiled"]

SMALLEST_LOG = -400.0
LOW, HIGH, TOP = 1e-100, 1e100, 650.0
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
        window[d] = np.exp(min(logs[d] - ref, TOP)) if np.isfinite(ref) else 0.0
    return ref


@njit(cache=True, nogil=True)
def _by_transition(values, transition, log_transition, out):  # type: ignore[no-untyped-def]
    """out_k = logsum_j values_j + log A(j, k)."""
    states = len(values)
    peak = values.max()
    if not np.isfinite(peak):
        out[:] = -np.inf
        return
    weights = np.exp(values - peak)
    for k in range(states):
        total = 0.0
        for j in range(states):
            total += weights[j] * transition[j, k]
        out[k] = np.log(total) + peak if total > LOW else _log_sum(values + log_transition[:, k])


@njit(cache=True, nogil=True)
def _forward(log_start, transition, log_transition, log_law, first, summed, ends, begins):  # type: ignore[no-untyped-def]
    """Fills ends and begins (T+1, K); `log_law` (K, longest) runs from the longest time down.

    `first` (K, longest) is the law of the first segment, which is added by hand: the window begins
    behind it.
    """
    length, states = ends.shape[0] - 1, ends.shape[1]
    longest = log_law.shape[1]
    law = np.exp(log_law)
    logs = np.full((states, length + longest), -np.inf)  # open_since, `longest` places ahead
    windows = np.zeros((states, length + longest))
    refs, closed = np.full(states, -np.inf), np.empty(states)
    begins[0] = log_start
    for t in range(1, length + 1):
        for k in range(states):
            # The window of t holds starts t - longest .. t - 1; that of 0 is the first segment.
            low = t
            window, past = windows[k, low : low + longest], logs[k, low : low + longest]
            total = _dot(window, law[k], longest) if np.isfinite(refs[k]) else 0.0
            if not LOW < total < HIGH:
                refs[k] = _refresh(past, log_law[k], window, longest)
                total = _dot(window, law[k], longest) if np.isfinite(refs[k]) else 0.0
            value = refs[k] + np.log(total) if total > 0.0 else -np.inf
            if t <= longest:
                value = np.logaddexp(value, log_start[k] + first[k, t - 1])
            closed[k] = value + summed[t, k]
        ends[t] = closed
        _by_transition(closed, transition, log_transition, begins[t])
        for k in range(states):
            if t < length:
                fresh = begins[t, k] - summed[t, k]
                logs[k, t + longest] = fresh
                if np.isfinite(refs[k]):
                    windows[k, t + longest] = np.exp(min(fresh - refs[k], TOP))


@njit(cache=True, nogil=True, fastmath=SUMS)
def _add_scaled(total, window, scale):  # type: ignore[no-untyped-def]
    for d in range(len(window)):
        total[d] += scale * window[d]


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
    flipped, log_flipped = np.ascontiguousarray(transition.T), log_transition.T.copy()
    sums = np.zeros((states, longest))
    for t in range(length - 1, 0, -1):
        for k in range(states):
            window, ahead = windows[k, t + 1 : t + 1 + longest], logs[k, t + 1 : t + 1 + longest]
            total = _dot(window, law[k], longest) if np.isfinite(refs[k]) else 0.0
            if not LOW < total < HIGH:
                refs[k] = _refresh(ahead, log_law[k], window, longest)
                total = _dot(window, law[k], longest) if np.isfinite(refs[k]) else 0.0
            value = refs[k] + np.log(total) if total > 0.0 else -np.inf
            weight = begins[t, k] - summed[t, k] - log_p
            if total > 0.0:
                _add_scaled(sums[k], window, np.exp(weight + refs[k]))
            if length - t <= longest:
                cut = log_survivor[k, length - t - 1] + summed[length, k]
                value = np.logaddexp(value, cut)
                censored[k, length - t - 1] += np.exp(weight + cut)
            opened[k] = value - summed[t, k]
            entered[t, k] = np.exp(begins[t, k] + opened[k] - log_p)
        after_begin[t] = opened
        _by_transition(opened, flipped, log_flipped, closing)
        for j in range(states):
            left[t, j] = np.exp(ends[t, j] + closing[j] - log_p)
            for k in range(states):
                if transition[j, k] > 0.0:
                    joint = ends[t, j] + log_transition[j, k] + opened[k] - log_p
                    transitions[j, k] += np.exp(joint)
            fresh = closing[j] + summed[t, j]
            logs[j, t] = fresh
            if np.isfinite(refs[j]):
                windows[j, t] = np.exp(min(fresh - refs[j], TOP))
    for k in range(states):
        for d in range(longest):
            if law[k, d] > 0.0:
                ended[k, d] = sums[k, d] * law[k, d]


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
