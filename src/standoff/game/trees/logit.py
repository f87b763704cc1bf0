"""Agent quantal response equilibria of a game tree, followed along the logit branch.

At every information set h the side that moves chooses as if each action carried a shock of
precision t, knowing what it can expect there:

    v_k = t E[u_i | action k is taken]        P = softmax(v) within each information set

where the expectation runs over the ends t behind k, weighted with their probabilities q_t: beliefs
at h follow by Bayes' rule, as every set is reached. Since log q_t is a sum of log P_l over the
actions l on the way,

    dv_k = t sum_l Cov(u_i, [l on the way] | k) dlog P_l,

a small dense matrix. The branch starts at t = 0, where choices are uniform, and is followed by
natural steps and through folds by arclength; what it tends to as t grows is the equilibrium that
Gambit's `logit` selects. Sources: McKelvey & Palfrey 1998; Turocy 2010.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from standoff.errors import BadValue, NotSolved
from standoff.game.arclength import follow
from standoff.game.continuation import Branch, natural
from standoff.game.equations import DensePoint
from standoff.game.trees.certificate import certify_tree
from standoff.game.trees.solution import TreeSolution
from standoff.game.trees.tree import Tree

__all__ = ["TreeCurve", "TreePoint", "logit_branch"]

LARGEST_RESIDUAL = 1e-10
"""A certified residual above this, relative to 1 + max|value|, is refused."""


@dataclass(frozen=True)
class TreeCurve:
    """The tree with precision low + s (high - low), s from 0 to 1."""

    tree: Tree
    low: float
    high: float

    @property
    def unknowns(self) -> int:
        """Actions of all information sets."""
        return len(self.tree.columns)

    def point(self, t: float, v: np.ndarray) -> TreePoint:
        """See `Curve.point`."""
        return TreePoint(self.tree, self.low + t * (self.high - self.low), v)

    def pull(self, point: TreePoint) -> np.ndarray:
        """See `Curve.pull`."""
        return (self.high - self.low) * point.expected


class TreePoint(DensePoint):
    """v - Phi(v) at one point; `expected[k]` is E[u | k], unscaled."""

    def __init__(self, tree: Tree, precision: float, v: np.ndarray) -> None:
        self.tree, self.precision, self.v = tree, precision, v
        top = np.maximum.reduceat(v, tree.firsts)
        down = v - top[tree.group]
        self._log_p = down - np.log(np.add.reduceat(np.exp(down), tree.firsts))[tree.group]
        self._shares = self._shares_of_ends()
        self._paid = tree.ends.payoffs[tree.owners]
        self.expected = np.einsum("kt,kt->k", self._shares, self._paid)
        self.residual = v - precision * self.expected

    def _shares_of_ends(self) -> np.ndarray:
        """q_t / q(k) of the ends behind each action: (n, T), rows add up to 1."""
        ends = self.tree.ends
        log_q = ends.log_chance + ends.passes @ self._log_p
        # Relative to the likeliest end behind the action: sets that are hardly reached count too.
        behind = np.where(ends.passes.T, log_q, -np.inf)
        behind -= behind.max(axis=1, keepdims=True)
        shares = np.exp(behind)
        return shares / shares.sum(axis=1, keepdims=True)

    @property
    def choices(self) -> np.ndarray:
        """Probability of every action at its information set: (n,)."""
        return np.exp(self._log_p)

    def moved(self, v: np.ndarray) -> TreePoint:
        """See `Point.moved`."""
        return TreePoint(self.tree, self.precision, v)

    @cached_property
    def dense(self) -> np.ndarray:
        """I - dPhi/dv: (n, n)."""
        tree, p = self.tree, self.choices
        apart = self._shares * (self._paid - self.expected[:, None])
        moved = self.precision * (apart @ tree.ends.passes)
        whole = np.add.reduceat(moved, tree.firsts, axis=1)[:, tree.group]
        matrix = whole * p - moved
        matrix.flat[:: len(matrix) + 1] += 1.0
        return matrix


def logit_branch(tree: Tree, precisions: Sequence[float]) -> tuple[TreeSolution, ...]:
    """The equilibria where the branch first reaches each precision, in ascending order.

    Raises `BadValue` for a precision that is not above 0, `NotSolved` where the branch is lost.
    """
    if not precisions or not all(0 < t < np.inf for t in precisions):
        raise BadValue(f"precisions {list(precisions)}", expected="numbers above 0")
    point, low, steps, folds = TreePoint(tree, 0.0, np.zeros(len(tree.columns))), 0.0, 0, 0
    found = []
    for high in sorted(set(map(float, precisions))):
        point, branch = _onward(TreeCurve(tree, low, high), point)
        steps, folds, low = steps + branch.steps, folds + branch.folds, high
        whole = Branch("branch followed from precision 0", steps, folds, True, 0, branch.method)
        found.append(_certified(point, whole))
    return tuple(found)


def _onward(curve: TreeCurve, start: TreePoint) -> tuple[TreePoint, Branch]:
    """From one precision to the next."""
    with suppress(NotSolved):
        return natural(curve, start)
    point, steps, folds = follow(curve, start)
    return point, Branch("", steps, folds, True, method="arclength")


def _certified(point: TreePoint, branch: Branch) -> TreeSolution:
    tree, worths, choices = point.tree, point.v / point.precision, point.choices
    certificate = certify_tree(tree, worths, choices, point.precision)
    scale = 1 + float(np.abs(worths).max())
    if not certificate.residual <= LARGEST_RESIDUAL * scale:
        raise NotSolved("the certificate does not hold", residual=certificate.residual,
                        where=f"tree {tree.name}")  # fmt: skip
    return TreeSolution(tree, point.precision, worths, choices, branch, certificate)
