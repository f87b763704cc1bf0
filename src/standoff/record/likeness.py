"""Which happenings might be one: pairs that the rule of `merging` just misses, for a person.

Two events are proposed as one if they are of one move and told alike (a plan and a deed are two),
one state at least acts in both, the targets agree where both name one, and their days lie at most a
few days apart. At least one of them is told by reports alone: two recorded facts are two. Nothing
is merged here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from standoff.nouns import Event
from standoff.record.happening import MUTUAL, sides_of
from standoff.record.merging import sort_of
from standoff.record.rulings import Rulings

__all__ = ["likely_same"]

Pair = tuple[Event, Event]


def likely_same(
    events: Sequence[Event], facts: Iterable[str], rulings: Rulings, *, within: int = 3
) -> list[Pair]:
    """Pairs of dated events that may be one, nearest days first; `facts` are ids of facts.

    Pairs on which a person has ruled are left out. `within` is in days.
    """
    known = set(facts)
    by_move: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.when.earliest and event.when.latest:
            by_move[event.move].append(event)
    found = []
    for own in by_move.values():
        own.sort(key=lambda one: (one.when.earliest, one.id))
        for one, other in _near(own, within):
            both_facts = one.id in known and other.id in known
            if not both_facts and _alike(one, other) and not _ruled(one, other, rulings):
                found.append((one, other))
    return sorted(found, key=lambda pair: (_gap(*pair), pair[0].when.earliest, pair[0].id))


def _near(own: Sequence[Event], within: int) -> Iterable[Pair]:
    """Pairs in the order of their first days, the second beginning soon after the first ends."""
    for place, one in enumerate(own):
        for other in own[place + 1 :]:
            if _gap(one, other) > within:
                break
            yield one, other


def _alike(one: Event, other: Event) -> bool:
    if sort_of(one.move, one.stance) != sort_of(other.move, other.stance):
        return False
    ours, theirs = sides_of(one), sides_of(other)
    if one.move in MUTUAL:
        return bool((ours[0] | ours[1]) & (theirs[0] | theirs[1]))
    same_targets = not ours[1] or not theirs[1] or bool(ours[1] & theirs[1])
    return bool(ours[0] & theirs[0]) and same_targets


def _gap(one: Event, other: Event) -> int:
    """Days between the two, 0 where they overlap."""
    last, first = one.when.latest, other.when.earliest
    return max(0, (first - last).days) if first and last else 0


def _ruled(one: Event, other: Event, rulings: Rulings) -> bool:
    ours, theirs = ({event.id, *event.codings} for event in (one, other))
    known = (rulings.together, rulings.apart)
    return any(pairs.get(a, frozenset()) & theirs for pairs in known for a in ours)
