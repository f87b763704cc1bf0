"""Pairing gold and predicted codings: each at most once, the best overlaps first.

Two codings may be paired if they are of the same document and share at least half of their
characters: intersection over union >= 0.5. Pairs are taken greedily, by overlap, then by agreement
in type, then in kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from standoff.nouns import Coding, actor_set, state_of

__all__ = ["Pairing", "overlap", "pair_up", "same_actors", "same_type", "states"]

LEAST_OVERLAP = 0.5


class Pairing(NamedTuple):
    """Pairs as indices (gold, predicted), and the indices left over on either side."""

    pairs: list[tuple[int, int]]
    missed: list[int]
    extra: list[int]


def overlap(one: Coding, other: Coding) -> float:
    """Shared characters over all characters of the two; 0 across documents."""
    if one.doc != other.doc:
        return 0.0
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0.0, common) / (max(one.end, other.end) - min(one.start, other.start))


def same_type(gold: Coding, predicted: Coding) -> bool:
    """The PLOVER type agrees; where the gold has none, the move."""
    if gold.plover:
        return gold.plover == predicted.plover
    return gold.move == predicted.move


def states(codes: str) -> frozenset[str]:
    """The states and organisations of an actor field ("USA_TRUMP;PRK" -> {USA, PRK})."""
    return frozenset(state_of(code) for code in actor_set(codes))


def same_actors(gold: Coding, predicted: Coding) -> bool:
    """Source and target name the same states; what the gold leaves empty is not asked for."""
    return all(
        not states(asked) or states(asked) == states(given)
        for asked, given in (
            (gold.source, predicted.source),
            (gold.target, predicted.target),
        )
    )


def pair_up(gold: Sequence[Coding], predicted: Sequence[Coding]) -> Pairing:
    """The greedy one-to-one pairing."""
    by_doc: dict[str, list[int]] = defaultdict(list)
    for j, coding in enumerate(predicted):
        by_doc[coding.doc].append(j)
    able = []
    for i, coding in enumerate(gold):
        for j in by_doc[coding.doc]:
            share = overlap(coding, predicted[j])
            if share >= LEAST_OVERLAP:
                agree = same_type(coding, predicted[j]), coding.kind == predicted[j].kind
                able.append((share, *agree, i, j))
    able.sort(key=lambda row: row[:3], reverse=True)
    pairs: list[tuple[int, int]] = []
    taken_gold: set[int] = set()
    taken: set[int] = set()
    for *_, i, j in able:
        if i not in taken_gold and j not in taken:
            taken_gold.add(i)
            taken.add(j)
            pairs.append((i, j))
    return Pairing(
        pairs,
        [i for i in range(len(gold)) if i not in taken_gold],
        [j for j in range(len(predicted)) if j not in taken],
    )
