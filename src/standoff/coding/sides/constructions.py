"""Doers and sufferers that a construction names, beside the roles of the codebook entry.

made_to          "prompting Washington to demand"         the object of the first verb does it
seen_doing       "a video showing a ship ramming a boat"  who stands before the participle
agent_of_noun    "die Annexion der Krim durch Russland"   who stands behind durch or by
means_used       "bei einem US-Luftangriff getötet"       the attack's owner did it
blamed           "a strike blamed on Mali"                at whose door it is laid
maker_of_object  "shot down drones launched by Russia"    whose the object was
suffered         "der China-Besuch"                       who is visited or hit
"""

from __future__ import annotations

from itertools import pairwise

from standoff.coding.matching.candidates import Candidate
from standoff.coding.reading import Reading

__all__ = [
    "agent_of_noun",
    "blamed",
    "is_reciprocal",
    "made_to",
    "maker_of_object",
    "means_used",
    "seen_doing",
    "suffered",
]

_NEAR = 6
_SCENE = frozenset({"in", "bei", "at", "near"})
_EACH_OTHER = frozenset({"gegenseitig", "einander", "aufeinander", "wechselseitig", "other"})
_ONE_ANOTHER = (("each", "other"), ("one", "another"), ("each", "other's"), ("one", "another's"))
_OTHER = frozenset({"other", "another", "other's", "another's"})
_BETWEEN_TWO = frozenset(
    {"sanction", "trade_dispute", "accusation", "threat", "insult", "attack", "breach"}
)


def suffered(candidate: Candidate) -> tuple[str, ...]:
    """ "der China-Besuch", "die Anschläge von Paris": who is visited or hit, not who did it."""
    frame, noun = candidate.frame, candidate.noun
    if noun < 0 or candidate.cue.verbs:
        return ()
    mentions = frame.sentence.mentions
    if frame.sentence.low[frame.phrases[noun].head].endswith(frame.sentence.language.objective):
        return _befallen(candidate)
    if candidate.cue.entry.hosts:
        owners = [mentions[a] for a in frame.phrases[noun].owners]
        return tuple(m.code for m in owners if m.kind == "modifier" and m.code)
    if candidate.cue.entry.move != "attack":
        return ()
    end = frame.phrases[noun].last
    near = [
        p
        for p in frame.phrases
        if (p.of == noun and p.prep in ("von", *_SCENE)) or (p.start == end and p.prep in _SCENE)
    ]
    named = [(p.prep, mentions[a]) for p in near for a in p.actors]
    return tuple(m.code for prep, m in named if m.kind == "capital" or prep in _SCENE)


def _befallen(candidate: Candidate) -> tuple[str, ...]:
    """ "der Abschuss einer russischen Maschine": the genitive names whom it befell."""
    frame, noun = candidate.frame, candidate.noun
    for k, phrase in enumerate(frame.phrases):
        if phrase.of == noun and phrase.prep in ("", "von"):
            return frame.actors(k)
    return ()


def means_used(reading: Reading, candidate: Candidate) -> tuple[str, ...]:
    """ "bei einem US-Luftangriff getötet": the attack's owner did it."""
    frame = candidate.frame
    foe = _fought_with(candidate)
    if foe:
        return foe
    events = {other.noun for other in reading.candidates[reading.number(frame.clause)]}
    for k, phrase in enumerate(frame.phrases):
        if phrase.prep in ("bei", "durch", "in", "by") and not phrase.actors and k in events:
            before = frame.fill(("doer",), k)
            if before and frame.sentence.language.code == "en":
                return before  # "killed in a Syrian air strike near Idlib"
            found = frame.fill(("owner",), k)
            after = frame.phrases[k + 1 : k + 2]
            if not found and after and after[0].prep in ("with", "mit"):
                found = frame.actors(k + 1)  # "killed in fighting with Chinese troops"
            if found and not set(found) <= set(frame.places()):
                return found
    return ()


def _fought_with(candidate: Candidate) -> tuple[str, ...]:
    """ "killed in hand-to-hand fighting with Chinese troops": those they fought."""
    frame = candidate.frame
    fights = frame.sentence.language.fights
    if "with" not in frame.preps and "against" not in frame.preps:
        return ()
    for k, phrase in enumerate(frame.phrases):
        before = frame.sentence.low[phrase.prep_at - 1] if phrase.prep_at > 0 else ""
        if phrase.prep in ("with", "against") and before in fights:
            return frame.actors(k)
    return ()


