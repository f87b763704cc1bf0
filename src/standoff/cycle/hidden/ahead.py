"""What comes next under a fitted model, and records that the model would make.

Predictions push the present state's probabilities forward; a semi-Markov state also remembers how
long it has lasted, which is what makes its leaving likelier or less likely with time:

    P(state k leaves after d periods | it lasted d) = p_k(d) / S_k(d)

Questions about counts need no simulation: P(what comes | record) is the likelihood of the record
with what comes put behind it over that of the record alone, and NaN stands for "whatever".
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from standoff.cycle.hidden.durations import mean_duration
from standoff.cycle.hidden.emission import Array, Indices, log_likelihoods
from standoff.cycle.hidden.logs import log_sum_exp
from standoff.cycle.hidden.markov import Markov, filter_states
from standoff.cycle.hidden.segments import filter_segments
from standoff.cycle.hidden.semi_markov import Laws, SemiMarkov, last_scores, sweep
from standoff.cycle.hidden.series import count_series
from standoff.cycle.hidden.steps import step_into
from standoff.errors import BadValue

__all__ = [
    "chance_of_any",
    "draw_path",
    "expected_counts",
    "filtered_states",
    "log_probability",
    "predict_markov",
    "predict_semi_markov",
    "predict_states",
    "simulate",
]


def log_probability(model: Markov | SemiMarkov, counts: ArrayLike) -> float:
    """log P(counts) for counts (T, D), NaN where nothing is asked or known."""
    log_b = log_likelihoods(count_series(counts), model.emission)
    if isinstance(model, Markov):
        return filter_states(model.start, model.transition, log_b).log_likelihood
    return sweep(Laws.of(model), log_b).log_likelihood


def filtered_states(model: Markov | SemiMarkov, counts: ArrayLike) -> Array:
    """P(s_t | x_1..t) (T, K): what could be known at each time."""
    log_b = log_likelihoods(count_series(counts), model.emission)
    if isinstance(model, Markov):
        return filter_states(model.start, model.transition, log_b).probabilities
    return filter_segments(Laws.of(model), log_b)


def predict_states(model: Markov | SemiMarkov, counts: ArrayLike, steps: int) -> Array:
    """P(s_T+h | x) for h = 1 .. steps: (steps, K)."""
    if steps < 1:
        raise BadValue(f"{steps} steps ahead", expected="one or more")
    log_b = log_likelihoods(count_series(counts), model.emission)
    if isinstance(model, Markov):
        filtered = filter_states(model.start, model.transition, log_b).probabilities
        return predict_markov(model, filtered[-1], steps)
    return predict_semi_markov(model, log_b, steps)


def expected_counts(model: Markov | SemiMarkov, counts: ArrayLike, steps: int) -> Array:
    """E(x_T+h | x) for h = 1 .. steps: (steps, D)."""
    expected: Array = predict_states(model, counts, steps) @ model.emission.mean
    return expected


def chance_of_any(
    model: Markov | SemiMarkov, counts: ArrayLike, kind: int, steps: int, *, skip: int = 0
) -> float:
    """P(at least one of `kind` in periods T+skip+1 .. T+skip+steps | x): exact."""
    table = np.atleast_2d(np.asarray(counts, dtype=np.float64))
    if not 0 <= kind < table.shape[1] or steps < 1 or skip < 0:
        raise BadValue(
            f"kind {kind}, {steps} steps after {skip}",
            expected=f"a kind below {table.shape[1]}, one step or more, none or more skipped",
        )
    ahead = np.full((skip + steps, table.shape[1]), np.nan)
    ahead[skip:, kind] = 0.0
    none = log_probability(model, np.vstack([table, ahead])) - log_probability(model, table)
    return float(-np.expm1(min(none, 0.0)))


def predict_markov(model: Markov, filtered: Array, steps: int) -> Array:
    """P(s_T+h | x) for h = 1 .. steps: (steps, K), from the last filtered probabilities (K,)."""
    ahead = np.empty((steps, len(filtered)))
    now = filtered
    for h in range(steps):
        now = now @ model.transition
        ahead[h] = now
    return ahead


def predict_semi_markov(model: SemiMarkov, log_b: Array, steps: int) -> Array:
    """P(s_T+h | x) for h = 1 .. steps: (steps, K), given the record's log emissions (T, K)."""
    laws = Laws.of(model)
    swept = sweep(laws, log_b)
    length, longest = len(log_b), laws.pmf.shape[1]
    scores = last_scores(laws, swept.begins, swept.summed, length)
    lasted = np.zeros((longest, log_b.shape[1]))
    lasted[: len(scores)] = np.exp(scores - log_sum_exp(scores.ravel(), 0))
    first = np.zeros_like(lasted)
    if length <= longest:  # the state that the record began in may still last
        first[length - 1], lasted[length - 1] = lasted[length - 1], 0.0
    leaving = _hazard(laws.pmf, laws.survivor)
    leaving_first = _hazard(laws.first_pmf, laws.first_survivor)
    ahead = np.empty((steps, log_b.shape[1]))
    for h in range(steps):
        left = (lasted * leaving).sum(axis=0) + (first * leaving_first).sum(axis=0)
        lasted, first = _age(lasted * (1.0 - leaving)), _age(first * (1.0 - leaving_first))
        lasted[0] = left @ model.transition
        ahead[h] = lasted.sum(axis=0) + first.sum(axis=0)
    return ahead


