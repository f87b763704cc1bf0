"""What was merged before, so that one more verdict does not merge ten thousand reports again.

Reports of different moves never meet in `merging`, unless a person rules so. The reports are kept
by move with the events that they amount to; after a new entry only the moves whose facts or reports
changed are merged anew. Moves that rulings touch are one group, merged anew with any new ruling.
Whether a group changed is seen by looking at every item: the fold gives the same object for what
no new entry speaks of. The answer is the same as without the memory (tested).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from standoff.nouns import Event
from standoff.record.merging import Merged, Part, Report, merge_part, put_together
from standoff.record.review import Reviewed
from standoff.record.rulings import Rulings

__all__ = ["Remembered"]

_Group = tuple[list[Event], list[Reviewed]]


class _Kept(NamedTuple):
    """A group as it was merged, and what came of it."""

    facts: list[Event]
    items: list[Reviewed]
    rulings: Rulings | None
    part: Part


class Remembered:
    """The parts merged last, by which codings count and by move."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, ...], dict[str, _Kept]] = {}

    def merged(
        self,
        statuses: tuple[str, ...],
        facts: Sequence[Event],
        items: Iterable[Reviewed],
        rulings: Rulings,
        report_of: Callable[[Reviewed], Report],
    ) -> Merged:
        """Facts and what the items tell as events, only what changed merged anew."""
        before, after = self._kept.get(statuses, {}), dict[str, _Kept]()
        for name, (own, told) in _grouped(facts, items, rulings).items():
            ruled = rulings if name == _RULED else None
            kept = before.get(name)
            if kept is None or not (
                _same(kept.facts, own) and _same(kept.items, told) and kept.rulings == ruled
            ):
                part = merge_part(own, map(report_of, told), rulings)
                kept = _Kept(own, told, ruled, part)
            after[name] = kept
        self._kept[statuses] = after
        return put_together([kept.part for kept in after.values()], facts)


#: The group of all moves that rulings touch; no move has this name.
_RULED = "*"


def _grouped(
    facts: Sequence[Event], items: Iterable[Reviewed], rulings: Rulings
) -> dict[str, _Group]:
    items = list(items)
    ruled = {*rulings.together, *rulings.apart}
    joined = {fact.move for fact in facts if fact.id in ruled} if ruled else set()
    joined |= {item.coding.move for item in items if item.id in ruled} if ruled else set()
    groups: defaultdict[str, _Group] = defaultdict(lambda: ([], []))
    for fact in facts:
        groups[_RULED if fact.move in joined else fact.move][0].append(fact)
    for item in items:
        move = item.coding.move
        groups[_RULED if move in joined else move][1].append(item)
    return groups


def _same(ours: Sequence[object], theirs: Sequence[object]) -> bool:
    """True if both hold the very same objects."""
    return len(ours) == len(theirs) and all(a is b for a, b in zip(ours, theirs, strict=True))
