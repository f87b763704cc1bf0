"""Estimating the one-shot crisis game from a data folder; needs no case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.case.estimated import number
from standoff.case.estimating import one_thread
from standoff.nouns.estimates import Coefficient, CrisisEstimate, Outcomes

if TYPE_CHECKING:
    from standoff.game.estimation_signalling import Prediction

__all__ = ["estimate_signalling"]


def estimate_signalling(
    folder: Path,
    *,
    method: str = "npl",
    formulas: Mapping[str, str] | None = None,
    vary: str = "",
    values: Sequence[float] = (),
) -> CrisisEstimate:
    """Fit the crisis game to a table of crises by `pl`, `npl` or `cmle`.

    `formulas` replace those of single payoffs; `vary` names a covariate to set to `values`.
    Raises `FileUnreadable` naming file and row, `BadValue` for a formula or an unknown covariate.
    """
    one_thread()
    import numpy as np

    from standoff.game import estimation_signalling as crisis
    from standoff.game.estimation_signalling.crises import SANCTIONS

    estimators: dict[str, Callable[[crisis.Crises], crisis.CrisisFit]] = {
        "pl": crisis.pseudo_likelihood,
        "npl": crisis.nested_pseudo_likelihood,
        "cmle": crisis.constrained_likelihood,
    }
    crises = crisis.read_crises(folder, {**SANCTIONS, **(formulas or {})})
    fit = estimators[method](crises)
    found = crisis.find_equilibria(crises.indices(fit.theta))
    numbers = np.bincount([len(roots) for roots in found])
    return CrisisEstimate(
        method=fit.method,
        log_likelihood=fit.log_likelihood,
        aic=fit.aic,
        violation=fit.violation,
        converged=fit.converged,
        seconds=fit.seconds,
        coefficients={
            name: Coefficient(estimate=float(value), se=number(error))
            for name, value, error in zip(fit.names, fit.theta, fit.errors, strict=True)
        },
        rows=len(crises.counts),
        equilibria=tuple(int(times) for times in numbers),
        vary=vary,
        varied=_varied(crisis.compare(crises, fit, vary, values)) if vary else (),
    )


def _varied(found: Prediction) -> tuple[Outcomes, ...]:
    return tuple(
        Outcomes(
            value=float(value),
            rows=int(found.rows[at]),
            probabilities=tuple(map(float, found.probabilities[at])),
            low=tuple(map(number, found.low[at])),
            high=tuple(map(number, found.high[at])),
        )
        for at, value in enumerate(found.values)
    )
