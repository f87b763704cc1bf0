"""Estimating the escalation model from a data folder; needs no case.

Sums are done on one BLAS thread, so that numbers are the same on one core and on many; a program
that has imported numpy before has to see to that itself (OMP_NUM_THREADS=1).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from standoff.nouns.estimates import EscalationEstimate, EscalationStarts

if TYPE_CHECKING:
    from standoff.case.estimated import Covariance, Draws
    from standoff.game.estimation.fit import Fit
    from standoff.game.estimation.panel import Panel
    from standoff.game.estimation.problem import Problem

__all__ = ["Told", "estimate_escalation", "one_thread"]

Variant = Literal["unbounded", "bounded", "pooled"]
Solver = Literal["newton", "ipopt", "fallback"]
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
    covariance: Covariance = "gauss-newton",
    solver: Solver = "newton",
    bootstrap: Draws | None = None,
    draws: int = 200,
    what_if: Mapping[str, float] | None = None,
    jobs: int = 1,
    cluster: str = "",
    keep: Path | None = None,
    told: Told | None = None,
) -> EscalationEstimate | EscalationStarts:
    """Fit the escalation model to the data in a folder, from one start or from the first `starts`.

    `what_if` gives named parameters other values. `keep` is a folder for finished runs, which a
    later call takes up; `cluster` the address of a Dask scheduler; `told` hears of progress.
    Raises `FileUnreadable` naming file and row, `BadValue` for an unknown start or parameter,
    `MissingExtra` or `NotAnswered` where a solver or a cluster is not to be had.
    """
    one_thread()
    from standoff.case.estimated import Estimated, run_of
    from standoff.game.estimation.fit import Options
    from standoff.game.estimation.multistart import best_first, frozen_starts, run_starts
    from standoff.game.estimation.reading import read_panel

    panel = read_panel(folder)
    problem = _problem(panel, variant)
    problem.require(what_if or {})
    options = Options(
        switch_rounds=SWITCH_ROUNDS if switch else 0,
        searches=("anchored",) if variant == "pooled" else (),
        solver=solver,
    )

    def note(done: int, of: int, fit: Fit) -> None:
        if told is not None:
            state = "converged" if fit.converged else "not converged"
            words = f"{fit.log_likelihood:.3f}, {state}, {fit.seconds:.1f} s"
            told(f"{done}/{of} {fit.start}: {words}")

    names = frozen_starts(starts) if starts else (start,)
    fits = run_starts(problem, names, options, jobs=jobs, cluster=cluster, folder=keep, data=folder,
                      progress=note)  # fmt: skip
    best = Estimated(panel, problem, best_first(fits)[0], options)
    if variant == "pooled":
        best.choose_tau(FIRST_TAU)
    if bootstrap:
        best.draw(bootstrap, draws, jobs, cluster, told)
    answer = best.answer(variant, covariance, what_if or {})
    if not starts:
        return answer
    return EscalationStarts(best=answer, runs=tuple(run_of(panel, fit) for fit in fits))


def one_thread() -> None:
    """One BLAS thread, unless numpy is there already."""
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
