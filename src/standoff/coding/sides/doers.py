"""Doers whom the clause does not name.

    30 Menschen wurden getötet        who was said to attack there in the sentence before
    45 of the planes crossed          the planes of whoever sent some before
    20 Indian soldiers were killed    the other of the two that the text shows at war
    Rome was accused of it            of words in the passive, the target's counterpart
    and then left the talks           the subject of the sentence before, if the clause has none of
                                      its own and the act is no violence

An unknown doer of violence stays empty.
"""

from __future__ import annotations

from standoff.coding.matching.candidates import Candidate
from standoff.coding.reading import Reading
from standoff.coding.sides.moves import QUARREL
from standoff.coding.sides.opponents import counterpart
from standoff.coding.sides.places import DOER_UNKNOWN
from standoff.nouns.coding import state_of

__all__ = ["doer_before", "unsaid_source"]

_WITH_ARMS = frozenset({"deployment", "attack", "coercion", "exercise"})
_UTTERED = frozenset({"accusation", "sanction", "demand", "warning", "refusal"})


def doer_before(
    reading: Reading, candidate: Candidate, move: str, target: tuple[str, ...]
) -> tuple[str, ...]:
    """ "Israel bombardierte Gaza. 30 Menschen wurden getötet": who was said to attack there."""
    frame, discourse = candidate.frame, reading.discourse
    turn, before, doers, hit = discourse.deed
    if reading.language.code != "de" or move != "attack" or before != "attack":
        return ()
    struck = frame.is_passive(candidate.at) or candidate.cue.doer or _by_weapon(candidate)
    struck = struck or candidate.cue.source == ("-",)
    same = {state_of(code) for code in target} <= {state_of(code) for code in hit}
    near = turn < discourse.turn <= turn + 1
    return doers if near and struck and same and not _so_somewhere_else(reading, hit) else ()


def _by_weapon(candidate: Candidate) -> bool:
    """ "Raketen trafen die Stadt": a weapon stands where the doer does."""
    frame, language = candidate.frame, candidate.frame.sentence.language
    if frame.subject < 0:
        return False
    return frame.sentence.low[frame.phrases[frame.subject].head].endswith(language.weapons)


def _so_somewhere_else(reading: Reading, hit: tuple[str, ...]) -> bool:
    """The sentence is set in a state that was not struck."""
    here = reading.discourse.here
    return bool(here) and here not in {state_of(code) for code in hit}


def unsaid_source(
    reading: Reading, candidate: Candidate, move: str, target: tuple[str, ...]
) -> tuple[str, ...]:
    """The doer whom the clause does not name: of words in the passive the target's counterpart."""
    found: tuple[str, ...] = ()
    if candidate.frame.passive and move in _UTTERED and target:
        found = counterpart(reading, target)
    found = found or _whose_equipment(reading, candidate, move)
    found = found or _enemy(reading, candidate, move, target)
    if found or move in DOER_UNKNOWN or candidate.frame.is_passive(candidate.at):
        return found
    return _left_unsaid(reading, candidate, target)


def _enemy(
    reading: Reading, candidate: Candidate, move: str, target: tuple[str, ...]
) -> tuple[str, ...]:
    """ "20 Indian soldiers were killed": by the other of the two that the text shows at war."""
    frame = candidate.frame
    struck = move == "attack" and frame.is_passive(candidate.at) and bool(target)
    if not struck or not set(frame.fill(("subject",))) & set(target):
        return ()
    found = reading.discourse.matter.opposite(target)
    foes = {state_of(code) for code in reading.discourse.foe(target, QUARREL)}
    return (found,) if found in foes else ()


def _whose_equipment(reading: Reading, candidate: Candidate, move: str) -> tuple[str, ...]:
    """ "45 of the planes crossed the line": the planes of whoever sent some before."""
    frame, discourse = candidate.frame, reading.discourse
    german = reading.language.code == "de"
    if move not in _WITH_ARMS or frame.subject < 0 or (german and move != "deployment"):
        return ()
    whose = [frame.subject, *(k for k, p in enumerate(frame.phrases) if p.of == frame.subject)]
    low, phrases = frame.sentence.low, frame.phrases
    known = any(
        low[phrases[k].head] in reading.language.equipment
        for k in whose
        if phrases[k].det in (("die", "") if german else ("the",))
    )
    if german:  # "Nun sollen Einheiten einrücken": of whoever acted in the sentence before
        return tuple(filter(None, [state_of(discourse.last_subject())])) if known else ()
    doers = discourse.doers
    return (doers.get(move) or doers.get("deployment") or ()) if known else ()


def _left_unsaid(
    reading: Reading, candidate: Candidate, target: tuple[str, ...]
) -> tuple[str, ...]:
    if "topic" not in candidate.cue.source and _has_own_subject(candidate):
        return ()
    found = reading.discourse.last_subject()
    states = {state_of(code) for code in target}
    return (found,) if found and state_of(found) not in states else ()


def _has_own_subject(candidate: Candidate) -> bool:
    """The clause has a subject that is no actor: then the actor before it did not do it."""
    frame = candidate.frame
    if candidate.level != "clause":
        return False
    if frame.clause.kind == "rel" and frame.clause.link == "that":
        return True
    while frame.subject < 0 and frame.clause.shares and frame.brother is not None:
        frame = frame.brother
    if frame.subject < 0:
        return False
    return bool(candidate.cue.verbs) or frame.phrases[frame.subject].pronoun == "one"
