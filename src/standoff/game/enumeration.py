"""Many equilibria: Newton from many starts, duplicates removed, the branch from precision 0 first.

Which equilibria exist cannot be proved by search: the list is a lower bound, and grows with the
number of starts. Starts are named by their seed: choices drawn uniformly from the simplex in every
state, near-pure choices, and values consistent with them after a few damped replies.
"""

from __future__ import annotations

from contextlib import suppress

import numpy as np

from standoff.errors import NotSolved
from standoff.game.continuation import Branch
from standoff.game.model import Model
from standoff.game.newton import newton
from standoff.game.solving import Equilibrium, branch_from_zero, certified

__all__ = ["find_equilibria", "random_start"]

SAME = 1e-6
"""Largest difference of choice probabilities between duplicates."""


def find_equilibria(model: Model, *, starts: int = 50, seed: int = 1) -> tuple[Equilibrium, ...]:
    """All different equilibria found, the followed branch first, then by the starts in order."""
    found: list[Equilibrium] = []
    with suppress(NotSolved):
        found.append(branch_from_zero(model))
    for number in range(starts):
        try:
            point = newton(model, random_start(model, seed, number))
            fresh = certified(
                model, point, Branch(f"Newton's method from start {seed}:{number}", 0)
            )
        except NotSolved:
            continue
        if all(_apart(fresh, old) > SAME for old in found):
            found.append(fresh)
    return tuple(found)


def _apart(one: Equilibrium, other: Equilibrium) -> float:
    """Largest difference of a choice probability."""
    return float(
        max(np.abs(one.first - other.first).max(), np.abs(one.second - other.second).max())
    )


def random_start(model: Model, seed: int, number: int) -> np.ndarray:
    """Scaled values of actions whose choices are drawn at random: (S, A + B)."""
    rng = np.random.default_rng([seed, number])
    # From flat draws to nearly pure ones: the exponent grows with the number of the start.
    sharp = (1.0, 3.0, 8.0)[number % 3]
    columns = [
        np.log(rng.dirichlet(np.ones(count), size=model.states)) * sharp for count in model.actions
    ]
    v = np.concatenate([np.maximum(part, -30.0) for part in columns], axis=1)
    return _with_values(model, v)


def _with_values(model: Model, v: np.ndarray, rounds: int = 30) -> np.ndarray:
    """Values that these choices earn, approximately: v keeps its differences, gains a level."""
    first, second = model.choices(v)
    level = np.zeros((2, model.states))
    delta = np.array(model.discounts)[:, None, None, None]
    for _ in range(rounds):
        stage = model.precision * model.payoffs + delta * model.transition.expect(level)
        level = np.einsum("isab,sa,sb->is", stage, first, second)
    a = model.actions[0]
    out = v.copy()
    out[:, :a] += (level[0] - (first * v[:, :a]).sum(axis=1))[:, None]
    out[:, a:] += (level[1] - (second * v[:, a:]).sum(axis=1))[:, None]
    return out
