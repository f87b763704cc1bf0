"""Hidden semi-Markov models: states that last for explicit dwell times.

A state k is entered, lasts D periods with law p_k, and is left for another state by A (no way to
itself). The record may begin and end in the middle of a state:

- right: the last segment of length d counts with S_k(d) = P(D >= d), for it may go on;
- left, `equilibrium`: what is left of the first state's dwell time has the law S_k(d) / mean_k,
  that of a process met at an arbitrary moment; `fresh`: the first state begins with the record.

With B_t(k) the summed log emissions (Guedon 2003; Yu 2010, "Hidden semi-Markov models"):

    ends_t(k)   = log P(x_1..t, state k ends at t)
                = logsum_d [ begins_t-d(k) + log p_k(d) + B_t(k) - B_t-d(k) ]
    begins_t(k) = log P(x_1..t, state k begins at t+1) = logsum_j [ ends_t(j) + log A(j, k) ]

and the same backwards. Time O(T K (longest + K)), memory O(T K). The probability of being in a
state is that of having entered it less that of having left it, so that no array of times by states
by lengths is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from standoff.cycle.hidden.durations import Durations, mean_duration
from standoff.cycle.hidden.emission import Array, Emission
from standoff.cycle.hidden.logs import log_of, log_sum_exp
from standoff.cycle.hidden.semi_markov_logs import backward_in_logs, forward_in_logs, occupied
from standoff.cycle.hidden.series import COMPILE_FROM
from standoff.cycle.hidden.steps import every_step, step_into
from standoff.errors import BadValue

__all__ = ["LEFT", "Laws", "Segments", "SemiMarkov", "Swept", "smooth_segments", "sweep"]

LEFT = ("equilibrium", "fresh")


@dataclass(frozen=True, slots=True, eq=False)
class SemiMarkov:
    """A hidden semi-Markov model: start (K,), transition (K, K) with zero diagonal, dwell times."""

    start: Array
    transition: Array
    durations: Durations
    emission: Emission
    left: str = "equilibrium"

    def __post_init__(self) -> None:
        if len(self.start) < 2 or np.diag(self.transition).any():
            raise BadValue(
                "a semi-Markov chain of one state or with steps from a state to itself",
                expected="two states or more, and a transition matrix with zero diagonal",
            )
        if self.left not in LEFT:
            raise BadValue(f"left {self.left!r}", expected=f"one of {', '.join(LEFT)}")

    @property
    def n_parameters(self) -> int:
        """Free parameters: (K - 1) + K (K - 2) + those of dwell times and emission."""
        k = len(self.start)
        inner = self.durations.n_parameters + self.emission.n_parameters
        return (k - 1) + k * (k - 2) + inner


class Laws(NamedTuple):
    """Logs of a model: start (K,), transition, and dwell-time laws (K, longest).

    `transition` is (K, K), or (T-1, K, K) where steps change with time: row t-1 holds the steps
    into period t (counted from 0). `pmf` and `survivor` are log P(D = d) and log P(D >= d);
    `first_pmf` and `first_survivor` the same for what the record shows of the state it begins in.
    """

    start: Array
    transition: Array
    pmf: Array
    survivor: Array
    first_pmf: Array
    first_survivor: Array

    @property
    def steps(self) -> Array:
        """log transitions (1, K, K) or (T-1, K, K)."""
        return every_step(self.transition)

    def into(self, t: int) -> Array:
        """log transitions (K, K) into period t = 1, 2, ... (the last there is, beyond them)."""
        return step_into(self.transition, t)

    @classmethod
    def of(cls, model: SemiMarkov) -> Laws:
        """The laws of a model."""
        pmf = model.durations.log_pmf
        survivor = _survivor(pmf)
        first = pmf
        if model.left == "equilibrium":
            first = survivor - np.log(mean_duration(pmf))[:, None]
        return cls(
            log_of(model.start), log_of(model.transition), pmf, survivor, first, _survivor(first)
        )


def _survivor(log_pmf: Array) -> Array:
    """log P(D >= d) from log P(D = d)."""
    return np.logaddexp.accumulate(log_pmf[:, ::-1], axis=1)[:, ::-1]


class Swept(NamedTuple):
    """The forward pass: ends and begins (T+1, K), summed log emissions (T+1, K), log P(x)."""

    ends: Array
    begins: Array
    summed: Array
    log_likelihood: float


class Segments(NamedTuple):
    """What a fit needs of the whole record.

    P(s_t | x) (T, K); expected transitions (K, K), or (T-1, K, K) by time; expected number of
    segments by length (K, longest): `ended` and `censored` (cut off by the end of the record) of
    those that began within it, `first_ended` and `first_censored` of the one that it began in; the
    probability of beginning in each state (K,); log P(x). A first segment that outlasts the record
    counts as censored at length T if T <= longest.
    """

    probabilities: Array
    transitions: Array
    ended: Array
    censored: Array
    first_ended: Array
    first_censored: Array
    started: Array
    log_likelihood: float


def sweep(laws: Laws, log_b: Array) -> Swept:
    """The forward pass; raises `BadValue` for emissions of probability zero.

    Summed logs need finite terms; the emissions of a fit always are.
    """
    _check_finite(log_b)
    states = log_b.shape[1]
    summed = np.vstack([np.zeros(states), log_b.cumsum(axis=0)])
    found = None
    if _compiles(laws, len(log_b)):
        from standoff.cycle.hidden.semi_markov_compiled import forward_compiled

        found = forward_compiled(laws, log_b)
    ends, begins = found or forward_in_logs(laws, summed)
    total = float(log_sum_exp(last_scores(laws, begins, summed, len(log_b)).ravel(), 0))
    return Swept(ends, begins, summed, total)


def _check_finite(log_b: Array) -> None:
    if not np.isfinite(log_b).all():
        raise BadValue(
            f"period {int(np.argmin(np.isfinite(log_b).all(axis=1)))} is impossible in some state",
            where="hidden semi-Markov model",
            expected="finite log emissions",
        )


def _compiles(laws: Laws, length: int) -> bool:
    """True for a record and laws that the compiled twins are made for."""
    if length < COMPILE_FROM:
        return False
    from standoff.cycle.hidden.semi_markov_compiled import can_compile

    return can_compile(laws.pmf, laws.survivor)


def last_scores(laws: Laws, begins: Array, summed: Array, t: int) -> Array:
    """log P(x_1..t, the state at t is k and began d periods ago) for d = 1 .. min(t, longest).

    Shape (d, K): row d - 1 belongs to length d so far.
    """
    m = min(t, laws.pmf.shape[1])
    rows = slice(t - m, t)
    scores: Array = (begins[rows] - summed[rows])[::-1] + laws.survivor.T[:m] + summed[t]
    if m == t:
        scores[t - 1] = begins[0] + laws.first_survivor[:, t - 1] + summed[t] - summed[0]
    return scores


def smooth_segments(laws: Laws, log_b: Array) -> Segments:
    """States, transitions and dwell times given everything that was seen."""
    _check_finite(log_b)
    if _compiles(laws, len(log_b)):
        from standoff.cycle.hidden.semi_markov_compiled import smooth_compiled

        found = smooth_compiled(laws, log_b)
        if found:
            shape = laws.transition.shape
            return Segments(*found)._replace(transitions=found.transitions.reshape(shape))
    return _smooth(laws, log_b)


def _smooth(laws: Laws, log_b: Array) -> Segments:
    """The plain form, in logs."""
    swept = sweep(laws, log_b)
    inner = backward_in_logs(laws, swept)
    first_ended, first_censored = _first_segment(laws, swept, inner.after_begin)
    started = (first_ended + first_censored).sum(axis=1)
    inner.entered[0] = started
    return Segments(
        occupied(inner.entered[:-1], inner.left[:-1]),
        inner.transitions,
        inner.ended,
        inner.censored,
        first_ended,
        first_censored,
        started,
        swept.log_likelihood,
    )


def _first_segment(laws: Laws, swept: Swept, after_begin: Array) -> tuple[Array, Array]:
    """Expected lengths (K, longest) of the first segment: ended, and cut off by the record's end.

    Where the record is longer than the longest dwell time it cannot be cut off.
    """
    ended, censored = np.zeros((2, *laws.pmf.shape))
    length = len(swept.summed) - 1
    m = min(length - 1, laws.pmf.shape[1])
    onward = log_sum_exp(laws.steps[:m] + after_begin[1 : m + 1, None, :], 2)
    closing = onward + swept.summed[1 : m + 1] + laws.first_pmf.T[:m]
    ended[:, :m] = np.exp(closing + laws.start - swept.log_likelihood).T
    if length <= laws.pmf.shape[1]:
        cut = laws.first_survivor[:, length - 1] + swept.summed[length] + laws.start
        censored[:, length - 1] = np.exp(cut - swept.log_likelihood)
    return ended, censored
