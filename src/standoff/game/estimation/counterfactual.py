"""What if a parameter were another one: the estimated equilibrium followed to it.

With several equilibria a counterfactual has no single answer. Here each pair keeps to its branch:
from the estimate, eta moves in a straight line to its new value, and v follows by a Newton step
from the tangent dv = S deta (S = (I - Phi_v)^-1 Phi_eta), in steps short enough that nothing jumps.
Where a branch ends before the goal (a fold), the pair stops there and `reached` says how far it
got; what would happen beyond is not told by the estimate. Allgower & Georg, Numerical Continuation
Methods, 1990; for games Aguirregabiria, Economics Letters 2012.

What is told of a pair is the long-run share of months in peace, crisis and war: the stationary law
pi = pi T of the chain s' = max(a, b). Its standard error is by the delta method along the branch.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from standoff.game.estimation.choices import VALUES, Choices
from standoff.game.estimation.equilibria import fixed_points
from standoff.game.estimation.problem import Point, Problem, apply

__all__ = ["Branch", "follow", "long_run", "share_slopes"]

_EYE = np.eye(VALUES)
_LONGEST, _SHORTEST = 1 / 20, 1 / 20 / 2**10
_NEAR = 0.5


@dataclass(frozen=True)
class Branch:
    """Where the pairs got to: values (K, 2, 3, 3), and how far of the way, (K,) in 0..1."""

    theta: np.ndarray
    v: np.ndarray
    reached: np.ndarray


def follow(point: Point, theta: np.ndarray) -> Branch:
    """Every pair's equilibrium from a point to other parameters (m,)."""
    problem = point.problem
    begin, end = point.choices.eta, problem.design.indices(theta)
    v = point.v.copy()
    way = np.where(np.abs(end - begin).max(1) > 0, 0.0, 1.0)
    length = np.full(len(v), _LONGEST)
    while (going := np.flatnonzero((way < 1) & (length >= _SHORTEST))).size:
        ahead = np.minimum(way[going] + length[going], 1.0)
        here = begin[going] + way[going, None] * (end - begin)[going]
        there = begin[going] + ahead[:, None] * (end - begin)[going]
        guess = _tangent(v[going], here, there - here, problem.delta)
        found, solved = fixed_points(guess, there, problem.delta)
        jump = np.abs(found - guess).reshape(len(going), -1).max(1)
        good = solved & (jump < _NEAR)
        v[going[good]], way[going[good]] = found[good], ahead[good]
        length[going] = np.where(good, np.minimum(1.5 * length[going], _LONGEST),
                                 length[going] / 2)  # fmt: skip
    return Branch(theta, v, way)


def _tangent(v: np.ndarray, eta: np.ndarray, step: np.ndarray, delta: float) -> np.ndarray:
    choices = Choices(v, eta, delta)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        moved = np.linalg.solve(_EYE - choices.phi_v(), apply(choices.phi_eta(), step)[..., None])
    out: np.ndarray = v + moved[..., 0].reshape(v.shape)
    return out


def long_run(v: np.ndarray) -> np.ndarray:
    """Share of months in each state in the long run, (K, 3)."""
    p = Choices(v, np.zeros((len(v), 13))).p
    below = p.cumsum(3)
    both = np.minimum(below[:, 0] * below[:, 1], 1.0)
    law = np.diff(both, axis=2, prepend=0.0)
    # pi (I - T) = 0 and sum pi = 1, the last equation of the chain being implied by the others.
    system = (np.eye(3) - law).transpose(0, 2, 1).copy()
    system[:, 2] = 1.0
    right = np.zeros((len(v), 3, 1))
    right[:, 2] = 1.0
    shares: np.ndarray = np.linalg.solve(system, right)[..., 0]
    return np.clip(shares, 0.0, 1.0)


def share_slopes(problem: Problem, theta: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Derivative of each pair's long-run shares in theta along its equilibrium, (K, 3, m)."""
    choices = Choices(v, problem.design.indices(theta), problem.delta)
    response = np.linalg.solve(_EYE - choices.phi_v(), choices.phi_eta())
    by_value = np.empty((len(v), 3, VALUES))
    h = 1e-5
    for at in range(VALUES):
        step = h * _EYE[at].reshape(1, 2, 3, 3)
        by_value[:, :, at] = (long_run(v + step) - long_run(v - step)) / (2 * h)
    by_index = by_value @ response
    return np.stack([problem.design.gather_each(by_index[:, state]) for state in range(3)], 1)
