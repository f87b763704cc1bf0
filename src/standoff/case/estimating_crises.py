"""Estimating the one-shot crisis game from a data folder; needs no case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from standoff.case.estimated import number
from standoff.case.estimating import one_thread
from standoff.nouns.estimates import Coefficient, CrisisEstimate

__all__ = ["estimate_signalling"]


def estimate_signalling(folder: Path, *, method: str = "npl") -> CrisisEstimate:
    """Fit the crisis game to the sanctions data by `pl`, `npl` or `cmle`; errors as above."""
    one_thread()
    import numpy as np

    from standoff.game import estimation_signalling as crisis

    estimators: dict[str, Callable[[crisis.Crises], crisis.CrisisFit]] = {
        "pl": crisis.pseudo_likelihood,
        "npl": crisis.nested_pseudo_likelihood,
        "cmle": crisis.constrained_likelihood,
    }
    crises = crisis.read_crises(folder)
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
        equilibria=tuple(int(number) for number in numbers),
    )
