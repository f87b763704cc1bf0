"""Writing a game tree in Gambit's extensive form (.efg), for comparison with its solvers.

Gambit wants probabilities that add up to exactly 1, so they are written as fractions and the last
one makes up what rounding leaves. Format: Gambit manual, "The extensive game (.efg) file format".
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import count

from standoff.game.gambit import quoted
from standoff.game.trees.tree import Chance, End, Node, Tree

__all__ = ["to_efg"]


def to_efg(tree: Tree) -> str:
    """Text of an .efg file; Gambit lists sides, information sets and actions in our order."""
    head = f"EFG 2 R {quoted(tree.name)} {{ {' '.join(map(quoted, tree.sides))} }}"
    numbers: dict[int, Iterator[int]] = {0: count(1), 1: count(1)}
    sets = {name: next(numbers[told.side]) for name, told in tree.sets.items()}
    return "\n".join((head, quoted(tree.title), *_lines(tree, tree.root, sets, count(1)))) + "\n"


def _lines(tree: Tree, node: Node, sets: dict[str, int], fresh: Iterator[int]) -> Iterator[str]:
    """The nodes in the order of a walk through the tree."""
    if isinstance(node, End):
        first, second = node.payoffs
        yield f't "" {next(fresh)} "" {{ {float(first)!r}, {float(second)!r} }}'
        return
    if isinstance(node, Chance):
        shares = _exact([p for _, p, _ in node.branches])
        pairs = (
            f"{quoted(label)} {p}" for (label, _, _), p in zip(node.branches, shares, strict=True)
        )
        yield f'c "" {next(fresh)} "" {{ {" ".join(pairs)} }} 0'
        children = [child for _, _, child in node.branches]
    else:
        told = tree.sets[node.at]
        actions = " ".join(map(quoted, told.actions))
        yield f'p "" {told.side + 1} {sets[node.at]} {quoted(node.at)} {{ {actions} }} 0'
        children = list(node.branches.values())
    for child in children:
        yield from _lines(tree, child, sets, fresh)


def _exact(shares: list[float]) -> list[Fraction]:
    told = [Fraction(p) for p in shares[:-1]]
    return [*told, 1 - sum(told, Fraction(0))]
