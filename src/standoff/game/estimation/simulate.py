"""Drawing data from the model: paths of pairs that play a given equilibrium.

Used by recovery tests and by the parametric bootstrap. Every pair starts in peace; each month both
sides draw an action from P(a|s), and the graver one is the next state.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from standoff.game.estimation.choices import Choices
from standoff.game.estimation.panel import Panel

__all__ = ["simulate"]


def simulate(panel: Panel, v: np.ndarray, *, months: int, seed: int) -> Panel:
    """A panel of the same pairs and covariates with `months` drawn at values v (K, 2, 3, 3)."""
    draw = np.random.Generator(np.random.PCG64(seed))
    pairs = len(panel.pairs)
    steps = Choices(v, np.zeros((pairs, 13))).p.cumsum(3)
    state = np.zeros((pairs, months), dtype=int)
    actions = np.zeros((pairs, 2, months), dtype=int)
    where, sides = np.arange(pairs)[:, None], np.arange(2)[None]
    for month in range(months):
        now = state[:, month]
        lots = draw.random((pairs, 2, 1))
        here = steps[where, sides, now[:, None]]
        actions[:, :, month] = np.minimum((lots > here).sum(2), 2)
        if month + 1 < months:
            state[:, month + 1] = actions[:, :, month].max(1)
    return replace(panel, state=state, actions=actions, weights=np.ones((pairs, months)))
