"""The compiled twins of `semi_markov.sweep` and `semi_markov.smooth_segments`, in plain numbers.

Each period is scaled, c_t = P(x_1..t, some state ends at t) / the same at t-1, so that the `ends`
of a period sum to 1 and no logarithm or exponential is needed in any loop:

    ends_t(k) c_t = g_t(k) sum_d  w_t-d(k) p_k(d),     w_s(k) = begins_s(k) / g_s(k)

where g_t(k) is the product of the scaled emissions b_u(k) / c_u since a reference that moves on
before g leaves [1e-60, 1e60]. The sum is one scalar product over a window that slides with time;
backwards it is the same with what comes after. Where a number falls below 1e-150 of its period
(or a law holds probabilities below exp(-300)) the twin in logs has to do it: None is returned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from standoff.cycle.hidden.emission import Array

if TYPE_CHECKING:
    from standoff.cycle.hidden.semi_markov import Laws

__all__ = ["Smooth", "can_compile", "forward_compiled", "smooth_compiled"]

SMALLEST_LOG = -300.0
LEAST, LOW, HIGH = 1e-150, 1e-60, 1e60
BLOCK = 256
SUMS = {"reassoc", "contract", "nsz"}


class Smooth(NamedTuple):
    """As `semi_markov.Segments` has them; `transitions` (1, K, K) or (T-1, K, K)."""

    probabilities: Array
    transitions: Array
    ended: Array
    censored: Array
    first_ended: Array
    first_censored: Array
    started: Array
    log_likelihood: float


class _Scaled(NamedTuple):
    """The forward pass in plain numbers.

    `ends` and `begins` (T+1, K) relative to the scales; `opening` (longest+1, K) is the probability
    that the state which the record began in is k and has lasted t periods, but for its law; `b`
    (T, K) the emissions over their peaks, `peaks` (T,) in logs; `total` is P(x) over all scales.
    """

    ends: Array
    begins: Array
    opening: Array
    scales: Array
    b: Array
    peaks: Array
    total: float


def can_compile(log_pmf: Array, log_survivor: Array) -> bool:
    """True if every dwell time that is possible has a probability above exp(-300)."""
    both = np.concatenate([log_pmf, log_survivor])
    return bool(both[np.isfinite(both)].min(initial=0.0) > SMALLEST_LOG)


@njit(cache=True, nogil=True, fastmath=SUMS)
def _dot(window, law, n):  # type: ignore[no-untyped-def]
    total = 0.0
    for d in range(n):
        total += window[d] * law[d]
    return total


@njit(cache=True, nogil=True, inline="always")
def _enter(t, now, share, grown, steps, s, ends, begins, opening):  # type: ignore[no-untyped-def]
    """Scales what ends at t by `share` and begins what follows; False if a number is too small."""
    states = len(now)
    for k in range(states):
        now[k] *= share
        grown[k] *= share
        ends[t, k] = now[k]
        if not now[k] > LEAST:
            return False
        if t < len(opening):
            opening[t, k] *= share
    for k in range(states):
        reach = 0.0
        for j in range(states):
            reach += now[j] * steps[s, j, k]
        begins[t, k] = reach
    return True


@njit(cache=True, nogil=True)
def _forward(start, steps, law, ending, first, first_ending, b, ends, begins, opening, scales):  # type: ignore[no-untyped-def]
    """Fills the last four; P(x) over all scales, or 0 where a number leaves the range.

    `law` and `ending` (K, longest) are those of D = d and D >= d, the longest time first. The first
    segment, which has laws of its own, is added by hand: the window of t holds the starts
    t - longest .. t - 1 but not 0.
    """
    length, states = b.shape
    longest = law.shape[1]
    windows = np.zeros((states, length + longest))
    grown, now = np.ones(states), np.empty(states)
    begins[0], opening[0] = start, start
    whole = 0.0
    for t in range(1, length + 1):
        total = 0.0
        for k in range(states):
            grown[k] *= b[t - 1, k]
            now[k] = grown[k] * _dot(windows[k, t:], law[k], longest)
            if t <= longest:
                opening[t, k] = opening[t - 1, k] * b[t - 1, k]
                now[k] += opening[t, k] * first[k, t - 1]
            if t == length:
                whole += grown[k] * _dot(windows[k, t:], ending[k], longest)
                if t <= longest:
                    whole += opening[t, k] * first_ending[k, t - 1]
            total += now[k]
        if not total > LEAST:
            return 0.0
        scales[t - 1] = total
        s = min(t, len(steps)) - 1
        if not _enter(t, now, 1.0 / total, grown, steps, s, ends, begins, opening):
            return 0.0
        for k in range(states):
            if not LOW < grown[k] < HIGH:
                windows[k, t + 1 : t + longest] *= grown[k]
                grown[k] = 1.0
            if t < length:
                windows[k, t + longest] = begins[t, k] / grown[k]
    return whole / total


@njit(cache=True, nogil=True)
def _flush(sums, shares, window, low, high):  # type: ignore[no-untyped-def]
    """sums_d += sum over t of shares_t window_t+1+d for t = low .. high-1: a dot for each d."""
    for d in range(len(sums)):
        sums[d] += _dot(shares[low:], window[low + 1 + d :], high - low)


@njit(cache=True, nogil=True)
def _backward(  # type: ignore[no-untyped-def]
    steps, law, ending, b, scales, ends, begins, total,
    entered, left, after, ended, censored, moves,
):  # fmt: skip
    """Everything of t = T-1 .. 1: P(entered), P(left), the expected counts but for their factors.

    The window of t holds what comes after ends at t+1 .. t+longest; the end of the record, T, is no
    end of a segment: one that reaches it counts with its survivor and is added by hand. `after`
    (longest+1, K) keeps what comes after the first ends.
    """
    length, states = b.shape
    longest = law.shape[1]
    windows = np.zeros((states, length + longest + 1))
    shares = np.zeros((states, length))
    counted = np.full(states, length)  # shares from here on are in `ended`
    grown, tail = np.ones(states), np.ones(states)
    opened, whole = np.empty(states), 1.0 / total
    for t in range(length - 1, 0, -1):
        scale = 1.0 / scales[t]
        for k in range(states):
            grown[k] *= b[t, k] * scale
            value = grown[k] * _dot(windows[k, t + 1 :], law[k], longest)
            weight = begins[t, k] * whole
            shares[k, t] = weight * grown[k]
            if length - t <= longest:
                tail[k] *= b[t, k] * scale
                cut = ending[k, length - t - 1] * tail[k]
                censored[k, length - t - 1] = weight * cut
                value += cut
            opened[k] = value
            entered[t, k] = weight * value
        s = min(t, len(steps)) - 1
        for j in range(states):
            onward, weight = 0.0, ends[t, j] * whole
            for k in range(states):
                onward += steps[s, j, k] * opened[k]
                moves[s, j, k] += weight * opened[k]
            left[t, j] = weight * onward
            if t <= longest:
                after[t, j] = onward
            outside = not LOW < grown[j] < HIGH
            if outside or counted[j] - t > BLOCK:
                _flush(ended[j], shares[j], windows[j], t, counted[j])
                counted[j] = t
            if outside:
                windows[j, t + 1 : t + longest] *= grown[j]
                grown[j] = 1.0
            windows[j, t] = onward / grown[j]
    for k in range(states):
        _flush(ended[k], shares[k], windows[k], 1, counted[k])


@njit(cache=True, nogil=True)
def _occupy(entered, left, inside):  # type: ignore[no-untyped-def]
    """P(s_t = k) (T, K) from P(k entered at t) and P(k left before t) (T, K)."""
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


def _swept(laws: Laws, log_b: Array) -> _Scaled | None:
    """The forward pass; None where a number leaves the range."""
    length, states = log_b.shape
    longest = laws.pmf.shape[1]
    peaks = log_b.max(axis=1)
    b = np.exp(log_b - peaks[:, None])
    ends, begins = np.zeros((2, length + 1, states))
    opening, scales = np.zeros((longest + 1, states)), np.empty(length)
    law, ending = np.exp(laws.pmf[:, ::-1]), np.exp(laws.survivor[:, ::-1])
    total = _forward(np.exp(laws.start), np.exp(laws.steps), law, ending, np.exp(laws.first_pmf),
                     np.exp(laws.first_survivor), b, ends, begins, opening, scales)  # fmt: skip
    return _Scaled(ends, begins, opening, scales, b, peaks, total) if total > 0.0 else None


def forward_compiled(laws: Laws, log_b: Array) -> tuple[Array, Array] | None:
    """ends and begins (T+1, K) in logs, as `sweep` has them."""
    swept = _swept(laws, log_b)
    if swept is None:
        return None
    so_far = np.concatenate([[0.0], (np.log(swept.scales) + swept.peaks).cumsum()])[:, None]
    with np.errstate(divide="ignore"):
        return np.log(swept.ends) + so_far, np.log(swept.begins) + so_far


def smooth_compiled(laws: Laws, log_b: Array) -> Smooth | None:
    """States, transitions and dwell times given everything that was seen."""
    swept = _swept(laws, log_b)
    if swept is None:
        return None
    steps, law = np.exp(laws.steps), np.exp(laws.pmf)
    entered, left = np.zeros((2, *log_b.shape))
    after, moves = np.zeros(swept.opening.shape), np.zeros(steps.shape)
    ended, censored, first_ended, first_censored = np.zeros((4, *law.shape))
    _backward(steps, law, np.exp(laws.survivor), swept.b, swept.scales, swept.ends, swept.begins,
              swept.total, entered, left, after, ended, censored, moves)  # fmt: skip
    length, longest = len(log_b), law.shape[1]
    m = min(length - 1, longest)
    first = swept.opening[1 : m + 1] * after[1 : m + 1] / swept.total
    first_ended[:, :m] = first.T * np.exp(laws.first_pmf[:, :m])
    if length <= longest:
        cut = np.exp(laws.first_survivor[:, length - 1])
        first_censored[:, length - 1] = swept.opening[length] * cut / swept.total
    started = (first_ended + first_censored).sum(axis=1)
    entered[0] = started
    inside = np.empty(log_b.shape)
    _occupy(entered, left, inside)
    # Where a factor is zero the sums may be anything.
    moves = np.where(steps > 0.0, moves, 0.0) * steps
    ended = np.where(law > 0.0, ended, 0.0) * law
    log_p = np.log(swept.total) + np.log(swept.scales).sum() + swept.peaks.sum()
    return Smooth(inside, moves, ended, censored, first_ended, first_censored, started,
                  float(log_p))  # fmt: skip
