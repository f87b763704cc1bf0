"""Opponents: the other side, as the text so far shows it.

    opponent         in a text about two, what one does in arms or threatens is meant for the other
    foe              whom the doer was at odds with in the last sentences
    culprit          whom all blame: sanctions of one more state meet him
    hub              in a text about one state, what others do is meant for it
    still_dealing    whom the doer had to do with in the sentences before
    other_party      the doer's counterpart: the most salient actor of another state, if it stands
                     out; of a promise only in a text that is about these two

Each gives codes, or none where its move is no matter between two or nobody stands out.
"""

from __future__ import annotations

from collections.abc import Collection

from standoff.coding.matching.candidates import Candidate
from standoff.coding.reading import Reading
from standoff.coding.sides.moves import AT_ODDS, POSTURE, QUARREL
from standoff.coding.sides.wording import apart, hits_people
from standoff.nouns.coding import state_of

__all__ = [
    "counterpart", "culprit", "foe", "hub", "opponent", "other_party", "still_dealing",
]  # fmt: skip

_LOOSELY = frozenset({"pledge", "deployment", "exercise", "weapon_test", "nuclear_restart"})
_AT_WAR = POSTURE | {"threat", "warning", "ultimatum", "trade_dispute"}
_NOT_BETWEEN = POSTURE | frozenset({"aid", "withdrawal", "announcement"})
_AT_ONE = frozenset(
    {"accusation", "demand", "warning", "threat", "refusal", "sanction", "relief", "dismissal",
     "trade_dispute", "ultimatum"}
)  # fmt: skip
_BLAMING = frozenset({"sanction", "accusation", "trade_dispute", "threat", "warning", "insult"})


def opponent(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """In a text about two, what one of them does in arms or threatens is meant for the other."""
    found = reading.discourse.matter.opposite(source) if move in _AT_WAR else ""
    return (found,) if found and reading.discourse.knows(found) else ()


def foe(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """Whom the doer was at odds with in the last sentences."""
    return reading.discourse.foe(source, QUARREL) if move in AT_ODDS else ()


def culprit(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """ "Kanada zog nach": sanctions and blame of one more state meet whom all blame."""
    if move not in _BLAMING or reading.language.code != "de":
        return ()
    beside = (*source, *reading.discourse.allies_of(source))
    return tuple(filter(None, [reading.discourse.culprit(beside)]))


def hub(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """In a text about one state, what others do is meant for it."""
    if reading.language.code != "en" or move not in _AT_ONE:
        return ()
    found = reading.discourse.hub(source)
    return (found,) if found else ()


def still_dealing(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """Where nobody stands out: whom the doer had to do with in the sentences before."""
    return () if move in _NOT_BETWEEN | _LOOSELY else reading.discourse.still_dealing(source)


def other_party(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """The counterpart; a promise goes to it only in a text that is about these two.

    Troops face it in such a text as well, and a thing that is struck is its own if the two had to
    do with each other before.
    """
    if move in POSTURE and reading.language.code == "en":
        if not reading.discourse.is_of_two(source) or hits_people(reading, candidate):
            return ()
        before = reading.discourse.still_dealing(source)
        return before if move in ("attack", "coercion") else counterpart(reading, source)
    alone = move not in _LOOSELY or reading.discourse.is_of_two(source)
    at_home = reading.language.code == "de" and reading.discourse.is_of_one(source)
    if not alone or move in _NOT_BETWEEN or at_home:
        return ()
    if reading.language.code != "de":
        return counterpart(reading, source)
    allies = reading.discourse.allies_of(source) if move in AT_ODDS else ()
    found = counterpart(reading, source, allies)
    together = reading.discourse.acted_with(found[0]) if found else ()
    return together if apart(together, source) else found


def counterpart(
    reading: Reading, codes: tuple[str, ...], beside: Collection[str] = ()
) -> tuple[str, ...]:
    """The most salient actor of another state, if these are all of one; none `beside` them."""
    if len({state_of(code) for code in codes}) > 1:
        return ()
    found = reading.discourse.counterpart((*codes, *beside))
    return (found,) if found else ()
