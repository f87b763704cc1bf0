"""Which record would tell two fitted games apart?

Both games share states and laws, so of a path only the moves tell them apart. If A is true, a month
in state s adds to the log Bayes factor, on average,

    D(s) = sum_i sum_a P_i^A(a|s) log( P_i^A(a|s) / P_i^B(a|s) ),

and a year adds 12 sum_s m(s) D(s), with m the share of months that A's play spends in s from where
the record ends (exact, `visits.py`). Parameters are at both modes: their uncertainty would lower
it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from standoff.game.solution import Solution
from standoff.game.visits import expected_months

__all__ = ["Apart", "tell_apart"]

Part = tuple[str, float]


@dataclass(frozen=True)
class Apart:
    """Nats a year; their parts by move, which add up, and by level of each factor, likewise."""

    nats: float
    moves: tuple[Part, ...]
    levels: tuple[Part, ...]


def tell_apart(
    truth: Solution, rival: Solution, state: dict[str, str], *, years: int = 30
) -> Apart:
    """Expected log Bayes factor a year over the `years` after `state`, if `truth` is true."""
    game, months = truth.game, 12 * years
    weight = expected_months(truth, months, state) / years
    total = np.zeros(len(weight))
    moves: list[Part] = []
    rows = zip(game.declaration.sides.items(), (truth.first, truth.second),
               (rival.first, rival.second), strict=True)  # fmt: skip
    for (side, actions), p, q in rows:
        told = p * (np.log(p) - np.log(q))
        total += told.sum(axis=1)
        nats = weight @ told
        moves += [(f"{side}: {action}", float(x)) for action, x in zip(actions, nats, strict=True)]
    levels = []
    for f, (name, names) in enumerate(game.space.factors.items()):
        at = game.space.places[:, f]
        sums = np.bincount(at, weights=weight * total, minlength=len(names))
        levels += [(f"{name} = {level}", float(x)) for level, x in zip(names, sums, strict=True)]
    return Apart(float(weight @ total), _largest(moves), _largest(levels))


def _largest(parts: list[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda part: (-abs(part[1]), part[0])))
