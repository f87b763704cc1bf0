"""Replies: acts and words that take up what the text told before.

struck_again    "They struck again": whom they struck before
told_before     who goes on in the next sentence speaks to the same
in_parallel     one state after the other does the same: to the same
last_actor      "Minsk lehnt das ab": whose act was told last
doer_of_deed    "welcomed the decision": who did what was told last
doer_of_object  "kritisierte die Übung": who was said to hold it
answered        a refusal or denial answers whoever turned to its source last
provoker        sanctions and accusations answer the last test, attack or breach
"""

from __future__ import annotations

from standoff.coding.matching.candidates import Candidate
from standoff.coding.reading import Reading
from standoff.coding.sides.moves import ABOUT_EVENTS, ANSWERS, QUARREL, REPLIES
from standoff.coding.sides.wording import apart, names_the_deed
from standoff.nouns.coding import state_of

__all__ = [
    "answered", "doer_of_deed", "doer_of_object", "in_parallel", "last_actor", "provoker",
    "struck_again", "told_before",
]  # fmt: skip

_AGAIN = frozenset({"again", "erneut", "wieder", "abermals", "nochmals"})
_THIS = frozenset({"the", "this", "that"})
_ABOUT_TO_END = frozenset({"demand", "warning"})
_UNDOES = {"withdrawal": "deployment", "concession": "coercion", "relief": "sanction"}
_GOING_ON = frozenset({"accusation", "demand", "warning", "threat", "refusal", "ultimatum"})
_PARALLEL = frozenset({"sanction", "trade_dispute", "accusation", "praise", "demand", "refusal"})


def struck_again(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "They struck again": whoever was hit before."""
    words = reading.words(reading.number(candidate.frame.clause))
    if move not in ("attack", "coercion") or not source:
        return ()
    if _AGAIN.isdisjoint(words) and not _names_it_again(reading, candidate):
        return ()
    return reading.discourse.hit.get(state_of(source[0]), ())


def _names_it_again(reading: Reading, candidate: Candidate) -> bool:
    """ "Nine people were killed in the Pakistani attack": the one that was told before."""
    frame = candidate.frame
    events = {other.noun for other in reading.candidates[reading.number(frame.clause)]}
    named = (frame.phrases[k] for k in events if k >= 0)
    return frame.passive and any(phrase.det == "the" and phrase.prep == "in" for phrase in named)


def told_before(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """Who goes on in the next sentence speaks to the same."""
    turn, speaker, target = reading.discourse.told
    if move not in _GOING_ON or reading.discourse.turn - turn > 1 or not source:
        return ()
    return target if state_of(speaker) == state_of(source[0]) else ()


def in_parallel(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """ "Bolivia cut ties with Israel, Chile recalled its envoy": the same move, so its target."""
    turn, before, target = reading.discourse.moved.get(move, (-9, (), ()))
    for number, (doer, hit) in reading.sides.items():
        best = reading.best(number)
        if best is not None and best.cue.entry.move == move and doer and hit:
            turn, before, target = reading.discourse.turn, doer, hit
    own = {state_of(code) for code in source}
    near = move in _PARALLEL and reading.discourse.turn - turn <= 1
    other = own.isdisjoint({state_of(code) for code in (*before, *target)})
    return target if near and other else ()


def last_actor(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "Minsk lehnt das ab", "nannte den Schritt falsch": whose act was told last."""
    turn, doers = reading.discourse.act
    if move not in REPLIES or reading.discourse.turn - turn > 1:
        return ()
    if move in ABOUT_EVENTS and not names_the_deed(candidate):
        return ()
    own = {state_of(code) for code in source}
    return () if own & {state_of(code) for code in doers} else doers


def doer_of_deed(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "welcomed the decision", "applauded it": whoever did what was told last."""
    frame, language = candidate.frame, reading.language
    if move not in ABOUT_EVENTS or language.code != "en":
        return ()
    low, (turn, found) = frame.sentence.low, reading.discourse.act
    meant = any(
        (phrase.det in _THIS and low[phrase.head] in language.deeds) or phrase.pronoun == "n"
        for k, phrase in enumerate(frame.phrases)
        if k != frame.subject and (not phrase.prep or phrase.prep in ("at", "over", "of", "as"))
    )
    own = {state_of(code) for code in source}
    meant = meant and reading.discourse.turn - turn <= QUARREL
    return found if meant and own.isdisjoint({state_of(code) for code in found}) else ()


def doer_of_object(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "kritisierte die Übung", "fordert ein Ende der Angriffe": whoever was said to do it."""
    if move not in ABOUT_EVENTS and move not in _ABOUT_TO_END:
        return ()
    own = {state_of(code) for code in source}
    number = reading.number(candidate.frame.clause)
    for other in reading.candidates[number]:
        if other.noun < 0 or other.cue.verbs or other.cue is candidate.cue:
            continue
        about = other.cue.entry.move
        doers = reading.discourse.doers.get(_UNDOES.get(about, about), ())
        if doers and not own & {state_of(code) for code in doers}:
            return doers
    heads = (candidate.frame.sentence.low[p.head] for p in candidate.frame.phrases)
    if reading.language.blows.isdisjoint(heads):
        return ()
    return apart(reading.discourse.doers.get("attack", ()), source)  # "begrüßte den Schlag"


def answered(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """A refusal or denial without an addressee answers whoever turned to its source last."""
    if move not in ANSWERS or not source:
        return ()
    own = state_of(source[0])
    found = reading.discourse.addressed.get(own, "")
    for before, target in reading.sides.values():
        if len(before) == 1 and own in {state_of(code) for code in target}:
            found = before[0]  # in the same sentence
    at_home = found.endswith("_OPP") and not source[0].endswith("_OPP")
    return (found,) if found and (at_home or state_of(found) != own) else ()


def provoker(reading: Reading, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """Sanctions and accusations without an addressee answer the last test, attack or breach."""
    found, discourse = reading.discourse.provoker, reading.discourse
    recent = discourse.turn - discourse.provoked <= QUARREL
    if move not in ("sanction", "accusation", "threat") and not (recent and move == "deployment"):
        return ()
    own = {state_of(code) for code in source}
    return () if own & {state_of(code) for code in found} else found
