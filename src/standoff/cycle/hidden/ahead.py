"""What comes next under a fitted model, and records that the model would make.

Predictions push the present state's probabilities forward; a semi-Markov state also remembers how
long it has lasted, which is what makes its leaving likelier or less likely with time:

    P(state k leaves after d periods | it lasted d) = p_k(d) / S_k(d)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from standoff.cycle.hidden.durations import mean_duration
from standoff.cycle.hidden.emission import Array, Indices
from standoff.cycle.hidden.logs import log_sum_exp
from standoff.cycle.hidden.markov import Markov
from standoff.cycle.hidden.semi_markov import Laws, SemiMarkov, last_scores, sweep
from standoff.errors import BadValue

__all__ = ["predict_markov", "predict_semi_markov", "simulate"]


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
    path = _walk(model, length, rng) if isinstance(model, Markov) else _stays(model, length, rng)
    return path, model.emission.draw(path, rng)


def _walk(model: Markov, length: int, rng: np.random.Generator) -> Indices:
    steps = model.transition.cumsum(axis=1)
    chance = rng.random(length)
    path = np.empty(length, dtype=np.intp)
    path[0] = _pick(model.start.cumsum(), chance[0])
    for t in range(1, length):
        path[t] = _pick(steps[path[t - 1]], chance[t])
    return path


def _stays(model: SemiMarkov, length: int, rng: np.random.Generator) -> Indices:
    pmf = np.exp(model.durations.log_pmf)
    first = pmf
    if model.left == "equilibrium":
        survivor = pmf[:, ::-1].cumsum(axis=1)[:, ::-1]
        first = survivor / mean_duration(model.durations.log_pmf)[:, None]
    steps = model.transition.cumsum(axis=1)
    path = np.empty(length, dtype=np.intp)
    state = _pick(model.start.cumsum(), rng.random())
    t, law = 0, first
    while t < length:
        run = 1 + _pick(law[state].cumsum(), rng.random())
        path[t : t + run] = state
        t, law = t + run, pmf
        state = _pick(steps[state], rng.random())
    return path


def _pick(steps: Array, chance: float) -> int:
    """The index at which cumulated weights pass `chance` of their total."""
    return int(min(np.searchsorted(steps, chance * steps[-1], "right"), len(steps) - 1))
