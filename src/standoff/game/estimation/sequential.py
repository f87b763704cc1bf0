"""Second half of the search: sequential quadratic programming to the exact optimum.

Newton's method on the Karush-Kuhn-Tucker conditions of `problem.py`. Its linear system is an arrow:
a block of 18 values and 18 multipliers for each pair, and a border of theta. With J_k = I - Phi_v,
M_k = Phi_eta, S_k = J_k^-1 M_k and q_k = -J_k^-1 c_k, a step obeys

    dv_k = S_k A_k dtheta + q_k                     (the constraints, linearised)
    (H + w G) dtheta = -r                           (the border: 142 unknowns as published)
    H = P + sum_k A_k'(S_k'W_k S_k + S_k'X_k + X_k'S_k) A_k,    G = e I + sum_k A_k'S_k'S_k A_k

W and X are the second derivatives of the Lagrangian. Since each pair's block has as many positive
as negative eigenvalues, the whole system has the inertia of a minimum exactly where H + w G is
positive definite: the damping w is raised until its Cholesky factorisation succeeds, and after
steps that do worse than predicted. Steps are judged by the exact penalty F + nu |c|_1, with a
second-order correction of the constraints. Source: Nocedal & Wright 2006, chapters 16 to 18.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from standoff.game.estimation.border import bounded_step, outward
from standoff.game.estimation.choices import VALUES
from standoff.game.estimation.problem import Point, apply, flipped

__all__ = ["Arrow", "Rules", "Trail", "Watch", "least_multipliers", "solve"]

_EYE = np.eye(VALUES)

Watch = Callable[[Point], None]


@dataclass(frozen=True)
class Rules:
    """When to stop: `violation` and `slope` (of the Lagrangian) reached, or `steps` taken."""

    steps: int = 400
    violation: float = 1e-10
    slope: float = 1e-6
    largest_step: float = 60.0


@dataclass(frozen=True)
class Trail:
    """Where a search ended: the point, its multipliers (K, 18), the remaining slope, how far."""

    point: Point
    multipliers: np.ndarray
    slope: float
    steps: int
    converged: bool


class Arrow:
    """The arrow system at a point and multipliers (K, 18)."""

    def __init__(self, point: Point, multipliers: np.ndarray) -> None:
        self.point, self.multipliers = point, multipliers
        choices, problem = point.choices, point.problem
        counts = problem.counts
        self.jacobian, self.by_eta = _EYE - choices.phi_v(), choices.phi_eta()
        self.descent = -choices.score(counts)
        self.second = -choices.likelihood_hessian(counts) - choices.phi_hessian(multipliers)
        self.mixed = -choices.phi_mixed(multipliers)
        right = np.concatenate([self.by_eta, -point.gap[..., None]], axis=2)
        solved = np.linalg.solve(self.jacobian, right)
        self.response, self.restore = solved[:, :, :-1], solved[:, :, -1]

    def border(self) -> np.ndarray:
        """H, the Hessian of the likelihood (and prior) along the equilibrium, (m, m)."""
        response, cross = self.response, flipped(self.response) @ self.mixed
        local = flipped(response) @ (self.second @ response) + cross + flipped(cross)
        return self.point.problem.design.gather_square(local) + self.point.problem.precision

    def metric(self, small: float = 1e-2) -> np.ndarray:
        """G: how far a step of theta moves the values, (m, m)."""
        design = self.point.problem.design
        out = design.gather_square(flipped(self.response) @ self.response)
        out[np.diag_indices(design.size)] += small
        return out

    def slopes(self) -> tuple[np.ndarray, np.ndarray]:
        """Gradient of the Lagrangian in theta (m,), bounds respected, and in v (K, 18)."""
        problem, point = self.point.problem, self.point
        pull = problem.design.gather(apply(flipped(self.by_eta), self.multipliers))
        in_theta = outward(point.prior_slope - pull, point.theta, problem.lower, problem.upper)
        return in_theta, self.descent + apply(flipped(self.jacobian), self.multipliers)

    def slope(self) -> float:
        """Largest element of the gradient."""
        in_theta, in_v = self.slopes()
        return float(max(np.abs(in_theta).max(), np.abs(in_v).max()))

    def step(
        self, hessian: np.ndarray, damping: float, restore: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Steps of theta (m,) and v (K, 18) that end at J^-1-restored constraints."""
        problem, theta = self.point.problem, self.point.theta
        bent = self.descent + apply(self.second, restore) + damping * restore
        pull = apply(flipped(self.response), bent) + apply(flipped(self.mixed), restore)
        slope = problem.design.gather(pull) + self.point.prior_slope
        d_theta = bounded_step(hessian, slope, problem.lower - theta, problem.upper - theta)
        return d_theta, apply(self.response, problem.design.indices(d_theta)) + restore

    def new_multipliers(self, d_theta: np.ndarray, d_v: np.ndarray, damping: float) -> np.ndarray:
        """The multipliers that go with a step, (K, 18)."""
        d_eta = self.point.problem.design.indices(d_theta)
        right = self.descent + apply(self.second, d_v) + damping * d_v + apply(self.mixed, d_eta)
        return -np.linalg.solve(flipped(self.jacobian), right[..., None])[..., 0]

    def curvature(self, d_theta: np.ndarray, d_v: np.ndarray) -> float:
        """Change of F to second order along a step."""
        d_eta = self.point.problem.design.indices(d_theta)
        bend = (d_v * apply(self.second, d_v)).sum() + 2 * (d_v * apply(self.mixed, d_eta)).sum()
        bend += d_theta @ self.point.problem.precision @ d_theta
        first = (self.descent * d_v).sum() + self.point.prior_slope @ d_theta
        return float(first + bend / 2)


