"""Addressees: to whom an act goes whose clause names nobody.

The first rule that finds somebody holds:

- who strikes again strikes whom he struck before;
- words that go on in the same sentence are said to the same as before;
- an opposition that criticises means the government of its own state;
- who mediates does so between the two states of which the text says most;
- words about an event ("kritisierte die Übung") go to whoever was said to have done it;
- sanctions and accusations answer the last test, attack or breach;
- a refusal or denial answers whoever turned to its source last;
- else the doer's counterpart, the most salient actor of another state, if it stands out; of a
  promise only in a text that is about these two.
"""

from __future__ import annotations

from standoff.coding.matching import Candidate
from standoff.coding.reading import Reading
from standoff.nouns.coding import state_of

__all__ = ["counterpart", "mediates", "unsaid_target"]

_AGAIN = frozenset({"again", "erneut", "wieder", "abermals", "nochmals"})
_ANSWERS = frozenset({"dismissal", "refusal", "concession", "agreement", "accusation"})
_ABOUT_EVENTS = frozenset({"accusation", "praise", "insult", "ridicule", "dismissal"})
_LOOSELY = frozenset({"pledge", "deployment", "exercise", "weapon_test", "nuclear_restart"})
_SAID_TO = _ABOUT_EVENTS | {"demand", "warning", "threat", "sanction", "refusal"}
_NOT_BETWEEN = frozenset({"attack", "coercion", "aid", "withdrawal", "announcement"})


def unsaid_target(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """The codes of whom an act of `source` is meant for; empty where nobody stands out."""
    return (
        _again(reading, candidate, source, move)
        or _same_addressee(reading, candidate, source, move)
        or _own_government(candidate, source, move)
        or _between(reading, candidate, source)
        or _both_parties(reading, candidate, source, move)
        or _doer_of_object(reading, candidate, source, move)
        or _provoker(reading, source, move)
        or _answered(reading, source, move)
        or _other_party(reading, source, move)
        or _still(reading, source, move)
    )


def _still(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """Where nobody stands out: whom the doer had to do with in the sentences before."""
    return () if move in _NOT_BETWEEN | _LOOSELY else reading.discourse.still_dealing(source)


def _provoker(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """Sanctions and accusations without an addressee answer the last test, attack or breach."""
    found = reading.discourse.provoker
    if move not in ("sanction", "accusation") or not found:
        return ()
    return () if state_of(found) in {state_of(code) for code in source} else (found,)


def _doer_of_object(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "kritisierte die Übung": whoever was said to hold one is meant."""
    if move not in _ABOUT_EVENTS:
        return ()
    own = {state_of(code) for code in source}
    number = reading.number(candidate.frame.clause)
    for other in reading.candidates[number]:
        if other.noun < 0 or other.cue.verbs or other.cue is candidate.cue:
            continue
        doers = reading.discourse.doers.get(other.cue.entry.move, ())
        if doers and not own & {state_of(code) for code in doers}:
            return doers
    return ()


def _answered(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """A refusal or denial without an addressee answers whoever turned to its source last."""
    if move not in _ANSWERS or not source:
        return ()
    own = state_of(source[0])
    found = reading.discourse.addressed.get(own, "")
    for before, target in reading.sides.values():
        if len(before) == 1 and own in {state_of(code) for code in target}:
            found = before[0]  # in the same sentence
    at_home = found.endswith("_OPP") and not source[0].endswith("_OPP")
    return (found,) if found and (at_home or state_of(found) != own) else ()


def _between(reading: Reading, candidate: Candidate, source: tuple[str, ...]) -> tuple[str, ...]:
    """ "Oman offered to mediate": between the two parties to the conflict."""
    if not mediates(candidate):
        return ()
    found = reading.discourse.parties(source)
    return found if len(found) == 2 else ()


def _both_parties(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "China called for calm": a third party means both parties to the conflict."""
    number = reading.number(candidate.frame.clause)
    if move != "demand" or reading.language.calm.isdisjoint(reading.words(number)):
        return ()
    found = reading.discourse.parties()
    own = {state_of(code) for code in source}
    return found if len(found) == 2 and own.isdisjoint(found) else ()


def _other_party(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """The counterpart; a promise goes to it only in a text that is about these two."""
    alone = move not in _LOOSELY or reading.discourse.is_of_two(source)
    return counterpart(reading, source) if alone and move not in _NOT_BETWEEN else ()


def _again(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "They struck again": whoever was hit before."""
    words = reading.words(reading.number(candidate.frame.clause))
    if move not in ("attack", "coercion") or not source or _AGAIN.isdisjoint(words):
        return ()
    return reading.discourse.hit.get(state_of(source[0]), ())


def _same_addressee(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "protestierte in Wien und nannte das unfreundlich": said to the same."""
    clause = candidate.frame.clause
    if move not in _SAID_TO or not clause.shares:
        return ()
    before, target = reading.sides.get(reading.number(clause.brother), ((), ()))
    return target if before == source else ()


def _own_government(candidate: Candidate, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """ "Die Opposition nannte das illegal": said to the government of the same state."""
    frame, language = candidate.frame, candidate.frame.sentence.language
    if move not in _ABOUT_EVENTS or frame.subject < 0:
        return ()
    phrase = frame.phrases[frame.subject]
    if language.opposing.isdisjoint(frame.sentence.low[phrase.first : phrase.last]):
        return ()
    return tuple(dict.fromkeys(state_of(code) for code in source))


def counterpart(reading: Reading, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The most salient actor of another state, if these are all of one."""
    if len({state_of(code) for code in codes}) > 1:
        return ()
    found = reading.discourse.counterpart(codes)
    return (found,) if found else ()


def mediates(candidate: Candidate) -> bool:
    """True if the verb brings two others together ("vermitteln", "an einen Tisch bringen")."""
    frame = candidate.frame
    lemmas = {lemma for lemma, _ in frame.clause.verbs.lexical}
    heads = {frame.sentence.low[phrase.head] for phrase in frame.phrases if not phrase.prep}
    return not frame.sentence.language.mediating.isdisjoint(lemmas | heads)
