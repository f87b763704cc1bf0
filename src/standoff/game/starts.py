"""Random starts for Newton's method, named by seed and number.

Choices are drawn uniformly from the simplex in every state, from flat to nearly pure as the number
goes on, and the values are those that such choices earn, approximately.
"""

from __future__ import annotations

import numpy as np

from standoff.game.model import Model

__all__ = ["random_start"]


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
