"""Third parties: who turns to two others means both, and who speaks of the talks those who talk.

both_parties    "China called for calm": the two states of which the text says most
between         "Oman offered to mediate": likewise; none where they are not two
at_the_table    "threatened to leave the talks": whoever talked last
"""

from __future__ import annotations

from standoff.coding.matching.candidates import Candidate
from standoff.coding.reading import Reading
from standoff.nouns.coding import state_of

__all__ = ["at_the_table", "between", "both_parties", "mediates"]

_ABOUT_TALKS = frozenset({"threat", "refusal", "breakdown", "pledge", "demand", "warning"})


def both_parties(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "China called for calm": a third party means both parties to the conflict."""
    number = reading.number(candidate.frame.clause)
    asked = reading.language.calm if move == "demand" else reading.language.worries
    if move not in ("demand", "accusation") or asked.isdisjoint(reading.words(number)):
        return ()
    found = reading.discourse.parties()
    own = {state_of(code) for code in source}
    return found if len(found) == 2 and own.isdisjoint(found) else ()


def between(reading: Reading, candidate: Candidate, source: tuple[str, ...]) -> tuple[str, ...]:
    """ "Oman offered to mediate": between the two parties to the conflict."""
    if not mediates(candidate):
        return ()
    found = reading.discourse.parties(source)
    return found if len(found) == 2 else ()


def at_the_table(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "threatened to leave the talks", "offered to host another round": whoever talked last."""
    meant = reading.language.meetings.intersection(
        reading.words(reading.number(candidate.frame.clause))
    )
    if not meant or move not in _ABOUT_TALKS:
        return ()
    found = reading.discourse.at_the_table(source)
    own = {state_of(code) for code in source}
    among = own & {state_of(code) for code in reading.discourse.at_the_table()}
    return found if among or move == "pledge" else ()


def mediates(candidate: Candidate) -> bool:
    """True if the verb brings two others together ("vermitteln", "an einen Tisch bringen")."""
    frame = candidate.frame
    lemmas = {lemma for lemma, _ in frame.clause.verbs.lexical}
    heads = {frame.sentence.low[phrase.head] for phrase in frame.phrases if not phrase.prep}
    return not frame.sentence.language.mediating.isdisjoint(lemmas | heads)
