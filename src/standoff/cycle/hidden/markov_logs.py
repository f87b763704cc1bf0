"""The recursions of a hidden Markov model in logarithms: slower, for chains with forbidden steps.

Where a transition has probability zero, a state that looks hopeless now may be the only one that
can explain what comes later, so no probability may ever be rounded to zero. Here none is:

    la_t(k) = log b_t(k) + log sum_j exp( la_t-1(j) + log A(j, k) )
    lg_t(j) = log sum_k exp( log A(j, k) + log b_t+1(k) + lg_t+1(k) )
"""

from __future__ import annotations

import numpy as np

from standoff.cycle.hidden.emission import Array
from standoff.cycle.hidden.logs import log_of, log_sum_exp
from standoff.cycle.hidden.steps import step_into

__all__ = ["filter_in_logs", "smooth_in_logs"]


def _forward(start: Array, log_transition: Array, log_b: Array) -> Array:
    """la (T, K): log P(x_1..t, s_t = k)."""
    joint = np.empty_like(log_b)
    joint[0] = log_of(start) + log_b[0]
    for t in range(1, len(log_b)):
        reach = joint[t - 1][:, None] + step_into(log_transition, t)
        joint[t] = log_b[t] + log_sum_exp(reach, 0)
    return joint


def filter_in_logs(start: Array, transition: Array, log_b: Array) -> tuple[Array, Array]:
    """P(s_t | x_1..t) (T, K) and log P(x_t | x_1..t-1) (T,), -inf from the first impossible one."""
    joint = _forward(start, log_of(transition), log_b)
    evidence = log_sum_exp(joint, 1)
    reached = np.isfinite(evidence)
    filtered = np.exp(joint - np.where(reached, evidence, 0.0)[:, None])
    before = np.concatenate([[0.0], evidence[:-1]])
    scales = np.where(reached, evidence - np.where(np.isfinite(before), before, 0.0), -np.inf)
    return filtered, scales


def smooth_in_logs(start: Array, transition: Array, log_b: Array) -> tuple[Array, Array, float]:
    """P(s_t | x) (T, K), expected transitions shaped as `transition`, log P(x)."""
    log_transition = log_of(transition)
    joint = _forward(start, log_transition, log_b)
    total = float(log_sum_exp(joint[-1], 0))
    back = np.zeros_like(log_b)
    transitions = np.zeros_like(transition)
    for t in range(len(log_b) - 2, -1, -1):
        onward = step_into(log_transition, t + 1) + (log_b[t + 1] + back[t + 1])[None, :]
        moved = np.exp(joint[t][:, None] + onward - total)
        if transitions.ndim > 2:
            transitions[t] = moved
        else:
            transitions += moved
        back[t] = log_sum_exp(onward, 1)
    probabilities = np.exp(joint + back - total)
    return probabilities / probabilities.sum(axis=1, keepdims=True), transitions, total