def is_reciprocal(candidate: Candidate) -> bool:
    """ "beschuldigen sich gegenseitig", "beide Länder schlossen ihre Grenze": each the other."""
    frame = candidate.frame
    low, language = frame.sentence.low, frame.sentence.language
    words = frame.words
    if not _EACH_OTHER.isdisjoint(words):
        if not language.pronouns["reflexive"].isdisjoint(words):
            return True
        if language.code == "de" and "einander" in words:
            return True
    named = language.code == "en" and not _OTHER.isdisjoint(words)
    if named and any(pair in _ONE_ANOTHER for pair in pairwise(low)):
        return True
    mine = frame.brother if frame.subject < 0 and frame.brother is not None else frame
    if mine.subject < 0 or candidate.cue.entry.move not in _BETWEEN_TWO:
        return False
    phrase = mine.phrases[mine.subject]
    if phrase.start and low[phrase.start - 1] in ("neither", "either"):
        return low[phrase.head] in language.one_side  # "neither side fired a shot"
    return bool(language.both.intersection(low[phrase.start : phrase.last]))


def made_to(candidate: Candidate) -> tuple[str, ...]:
    """ "prompting Washington to demand": the doer of the second verb is the object of the first."""
    frame = candidate.frame
    lexical, language = frame.clause.verbs.lexical, frame.sentence.language
    if not candidate.cue.verbs or not lexical or lexical[0][0] not in language.causing:
        return ()
    before = lexical[0][1]
    if candidate.at <= before or frame.is_passive(before):
        return ()
    for k, phrase in enumerate(frame.phrases):
        if before < phrase.head < candidate.at and not phrase.prep and phrase.of < 0:
            return frame.actors(k)
    return ()


def seen_doing(candidate: Candidate) -> tuple[str, ...]:
    """ "a video showing a Chinese ship ramming a boat": who stands right before the participle."""
    frame, at = candidate.frame, candidate.at
    lexical = frame.clause.verbs.lexical
    if frame.sentence.language.code != "en" or not candidate.cue.verbs or at <= lexical[0][1]:
        return ()
    if "ger" not in frame.sentence.readings[at].kinds:
        return ()
    for k, phrase in enumerate(frame.phrases):
        if phrase.last == at and not phrase.prep and phrase.of < 0:
            return frame.actors(k)
    return ()


def agent_of_noun(candidate: Candidate) -> tuple[str, ...]:
    """ "die Annexion der Krim durch Russland": the doer stands behind durch or by."""
    frame = candidate.frame
    if candidate.cue.verbs or candidate.noun < 0:
        return ()
    end = frame.phrases[candidate.noun].last
    for k, phrase in enumerate(frame.phrases):
        if phrase.prep in ("durch", "by", "seitens") and 0 <= phrase.start - end <= _NEAR:
            return frame.actors(k)
    return ()


def blamed(candidate: Candidate) -> tuple[str, ...]:
    """ "a strike blamed on Mali killed two": at whose door it is laid (unconfirmed)."""
    frame = candidate.frame
    if frame.sentence.language.code != "en" or "blamed" not in frame.sentence.low:
        return ()
    for k, phrase in enumerate(frame.phrases):
        laid = phrase.prep == "on" and frame.sentence.low[phrase.prep_at - 1] == "blamed"
        if laid and phrase.prep_at - 1 < candidate.at:
            return frame.actors(k)
    return ()


def maker_of_object(candidate: Candidate, source: tuple[str, ...]) -> tuple[str, ...]:
    """ "shot down drones launched by Russia": in an active clause "by" names whose they were.

    Who brokered a truce is no party to it.
    """
    frame = candidate.frame
    mediating = frame.sentence.language.mediating
    if frame.sentence.language.code != "en" or not candidate.cue.verbs or "by" not in frame.preps:
        return ()
    for k, phrase in enumerate(frame.phrases):
        made = phrase.prep == "by" and frame.sentence.readings[phrase.prep_at - 1]
        if made and not made.lemmas.isdisjoint(mediating):
            continue
        if made and phrase.prep_at - 1 > candidate.at:
            return tuple(code for code in frame.actors(k) if code not in source)
    return ()
