"""Many equilibria: Newton from many starts, duplicates removed, the branch from precision 0 first.

Which equilibria exist cannot be proved by search: the list is a lower bound, and grows with the
number of starts. Starts (`starts.py`) are named by their seed.
"""

from __future__ import annotations

from contextlib import suppress

import numpy as np

from standoff.errors import NotSolved
from standoff.game.continuation import Branch
from standoff.game.model import Model
from standoff.game.newton import newton
from standoff.game.solving import Equilibrium, branch_from_zero, certified
from standoff.game.starts import random_start

__all__ = ["find_equilibria"]

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
                model, point.v, Branch(f"Newton's method from start {seed}:{number}", 0)
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
