"""Constrained maximum likelihood of the crisis game: theta and every row's equilibrium together.

    minimise - loglik(theta, x)   subject to   c_n = x_n - z(x_n; X_n theta) = 0,   Phi(x) = p_R

The same arrow as in the escalation model (`estimation/sequential.py`), with one value and one
multiplier a row: dx_n = s_n'd eta_n + r_n with s = -c_eta / c_x and r = -c / c_x, which leaves one
system in theta. Gradients are exact; second derivatives of a row's Lagrangian, in seven variables,
are central differences of them. Steps are damped until the border is positive definite and judged
by -loglik + nu |c|_1. From several starts the likeliest is kept: the fit of the nested
pseudo-likelihood, the same with every row in its likeliest equilibrium, and no prior knowledge.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from standoff.game.estimation_signalling.crises import Crises
from standoff.game.estimation_signalling.equilibria import answer, find_equilibria
from standoff.game.estimation_signalling.fit import CrisisFit
from standoff.game.estimation_signalling.game import FLOOR, outcome_score, outcomes, replies
from standoff.game.estimation_signalling.pseudo import nested_pseudo_likelihood

__all__ = ["constrained_likelihood", "likeliest_equilibria"]

_STEPS, _CLOSE, _SLOPE = 300, 1e-10, 1e-6


def constrained_likelihood(crises: Crises, *, switch_rounds: int = 6) -> CrisisFit:
    """CMLE; after each optimum rows are moved to likelier equilibria while that helps."""
    began = time.perf_counter()
    first = nested_pseudo_likelihood(crises)
    start = ndtri(np.clip(first.beliefs[:, 0], FLOOR, 1 - FLOOR))
    best = _solve(crises, first.theta, start)
    rounds = 0
    for _ in range(switch_rounds):
        x = likeliest_equilibria(crises, best.theta, best.x)
        if np.abs(x - best.x).max() < 1e-6:
            break
        after = _solve(crises, best.theta, x)
        if not after.merit(0.0) < best.merit(0.0) - 1e-7 or not after.feasible:
            break
        best, rounds = after, rounds + 1
    return _fit_of(crises, best, rounds, time.perf_counter() - began)


def likeliest_equilibria(crises: Crises, theta: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Each row's likeliest equilibrium at theta, (N,); where none is likelier, the present x."""
    payoffs = crises.indices(theta)
    found = find_equilibria(payoffs)
    chosen, height = x.copy(), _logs(crises.counts, payoffs, x)
    for turn in range(max(len(roots) for roots in found)):
        trial = np.array(
            [roots[turn] if turn < len(roots) else x[at] for at, roots in enumerate(found)]
        )
        logs = _logs(crises.counts, payoffs, trial)
        better = logs > height + 1e-9
        chosen[better], height[better] = trial[better], logs[better]
    return chosen


