"""The plain recursions of a semi-Markov model, in logarithms: slower, and right for every law.

The forms of `semi_markov` as they stand there, one vector of states at a time. The compiled twins
are tested against these, and leave to them what does not fit into plain numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from standoff.cycle.hidden.emission import Array
from standoff.cycle.hidden.logs import log_sum_exp

if TYPE_CHECKING:
    from standoff.cycle.hidden.semi_markov import Laws, Swept

__all__ = ["Inner", "backward_in_logs", "forward_in_logs", "occupied"]

CHUNK = 8192


def forward_in_logs(laws: Laws, summed: Array) -> tuple[Array, Array]:
    """ends and begins (T+1, K)."""
    length, states = len(summed) - 1, summed.shape[1]
    longest = laws.pmf.shape[1]
    ends = np.full((length + 1, states), -np.inf)
    begins = np.full((length + 1, states), -np.inf)
    open_since = np.full((length + 1, states), -np.inf)  # begins less summed emissions so far
    begins[0] = open_since[0] = laws.start
    backwards = np.ascontiguousarray(laws.pmf.T[::-1])  # the longest dwell time first
    for t in range(1, length + 1):
        m = min(t, longest)
        scores = open_since[t - m : t] + backwards[longest - m :]
        if m == t:
            scores[0] = open_since[0] + laws.first_pmf[:, t - 1]
        ends[t] = log_sum_exp(scores, 0) + summed[t]
        begins[t] = log_sum_exp(ends[t][:, None] + laws.into(t), 0)
        open_since[t] = begins[t] - summed[t]
    return ends, begins


class Inner(NamedTuple):
    """The backward pass without the first segment.

    after_begin, P(entered), P(left) (T+1, K), ended, censored (K, longest), transitions.
    """

    after_begin: Array
    entered: Array
    left: Array
    ended: Array
    censored: Array
    transitions: Array


def backward_in_logs(laws: Laws, swept: Swept) -> Inner:
    """Everything of t = T-1 .. 1."""
    length, states = len(swept.summed) - 1, swept.summed.shape[1]
    longest = laws.pmf.shape[1]
    ended, censored = np.zeros((2, states, longest))
    after_begin = np.full((length + 1, states), -np.inf)  # log P(x_t+1.. | a state begins at t+1)
    after_end = np.full((length + 1, states), -np.inf)  # log P(x_t+1.. | a state ended at t)
    closing = np.full((length + 1, states), -np.inf)  # after_end plus summed emissions
    pmf, survivor = laws.pmf.T, laws.survivor.T
    for t in range(length - 1, 0, -1):
        m = min(length - t, longest)
        scores = closing[t + 1 : t + m + 1] + pmf[:m] - swept.summed[t]
        reaches_end = m == length - t
        if reaches_end:
            scores[m - 1] = survivor[m - 1] + swept.summed[length] - swept.summed[t]
        after_begin[t] = log_sum_exp(scores, 0)
        after_end[t] = log_sum_exp(laws.into(t) + after_begin[t], 1)
        closing[t] = after_end[t] + swept.summed[t]
        shares = np.exp(scores + (swept.begins[t] - swept.log_likelihood)).T
        if reaches_end:
            censored[:, m - 1] += shares[:, m - 1]
            shares = shares[:, : m - 1]
        ended[:, : shares.shape[1]] += shares
    entered = np.exp(swept.begins + after_begin - swept.log_likelihood)
    left = np.exp(swept.ends + after_end - swept.log_likelihood)
    moves = _transitions(laws, swept, after_begin)
    return Inner(after_begin, entered, left, ended, censored, moves)


def occupied(entered: Array, left: Array) -> Array:
    """P(s_t = k) (T, K) from P(k entered at t) and P(k left before t) (T, K)."""
    change = entered.copy()
    change[1:] -= left[1:]
    inside = np.clip(change.cumsum(axis=0), 0.0, 1.0)
    probabilities: Array = inside / inside.sum(axis=1, keepdims=True)
    return probabilities


def _transitions(laws: Laws, swept: Swept, after_begin: Array) -> Array:
    """Expected steps from state to state, (K, K) in all or (T-1, K, K) by time.

    In chunks, to keep memory O(T K) where steps do not change.
    """
    total = np.zeros_like(laws.transition)
    for low in range(1, len(after_begin) - 1, CHUNK):
        rows = slice(low, min(low + CHUNK, len(after_begin) - 1))
        steps = laws.steps[rows.start - 1 : rows.stop - 1] if total.ndim > 2 else laws.steps
        joint = swept.ends[rows, :, None] + steps + after_begin[rows, None, :]
        moved = np.exp(joint - swept.log_likelihood)
        if total.ndim > 2:
            total[rows.start - 1 : rows.stop - 1] = moved
        else:
            total += moved.sum(axis=0)
    return total