def least_multipliers(point: Point) -> np.ndarray:
    """The multipliers that make the Lagrangian flat in v, (K, 18)."""
    jacobian = _EYE - point.choices.phi_v()
    right = point.choices.score(point.problem.counts)[..., None]
    return np.linalg.solve(flipped(jacobian), right)[..., 0]


def solve(
    start: Point,
    multipliers: np.ndarray | None = None,
    rules: Rules | None = None,
    watch: Watch | None = None,
) -> Trail:
    """The optimum near a start; never raises for want of convergence, `converged` says it.

    `watch` is shown the point before each step.
    """
    rules = rules or Rules()
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        walk = _Walk(start, least_multipliers(start) if multipliers is None else multipliers)
        for steps in range(rules.steps):
            if watch is not None:
                watch(walk.arrow.point)
            if walk.done(rules):
                return walk.trail(steps, True)
            if not walk.advance(rules):
                break
        return walk.trail(rules.steps, walk.done(rules))


class _Walk:
    """The search as it goes: where it is, the damping w and the penalty nu."""

    def __init__(self, point: Point, multipliers: np.ndarray) -> None:
        self.arrow = Arrow(point, multipliers)
        self.border, self.metric = self.arrow.border(), self.arrow.metric()
        self.damping, self.penalty = 1e-4, 0.0

    def done(self, rules: Rules) -> bool:
        return self.arrow.point.violation < rules.violation and self.arrow.slope() < rules.slope

    def trail(self, steps: int, converged: bool) -> Trail:
        arrow = self.arrow
        return Trail(arrow.point, arrow.multipliers, arrow.slope(), steps, converged)

    def advance(self, rules: Rules) -> bool:
        """One trial step, taken or refused; False once the damping leaves no room."""
        arrow, point = self.arrow, self.arrow.point
        hessian, d_theta, d_v, raised = self._damped_step()
        multipliers = arrow.new_multipliers(d_theta, d_v, self.damping)
        penalty, predicted = self._predict(d_theta, d_v, multipliers)
        before = _merit(point, penalty)
        best, ratio = self._judge(point.moved(d_theta, d_v), d_v, before, predicted, penalty, rules)
        if ratio < 0.9 and best is not None:
            bent = arrow.restore - np.linalg.solve(arrow.jacobian, best.gap[..., None])[..., 0]
            try:
                d_theta, d_v = arrow.step(hessian, self.damping, bent)
            except np.linalg.LinAlgError:
                d_v = bent  # no damping gave a step of theta: the values alone are restored
            second = self._judge(point.moved(d_theta, d_v), d_v, before, predicted, penalty, rules)
            if second[1] > ratio:
                best, ratio = second
        if best is None or ratio <= 1e-3:
            self.damping = max(self.damping * 6, 1e-8)
            return self.damping < 1e12
        self.penalty = max(0.9 * penalty, 1.2 * float(np.abs(multipliers).max()))
        self._adapt(ratio, raised)
        self.arrow = Arrow(best, multipliers)
        self.border, self.metric = self.arrow.border(), self.arrow.metric()
        return True

    def _damped_step(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, bool]:
        """A step at the smallest damping, from the present one up, that has the right inertia."""
        raised = 0
        while True:
            hessian = self.border + self.damping * self.metric
            try:
                d_theta, d_v = self.arrow.step(hessian, self.damping, self.arrow.restore)
            except (np.linalg.LinAlgError, ValueError):
                self.damping = max(self.damping * (3 if raised < 3 else 10), 1e-10)
                raised += 1
                if self.damping < 1e30:
                    continue
                d_theta, d_v = np.zeros(len(hessian)), self.arrow.restore
            return hessian, d_theta, d_v, raised > 0

    def _predict(
        self, d_theta: np.ndarray, d_v: np.ndarray, multipliers: np.ndarray
    ) -> tuple[float, float]:
        """The penalty that makes the step one of descent, and the fall it then promises."""
        gap = float(np.abs(self.arrow.point.gap).sum())
        largest = float(np.abs(multipliers).max())
        penalty = self.penalty if 1.1 * largest <= self.penalty else 1.5 * largest
        change = self.arrow.curvature(d_theta, d_v)
        while penalty * gap - change < 0.1 * penalty * gap and penalty < 1e10:
            penalty *= 3
        return penalty, penalty * gap - change

    def _judge(
        self,
        trial: Point,
        d_v: np.ndarray,
        before: float,
        predicted: float,
        penalty: float,
        rules: Rules,
    ) -> tuple[Point | None, float]:
        """The trial point and its fall as a share of the promised one."""
        largest = np.abs(d_v).max()
        if not largest < rules.largest_step:
            return None, -1.0
        noise = 1e-12 * abs(before)
        ratio = (before - _merit(trial, penalty) + noise) / (predicted + noise)
        return trial, float(ratio) if np.isfinite(ratio) else -1.0

    def _adapt(self, ratio: float, raised: bool) -> None:
        if ratio > 0.75:
            self.damping = max(self.damping / (3 if raised else 10), 1e-13)
        elif ratio < 0.25:
            self.damping *= 3


def _merit(point: Point, penalty: float) -> float:
    return point.objective + penalty * float(np.abs(point.gap).sum())
