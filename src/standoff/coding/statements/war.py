"""War: what firing a missile means while two strike each other.

"North Korea fired two missiles" tells of a test. Where one of two has just been told to strike the
other, "Iran fired forty missiles in return" is an attack: within four sentences of a blow that it
dealt or suffered, nobody tests his weapons by firing them.
"""

from __future__ import annotations

from standoff.coding.matching.candidates import Candidate
from standoff.coding.reading import Reading
from standoff.nouns.coding import state_of

__all__ = ["as_fired_in_war"]

_REACH = 4


def as_fired_in_war(reading: Reading, candidate: Candidate, move: str) -> str:
    """The move, `attack` where a weapon that is fired is no test."""
    fired = {lemma for lemma, at in candidate.frame.clause.verbs.lexical if at == candidate.at}
    if move != "weapon_test" or reading.language.firing.isdisjoint(fired):
        return move
    turn, doers, hit = reading.discourse.moved.get("attack", (-9, (), ()))
    here = [sides for n, sides in reading.sides.items() if _strikes(reading, n)]
    if here:
        turn, (doers, hit) = reading.discourse.turn, here[-1]
    own = {state_of(code) for code in candidate.frame.fill(("agent", "subject"))}
    fighting = {state_of(code) for code in (*doers, *hit)}
    return "attack" if own & fighting and reading.discourse.turn - turn <= _REACH else move


def _strikes(reading: Reading, number: int) -> bool:
    """An attack is what this clause of the sentence tells."""
    best = reading.best(number)
    return best is not None and best.cue.entry.move == "attack"
