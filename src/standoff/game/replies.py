"""Damped replies: v <- (1 - w) v + w Phi(v), the last resort, reported as such wherever used.

It needs no derivative and almost always calms down for small w, but may end at another equilibrium
than the branch would, and may not end at all. Newton polishes what it finds.
"""

from __future__ import annotations

import numpy as np

from standoff.errors import NotSolved
from standoff.game.linearised import Linearised
from standoff.game.model import Model
from standoff.game.newton import newton, scale_of

__all__ = ["damped_replies"]


def damped_replies(
    model: Model, start: np.ndarray, *, rounds: int = 3000, near: float = 1e-4
) -> Linearised:
    """An equilibrium by damped replies, polished by Newton; raises `NotSolved`."""
    v, weight, last = start, 0.5, np.inf
    for _ in range(rounds):
        change = model.reply(v) - v
        size = float(np.abs(change).max())
        if size < near * scale_of(v):
            return newton(model, v)
        weight = max(0.02, weight * 0.7) if size > last else min(0.9, weight * 1.02)
        v, last = v + weight * change, size
    raise NotSolved("damped replies did not settle", residual=last)
