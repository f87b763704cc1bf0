"""Addressees: to whom an act goes whose clause names nobody.

The first rule that finds somebody holds; `wording` looks at the sentence, `replies`, `opponents`
and `thirdparties` at what the text has told so far:

- a third party that calls for calm means both parties to the conflict;
- who strikes again strikes whom he struck before;
- words that go on in the same sentence are said to the same as before;
- an opposition that criticises means the government of its own state;
- who mediates does so between the two states of which the text says most;
- words about an event ("kritisierte die Übung") go to whoever was said to have done it;
- words about "das", "den Schritt", and refusals, go to whoever was last said to have acted;
- in a text about two, what one of them does in arms or threatens is meant for the other;
- sanctions and accusations answer the last test, attack or breach;
- hostile acts and force posture go to whom the doer was at odds with in the last sentences;
- a refusal or denial answers whoever turned to its source last;
- who drills or strikes together with the doer is meant by no hostile act;
- sanctions and blame meet the state that the text blames most, if it stands out;
- who leaves "the talks" or offers "another round" means whoever talked last;
- who tells of a blow that hit a thing suffered it;
- in a text about one state, words and pressure without an addressee are meant for it;
- else the doer's counterpart, the most salient actor of another state, if it stands out; of a
  promise only in a text that is about these two;
- where nobody stands out in the sentences before, the other side of the two that the whole text
  is about (`matter`).

In a text on the affairs of one state nobody is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator

from standoff.coding.matching.candidates import Candidate
from standoff.coding.reading import Reading
from standoff.coding.sides.moves import ABOUT_EVENTS, AT_ODDS, QUARREL
from standoff.coding.sides.opponents import (
    culprit,
    foe,
    hub,
    opponent,
    other_party,
    still_dealing,
)  # fmt: skip
from standoff.coding.sides.replies import (
    answered,
    doer_of_deed,
    doer_of_object,
    in_parallel,
    last_actor,
    provoker,
    struck_again,
    told_before,
)  # fmt: skip
from standoff.coding.sides.thirdparties import at_the_table, between, both_parties
from standoff.coding.sides.wording import (
    apart,
    civilians,
    complainant,
    of_antecedent,
    of_content,
    of_main_clause,
    of_rejected,
    own_government,
    same_addressee,
    scene,
    struck,
    told_to,
    under_terms,
)  # fmt: skip
from standoff.nouns.coding import state_of

__all__ = ["unsaid_target"]


def unsaid_target(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """The codes of whom an act of `source` is meant for; empty where nobody stands out."""
    if reading.discourse.matter.is_of_one() or _is_for_friends(reading, candidate, move):
        return ()
    for found in _perhaps(reading, candidate, source, move):
        if not found or _is_of_one_side(reading, source, found, move):
            continue
        if not _has_no_embassy(reading, candidate, found):
            return found
    return ()


def _is_for_friends(reading: Reading, candidate: Candidate, move: str) -> bool:
    """ "thanked his allies", "asked for ammunition": said to those on his side."""
    if move not in ("demand", "praise"):
        return False
    low, language = reading.sentence.low, reading.language
    heads = {low[phrase.head] for phrase in candidate.frame.phrases if not phrase.actors}
    asked = language.help_asked if move == "demand" else frozenset()
    return not heads.isdisjoint(language.friends | asked)


def _has_no_embassy(reading: Reading, candidate: Candidate, found: tuple[str, ...]) -> bool:
    """ "recalled its ambassador": that is not from an armed group."""
    words = reading.words(reading.number(candidate.frame.clause))
    diplomatic = not reading.language.diplomatic.isdisjoint(words)
    return diplomatic and all(reading.discourse.is_group(code) for code in found)


def _perhaps(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> Iterator[tuple[str, ...]]:
    """What the rules find, one after the other."""
    yield of_main_clause(reading, candidate, source)
    yield told_to(reading, candidate, source)
    yield of_content(reading, candidate, source, move)
    yield both_parties(reading, candidate, source, move)
    yield of_antecedent(reading, candidate, source, move)
    yield under_terms(reading, candidate, source, move)
    yield struck_again(reading, candidate, source, move)
    yield same_addressee(reading, candidate, source, move)
    yield own_government(candidate, source, move)
    yield between(reading, candidate, source)
    yield at_the_table(reading, candidate, source, move)
    yield apart(of_rejected(reading, candidate, move), source)
    yield doer_of_object(reading, candidate, source, move)
    if move in ABOUT_EVENTS:
        yield last_actor(reading, candidate, source, move)
    yield doer_of_deed(reading, candidate, source, move)
    yield civilians(reading, candidate, source, move)
    yield scene(candidate, source, move)
    yield struck(candidate, source, move)
    yield opponent(reading, source, move)
    yield in_parallel(reading, source, move)
    yield complainant(reading, candidate, source, move)
    yield foe(reading, source, move)
    yield provoker(reading, source, move)
    yield answered(reading, source, move)
    yield last_actor(reading, candidate, source, move)
    yield culprit(reading, source, move)
    yield told_before(reading, source, move)
    yield other_party(reading, candidate, source, move)
    yield still_dealing(reading, source, move)
    yield hub(reading, source, move)
    yield tuple(filter(None, [reading.discourse.matter.opposite(source)]))


def _is_of_one_side(
    reading: Reading, source: tuple[str, ...], found: tuple[str, ...], move: str
) -> bool:
    """Who drills or strikes together with the doer is not whom a hostile act is meant for."""
    if move not in AT_ODDS or reading.language.code != "de":
        return False
    states = {state_of(code) for code in found}
    at_odds = {state_of(code) for code in reading.discourse.foe(source, QUARREL)}
    return states <= reading.discourse.allies_of(source) and states.isdisjoint(at_odds)
