"""The posterior mode by a quasi-Newton method that never leaves the branch.

BFGS (Nocedal & Wright, chapter 6) with backtracking. Its first matrix is not the identity but the
expected information (`posterior.py`) plus prior precision, in which the surface is nearly round;
that is computed anew every few steps, since the first is taken far from the mode. No step moves a
parameter by more than `FARTHEST` prior standard deviations. Where the branch ends on the way the
step is cut like one that does not climb; where that would end the search, the branch is followed in
shorter stretches first (`branch.PATIENT`): the search goes along one branch or stops and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from standoff.errors import NotSolved
from standoff.game.estimation_months.branch import PATIENT
from standoff.game.estimation_months.objective import Objective, Value
from standoff.game.estimation_months.posterior import information

__all__ = ["SHORT", "Mode", "Told", "find_mode"]

Told = Callable[[int, Value], None]
"""Hears the number of evaluations so far and the best value."""

FLAT = 1e-3
"""Newton decrement (the climb that is left, in nats, about half of its square) at which it ends."""

FARTHEST, SHORT = 1.5, 0.4
"""Longest step of any parameter, in prior standard deviations; `SHORT` for a search that ran into
an edge of the branch and begins anew: long steps may lead around the mode to a fold behind it."""

SHORTEST, EDGE = 0.02, 0.05
"""Shortest step tried; climb in nats below which a step that was cut means the branch's edge."""

EARLY, EVERY = (3, 6), 5
"""Steps after which the information is computed anew: some early ones, then every fifth. Without it
a search near an edge of the branch creeps, and may settle beside a better mode."""


@dataclass(frozen=True)
class Mode:
    """The best point; whether the search ended there by itself; the Newton decrement left.

    `ended`: steps that were cut because the branch ended on the way.
    """

    best: Value
    converged: bool
    decrement: float
    steps: int
    ended: int


def find_mode(
    objective: Objective,
    theta: np.ndarray,
    *,
    most: int = 80,
    farthest: float = FARTHEST,
    told: Told | None = None,
) -> Mode:
    """Climb from `theta`, which the tracker has reached; raises `NotSolved` if it cannot start."""
    now = objective.at(theta)
    inverse, ended, decrement = _metric(objective, now), 0, np.inf
    for step in range(most):
        if step in EARLY or (step > EARLY[-1] and step % EVERY == 0):
            inverse = _metric(objective, now)
        way = inverse @ now.gradient
        decrement = float(np.sqrt(max(way @ now.gradient, 0.0)))
        if decrement < FLAT:
            return Mode(now, True, decrement, step, ended)
        ahead, cut = _climb(objective, now, way, farthest)
        ended += cut
        if ahead is None or (cut and ahead.log_posterior < now.log_posterior + EDGE):
            if objective.tracker.pace == PATIENT:
                return Mode(ahead or now, False, decrement, step, ended)
            objective.tracker.pace = PATIENT
            now = ahead or now
            inverse = _metric(objective, now)
            continue
        if told:
            told(objective.evaluations, ahead)
        inverse = _updated(inverse, ahead.theta - now.theta, now.gradient - ahead.gradient)
        now = ahead
    return Mode(now, False, decrement, most, ended)


def _metric(objective: Objective, value: Value) -> np.ndarray:
    """Inverse of information plus prior precision."""
    prior = np.diag(1 / objective.prior.sd**2)
    return np.asarray(np.linalg.inv(information(objective, value) + prior))


def _climb(
    objective: Objective, now: Value, way: np.ndarray, farthest: float
) -> tuple[Value | None, int]:
    """The next point along `way` (None: no step climbs), and how often the branch ended."""
    length = min(1.0, farthest / float(np.abs(way / objective.prior.sd).max()))
    first, here, cut = length, objective.tracker.last, 0
    while length > SHORTEST * first:
        try:
            ahead = objective.at(now.theta + length * way)
            if ahead.log_posterior >= now.log_posterior + 1e-4 * length * (way @ now.gradient):
                return ahead, cut
        except NotSolved:
            cut += 1
        objective.tracker.last = here
        length /= 2.5
    return None, cut


def _updated(inverse: np.ndarray, move: np.ndarray, fall: np.ndarray) -> np.ndarray:
    """BFGS update of the inverse matrix; left as it is where the curvature is not positive."""
    curve = float(move @ fall)
    if curve <= 1e-10 * float(np.linalg.norm(move) * np.linalg.norm(fall)):
        return inverse
    left = np.eye(len(move)) - np.outer(move, fall) / curve
    return np.asarray(left @ inverse @ left.T + np.outer(move, move) / curve)
