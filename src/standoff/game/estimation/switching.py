"""Switching: is a pair better told by another equilibrium of the same parameters?

The constrained likelihood keeps every pair in the equilibrium it has grown into. At a local
optimum some pairs may have another equilibrium under which their data are likelier: they are moved
there (all at once, or as many as the search can digest) and everything is optimised again, as long
as that helps. A result that was switched says so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from standoff.game.estimation.equilibria import find_equilibria
from standoff.game.estimation.problem import Point
from standoff.game.estimation.sequential import Rules, Trail, least_multipliers, solve

__all__ = ["Switched", "better_equilibria", "switch"]


@dataclass(frozen=True)
class Switched:
    """The optimum after switching; `pairs` moved in each round and `gained` by it."""

    trail: Trail
    pairs: tuple[tuple[int, ...], ...]
    gained: tuple[float, ...]


def better_equilibria(
    point: Point, *, tries: int = 60, seed: int = 1, least: float = 1e-6
) -> tuple[Point, np.ndarray, np.ndarray]:
    """The same theta in the likeliest equilibria found; which pairs moved, and each one's gain."""
    problem = point.problem
    found = find_equilibria(problem, point.theta, near=point.v, tries=tries, seed=seed)
    values, height = found.best(problem.counts)
    gain = height - point.choices.log_likelihood(problem.counts)
    moved = np.flatnonzero(gain > least)
    v = point.v.copy()
    v[moved] = values[moved]
    return problem.at(point.theta, v), moved, gain[moved]


def switch(
    trail: Trail, *, rounds: int = 8, tries: int = 60, seed: int = 1, rules: Rules | None = None
) -> Switched:
    """Switch and optimise again until no better equilibrium is found or it helps no more."""
    pairs, gained = [], []
    for turn in range(rounds):
        start, moved, gains = better_equilibria(trail.point, tries=tries, seed=seed + turn)
        if not len(moved):
            break
        after, used = _best_of(trail, start, moved, gains, rules)
        if after is None:
            break
        pairs.append(tuple(int(pair) for pair in used))
        gained.append(after.point.log_likelihood - trail.point.log_likelihood)
        trail = after
    return Switched(trail, tuple(pairs), tuple(gained))


def _best_of(
    trail: Trail, start: Point, moved: np.ndarray, gains: np.ndarray, rules: Rules | None
) -> tuple[Trail | None, np.ndarray]:
    """Optimise with all moves, then with the larger half of them, ..., until one is better."""
    order = moved[np.argsort(-gains, kind="stable")]
    while len(order):
        v = trail.point.v.copy()
        v[order] = start.v[order]
        point = start.problem.at(start.theta, v)
        after = solve(point, least_multipliers(point), rules)
        better = after.point.objective < trail.point.objective - 1e-6
        if better and (after.converged or after.point.violation < 1e-8):
            return after, order
        order = order[: len(order) // 2]
    return None, order
