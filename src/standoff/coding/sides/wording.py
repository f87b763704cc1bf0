"""Wording: addressees that the wording of the sentence gives, where the clause names nobody.

    hit back at Iran, imposing new duties        a participle's target is its main clause's
    complained that a Turkish ship had fired     whoever does what the words tell of
    an offer that Oslo turned down               whoever made it
    told Oslo that it would not pay              who is told what the speaker's side does
    drohte mit Zöllen, falls Mali nicht zahlt    whoever is to meet the terms
    besorgt über das Urteil in Kairo             where that is what the words are about
    die Opposition nannte das illegal            the government of the same state
    protestierte und nannte das falsch           said to the same
    Jets bombed a market, Juba said              who tells of a blow suffered it
    beim Beschuss starben Zivilisten             people of where it is

`addressees` asks them in its order, before it looks at what the text has said so far.
"""

from __future__ import annotations

from standoff.coding.matching.candidates import Candidate
from standoff.coding.reading import Reading
from standoff.coding.sides.moves import ABOUT_EVENTS, REPLIES
from standoff.nouns.coding import state_of

__all__ = [
    "apart",
    "civilians",
    "complainant",
    "hits_people",
    "names_the_deed",
    "of_antecedent",
    "of_content",
    "of_main_clause",
    "of_rejected",
    "own_government",
    "same_addressee",
    "scene",
    "struck",
    "told_to",
    "under_terms",
]

_SAID_TO = ABOUT_EVENTS | {"demand", "warning", "threat", "sanction", "refusal"}
_ABOUT = frozenset({"über", "gegen", "wegen", "about", "over", "against"})
_UNDER_TERMS = frozenset({"threat", "ultimatum"})
_TELLING = frozenset({"accusation", "demand", "warning", "threat"})


def of_main_clause(
    reading: Reading, candidate: Candidate, source: tuple[str, ...]
) -> tuple[str, ...]:
    """ "hit back at Iran, imposing new duties": a participle's target is its main clause's."""
    frame = candidate.frame
    if frame.clause.kind != "ptc" or frame.brother is None:
        return ()
    own = {state_of(code) for code in source}
    target = reading.sides.get(reading.number(frame.clause.brother), ((), ()))[1]
    found = target or frame.brother.fill(
        ("object", "at", "to", "against", "with", "on"), -1, source
    )
    return () if own & {state_of(code) for code in found} else found


def told_to(reading: Reading, candidate: Candidate, source: tuple[str, ...]) -> tuple[str, ...]:
    """ "Oslo told Rome that it would not pay": what the speaker's side does is meant for Rome."""
    number = reading.number(candidate.frame.clause)
    governor = reading.governor.get(number, -1)
    own = {state_of(code) for code in source}
    speaking = {state_of(code) for code in reading.speakers.get(number, "").split(";")}
    if governor < 0 or not own & speaking:
        return ()
    frame = reading.frames[governor]
    lemmas = {lemma for lemma, _ in frame.clause.verbs.lexical}
    if reading.language.telling.isdisjoint(lemmas):
        return ()
    return apart(frame.fill(("object", "dative"), -1, source), source)


