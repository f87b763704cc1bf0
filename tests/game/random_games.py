"""Random games as arrays, by seed."""

from __future__ import annotations

import numpy as np

from standoff.game.model import Convention, Model
from standoff.game.sparse import SparseTransition


def random_model(
    seed: int,
    *,
    states: int = 5,
    actions: tuple[int, int] = (3, 3),
    delta: float = 0.9,
    precision: float = 2.0,
    convention: Convention = "private_shocks",
    ladder: bool = False,
) -> Model:
    """Uniform payoffs in [0, 1], five successors a row; on a ladder they are the neighbours."""
    rng = np.random.default_rng(seed)
    shape = (states, *actions, 5)
    payoffs = rng.random((2, states, *actions))
    if ladder:
        near = np.arange(states)[:, None, None, None] + np.arange(-2, 3)
        following = np.clip(np.broadcast_to(near, shape), 0, states - 1)
    else:
        following = rng.integers(0, states, shape)
    chances = rng.dirichlet(np.ones(5), shape[:3])
    transition = SparseTransition.of_successors(following, chances)
    return Model(payoffs, transition, (delta, 0.9 * delta), convention, precision)
