"""A game tree of two sides with hidden information: nodes, information sets, and all its ends.

A tree is written node by node:

    Chance(((2/3, ...), (1/3, ...)))           nature draws, with these probabilities
    Decision("A, strong", ("wait", ...), ...)   the owner of the information set of that name moves
    End((1.0, -1.0))                            what each side gets

Nodes of one information set look alike to the side that moves. Compiled, a tree is its ends: each
has the chance that nature takes the way there, the actions passed on that way, and two payoffs.
With q_t the probability of end t, every expectation over the game is a sum over ends. Columns are
the actions of all information sets in a row. Source: Kuhn 1953.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from standoff.errors import BadValue

if TYPE_CHECKING:
    from standoff.game.trees.solution import TreeSolution

__all__ = ["Chance", "Decision", "End", "Ends", "InformationSet", "Node", "Tree"]

FAR_OFF = 1e-9
"""How far probabilities may miss 1."""


@dataclass(frozen=True)
class End:
    """The game is over; the payoffs of both sides."""

    payoffs: tuple[float, float]


@dataclass(frozen=True)
class Chance:
    """Nature moves: (label, probability, what follows) of each branch."""

    branches: tuple[tuple[str, float, Node], ...]


@dataclass(frozen=True)
class Decision:
    """A node of the information set `at`: action -> what follows."""

    at: str
    branches: Mapping[str, Node]


Node = Chance | Decision | End


@dataclass(frozen=True)
class InformationSet:
    """A side (0 or 1) that must choose, and among what."""

    side: int
    actions: tuple[str, ...]


@dataclass(frozen=True)
class Ends:
    """A tree as arrays: `log_chance` (T,), `passes` (T, n) of truth values, `payoffs` (2, T)."""

    log_chance: np.ndarray
    passes: np.ndarray
    payoffs: np.ndarray


@dataclass(frozen=True)
class Tree:
    """A checked game tree: its sides, information sets by name, and root."""

    name: str
    sides: tuple[str, str]
    sets: Mapping[str, InformationSet]
    root: Node
    title: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if len(set(self.sides)) != 2:
            raise BadValue(f"sides {self.sides}", expected="two different names")
        met: dict[str, Way] = {}
        _check(self, self.root, (), met)
        idle = [name for name in self.sets if name not in met]
        if idle:
            where, expected = f"tree {self.name}, information sets", "a node of every set"
            raise BadValue(f"no node of {idle[0]!r}", where=where, expected=expected)

    def solve(self, precision: float = 1.0) -> TreeSolution:
        """The agent quantal response equilibrium on the logit branch; raises `NotSolved`."""
        from standoff.game.trees.logit import logit_branch

        return logit_branch(self, [precision])[0]

    @cached_property
    def columns(self) -> dict[tuple[str, str], int]:
        """(information set, action) -> number of its column."""
        pairs = [(name, a) for name, told in self.sets.items() for a in told.actions]
        return {pair: k for k, pair in enumerate(pairs)}

    @cached_property
    def owners(self) -> np.ndarray:
        """The side that each column belongs to: (n,)."""
        return np.array([self.sets[name].side for name, _ in self.columns])

    @cached_property
    def firsts(self) -> np.ndarray:
        """The first column of each information set."""
        counts = [len(told.actions) for told in self.sets.values()]
        return np.cumsum([0, *counts[:-1]])

    @cached_property
    def group(self) -> np.ndarray:
        """The number of the information set of each column: (n,)."""
        counts = [len(told.actions) for told in self.sets.values()]
        return np.repeat(np.arange(len(counts)), counts)

    @cached_property
    def ends(self) -> Ends:
        """All ends, in the order of a walk through the tree."""
        found = list(_ends(self, self.root, 0.0, ()))
        passes = np.zeros((len(found), len(self.columns)), dtype=bool)
        for t, (_, way, _) in enumerate(found):
            passes[t, list(way)] = True
        payoffs = np.array([end.payoffs for _, _, end in found]).T
        return Ends(np.array([chance for chance, _, _ in found]), passes, payoffs)


Way = tuple[tuple[str, str], ...]
"""How a node is come to: (information set, action) of each step, ("", label) where nature moved."""


def _check(tree: Tree, node: Node, way: Way, met: dict[str, Way]) -> None:
    """Raise `BadValue` at the first fault below a node."""
    steps = " > ".join(f"{at}: {action}" if at else action for at, action in way)
    where = f"tree {tree.name}, after {steps or 'the start'}"
    if isinstance(node, End):
        if len(node.payoffs) != 2 or not np.all(np.isfinite(node.payoffs)):
            raise BadValue(f"payoffs {node.payoffs}", where=where, expected="two numbers")
    elif isinstance(node, Chance):
        shares = [p for _, p, _ in node.branches]
        if not shares or min(shares) <= 0 or not abs(sum(shares) - 1) < FAR_OFF:
            expected = "numbers above 0 that add up to 1"
            raise BadValue(f"probabilities {shares}", where=where, expected=expected)
        for label, _, child in node.branches:
            _check(tree, child, (*way, ("", label)), met)
    else:
        _check_decision(tree, node, way, met, where)
        for action, child in node.branches.items():
            _check(tree, child, (*way, (node.at, action)), met)


def _check_decision(tree: Tree, node: Decision, way: Way, met: dict[str, Way], where: str) -> None:
    """The node fits its set, and its side remembers what it did before (perfect recall)."""
    if node.at not in tree.sets:
        known = f"one of {', '.join(tree.sets)}"
        raise BadValue(f"unknown information set {node.at!r}", where=where, expected=known)
    told = tree.sets[node.at]
    where = f"{where}, at {node.at}"
    if told.side not in (0, 1):
        raise BadValue(f"side {told.side}", where=where, expected="0 or 1")
    if tuple(node.branches) != told.actions or not told.actions:
        expected = f"{', '.join(told.actions)}, in this order"
        raise BadValue(f"actions {', '.join(node.branches)}", where=where, expected=expected)
    own = tuple(step for step in way if step[0] and tree.sets[step[0]].side == told.side)
    if met.setdefault(node.at, own) != own or any(at == node.at for at, _ in way):
        what = "a side that would forget its own moves: nodes of one information set differ by them"
        raise BadValue(what, where=where, expected="perfect recall")


def _ends(
    tree: Tree, node: Node, log_chance: float, way: tuple[int, ...]
) -> Iterator[tuple[float, tuple[int, ...], End]]:
    if isinstance(node, End):
        yield log_chance, way, node
    elif isinstance(node, Chance):
        for _, p, child in node.branches:
            yield from _ends(tree, child, log_chance + float(np.log(p)), way)
    else:
        for action, child in node.branches.items():
            column = tree.columns[node.at, action]
            yield from _ends(tree, child, log_chance, (*way, column))