def of_content(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "complained that a Turkish frigate had rammed it": whoever does what the words tell of."""
    if reading.language.code == "de":
        return _of_german_content(reading, candidate, source, move)
    if move not in _TELLING:
        return ()
    number = reading.number(candidate.frame.clause)
    for n, by in sorted(reading.governor.items()):
        if by == number and n > number:
            return apart(reading.frames[n].fill(("subject",), -1, source), source)
    return ()


def _of_german_content(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "bedauerte, dass Israel ihn nicht einreisen ließ": whose deed the words are about."""
    if move not in ABOUT_EVENTS | {"demand", "threat"}:
        return ()
    number = reading.number(candidate.frame.clause)
    for n, clause in enumerate(reading.clauses):
        below = reading.governor.get(n) == number or clause.parent is candidate.frame.clause
        frame = reading.frames[n]
        if below and clause.kind == "inf" and move == "threat":  # "drohte, Rom anzugreifen"
            return apart(frame.fill(("dative", "object", "gegen", "auf", "in"), -1, source), source)
        told = clause.kind == "sub" and clause.link in reading.language.content
        reported = move == "accusation" and n < number and clause.kind == "main"
        if not below or not (told or reported):
            continue
        found = frame.fill(("agent",)) if frame.passive else frame.fill(("subject",))
        if apart(found, source):
            return found
    return ()


def of_rejected(reading: Reading, candidate: Candidate, move: str) -> tuple[str, ...]:
    """ "Estland wollte liefern, doch Berlin verweigert die Zustimmung": who wanted it."""
    clause = candidate.frame.clause
    number = reading.number(clause)
    if move not in ("refusal", "coercion") or number < 1 or reading.language.code != "de":
        return ()
    opened = {"doch", "aber", "jedoch"} & set(reading.words(number)[:1])
    before = reading.frames[number - 1]
    if not opened and clause.brother is not before.clause:
        return ()
    return before.fill(("subject",)) if before.clause.kind == "main" else ()


def apart(found: tuple[str, ...], source: tuple[str, ...]) -> tuple[str, ...]:
    """Those found, if none is of the source's own side."""
    own = {state_of(code) for code in source}
    return found if own.isdisjoint({state_of(code) for code in found}) else ()


def of_antecedent(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "a decision that Oslo denounced", "an offer that Oslo turned down": whoever made it."""
    clause, low = candidate.frame.clause, reading.sentence.low
    if clause.kind != "rel" or move not in REPLIES or reading.language.code != "en":
        return ()
    if not clause.first or low[clause.first - 1] not in reading.language.deeds:
        return ()
    own = {state_of(code) for code in source}
    for number in range(reading.number(clause) - 1, -1, -1):
        doer = reading.sides.get(number, ((), ()))[0]
        if doer:
            return () if own & {state_of(code) for code in doer} else doer
    return ()


def under_terms(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "drohte mit Zöllen, falls Guatemala nicht einlenke": whoever is to meet the terms."""
    if move not in _UNDER_TERMS:
        return ()
    number = reading.number(candidate.frame.clause)
    terms = list(reading.children(number))
    if reading.language.code == "en":
        terms = [*terms, *(n for n in (number + 1, number - 1) if 0 <= n < len(reading.clauses))]
    for n in terms:
        if reading.clauses[n].link in reading.language.conditional:
            found = apart(reading.frames[n].fill(("subject",)), source)
            if found or reading.language.code == "de":
                return found
    return ()


def scene(candidate: Candidate, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """ "besorgt über das Urteil in Kairo": where that is what the words are about."""
    if move not in ABOUT_EVENTS:
        return ()
    frame, own = candidate.frame, {state_of(code) for code in source}
    for k, phrase in enumerate(frame.phrases[1:], 1):
        before = frame.phrases[k - 1]
        above = before.of if before.of >= 0 and not before.prep else k - 1
        spoken_of = before.prep in _ABOUT or above in frame.role_phrases("object")
        attached = phrase.start == before.last and spoken_of
        if attached and phrase.prep in ("in", "at", "bei"):
            return tuple(code for code in frame.actors(k) if state_of(code) not in own)
    return ()


def struck(candidate: Candidate, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """ "Sie bombardierte Lager in Syrien": the state in which somebody else strikes."""
    if move not in ("attack", "coercion"):
        return ()
    own, frame = {state_of(code) for code in source}, candidate.frame
    low, regions = frame.sentence.low, frame.sentence.language.regions
    found = frame.places()
    for k, phrase in enumerate(frame.phrases):
        if not found and phrase.prep in ("in", "bei") and low[phrase.head] in regions:
            found = frame.actors(k)  # "im Norden Nigerias"
    return tuple(code for code in found if state_of(code) not in own)


def own_government(candidate: Candidate, source: tuple[str, ...], move: str) -> tuple[str, ...]:
    """ "Die Opposition nannte das illegal": said to the government of the same state."""
    frame, language = candidate.frame, candidate.frame.sentence.language
    if move not in ABOUT_EVENTS or frame.subject < 0:
        return ()
    phrase = frame.phrases[frame.subject]
    if language.opposing.isdisjoint(frame.sentence.low[phrase.first : phrase.last]):
        return ()
    return tuple(dict.fromkeys(state_of(code) for code in source))


def names_the_deed(candidate: Candidate) -> bool:
    """The object is "das", or a noun for what somebody did ("den Schritt", "die Reise")."""
    frame = candidate.frame
    low, language = frame.sentence.low, frame.sentence.language
    if language.code == "de" and candidate.cue.verbs and len(frame.phrases) == 1:
        return True  # "Wien protestierte umgehend"
    if {"das", "dies"} & {low[k] for k in frame.clause.tokens if k + 1 < len(low)
                          and not frame.sentence.upper[k + 1]}:  # fmt: skip
        return True
    return any(low[p.head] in language.deeds and not (p.actors or p.owners) for p in frame.phrases)


def hits_people(reading: Reading, candidate: Candidate) -> bool:
    """ "fired at migrants": whose people they are the clause does not say."""
    return not reading.language.anybody.isdisjoint(
        reading.words(reading.number(candidate.frame.clause))
    )


def same_addressee(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "protestierte in Wien und nannte das unfreundlich": said to the same."""
    clause = candidate.frame.clause
    if move not in _SAID_TO | {"pledge"} or not clause.shares:
        return ()
    before, target = reading.sides.get(reading.number(clause.brother), ((), ()))
    if before == target and reading.language.code == "en":
        own = {state_of(code) for code in source}
        others = tuple(code for code in target if state_of(code) not in own)
        return others if len(others) < len(target) else ()  # "telephoned both and offered ..."
    return target if before == source and move != "pledge" else ()


def complainant(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "Sudanese aircraft bombed a market, Juba said": who tells of it suffered it."""
    number = reading.number(candidate.frame.clause)
    teller = reading.speakers.get(number) or reading.reporters.get(number, "")
    state = state_of(teller.split(";")[0])
    ours = any(p.possessive in ("n", "p", "1") for p in candidate.frame.phrases)
    suffered = move in ("attack", "coercion", "breach") or (move == "deployment" and ours)
    suffered = suffered and reading.language.code == "en"
    if not suffered or state not in reading.discourse.parties():
        return ()
    return () if state in {state_of(code) for code in source} else (state,)


def civilians(
    reading: Reading, candidate: Candidate, source: tuple[str, ...], move: str
) -> tuple[str, ...]:
    """ "Bei dem Beschuss starben 18 Zivilisten": people of where it is, not of the other army."""
    frame, discourse, language = candidate.frame, reading.discourse, reading.language
    if move != "attack" or language.code != "de" or not source:
        return ()
    heads = {frame.sentence.low[phrase.head] for phrase in frame.phrases if not phrase.prep}
    place = discourse.here or discourse.before_here or discourse.home
    return (place,) if place and not language.civilians.isdisjoint(heads) else ()
