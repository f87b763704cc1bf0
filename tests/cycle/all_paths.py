"""The slow twin of every recursion: sums and maxima over all paths of states."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, product

import numpy as np

from standoff.cycle.hidden.semi_markov import Laws
from standoff.cycle.hidden.steps import step_into


@dataclass
class Everything:
    """log P(x), P(s_t | x) (T, K), expected transitions (K, K), the best path and its log P."""

    log_likelihood: float
    probabilities: np.ndarray
    transitions: np.ndarray
    best: tuple[int, ...]
    best_log: float
    by_path: dict[tuple[int, ...], float]


def summarise(length: int, states: int, log_joint) -> Everything:
    """Enumerate all K^T paths under `log_joint(path)`."""
    paths = list(product(range(states), repeat=length))
    logs = np.array([log_joint(path) for path in paths])
    total = np.logaddexp.reduce(logs)
    weights = np.exp(logs - total)
    probabilities, transitions = np.zeros((length, states)), np.zeros((states, states))
    for path, weight in zip(paths, weights, strict=True):
        probabilities[np.arange(length), path] += weight
        np.add.at(transitions, (path[:-1], path[1:]), weight)
    best = int(logs.argmax())
    return Everything(
        float(total),
        probabilities,
        transitions,
        paths[best],
        float(logs[best]),
        dict(zip(paths, weights, strict=True)),
    )


def markov_joint(start, transition, log_b):
    """log P(x, path) of a hidden Markov model; `transition` (K, K) or (T-1, K, K)."""
    with np.errstate(divide="ignore"):
        log_start, log_a = np.log(start), np.log(transition)

    def log_joint(path):
        value = log_start[path[0]] + log_b[0, path[0]]
        for t in range(1, len(path)):
            value += step_into(log_a, t)[path[t - 1], path[t]] + log_b[t, path[t]]
        return value

    return log_joint


def segments_of(path) -> list[tuple[int, int]]:
    """(state, length) of each run."""
    return [(state, len(list(run))) for state, run in groupby(path)]


def semi_markov_joint(laws: Laws, log_b):
    """log P(x, path) of a hidden semi-Markov model: run by run."""
    longest = laws.pmf.shape[1]

    def law(table, state, length):
        return table[state, length - 1] if length <= longest else -np.inf

    def log_joint(path):
        runs = segments_of(path)
        value = laws.start[runs[0][0]] + sum(log_b[t, s] for t, s in enumerate(path))
        if len(runs) == 1:
            return value + law(laws.first_survivor, *runs[0])
        value += law(laws.first_pmf, *runs[0])
        t = 0
        for place in range(1, len(runs)):
            t += runs[place - 1][1]
            value += laws.into(t)[runs[place - 1][0], runs[place][0]]
            last = place == len(runs) - 1
            value += law(laws.survivor if last else laws.pmf, *runs[place])
        return value

    return log_joint
