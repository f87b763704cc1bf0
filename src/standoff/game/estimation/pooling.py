"""Partial pooling: countries' alphas drawn from one distribution whose mean the country shapes.

    alpha_i = w_i'mu + tau e_i,   e_i standard normal,   w_i = (1, ln GDP per head, ln military)

Most countries' data say next to nothing about their own alpha, and the unbounded estimate sends
many towards infinity. The prior pulls them to what countries like them do, the harder the less
their own data say. The penalty is sum_i (alpha_i - w_i'mu)^2 / (2 tau^2), mu being estimated too;
all other parameters have a prior of standard deviation 100, which keeps them finite and hardly
else. tau maximises the marginal likelihood in Laplace's approximation:

    log p(data | tau) ~ loglik - penalty - n log tau - log det(H) / 2

evaluated along one branch of optima, each tau started from its neighbour's. Source: Gelman et al.,
Bayesian Data Analysis, 2013, chapter 5; MacKay 2003, chapter 27.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from standoff.game.estimation.fit import Fit, Options, refit
from standoff.game.estimation.panel import Panel
from standoff.game.estimation.problem import Problem, problem_of
from standoff.game.estimation.sequential import Arrow

__all__ = ["Pooled", "choose_tau", "log_evidence", "pooled_problem"]

WIDE = 100.0
TAUS = (0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0)


@dataclass(frozen=True)
class Pooled:
    """The pooled fit at its tau; `evidence` holds (tau, log evidence) of all that were tried."""

    problem: Problem
    fit: Fit
    tau: float
    evidence: tuple[tuple[float, float], ...]

    def means(self) -> np.ndarray:
        """w_i'mu, to which each country's alpha is drawn, (n,)."""
        alphas = self.problem.design.alphas
        count = alphas.stop - alphas.start
        rows = self.problem.precision[alphas, alphas.stop :]
        own = self.problem.precision[alphas, alphas]
        drawn: np.ndarray = -(rows @ self.fit.theta[alphas.stop :]) / np.diag(own)[:count]
        return drawn


def pooled_problem(panel: Panel, tau: float) -> Problem:
    """The problem with the prior at one tau; theta gains mu (one for each column of w)."""
    plain = problem_of(panel)
    covariates = _standardised(panel.z)
    extra = tuple(f"mu.{name}" for name in panel.z_names)
    design = replace(plain.design, names=plain.design.names + extra)
    contrast = np.zeros((len(panel.countries), design.size))
    contrast[:, design.alphas] = np.eye(len(panel.countries))
    contrast[:, design.alphas.stop :] = -covariates
    precision = contrast.T @ contrast / tau**2
    others = np.ones(design.size)
    others[design.alphas] = 0.0
    precision[np.diag_indices(design.size)] += others / WIDE**2
    unbounded = np.full(design.size, np.inf)
    return replace(plain, design=design, lower=-unbounded, upper=unbounded, precision=precision)


def log_evidence(problem: Problem, fit: Fit, tau: float) -> float:
    """Laplace's approximation to log p(data | tau), up to a constant; -inf at no proper optimum."""
    border = Arrow(fit.point(problem), fit.multipliers).border()
    sign, log_det = np.linalg.slogdet(border)
    if sign <= 0 or not fit.converged or np.linalg.eigvalsh(border)[0] <= 0:
        return -np.inf
    alphas = problem.design.alphas
    return float(-fit.objective - (alphas.stop - alphas.start) * np.log(tau) - log_det / 2)


def choose_tau(
    panel: Panel, fit: Fit, first: float, taus: tuple[float, ...] = TAUS,
    options: Options | None = None,
) -> Pooled:  # fmt: skip
    """Follow a pooled fit, made at `first`, over the taus and keep the likeliest."""
    tried: dict[float, tuple[Problem, Fit]] = {first: (pooled_problem(panel, first), fit)}
    for side in (
        sorted(t for t in taus if t > first),
        sorted(t for t in taus if t < first)[::-1],
    ):
        last = fit
        for tau in side:
            problem = pooled_problem(panel, tau)
            last = refit(problem, last, options)
            tried[tau] = (problem, last)
    evidence = {tau: log_evidence(*tried[tau], tau) for tau in sorted(tried)}
    best = max(evidence, key=lambda tau: (evidence[tau], -tau))
    problem, chosen = tried[best]
    return Pooled(problem, chosen, best, tuple(evidence.items()))


def _standardised(z: np.ndarray) -> np.ndarray:
    """Columns of mean 0 and deviation 1, the constant left as it is."""
    spread = z.std(0)
    return np.where(spread > 0, (z - z.mean(0)) / np.where(spread > 0, spread, 1), 1.0)
