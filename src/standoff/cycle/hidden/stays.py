"""How long named phases last under a hidden model: dwell times averaged over posterior paths.

One decoded path is too sure of itself. Paths are drawn from P(path | record), states are replaced
by their names, runs of one name are phases, and the mean dwell time of each name is periods spent
(but the last, which nothing follows) over ends seen, as in `runs`. The spread over paths is what
the record leaves open about the path; what it leaves open about the parameters comes on top and is
not in it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from standoff.cycle.hidden.emission import Array, Indices, log_likelihoods
from standoff.cycle.hidden.markov import Markov, filter_states, sample_paths
from standoff.cycle.hidden.segments import sample_segments
from standoff.cycle.hidden.semi_markov import Laws, SemiMarkov
from standoff.cycle.hidden.series import count_series
from standoff.nouns.cycle import Contrast

__all__ = ["drawn_paths", "posterior_stays"]


def drawn_paths(model: Markov | SemiMarkov, counts: Array, n: int, seed: int) -> Indices:
    """n paths of states (n, T) drawn given the record."""
    rng = np.random.default_rng(seed)
    log_b = log_likelihoods(count_series(counts), model.emission)
    if isinstance(model, Markov):
        filtered = filter_states(model.start, model.transition, log_b).probabilities
        return sample_paths(filtered, model.transition, n, rng)
    return sample_segments(Laws.of(model), log_b, n, rng)


def posterior_stays(
    model: Markov | SemiMarkov,
    counts: Array,
    state_names: Sequence[str],
    *,
    paths: int = 200,
    seed: int = 1,
) -> tuple[Contrast, ...]:
    """Mean dwell time of each name (`first`) beside that of all others (`second`), their ratio."""
    names = tuple(dict.fromkeys(state_names))
    place = np.array([names.index(name) for name in state_names])
    lengths = [_stays(path, len(names)) for path in place[drawn_paths(model, counts, paths, seed)]]
    return tuple(_contrast(name, k, lengths) for k, name in enumerate(names))


def _stays(path: Indices, names: int) -> Array:
    """Periods spent but the last, ends seen and runs of each name on one path: (3, names)."""
    turns = np.flatnonzero(np.diff(path))
    return np.array([
        np.bincount(path[:-1], minlength=names),
        np.bincount(path[turns], minlength=names),
        np.bincount(path[np.append(0, turns + 1)], minlength=names),
    ], dtype=np.float64)  # fmt: skip


def _contrast(name: str, k: int, lengths: Sequence[Array]) -> Contrast:
    table = np.array(lengths)  # (paths, 3, names)
    other = table.sum(axis=2) - table[:, :, k]
    first, second = _means(table[:, :, k]), _means(other)
    ratio = first / second
    known = ratio[~np.isnan(ratio)]
    low, high = np.quantile(known, [0.025, 0.975]) if len(known) else (0.0, float("inf"))
    return Contrast(
        name=name,
        first=_or_none(first),
        second=_or_none(second),
        value=_or_none(ratio),
        interval=(float(low), float(high)),
        scale="ratio",
        n=round(float(table[:, 2, k].mean())),
        n_other=round(float(other[:, 2].mean())),
        unit="phases",
    )


def _means(table: Array) -> Array:
    """Periods over ends (paths,), NaN where no end was seen."""
    means: Array = np.full(len(table), np.nan)
    np.divide(table[:, 0], table[:, 1], out=means, where=table[:, 1] > 0)
    return means


def _or_none(values: Array) -> float | None:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else None
