"""What a fit of the escalation model says, as nouns: payoffs, intervals, flat directions, what-ifs.

The interval of a payoff is estimate and 1.96 standard errors, or the percentiles of a bootstrap.
Where there is no standard error (a flat direction, a bound) there is no normal interval either.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

import numpy as np

from standoff.game.estimation.bootstrap import Bootstrap, bootstrap
from standoff.game.estimation.counterfactual import follow, long_run, share_slopes
from standoff.game.estimation.fit import Fit, Options
from standoff.game.estimation.inference import Inference, infer
from standoff.game.estimation.panel import Panel
from standoff.game.estimation.pooling import Pooled, choose_tau
from standoff.game.estimation.problem import Problem
from standoff.nouns.estimates import (
    BackingDown,
    EscalationEstimate,
    EscalationRun,
    FlatDirection,
    WhatIf,
)

__all__ = ["Covariance", "Draws", "Estimated", "number", "run_of"]

Covariance = Literal["gauss-newton", "hessian", "sandwich"]
Draws = Literal["parametric", "pairs"]

_NORMAL = 1.959963984540054


class Estimated:
    """A fit with its data, on the way to an answer."""

    def __init__(self, panel: Panel, problem: Problem, fit: Fit, options: Options) -> None:
        self.panel, self.problem, self.fit, self.options = panel, problem, fit, options
        self.pooled: Pooled | None = None
        self.drawn: Bootstrap | None = None

    def choose_tau(self, first: float) -> None:
        """The pooled fit at the tau that its evidence prefers; the time it takes is counted."""
        began, before = time.perf_counter(), self.fit.seconds
        self.pooled = choose_tau(self.panel, self.fit, first, options=self.options)
        spent = before + time.perf_counter() - began
        self.problem, self.fit = self.pooled.problem, replace(self.pooled.fit, seconds=spent)

    def draw(
        self, kind: Draws, draws: int, jobs: int, cluster: str, told: Callable[[str], None] | None
    ) -> None:
        """Bootstrap the fit."""

        def note(done: int, of: int) -> None:
            if told is not None and (done == of or done % 10 == 0):
                told(f"bootstrap: {done}/{of}")

        self.drawn = bootstrap(self.panel, self.problem, self.fit, kind=kind, draws=draws,
                               options=self.options, jobs=jobs, cluster=cluster,
                               progress=note)  # fmt: skip

    def answer(
        self, variant: str, covariance: Covariance, what_if: Mapping[str, float]
    ) -> EscalationEstimate:
        """The fit as a noun."""
        told = infer(self.problem, self.fit, covariance)
        run, drawn, names = run_of(self.panel, self.fit), self.drawn, self.problem.design.names
        return EscalationEstimate(
            log_likelihood=run.log_likelihood,
            violation=run.violation,
            converged=run.converged,
            seconds=run.seconds,
            start=run.start,
            switched=run.switched,
            audience_costs=self._audience_costs(told),
            standard_errors=dict(zip(names, map(number, told.errors), strict=True)),
            estimates=dict(zip(names, self.fit.theta.tolist(), strict=True)),
            variant=variant,
            covariance=covariance,
            flat_directions=tuple(
                FlatDirection(curvature=flat.curvature, loadings=dict(flat.loadings))
                for flat in told.flat
            ),
            tau=self.pooled.tau if self.pooled else None,
            evidence={f"{tau:g}": number(value) for tau, value in self.pooled.evidence}
            if self.pooled
            else {},
            solver=self.options.solver,
            intervals=drawn.kind if drawn else "normal",
            draws=drawn.tried if drawn else 0,
            draws_converged=len(drawn.thetas) if drawn else 0,
            draws_lost=drawn.lost if drawn else (),
            what_if=dict(what_if),
            supposed=self._supposed(told, what_if) if what_if else (),
        )

    def _audience_costs(self, told: Inference) -> dict[str, BackingDown]:
        panel, first = self.panel, self.problem.design.alphas.start
        faced, down = panel.faced(), panel.backed_down()
        means = self.pooled.means() if self.pooled else None
        low, high = self._intervals(told)
        costs = {}
        for at, name in enumerate(panel.countries):
            own = first + at
            unseen = "" if faced[at] else "never faced the situation: only the model speaks"
            costs[name] = BackingDown(
                estimate=float(self.fit.theta[own]),
                se=number(told.errors[own]),
                reason="; ".join(word for word in (told.reasons[own], unseen) if word),
                faced=int(faced[at]),
                backed_down=int(down[at]),
                pooled_to=float(means[at]) if means is not None else None,
                low=number(low[own]),
                high=number(high[own]),
            )
        return costs

    def _intervals(self, told: Inference) -> tuple[np.ndarray, np.ndarray]:
        if self.drawn:
            return self.drawn.intervals()
        return self.fit.theta - _NORMAL * told.errors, self.fit.theta + _NORMAL * told.errors

    def _supposed(self, told: Inference, what_if: Mapping[str, float]) -> tuple[WhatIf, ...]:
        """Pairs that feel the change: shares before and after, and the interval of the change."""
        problem, point = self.problem, self.fit.point(self.problem)
        theta = problem.replaced(self.fit.theta, what_if)
        branch = follow(point, theta)
        before, after = long_run(point.v), long_run(branch.v)
        kept = np.array([name not in what_if for name in problem.design.names])
        slopes = share_slopes(problem, theta, branch.v) * kept
        slopes -= share_slopes(problem, self.fit.theta, point.v)
        trouble = slopes[:, 1] + slopes[:, 2]
        covariance = np.nan_to_num(told.covariance, nan=0.0)
        change = (after - before)[:, 1:].sum(1)
        error = np.sqrt(np.maximum(np.einsum("ki,ij,kj->k", trouble, covariance, trouble), 0))
        felt = np.abs(problem.design.indices(theta) - point.choices.eta).max(1) > 0
        whole = branch.reached >= 1
        return tuple(
            WhatIf(
                pair=pair_name(self.panel, int(at)),
                before=_three(before[at]),
                after=_three(after[at]),
                low=number(change[at] - _NORMAL * error[at]) if whole[at] else None,
                high=number(change[at] + _NORMAL * error[at]) if whole[at] else None,
                reached=float(branch.reached[at]),
            )
            for at in np.flatnonzero(felt)
        )


def run_of(panel: Panel, fit: Fit) -> EscalationRun:
    """One start's end as a noun."""
    return EscalationRun(
        start=fit.start,
        log_likelihood=fit.log_likelihood,
        violation=fit.violation,
        converged=fit.converged,
        seconds=fit.seconds,
        switched=tuple(tuple(pair_name(panel, at) for at in pairs) for pairs in fit.switched),
    )


def pair_name(panel: Panel, pair: int) -> str:
    """Both sides' short names."""
    return "-".join(panel.countries[at] for at in panel.pairs[pair])


def number(value: float) -> float | None:
    """None for what is no finite number."""
    value = float(value)
    return value if value == value and abs(value) != float("inf") else None


def _three(shares: np.ndarray) -> tuple[float, float, float]:
    peace, crisis, war = (float(share) for share in shares)
    return peace, crisis, war
