"""Likewise: "Bahrain followed suit", "so did Iraq" state what was told last, of somebody else.

The deed is that of the clause before, or of the sentence before; its victim stays the same. What
two did together (a treaty) is not done once more by a third.
"""

from __future__ import annotations

from itertools import pairwise

from standoff.coding.drafts import Draft, clause_span
from standoff.coding.meaning import find_meaning
from standoff.coding.reading import Reading
from standoff.nouns.coding import state_of

__all__ = ["follows_suit"]

_SURE = 0.76
_LIKEWISE = frozenset(
    {("followed", "suit"), ("follows", "suit"), ("follow", "suit"), ("did", "likewise"),
     ("so", "did"), ("did", "so"), ("the", "same")}
)  # fmt: skip


def follows_suit(reading: Reading, number: int) -> Draft | None:
    """The deed told last, by the subject of a clause without a meaning of its own."""
    said = reading.words(number)
    if reading.language.code != "en" or _LIKEWISE.isdisjoint(pairwise(said)):
        return None
    move, doer, target = _deed_just_told(reading, number)
    frame = reading.frames[number]
    source = frame.fill(("subject",)) or frame.fill(("object",))
    own = {state_of(code) for code in source}
    fresh = bool(source) and own.isdisjoint(map(state_of, (*doer, *target)))
    negated = not reading.language.negations.isdisjoint(said)
    if not move or not fresh or negated or set(doer) == set(target):
        return None
    return Draft(
        span=clause_span(reading.sentence, reading.clauses[number]),
        kind="event",
        move=move,
        source=source,
        target=target,
        speaker=reading.speakers.get(number, ""),
        rule="en.speech.likewise",
        confidence=_SURE,
    )


def _deed_just_told(reading: Reading, number: int) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The move and sides of the clause before, or of the sentence before."""
    for n in range(number - 1, -1, -1):
        best = reading.best(n)
        if best is not None and n in reading.sides:
            return find_meaning(reading, n, best)[0], *reading.sides[n]
    turn, move, doer, target = reading.discourse.deed
    return (move, doer, target) if reading.discourse.turn - turn <= 1 else ("", (), ())
