"""Lines of games: payoffs that move linearly in one number t, to be followed along a branch.

Scaled payoffs are base + t slope. Two lines matter: the **precision** of choice from 0, where
choices are uniform and the equilibrium is unique, to its value (a homotopy: McKelvey & Palfrey
1995; Turocy 2005); and a **payoff parameter** that moves from one value to another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from standoff.game.linearised import Linearised
from standoff.game.model import Model

__all__ = ["Line", "drive"]


@dataclass(frozen=True)
class Line:
    """Games with scaled payoffs base + t slope, both (2, S, A, B)."""

    model: Model
    base: np.ndarray
    slope: np.ndarray

    @classmethod
    def precision(cls, model: Model) -> Line:
        """t = 0: uniform choices; t = 1: the game at its own precision."""
        return cls(model, np.zeros(()), model.precision * model.payoffs)

    @classmethod
    def between(cls, first: Model, second: Model) -> Line:
        """t = 0: the first game, t = 1: the second; they may differ in payoffs only."""
        base = first.precision * first.payoffs
        return cls(first, base, second.precision * second.payoffs - base)

    @property
    def unknowns(self) -> int:
        """Values of states, two each."""
        return 2 * self.model.states

    def point(self, t: float, v: np.ndarray) -> Linearised:
        """The equations at t, linearised at v (S, A + B)."""
        return Linearised(self.at(t), v)

    def at(self, t: float) -> Model:
        """The game at t, its payoffs already scaled (precision 1)."""
        return replace(self.model, payoffs=self.base + t * self.slope, precision=1.0)

    def pull(self, point: Linearised) -> np.ndarray:
        """d Phi / dt at fixed v: (S, A + B)."""
        return drive(point, self.slope)


def drive(point: Linearised, payoffs: np.ndarray) -> np.ndarray:
    """Expected payoff of every action against the rival's choices: (S, A + B)."""
    first, second = point.choices
    mine = np.einsum("sab,sb->sa", payoffs[0], second)
    yours = np.einsum("sab,sa->sb", payoffs[1], first)
    return np.concatenate([mine, yours], axis=1)
