"""`bargaining`: a crisis over a prize, with private types on both sides, played once.

A, the challenger, leaves things as they are or demands a share x of the prize; B concedes or
resists; A then stands firm or backs down. Each side knows its own type, drawn from a finite list:
what a fight is worth to it. Payoffs (A, B):

    status quo (0, 0); conceded (x, -x); fight (w_A, w_B); backed down (-cost_A, resolve_B)

With one demand this is the crisis game of Lewis & Schultz 2003 with types in place of normal
shocks; with several, demands reveal types (Fearon 1995). Solved as agent quantal response along
the logit branch: `bargaining(...).solve(precision)`, `logit_branch(tree, precisions)`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from standoff.errors import BadValue
from standoff.game.trees.tree import Chance, Decision, End, InformationSet, Node, Tree

__all__ = ["bargaining"]


def bargaining(
    fight_a: Sequence[float] = (-1.0, 0.5),
    fight_b: Sequence[float] = (-1.5, -0.2),
    *,
    chances_a: Sequence[float] | None = None,
    chances_b: Sequence[float] | None = None,
    demands: Sequence[float] = (1.0,),
    back_down_a: float | Sequence[float] = -0.5,
    resist_b: float = 0.5,
) -> Tree:
    """The tree for types worth `fight_a[i]` and `fight_b[j]` in a fight.

    `chances_*` are the probabilities of the types (default: even), `back_down_a` what backing down
    is worth to A, one number or one a type. Information sets are named "A1" (opening of type 1),
    "B2 at 1" (answer of type 2 to the demand 1), "A1 at 1" (last word).
    """
    p_a, p_b = _shares(fight_a, chances_a, "A"), _shares(fight_b, chances_b, "B")
    shame = np.broadcast_to(np.asarray(back_down_a, dtype=float), len(fight_a))
    sizes = [f"{x:g}" for x in demands]
    if not sizes or len(set(sizes)) != len(sizes):
        raise BadValue(f"demands {list(demands)}", expected="different numbers, at least one")
    root = Chance(
        tuple(
            (f"A{i + 1} B{j + 1}", p * q, _opening(i, j, w, u, float(shame[i]), demands, resist_b))
            for i, (w, p) in enumerate(zip(fight_a, p_a, strict=True))
            for j, (u, q) in enumerate(zip(fight_b, p_b, strict=True))
        )
    )
    sets = _sets(len(p_a), len(p_b), sizes)
    title = f"A crisis with {len(p_a)} and {len(p_b)} private types"
    return Tree("bargaining", ("A", "B"), sets, root, title)


def _opening(
    i: int, j: int, w: float, u: float, shame: float, demands: Sequence[float], resist: float
) -> Node:
    """A of type i, who meets B of type j, opens."""
    branches: dict[str, Node] = {"wait": End((0.0, 0.0))}
    for x in demands:
        last = Decision(
            f"A{i + 1} at {x:g}",
            {"back down": End((shame, resist)), "stand firm": End((float(w), float(u)))},
        )
        answer = Decision(f"B{j + 1} at {x:g}", {"concede": End((x, -x)), "resist": last})
        branches[f"demand {x:g}"] = answer
    return Decision(f"A{i + 1}", branches)


def _sets(types_a: int, types_b: int, sizes: list[str]) -> dict[str, InformationSet]:
    out = {}
    for i in range(1, types_a + 1):
        out[f"A{i}"] = InformationSet(0, ("wait", *(f"demand {x}" for x in sizes)))
        for x in sizes:
            out[f"A{i} at {x}"] = InformationSet(0, ("back down", "stand firm"))
    for j in range(1, types_b + 1):
        for x in sizes:
            out[f"B{j} at {x}"] = InformationSet(1, ("concede", "resist"))
    return out


def _shares(types: Sequence[float], chances: Sequence[float] | None, side: str) -> list[float]:
    """Probabilities of the types of a side."""
    told = [1 / max(1, len(types))] * len(types) if chances is None else [float(p) for p in chances]
    if not len(types) or len(told) != len(types) or min(told) <= 0 or abs(sum(told) - 1) > 1e-9:
        raise BadValue(f"probabilities {told} of {len(types)} types", where=f"side {side}",
                       expected="one above 0 for each type, adding up to 1")  # fmt: skip
    return told
