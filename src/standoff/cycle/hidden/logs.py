"""Sums of probabilities that are kept as logarithms."""

from __future__ import annotations

import numpy as np

from standoff.cycle.hidden.emission import Array

__all__ = ["log_of", "log_sum_exp"]


def log_sum_exp(x: Array, axis: int) -> Array:
    """log sum exp along an axis; -inf where nothing but -inf stands."""
    peak = x.max(axis=axis, keepdims=True)
    peak = np.where(np.isfinite(peak), peak, 0.0)
    with np.errstate(divide="ignore"):
        total: Array = np.log(np.exp(x - peak).sum(axis=axis)) + peak.squeeze(axis)
    return total


def log_of(x: Array) -> Array:
    """log with log 0 = -inf, silently."""
    with np.errstate(divide="ignore"):
        result: Array = np.log(x)
    return result
