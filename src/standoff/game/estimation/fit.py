"""One estimate of the escalation model, from a named start to an optimum with its certificate.

    start -> relax (plainly or anchored, unless it is to be searched directly) -> solve
          -> switch (if asked)

A fit carries the violation max|v - Phi(v)|, the slope that is left of the Lagrangian, and whether
both are below the limits of `Rules`. A fit that did not converge says so; it is no error.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np

from standoff.game.estimation.ipopt import solve_by_ipopt
from standoff.game.estimation.problem import Point, Problem
from standoff.game.estimation.relaxing import ANCHORED, Relaxation, relax
from standoff.game.estimation.sequential import Rules, Trail, Watch, least_multipliers, solve
from standoff.game.estimation.starts import Start
from standoff.game.estimation.switching import switch

__all__ = ["Fit", "Options", "estimate", "refit"]


@dataclass(frozen=True)
class Options:
    """How to search: both halves' rules, and in how many rounds pairs may be switched (0: none).

    `searches`, where given, are made from every start that is to be relaxed, in place of its own.
    `solver` of the second half: "newton" is ours, "ipopt" the general twin, "fallback" ours and
    then the twin where ours did not converge.
    """

    relaxation: Relaxation = field(default_factory=Relaxation)
    anchored: Relaxation = ANCHORED
    rules: Rules = field(default_factory=Rules)
    switch_rounds: int = 0
    switch_tries: int = 60
    searches: tuple[str, ...] = ()
    solver: str = "newton"


@dataclass(frozen=True)
class Fit:
    """Parameters (m), values (K, 2, 3, 3) and multipliers (K, 18) of an optimum.

    `objective` is what was minimised: minus the log-likelihood, plus the prior's penalty if there
    is one. `switched` holds the pairs moved in each round of switching (counted from 0).
    """

    start: str
    theta: np.ndarray
    v: np.ndarray
    multipliers: np.ndarray
    log_likelihood: float
    objective: float
    violation: float
    slope: float
    steps: int
    converged: bool
    seconds: float
    switched: tuple[tuple[int, ...], ...] = ()

    def point(self, problem: Problem) -> Point:
        """The fit as a point of its problem."""
        return problem.at(self.theta, self.v)


def estimate(
    problem: Problem, start: Start, options: Options | None = None, watch: Watch | None = None
) -> Fit:
    """Maximum likelihood (or posterior) estimates from one start; `watch` sees the second half."""
    options = options or Options()
    began = time.perf_counter()
    first, trails = problem.at(_inside(problem, start.theta), start.v), []
    own = start.searches if start.searches == ("direct",) else options.searches or start.searches
    for search in own:
        point, multipliers = first, None
        if search != "direct":
            path = options.anchored if search == "anchored" else options.relaxation
            point, multipliers = relax(first, path)
        trails.append(_solve(point, multipliers, options, watch))
    trail = min(trails, key=lambda one: (not one.converged, one.point.objective))
    pairs: tuple[tuple[int, ...], ...] = ()
    if options.switch_rounds:
        moved = switch(
            trail, rounds=options.switch_rounds, tries=options.switch_tries, rules=options.rules
        )
        trail, pairs = moved.trail, moved.pairs
    return _fit_of(start.name, trail, time.perf_counter() - began, pairs)


def _solve(
    point: Point, multipliers: np.ndarray | None, options: Options, watch: Watch | None
) -> Trail:
    """The second half by the solver that is asked for."""
    trail: Trail | None = None
    if options.solver != "ipopt":
        trail = solve(point, multipliers, options.rules, watch)
        if trail.converged or options.solver == "newton":
            return trail
    again = solve_by_ipopt(point, multipliers, options.rules, watch)
    return again if trail is None or again.converged else trail


def refit(problem: Problem, fit: Fit, options: Options | None = None) -> Fit:
    """The optimum of another problem of the same shape nearest to a fit."""
    options = options or Options()
    began = time.perf_counter()
    point = problem.at(_inside(problem, fit.theta), fit.v)
    trail = _solve(point, least_multipliers(point), options, None)
    return _fit_of(fit.start, trail, time.perf_counter() - began, fit.switched)


def _inside(problem: Problem, theta: np.ndarray) -> np.ndarray:
    """A start may know fewer parameters than the problem (a prior's own come last)."""
    longer = np.zeros(problem.design.size)
    longer[: len(theta)] = theta
    return np.clip(longer, problem.lower, problem.upper)


def _fit_of(name: str, trail: Trail, seconds: float, pairs: tuple[tuple[int, ...], ...]) -> Fit:
    point = trail.point
    return Fit(
        start=name,
        theta=point.theta,
        v=point.v,
        multipliers=trail.multipliers,
        log_likelihood=point.log_likelihood,
        objective=point.objective,
        violation=point.violation,
        slope=trail.slope,
        steps=trail.steps,
        converged=trail.converged,
        seconds=seconds,
        switched=pairs,
    )
