"""Which model: independent periods, memoryless phases, or phases with dwell times of their own.

Each model is judged twice: by BIC on the whole record, and by its log score on periods that it was
not fitted to. For the second the parameters are fitted on the first two thirds only, and each later
period x_t is scored by log P(x_t | x_1..t-1), the mean of which is `held_out`:

    held_out = ( log P(x_1..T) - log P(x_1..n) ) / (T - n)        at the parameters of x_1..n

BIC and the log score may disagree on short records; both are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from standoff.cycle.hidden.ahead import log_probability
from standoff.cycle.hidden.climb import EmSettings
from standoff.cycle.hidden.emission import Array
from standoff.cycle.hidden.fit import Fitted, fit_markov, fit_semi_markov
from standoff.nouns.cycle import ModelRow

__all__ = ["best_by_bic", "compare_models", "fit_kind"]

TRAINED = 2 / 3
Progress = Callable[[str], None]


def fit_kind(
    counts: Array, kind: str, states: int, *, emission: str, settings: EmSettings, longest: int = 24
) -> Fitted[Any]:
    """A fit of the kind `independent` (one state), `markov` or `semi_markov`."""
    if kind == "semi_markov":
        return fit_semi_markov(
            counts, states, longest=longest, emission=emission, settings=settings
        )
    return fit_markov(counts, 1 if kind == "independent" else states, emission=emission,
                      settings=settings)  # fmt: skip


def compare_models(
    counts: Array,
    choices: Iterable[tuple[str, int]],
    *,
    emission: str = "negative_binomial",
    settings: EmSettings | None = None,
    progress: Progress | None = None,
) -> tuple[ModelRow, ...]:
    """A row for each (kind, states); counts (T, D) with NaN where nothing was seen."""
    settings = settings or EmSettings(starts=4, max_steps=200, tolerance=1e-6)
    rows = []
    for kind, states in choices:
        if progress:
            progress(f"fitting {kind.replace('_', '-')}, {states} states")
        rows.append(_row(counts, kind, states, emission, settings))
    return tuple(rows)


def _row(counts: Array, kind: str, states: int, emission: str, settings: EmSettings) -> ModelRow:
    whole = fit_kind(counts, kind, states, emission=emission, settings=settings)
    trained = int(len(counts) * TRAINED)
    later = counts[trained:]
    scored, held_out = int((~np.isnan(later)).any(axis=1).sum()), None
    if scored and not np.isnan(counts[:trained]).all():
        part = fit_kind(counts[:trained], kind, states, emission=emission, settings=settings)
        gained = log_probability(part.model, counts) - part.log_likelihood
        held_out = float(gained / scored)
    return ModelRow(
        kind=kind,
        states=states,
        log_likelihood=whole.log_likelihood,
        parameters=whole.model.n_parameters,
        bic=whole.bic,
        held_out=held_out,
        trained=trained,
        converged=whole.converged,
    )


def best_by_bic(rows: Iterable[ModelRow]) -> ModelRow:
    """The row of lowest BIC among models with phases, if there is any, else of all."""
    rows = list(rows)
    phased = [row for row in rows if row.kind != "independent"]
    return min(phased or rows, key=lambda row: row.bic)
