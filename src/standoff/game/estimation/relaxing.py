"""First half of the search: let the equilibrium bind only by and by.

For rising rho, minimise (Newton, started where the last one ended)

    F(theta, v) + rho/2 sum_k |v_k - Phi(v_k; A_k theta)|^2

With a small rho every pair's values may follow its own data, and theta fits the best it can; as rho
grows, pairs settle into equilibria that agree with their data. A search that keeps every pair in
equilibrium from the start would have to pass the folds where equilibria end, and it ends in worse
optima. At rho the multipliers of v = Phi(v) are about rho (v - Phi(v)): that is how the second half
(`sequential.py`) is started. Penalty continuation: Nocedal & Wright 2006, section 17.1.

An **anchored** path does not depend on its start. To each pair's counts it adds a few that are
shared out as all pairs together act, fading as 1/rho. As rho falls to nought such a path begins at
a convex problem: probabilities are what the (smoothed) data say, and at fixed probabilities
v - Phi(v) is linear in theta and in the inclusive values, so the least squares of Pesendorfer &
Schmidt-Dengler (Review of Economic Studies 2008) have one solution. From there it is followed in
small steps of rho; every start walks the same path, up to rounding at its forks.

A Newton step eliminates the 18 values of each pair, whose own Hessian is made positive definite by
its eigenvalues' absolute values, and solves for theta. The penalised optimum lies outside the
model; only the second half returns one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from standoff.game.estimation.border import bounded_step
from standoff.game.estimation.choices import VALUES
from standoff.game.estimation.problem import Point, apply, flipped

__all__ = ["ANCHORED", "Relaxation", "relax"]

_EYE = np.eye(VALUES)


@dataclass(frozen=True)
class Relaxation:
    """From which rho to which, by what factor, and how many Newton steps at each.

    `settle` steps are made at the first rho. `anchor` counts are added to each side and state of a
    pair, as long as rho is below 1; beyond, anchor/rho.
    """

    first: float = 0.01
    factor: float = 2.0
    last: float = 2e4
    steps: int = 6
    settle: int = 6
    anchor: float = 0.0

    def weights(self) -> Iterator[float]:
        """rho after rho."""
        rho = self.first
        while rho <= self.last:
            yield rho
            rho *= self.factor


ANCHORED = Relaxation(first=0.1, factor=1.25, last=1e6, steps=10, settle=300, anchor=1.0)
"""The path that begins where there is one solution."""


@dataclass
class _Damping:
    """What is added to every Hessian; it grows on failure and shrinks on success."""

    value: float = 1e-2

    def after(self, full_step: bool) -> None:
        if full_step:
            self.value = max(self.value / 5, 1e-8)


def relax(start: Point, schedule: Relaxation) -> tuple[Point, np.ndarray]:
    """The point at the last rho, and the multipliers (K, 18) that it suggests."""
    damping, point, rho = _Damping(), start, schedule.first
    own, shared = start.problem, _shared_counts(start.problem.counts)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        for rho in schedule.weights():
            damping.value = max(damping.value, 1e-4)
            fading = schedule.anchor * min(1.0, 1.0 / rho)
            smoothed = own.with_counts(own.counts + fading * shared) if fading else own
            steps = schedule.settle if rho == schedule.first else schedule.steps
            point = _minimise(smoothed.at(point.theta, point.v), rho, steps, damping)
    return own.at(point.theta, point.v), rho * point.gap


def _minimise(point: Point, rho: float, steps: int, damping: _Damping) -> Point:
    """Newton steps at one rho, until they gain no more."""
    for _ in range(steps):
        closer = _step(point, rho, damping)
        if closer is None:
            break
        gained = _merit(point, rho) - _merit(closer, rho)
        point = closer
        if gained < 1e-8 * abs(_merit(point, rho)):
            break
    return point


def _shared_counts(counts: np.ndarray) -> np.ndarray:
    """One count for each state, shared out as all pairs act in it, (3, 3)."""
    total = counts.sum((0, 1))
    everyone = total.sum(1, keepdims=True)
    return np.where(everyone > 0, total / np.where(everyone > 0, everyone, 1), 1 / 3)


def _merit(point: Point, rho: float) -> float:
    value = point.objective + rho / 2 * float((point.gap**2).sum())
    return value if np.isfinite(value) else np.inf


def _step(point: Point, rho: float, damping: _Damping) -> Point | None:
    """One damped Newton step that lowers the merit, or None where none is found."""
    system = _System(point, rho)
    before = _merit(point, rho)
    for _ in range(12):
        try:
            d_theta, d_v = system.solve(damping.value)
        except np.linalg.LinAlgError:
            damping.value *= 10
            continue
        slope = system.slope(d_theta, d_v)
        for length in (1.0, 0.3, 0.09, 0.027):
            trial = point.moved(length * d_theta, length * d_v)
            if _merit(trial, rho) <= before + 1e-4 * length * slope:
                damping.after(full_step=length == 1.0)
                return trial
        damping.value *= 10
    return None


class _System:
    """Gradient and Hessian of the penalised objective, the values of each pair diagonalised."""

    def __init__(self, point: Point, rho: float) -> None:
        self.problem, self.point = point.problem, point
        choices, counts, design = point.choices, self.problem.counts, self.problem.design
        pull = rho * point.gap
        jacobian, by_eta = _EYE - choices.phi_v(), choices.phi_eta()
        self.g_v = apply(flipped(jacobian), pull) - choices.score(counts)
        self.g_theta = point.prior_slope - design.gather(apply(flipped(by_eta), pull))
        own = rho * flipped(jacobian) @ jacobian - choices.phi_hessian(pull)
        own -= choices.likelihood_hessian(counts)
        cross = -rho * flipped(jacobian) @ by_eta - choices.phi_mixed(pull)
        self.eigen, turn = np.linalg.eigh(own)
        self.turn, self.turned_cross = turn, flipped(turn) @ cross
        self.turned_g = apply(flipped(turn), self.g_v)
        self.eta_square = rho * flipped(by_eta) @ by_eta

    def solve(self, damping: float) -> tuple[np.ndarray, np.ndarray]:
        """Steps of theta (m,) and of v (K, 18)."""
        design, problem = self.problem.design, self.problem
        scale = np.abs(self.eigen) + damping
        scaled = self.turned_cross / scale[..., None]
        square = self.eta_square - flipped(self.turned_cross) @ scaled
        hessian = design.gather_square(square) + problem.precision
        hessian[np.diag_indices(design.size)] += damping
        slope = self.g_theta - design.gather(apply(flipped(scaled), self.turned_g))
        theta = self.point.theta
        d_theta = bounded_step(hessian, slope, problem.lower - theta, problem.upper - theta)
        move = self.turned_g + apply(self.turned_cross, design.indices(d_theta))
        return d_theta, -apply(self.turn, move / scale)

    def slope(self, d_theta: np.ndarray, d_v: np.ndarray) -> float:
        """How fast the merit falls along a step."""
        return float((self.g_v * d_v).sum() + self.g_theta @ d_theta)
