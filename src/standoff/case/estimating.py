"""Estimating the shipped games from data folders; needs no case.

Sums are done on one BLAS thread, so that numbers are the same on one core and on many; a program
that has imported numpy before has to see to that itself (OMP_NUM_THREADS=1).
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from standoff.nouns.estimates import (
    BackingDown,
    Coefficient,
    CrisisEstimate,
    EscalationEstimate,
    EscalationRun,
    EscalationStarts,
    FlatDirection,
)

if TYPE_CHECKING:
    from standoff.game.estimation.fit import Fit, Options
    from standoff.game.estimation.panel import Panel
    from standoff.game.estimation.pooling import Pooled
    from standoff.game.estimation.problem import Problem

__all__ = ["Told", "estimate_escalation", "estimate_signalling"]

Variant = Literal["unbounded", "bounded", "pooled"]
Told = Callable[[str], None]

LOW, HIGH = -50.0, 0.0
FIRST_TAU = 2.0
SWITCH_ROUNDS = 12
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def estimate_escalation(
    folder: Path,
    *,
    start: str = "pooled",
    starts: int = 0,
    switch: bool = False,
    variant: Variant = "unbounded",
    covariance: Literal["gauss-newton", "hessian", "sandwich"] = "gauss-newton",
    jobs: int = 1,
    keep: Path | None = None,
    told: Told | None = None,
) -> EscalationEstimate | EscalationStarts:
    """Fit the escalation model to the data in a folder, from one start or from the first `starts`.

    `keep` is a folder for finished runs, which a later call takes up. `told` hears of progress.
    Raises `FileUnreadable` naming file and row, `BadValue` for an unknown start.
    """
    _one_thread()
    from standoff.game.estimation.fit import Options
    from standoff.game.estimation.multistart import best_first, frozen_starts, run_starts
    from standoff.game.estimation.reading import read_panel

    panel = read_panel(folder)
    problem = _problem(panel, variant)
    options = Options(switch_rounds=SWITCH_ROUNDS if switch else 0)
    names = frozen_starts(starts) if starts else (start,)

    def note(at: int, of: int, fit: Fit) -> None:
        if told is not None:
            state = "converged" if fit.converged else "not converged"
            told(f"{at}/{of} {fit.start}: {fit.log_likelihood:.3f}, {state}, {fit.seconds:.1f} s")

    fits = run_starts(problem, names, options, jobs=jobs, folder=keep, data=folder, progress=note)
    best = _described(panel, problem, best_first(fits)[0], variant, covariance, options)
    if not starts:
        return best
    return EscalationStarts(best=best, runs=tuple(_run(panel, fit) for fit in fits))


def estimate_signalling(folder: Path, *, method: str = "npl") -> CrisisEstimate:
    """Fit the crisis game to the sanctions data by `pl`, `npl` or `cmle`; errors as above."""
    _one_thread()
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
            name: Coefficient(estimate=float(value), se=_number(error))
            for name, value, error in zip(fit.names, fit.theta, fit.errors, strict=True)
        },
        rows=len(crises.counts),
        equilibria=tuple(int(number) for number in numbers),
    )


def _one_thread() -> None:
    if "numpy" not in sys.modules:
        for name in _THREADS:
            os.environ.setdefault(name, "1")


def _problem(panel: Panel, variant: Variant) -> Problem:
    from standoff.game.estimation.pooling import pooled_problem
    from standoff.game.estimation.problem import problem_of

    if variant == "pooled":
        return pooled_problem(panel, FIRST_TAU)
    problem = problem_of(panel)
    return problem.bounded(LOW, HIGH) if variant == "bounded" else problem


def _described(
    panel: Panel,
    problem: Problem,
    fit: Fit,
    variant: Variant,
    covariance: Literal["gauss-newton", "hessian", "sandwich"],
    options: Options,
) -> EscalationEstimate:
    from standoff.game.estimation.inference import infer
    from standoff.game.estimation.pooling import choose_tau

    began, before = time.perf_counter(), fit.seconds
    pooled = choose_tau(panel, fit, FIRST_TAU, options=options) if variant == "pooled" else None
    if pooled is not None:
        problem, fit = pooled.problem, pooled.fit
        fit = replace(fit, seconds=before + time.perf_counter() - began)
    told = infer(problem, fit, covariance)
    errors = [_number(error) for error in told.errors]
    run = _run(panel, fit)
    return EscalationEstimate(
        log_likelihood=run.log_likelihood,
        violation=run.violation,
        converged=run.converged,
        seconds=run.seconds,
        start=run.start,
        switched=run.switched,
        audience_costs=_audience_costs(panel, problem, fit, errors, told.reasons, pooled),
        standard_errors=dict(zip(problem.design.names, errors, strict=True)),
        estimates=dict(zip(problem.design.names, fit.theta.tolist(), strict=True)),
        variant=variant,
        covariance=covariance,
        flat_directions=tuple(
            FlatDirection(curvature=flat.curvature, loadings=dict(flat.loadings))
            for flat in told.flat
        ),
        tau=pooled.tau if pooled else None,
        evidence={f"{tau:g}": _number(value) for tau, value in pooled.evidence} if pooled else {},
    )


def _audience_costs(
    panel: Panel,
    problem: Problem,
    fit: Fit,
    errors: list[float | None],
    reasons: tuple[str, ...],
    pooled: Pooled | None,
) -> dict[str, BackingDown]:
    first = problem.design.alphas.start
    faced, down = panel.faced(), panel.backed_down()
    means = pooled.means() if pooled else None
    costs = {}
    for at, name in enumerate(panel.countries):
        unseen = "" if faced[at] else "never faced the situation: only the model speaks"
        costs[name] = BackingDown(
            estimate=float(fit.theta[first + at]),
            se=errors[first + at],
            reason="; ".join(word for word in (reasons[first + at], unseen) if word),
            faced=int(faced[at]),
            backed_down=int(down[at]),
            pooled_to=float(means[at]) if means is not None else None,
        )
    return costs


def _run(panel: Panel, fit: Fit) -> EscalationRun:
    def name(pair: int) -> str:
        return "-".join(panel.countries[at] for at in panel.pairs[pair])

    return EscalationRun(
        start=fit.start,
        log_likelihood=fit.log_likelihood,
        violation=fit.violation,
        converged=fit.converged,
        seconds=fit.seconds,
        switched=tuple(tuple(name(pair) for pair in pairs) for pairs in fit.switched),
    )


def _number(value: float) -> float | None:
    """None for what is no finite number."""
    value = float(value)
    return value if value == value and abs(value) != float("inf") else None