def _logs(counts: np.ndarray, payoffs: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Log-likelihood of each row in equilibrium x, (N,)."""
    q = ndtr(x)
    state = replies(payoffs, q, np.ones_like(q))
    logs: np.ndarray = (counts * np.log(outcomes(state.challenge, state.firm, q))).sum(1)
    return logs


@dataclass
class _Point:
    """theta (m,), x (N,) and what follows: minus the log-likelihood and the gaps c."""

    crises: Crises
    theta: np.ndarray
    x: np.ndarray
    slope: float = np.inf

    def __post_init__(self) -> None:
        self.payoffs = self.crises.indices(self.theta)
        self.gap = self.x - answer(self.payoffs, self.x)
        self.lost = -float(_logs(self.crises.counts, self.payoffs, self.x).sum())

    @property
    def feasible(self) -> bool:
        return bool(np.abs(self.gap).max() < 1e-8)

    def merit(self, penalty: float) -> float:
        value = self.lost + penalty * float(np.abs(self.gap).sum())
        return value if np.isfinite(value) else np.inf


def _slopes(
    counts: np.ndarray, payoffs: np.ndarray, x: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Derivatives in the six payoffs and x, (N, 7) each, of -loglik and of c."""
    q = ndtr(x)
    density = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    first = replies(payoffs, q, np.ones_like(q))
    firm = first.stand_firm
    second = replies(payoffs, q, firm)
    by_three = outcome_score(counts, first.challenge, first.firm, q)
    lost = np.empty((len(x), 7))
    both = by_three[:, :1] * first.d_challenge + by_three[:, 1:2] * first.d_firm
    lost[:, :6] = -both[:, :6]
    lost[:, 6] = -(both[:, 6] + by_three[:, 2]) * density
    d_firm = (first.d_firm - firm[:, None] * first.d_challenge) / first.challenge[:, None]
    d_z = second.d_resist_z + second.d_resist_z[:, 7:] * d_firm
    gap = np.empty((len(x), 7))
    gap[:, :6] = -d_z[:, :6]
    gap[:, 6] = 1 - d_z[:, 6] * density
    return lost, gap


def _second(
    counts: np.ndarray, payoffs: np.ndarray, x: np.ndarray, multipliers: np.ndarray
) -> np.ndarray:
    """Second derivative of each row's Lagrangian, (N, 7, 7)."""
    out = np.empty((len(x), 7, 7))
    for at in range(7):
        sides = []
        for sign in (1.0, -1.0):
            moved_payoffs, moved_x = payoffs.copy(), x.copy()
            h = 1e-5
            if at < 6:
                moved_payoffs[:, at] += sign * h
            else:
                moved_x = x + sign * h
            lost, gap = _slopes(counts, moved_payoffs, moved_x)
            sides.append(lost + multipliers[:, None] * gap)
        out[:, at] = (sides[0] - sides[1]) / (2 * h)
    return (out + out.transpose(0, 2, 1)) / 2


def _solve(crises: Crises, theta: np.ndarray, x: np.ndarray) -> _Point:
    """The optimum near a start."""
    point, damping, penalty = _Point(crises, theta, x), 1e-4, 0.0
    multipliers: np.ndarray | None = None
    for _ in range(_STEPS):
        system = _System(point, multipliers)
        point.slope = system.slope
        if np.abs(point.gap).max() < _CLOSE and system.slope < _SLOPE:
            break
        after = None
        while after is None and damping < 1e14:
            step = system.step(damping)
            if step is not None:
                d_theta, d_x, multipliers = step
                penalty = max(0.9 * penalty, 1.5 * float(np.abs(multipliers).max()))
                after = _better(point, system, d_theta, d_x, penalty)
            damping = damping * 6 if after is None else max(damping / 8, 1e-12)
        if after is None:
            break
        point = after
    return point


class _System:
    """The arrow at a point: rows eliminated, one border in theta."""

    def __init__(self, point: _Point, multipliers: np.ndarray | None) -> None:
        self.point, crises = point, point.crises
        self.lost, self.gap = _slopes(crises.counts, point.payoffs, point.x)
        self.response = -self.gap[:, :6] / self.gap[:, 6:]
        self.restore = -point.gap / self.gap[:, 6]
        if multipliers is None:
            multipliers = -self.lost[:, 6] / self.gap[:, 6]
        pull = self.lost + multipliers[:, None] * self.gap
        self.slope = max(float(np.abs(crises.gather(pull[:, :6])).max()),
                         float(np.abs(pull[:, 6]).max()))  # fmt: skip
        self.second = _second(crises.counts, point.payoffs, point.x, multipliers)
        along = np.concatenate(
            [np.broadcast_to(np.eye(6), (len(point.x), 6, 6)), self.response[:, None]], axis=1
        )
        self.along = along
        self.border = crises.gather_square(along.transpose(0, 2, 1) @ self.second @ along)
        outer = self.response[:, :, None] * self.response[:, None, :]
        self.metric = crises.gather_square(outer) + 1e-2 * np.eye(crises.size)

    def step(self, damping: float) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
        """Steps of theta and x and the new multipliers, or None where damping is too small."""
        crises = self.point.crises
        try:
            root = np.linalg.cholesky(self.border + damping * self.metric)
        except np.linalg.LinAlgError:
            return None
        bent = self.lost + self.second[:, :, 6] * self.restore[:, None]
        bent[:, 6] += damping * self.restore
        slope = crises.gather(np.einsum("nji,nj->ni", self.along, bent))
        d_theta = -np.linalg.solve(root.T, np.linalg.solve(root, slope))
        d_eta = crises.indices(d_theta)
        d_x = (self.response * d_eta).sum(1) + self.restore
        right = self.lost[:, 6] + self.second[:, 6, 6] * d_x + damping * d_x
        right = right + (self.second[:, 6, :6] * d_eta).sum(1)
        return d_theta, d_x, -right / self.gap[:, 6]


def _better(
    point: _Point, system: _System, d_theta: np.ndarray, d_x: np.ndarray, penalty: float
) -> _Point | None:
    """The point a step away if it lowers the merit, corrected to second order if need be."""
    if not np.abs(d_x).max() < 8:
        return None
    before = point.merit(penalty)
    limit = before + 1e-12 * abs(before)
    trial = _Point(point.crises, point.theta + d_theta, point.x + d_x)
    if trial.merit(penalty) > limit:
        bent = point.x + d_x - trial.gap / system.gap[:, 6]
        trial = _Point(point.crises, point.theta + d_theta, bent)
    return trial if trial.merit(penalty) <= limit else None


def _fit_of(crises: Crises, point: _Point, rounds: int, seconds: float) -> CrisisFit:
    system = _System(point, None)
    values, vectors = np.linalg.eigh(system.border)
    covariance = (vectors / values) @ vectors.T if values.min() > 1e-6 else None
    errors = np.full(len(values), np.nan)
    if covariance is not None:
        errors = np.sqrt(np.diag(covariance))
    q = ndtr(point.x)
    firm = replies(point.payoffs, q, np.ones_like(q)).stand_firm
    converged = bool(np.abs(point.gap).max() < 1e-8 and point.slope < 10 * _SLOPE)
    violation = float(np.abs(ndtr(answer(point.payoffs, point.x)) - q).max())
    return CrisisFit(
        "cmle", crises.names, point.theta, errors, np.stack([q, firm], 1), -point.lost,
        violation, converged, rounds, seconds, covariance,
    )  # fmt: skip
