"""The certificate of a tree's equilibrium, by a walk through the tree in plain Python.

No array of ends is used: the worth of a node is computed from the leaves up, the chance of coming
to a node from the root down, and what an action promises is the mean worth of what follows it over
the nodes of its information set, weighted with the chances of being at each. The gain is that of
`certificate.py`: what the side could add at one information set by choosing otherwise, with the
shocks of that precision.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from standoff.game.certificate import Certificate
from standoff.game.trees.tree import Chance, Decision, End, Node, Tree

__all__ = ["certify_tree"]

Chances = dict[tuple[str, str], float]


def certify_tree(
    tree: Tree, worths: np.ndarray, choices: np.ndarray, precision: float
) -> Certificate:
    """Recompute what was reported of an equilibrium: worths and choices, both (n,)."""
    told = dict(zip(tree.columns, map(float, worths), strict=True))
    p = dict(zip(tree.columns, map(float, choices), strict=True))
    found = _promises(tree, p)
    residual = gain = 0.0
    for at, one in tree.sets.items():
        q = {a: found[at, a] for a in one.actions}
        top = max(q.values())
        best = top + math.log(math.fsum(math.exp(precision * (x - top)) for x in q.values())) / (
            precision
        )
        kept = math.fsum(
            p[at, a] * (q[a] - math.log(p[at, a]) / precision) for a in q if p[at, a] > 0
        )
        residual = max(residual, *(abs(told[at, a] - q[a]) for a in q))
        gain = max(gain, best - kept)
    return Certificate(residual, gain, gain + 2 * residual)


def _promises(tree: Tree, p: Chances) -> Chances:
    """E[u of the side that moves | action], for every action of every information set."""
    at_set: dict[str, list[tuple[float, dict[str, float]]]] = defaultdict(list)
    for node, log_chance in _decisions(tree.root, p, 0.0):
        side = tree.sets[node.at].side
        worths = {a: _worth(child, p)[side] for a, child in node.branches.items()}
        at_set[node.at].append((log_chance, worths))
    out = {}
    for at, nodes in at_set.items():
        top = max(log_chance for log_chance, _ in nodes)
        weights = [math.exp(log_chance - top) for log_chance, _ in nodes]
        for action in tree.sets[at].actions:
            total = math.fsum(w * told[action] for w, (_, told) in zip(weights, nodes, strict=True))
            out[at, action] = total / math.fsum(weights)
    return out


def _decisions(node: Node, p: Chances, log_chance: float) -> Iterator[tuple[Decision, float]]:
    """Every decision node with the logarithm of its chance."""
    if isinstance(node, Chance):
        for _, share, child in node.branches:
            yield from _decisions(child, p, log_chance + math.log(share))
    elif isinstance(node, Decision):
        yield node, log_chance
        for action, child in node.branches.items():
            share = p[node.at, action]
            yield from _decisions(child, p, log_chance + (math.log(share) if share else -1e300))


def _worth(node: Node, p: Chances) -> tuple[float, float]:
    """What both sides expect from a node on."""
    if isinstance(node, End):
        return node.payoffs
    shares = (
        [(share, child) for _, share, child in node.branches]
        if isinstance(node, Chance)
        else [(p[node.at, action], child) for action, child in node.branches.items()]
    )
    parts = [(share, _worth(child, p)) for share, child in shares]
    return (
        math.fsum(share * told[0] for share, told in parts),
        math.fsum(share * told[1] for share, told in parts),
    )
