"""Equilibria of each pair at given parameters: as many as a search from many starts finds.

For fixed indices a pair's equilibria are the fixed points v = Phi(v). Newton's method from values
like the pair's data, from replies to random plans, from other pairs' values and from random ones,
all pairs in one batch, finds a set of them. It is a lower bound: no method is known to find all of
them for certain. Starting values are drawn by PCG64, so the same seed finds the same set.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from standoff.game.estimation.choices import VALUES, Choices
from standoff.game.estimation.problem import Problem, apply

__all__ = ["Equilibria", "find_equilibria", "fixed_points"]

_EYE = np.eye(VALUES)
_SOLVED = 1e-11
_SAME = 1e-6


@dataclass(frozen=True)
class Equilibria:
    """`values` holds one array (E_k, 2, 3, 3) a pair; `tries` starts were made for each."""

    values: tuple[np.ndarray, ...]
    tries: int

    def numbers(self) -> np.ndarray:
        """How many were found for each pair, (K,)."""
        return np.array([len(found) for found in self.values])

    def best(self, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The likeliest one of each pair, (K, 2, 3, 3), and its log-likelihood, (K,)."""
        chosen = np.zeros(counts.shape)
        height = np.full(len(counts), -np.inf)
        for pair, found in enumerate(self.values):
            if len(found):
                own = np.broadcast_to(counts[pair], found.shape)
                logs = Choices(found, np.zeros((len(found), 13))).log_likelihood(own)
                chosen[pair], height[pair] = found[logs.argmax()], logs.max()
        return chosen, height


def find_equilibria(
    problem: Problem,
    theta: np.ndarray,
    *,
    near: np.ndarray | None = None,
    tries: int = 60,
    seed: int = 1,
) -> Equilibria:
    """Search `tries` starts a pair, and from the values `near` (K, 2, 3, 3) where given."""
    eta = problem.design.indices(theta)
    draw = np.random.Generator(np.random.PCG64(seed))
    rounds = [] if near is None else [fixed_points(near, eta, problem.delta)]
    kinds = [_like_the_data, _like_plans, _like_plans_of_twins, _wide]
    for attempt in range(tries):
        if near is not None and attempt % 5 == 4:
            values = near[draw.permutation(len(eta))]
        else:
            values = kinds[attempt % 5 % 4](draw, problem, eta)
        rounds.append(fixed_points(values, eta, problem.delta))
    found = tuple(_distinct(rounds, pair) for pair in range(len(eta)))
    return Equilibria(found, len(rounds))


def _like_the_data(draw: np.random.Generator, problem: Problem, eta: np.ndarray) -> np.ndarray:
    """Log-odds of a pair's own actions, drawn towards those of all pairs by a random amount."""
    pooled = problem.counts.sum((0, 1)) + 0.5
    pooled = pooled / pooled.sum(1, keepdims=True)
    weight = 10.0 ** draw.uniform(-2, 2, (len(eta), 1, 1, 1))
    logs = np.log(problem.counts + weight * pooled)
    return logs - logs.mean(3, keepdims=True)


def _like_plans(draw: np.random.Generator, problem: Problem, eta: np.ndarray) -> np.ndarray:
    """Replies to random plans of both sides."""
    plans = draw.dirichlet([0.3] * 3, (len(eta), 2, 3))
    return _replies(plans, eta, problem.delta)


def _like_plans_of_twins(
    draw: np.random.Generator, problem: Problem, eta: np.ndarray
) -> np.ndarray:
    """Replies to a random plan that both sides share."""
    plans = np.repeat(draw.dirichlet([0.3] * 3, (len(eta), 1, 3)), 2, axis=1)
    return _replies(plans, eta, problem.delta)


def _wide(draw: np.random.Generator, problem: Problem, eta: np.ndarray) -> np.ndarray:
    """Random values without any sense."""
    return draw.normal(0.0, 5.0, (len(eta), 2, 3, 3))


def _replies(plans: np.ndarray, eta: np.ndarray, delta: float, rounds: int = 8) -> np.ndarray:
    """Values of replying to fixed plans P_j(b|s), by value iteration; (K, 2, 3, 3)."""
    values = np.zeros(plans.shape)
    for _ in range(rounds):
        worth = Choices(values, eta, delta).worth
        values = (worth @ plans[:, ::-1][..., None])[..., 0]
    return values


def fixed_points(
    values: np.ndarray, eta: np.ndarray, delta: float, steps: int = 40
) -> tuple[np.ndarray, np.ndarray]:
    """Damped Newton for each pair by itself: values (K, 2, 3, 3), and where they solve (K,)."""
    values, active = values.copy(), np.arange(len(eta))
    solved = np.zeros(len(eta), dtype=bool)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        for _ in range(steps):
            choices = Choices(values[active], eta[active], delta)
            residual = np.abs(choices.gap).max(1)
            scale = 1.0 + np.abs(values[active]).reshape(len(active), -1).max(1)
            done = residual <= _SOLVED * np.minimum(scale, 10)
            solved[active[done]] = True
            going = ~done & np.isfinite(residual)
            active, choices = active[going], _part(choices, going)
            if not len(active):
                break
            values[active] = _newton(choices)
    return values, solved


def _part(choices: Choices, keep: np.ndarray) -> Choices:
    return Choices(choices.v[keep], choices.eta[keep], choices.delta)


def _newton(choices: Choices) -> np.ndarray:
    """One step for each pair, halved until the residual falls (or five times)."""
    jacobian = _EYE - choices.phi_v()
    try:
        step = -np.linalg.solve(jacobian, choices.gap[..., None])[..., 0]
    except np.linalg.LinAlgError:
        step = -apply(np.linalg.pinv(jacobian), choices.gap)
    size = np.linalg.norm(choices.gap, axis=1)
    step *= np.minimum(1.0, 30.0 / np.maximum(np.abs(step).max(1), 1e-300))[:, None]
    length = np.ones(len(size))
    for _ in range(6):
        moved = choices.v + (length[:, None] * step).reshape(choices.v.shape)
        trial = np.linalg.norm(Choices(moved, choices.eta, choices.delta).gap, axis=1)
        worse = ~(trial < (1 - 1e-4 * length) * size)
        if not worse.any():
            break
        length[worse] /= 2
    return moved


def _distinct(rounds: list[tuple[np.ndarray, np.ndarray]], pair: int) -> np.ndarray:
    kept: list[np.ndarray] = []
    for values, solved in rounds:
        one = values[pair]
        if solved[pair] and all(np.abs(one - other).max() > _SAME for other in kept):
            kept.append(one)
    return np.array(kept).reshape(-1, *rounds[0][0].shape[1:])
