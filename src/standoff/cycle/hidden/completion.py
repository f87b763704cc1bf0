"""Completing dwell times that the record cut off, in expectation.

A segment that began within the record and was cut off at length d lasted d or more: it counts as a
dwell time m >= d with probability p(m) / S(d). What is left of the first state's dwell time under
`equilibrium` was drawn from S(d) / mean, so its whole length m >= d has probability p(m) / S(d)
too, and such a length enters the fit divided by the mean (length bias). If the first state outlasts
all of a record of T periods, it has whole length m >= T with weight p(m) (m - T + 1): that many
places in it at which the record could have begun.
"""

from __future__ import annotations

import numpy as np

from standoff.cycle.hidden.emission import Array
from standoff.cycle.hidden.semi_markov import Segments, SemiMarkov

__all__ = ["complete_durations"]


def complete_durations(model: SemiMarkov, seen: Segments, length: int) -> tuple[Array, Array]:
    """Expected whole dwell times (K, longest), and how many of them are length-biased (K,)."""
    pmf = np.exp(model.durations.log_pmf)
    cut = seen.censored
    biased = np.zeros(len(pmf))
    whole = seen.ended
    if model.left == "fresh":
        whole, cut = whole + seen.first_ended, cut + seen.first_censored
    else:
        cut = cut + seen.first_ended
        biased = seen.first_ended.sum(axis=1) + seen.first_censored.sum(axis=1)
        whole = whole + _outlasting(pmf, seen.first_censored, length)
    return whole + _continued(pmf, cut), biased


def _continued(pmf: Array, cut: Array) -> Array:
    """Each weight on "d or more" spread over m >= d in proportion to pmf."""
    survivor = pmf[:, ::-1].cumsum(axis=1)[:, ::-1]
    rate = np.divide(cut, survivor, out=np.zeros_like(cut), where=survivor > 0)
    spread: Array = pmf * rate.cumsum(axis=1)
    return spread


def _outlasting(pmf: Array, cut: Array, length: int) -> Array:
    """The first segment that fills the record, spread over whole lengths m >= T."""
    places = np.arange(1, pmf.shape[1] + 1) - length + 1.0
    weights = pmf * np.clip(places, 0.0, None)
    total = weights.sum(axis=1, keepdims=True)
    share = np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)
    spread: Array = share * cut.sum(axis=1, keepdims=True)
    return spread