def _hazard(log_pmf: Array, log_survivor: Array) -> Array:
    """P(leaves after d | lasted d): (longest, K); certain at the longest."""
    possible = np.isfinite(log_survivor)
    ratio = np.where(possible, log_pmf, 0.0) - np.where(possible, log_survivor, 0.0)
    hazard: Array = np.where(possible, np.exp(ratio), 1.0).T.copy()
    hazard[-1] = 1.0
    return np.minimum(hazard, 1.0)


def _age(lasted: Array) -> Array:
    """Everyone one period older."""
    older = np.zeros_like(lasted)
    older[1:] = lasted[:-1]
    return older


def simulate(
    model: Markov | SemiMarkov, length: int, seed: int
) -> tuple[Indices, NDArray[np.int64]]:
    """A path of states (length,) and counts (length, D) that the model makes."""
    if length < 1:
        raise BadValue(f"a record of {length} periods", expected="one or more")
    rng = np.random.default_rng(seed)
    path = draw_path(model, model.transition, length, rng)
    return path, model.emission.draw(path, rng)


def draw_path(
    model: Markov | SemiMarkov, transition: Array, length: int, rng: np.random.Generator
) -> Indices:
    """A path of states (length,) with steps (K, K), or (length-1, K, K) that change with time."""
    if isinstance(model, Markov):
        return _walk(model, transition, length, rng)
    return _stays(model, transition, length, rng)


def _walk(model: Markov, transition: Array, length: int, rng: np.random.Generator) -> Indices:
    steps = transition.cumsum(axis=-1)
    chance = rng.random(length)
    path = np.empty(length, dtype=np.intp)
    path[0] = _pick(model.start.cumsum(), chance[0])
    for t in range(1, length):
        path[t] = _pick(step_into(steps, t)[path[t - 1]], chance[t])
    return path


def _stays(model: SemiMarkov, transition: Array, length: int, rng: np.random.Generator) -> Indices:
    pmf = np.exp(model.durations.log_pmf)
    first = pmf
    if model.left == "equilibrium":
        survivor = pmf[:, ::-1].cumsum(axis=1)[:, ::-1]
        first = survivor / mean_duration(model.durations.log_pmf)[:, None]
    steps = transition.cumsum(axis=-1)
    path = np.empty(length, dtype=np.intp)
    state = _pick(model.start.cumsum(), rng.random())
    t, law = 0, first
    while t < length:
        run = 1 + _pick(law[state].cumsum(), rng.random())
        path[t : t + run] = state
        t, law = t + run, pmf
        state = _pick(step_into(steps, t)[state], rng.random())
    return path


def _pick(steps: Array, chance: float) -> int:
    """The index at which cumulated weights pass `chance` of their total."""
    return int(min(np.searchsorted(steps, chance * steps[-1], "right"), len(steps) - 1))
