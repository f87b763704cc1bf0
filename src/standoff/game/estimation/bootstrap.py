"""Bootstrap: how an estimate moves when the data are drawn again.

    parametric   months drawn from the fitted equilibria, all pairs and covariates kept
    pairs        pairs drawn with replacement: each counts 0, 1, 2, ... times (clusters by pair)

Every draw is estimated again from the fit, so intervals say how far the data move the estimate
within the equilibria that the fit has chosen; they do not say how far another choice would.
Intervals are percentiles. A draw may lie far from the data, so it is given more steps than a fit:
on the published data the pooled fit's draws take 100 to 600. Those that still do not converge are
left out and named. Draw number d is
made by PCG64 from (seed, d): the same wherever it is run. Source: Efron & Tibshirani, An
Introduction to the Bootstrap, 1993, chapters 6 and 13.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from standoff.game.estimation.fit import Fit, Options, refit
from standoff.game.estimation.panel import Panel
from standoff.game.estimation.problem import Problem
from standoff.game.estimation.simulate import simulate
from standoff.workers import spread

__all__ = ["BOOTSTRAPS", "Bootstrap", "bootstrap", "drawn_counts"]

Kind = Literal["parametric", "pairs"]
BOOTSTRAPS: tuple[Kind, ...] = ("parametric", "pairs")
STEPS = 2000

Shared = tuple[Panel, Problem, Fit, Options, Kind, int]


@dataclass(frozen=True)
class Bootstrap:
    """Estimates of the draws that converged, (B, m), by number of draw; `tried` were made.

    `lost` says of each other draw how far it came.
    """

    kind: Kind
    thetas: np.ndarray
    tried: int
    lost: tuple[str, ...] = ()

    def intervals(self, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
        """Lower and upper ends (m,) of the percentile intervals; NaN under 20 draws."""
        if len(self.thetas) < 20:
            blank = np.full(self.thetas.shape[1], np.nan)
            return blank, blank
        low, high = np.quantile(self.thetas, [(1 - level) / 2, (1 + level) / 2], axis=0)
        return low, high


def bootstrap(
    panel: Panel,
    problem: Problem,
    fit: Fit,
    *,
    kind: Kind,
    draws: int,
    seed: int = 1,
    options: Options | None = None,
    jobs: int = 1,
    cluster: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> Bootstrap:
    """Estimate `draws` drawn data sets; `progress` hears how many are done, of how many."""
    shared = (panel, problem, fit, options or Options(), kind, seed)
    found: dict[int, np.ndarray | str] = {}
    for at, end in spread(_estimate_draw, shared, range(draws), jobs=jobs, cluster=cluster):
        found[at] = end
        if progress is not None:
            progress(len(found), draws)
    ends = [found[at] for at in sorted(found)]
    kept = [end for end in ends if not isinstance(end, str)]
    thetas = np.array(kept).reshape(len(kept), problem.design.size)
    return Bootstrap(kind, thetas, draws, tuple(end for end in ends if isinstance(end, str)))


def drawn_counts(panel: Panel, fit: Fit, kind: Kind, seed: int, draw: int) -> np.ndarray:
    """The counts (K, 2, 3, 3) of one draw; months without weight stay without."""
    if kind == "parametric":
        months = panel.size[2]
        seeds = np.random.SeedSequence((seed, draw)).generate_state(1)
        drawn = simulate(panel, fit.v, months=months, seed=int(seeds[0]))
        return drawn.weighted(panel.weights).counts
    lots = np.random.Generator(np.random.PCG64((seed, draw)))
    pairs = len(panel.pairs)
    times = np.bincount(lots.integers(0, pairs, pairs), minlength=pairs)
    counts: np.ndarray = panel.counts * times[:, None, None, None]
    return counts


def _estimate_draw(shared: Shared, draw: int) -> np.ndarray | str:
    """The estimates of a draw, or how far it came where they did not converge."""
    panel, problem, fit, options, kind, seed = shared
    counts = drawn_counts(panel, fit, kind, seed, draw)
    steps = max(options.rules.steps, STEPS)
    patient = replace(options, rules=replace(options.rules, steps=steps))
    again = refit(problem.with_counts(counts), fit, patient)
    if again.converged:
        return again.theta
    return (
        f"draw {draw + 1}: after {again.steps} steps slope {again.slope:.1e}, "
        f"violation {again.violation:.1e}"
    )
