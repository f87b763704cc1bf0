"""Steps from state to state: one matrix for all times, or one for each.

`transition` is (K, K), the same at all times, or (T-1, K, K) for a record of T periods, where row
t-1 holds the steps into period t = 1 .. T-1 (periods counted from 0). All recursions take both.
"""

from __future__ import annotations

from standoff.cycle.hidden.emission import Array

__all__ = ["every_step", "step_into"]


def every_step(transition: Array) -> Array:
    """(1, K, K) or (T-1, K, K)."""
    return transition if transition.ndim > 2 else transition[None]


def step_into(transition: Array, t: int) -> Array:
    """The steps (K, K) into period t; beyond the record the last."""
    return transition if transition.ndim < 3 else transition[min(t, len(transition)) - 1]
