"""Speakers: who is said to speak, and who goes on where nobody is.

sagte die Anwältin Rosa Lind             a stranger, under the name that the text gives
laut X, nach Angaben von X, X zufolge,   whom a clause names as the source of what it says
according to X
Estonia: "We are ready"                  who stands alone before the colon of a quotation
„Es gibt keine Eile.“                    the last speaker, if somebody spoke within the last two
                                         sentences, else the subject of the sentence before
"""

from __future__ import annotations

from standoff.coding.actors.names import fold
from standoff.coding.datafiles import words
from standoff.coding.discourse.discourse import Discourse
from standoff.coding.frames.frame import Frame
from standoff.coding.grammar.sentence import QUOTE
from standoff.coding.reading import Reading

__all__ = ["attributed", "inherited_speaker", "quote_speaker", "stranger", "stranger_in"]

_RECENT = 2
_OWN = words("eigenen eigener")
_NAMING_SOURCES = words("laut gemäß zufolge nach to")
_SOURCES = words(
    "angaben darstellung aussage worten ansicht einschätzung bericht überzeugung meinung "
    "erkenntnissen informationen"
)


def inherited_speaker(discourse: Discourse) -> str:
    """Who goes on speaking where nobody is said to."""
    if discourse.speaker and discourse.turn - discourse.speaker_turn <= _RECENT:
        return discourse.speaker
    return discourse.last_subject()


def quote_speaker(reading: Reading) -> str:
    """Who speaks the quotations of a sentence: its subject, or who spoke before."""
    for number, frame in enumerate(reading.frames):
        if reading.saying(number) is not None:
            speaker = ";".join(frame.fill(("subject", "agent")))
            speaker = speaker or stranger(frame)
            if speaker:
                return speaker
    for frame in reading.frames:
        named = _before_colon(frame)
        if named:
            return named
    for frame in reading.frames:
        speaker = attributed(frame) or ";".join(frame.fill(("subject",)))
        if speaker:
            return speaker
    return inherited_speaker(reading.discourse)


def _before_colon(frame: Frame) -> str:
    """ "Estonia: "We are ready"": who stands alone before the colon of a quotation, or ""."""
    clause, low = frame.clause, frame.sentence.low
    colon = low[clause.last : clause.last + 2] == [":", QUOTE]
    if frame.sentence.language.code != "en" or not colon or clause.verbs.lexical:
        return ""
    return ";".join(frame.actors(0)) if len(frame.phrases) == 1 else ""


def attributed(frame: Frame) -> str:
    """ "laut X", "nach Angaben von X", "according to X": who reports it, or ""."""
    low = frame.sentence.low
    if frame.preps.isdisjoint(_NAMING_SOURCES) and "zufolge" not in low:
        return ""
    for k, phrase in enumerate(frame.phrases):
        if phrase.prep in ("laut", "gemäß", "zufolge"):
            return ";".join(frame.actors(k))
        if phrase.prep == "nach" and _SOURCES.intersection(low[phrase.first : phrase.last]):
            own = _OWN.intersection(low[phrase.first : phrase.last])
            return ";".join(frame.fill(("subject",) if own else ("owner",), k))
        if phrase.last < len(low) and low[phrase.last] == "zufolge":
            return ";".join(frame.actors(k))
        if phrase.prep == "to" and phrase.prep_at > 0 and low[phrase.prep_at - 1] == "according":
            return ";".join(frame.actors(k))
    return ""


def stranger(frame: Frame) -> str:
    """ "sagte die Anwältin Rosa Lind": a name that nobody listed, as it stands, or ""."""
    return stranger_in(frame, frame.subject) if frame.subject >= 0 else ""


def stranger_in(frame: Frame, k: int) -> str:
    """The last name of a phrase that is a stranger's name, or ""."""
    phrase, sentence = frame.phrases[k], frame.sentence
    words = [token.text for token in sentence.tokens[phrase.first : phrase.last]][-3:]
    least = 3 if phrase.det and sentence.language.code == "de" else 2
    name = words[-least:]
    if phrase.pronoun or phrase.owners or phrase.roles or len(name) < least:
        return ""
    return fold(name[-1]) if all(word[0].isupper() and word.isalpha() for word in name) else ""
