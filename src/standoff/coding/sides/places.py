"""Sides that a place or the home of an act gives: who did it, or bears it, without being named.

- violence and protest of unknown people are borne by the state in which they happen;
- people who protest against another state do so in the place that is named, as people of its state;
- police, courts and armies that act against people of their own act against their own state, and
  so does a curfew; elections and budgets are a matter between a government and its own people;
- troops at a border face who lies behind it;
- a measure without a doer ("the border will be closed") is taken by whoever announces it, or by
  the subject of the sentence before.
"""

from __future__ import annotations

from standoff.coding.matching.candidates import Candidate
from standoff.coding.reading import Reading
from standoff.nouns.coding import state_of

__all__ = [
    "DOER_UNKNOWN",
    "bearer",
    "borne_at_home",
    "is_matter_of_home",
    "placed_sides",
    "unnamed_doer",
]

#: Acts whose doer stays open where nobody is named.
DOER_UNKNOWN = frozenset({"attack", "coercion", "protest"})
_MEASURES = frozenset({"sanction", "trade_dispute", "relief"})
_VIOLENT = frozenset({"coercion", "attack"})
_AT_HOME_MOVES = _VIOLENT | {"accusation"}
_POSTURE = frozenset({"deployment", "exercise", "attack"})

Sides = tuple[tuple[str, ...], tuple[str, ...]]


def unnamed_doer(
    reading: Reading, candidate: Candidate, move: str, target: tuple[str, ...]
) -> tuple[str, ...]:
    """Who takes a measure that nobody is said to take, or protests in a place."""
    if move in _MEASURES and candidate.frame.is_passive(candidate.at):
        return _who_takes_it(reading, candidate, target)
    if move == "coercion" and _is_of_the_law(candidate):
        return _seat_of_law(candidate)
    crowd = move in _VIOLENT and _is_crowd(candidate)
    if not target or not (crowd or move == "protest"):
        return ()
    own = borne_at_home(target) if reading.language.code == "en" and move == "protest" else ()
    return _place(reading, candidate) or own


def _is_of_the_law(candidate: Candidate) -> bool:
    """ "In Mali wurden zwei Franzosen verhaftet": by whoever rules there."""
    frame = candidate.frame
    if frame.sentence.language.code != "de" or not frame.is_passive(candidate.at):
        return False
    lemmas = {lemma for lemma, _ in frame.clause.verbs.lexical}
    return not frame.sentence.language.judicial.isdisjoint(lemmas)


def _seat_of_law(candidate: Candidate) -> tuple[str, ...]:
    """The state in which somebody was arrested; the police of Brussels are Belgium's."""
    frame = candidate.frame
    for k, phrase in enumerate(frame.phrases):
        kinds = {frame.sentence.mentions[a].kind for a in phrase.actors}
        if phrase.prep == "in" and kinds & {"state", "capital"}:
            return tuple("BEL" if code == "EU" else state_of(code) for code in frame.actors(k))
    return ()


def _is_crowd(candidate: Candidate) -> bool:
    """ "In Teheran stürmten Demonstranten die Botschaft": people of the place."""
    frame = candidate.frame
    if frame.subject < 0 or frame.is_passive(candidate.at):
        return False
    return frame.sentence.low[frame.phrases[frame.subject].head] in frame.sentence.language.crowds


def placed_sides(
    reading: Reading,
    candidate: Candidate,
    move: str,
    source: tuple[str, ...],
    target: tuple[str, ...],
) -> Sides | None:
    """Both sides where the place, the border or the home decides them, else None."""
    if (
        source
        and not target
        and move in _AT_HOME_MOVES
        and _hits_own_people(candidate, source, move)
    ):
        return source, borne_at_home(source)
    faced = bool(source) and move in _POSTURE and not (target and move == "attack")
    behind = _behind_the_border(candidate, source) if faced else ()
    if behind:
        return source, behind
    if source or target or move not in DOER_UNKNOWN:
        return None
    found = bearer(reading, candidate)
    return (found if move == "protest" else ()), found


def borne_at_home(source: tuple[str, ...]) -> tuple[str, ...]:
    """The states of the doers: who bears what they do at home."""
    return tuple(dict.fromkeys(state_of(code) for code in source))


def bearer(reading: Reading, candidate: Candidate) -> tuple[str, ...]:
    """ "Gunmen killed two policemen in Kabul": the state in which it happens bears it."""
    frame, here = candidate.frame, reading.discourse.here
    topic = frame.fill(("owner",), candidate.noun) if candidate.noun >= 0 else ()
    if topic:
        return topic  # "die Syrien-Gespräche"
    named = frame.fill(("any",), candidate.noun) or frame.places()
    return named or tuple(filter(None, [here]))


def _place(reading: Reading, candidate: Candidate) -> tuple[str, ...]:
    """ "Thousands marched through Lahore": people of the place, or of the dateline's."""
    discourse = reading.discourse
    return candidate.frame.places() or tuple(filter(None, [discourse.here or discourse.home]))


def _who_takes_it(
    reading: Reading, candidate: Candidate, target: tuple[str, ...]
) -> tuple[str, ...]:
    """ "The border will be closed, the minister said": his side closes it."""
    number = reading.number(candidate.frame.clause)
    said = reading.speakers.get(number) or reading.reporters.get(number, "")
    found = said.split(";")[0] or reading.discourse.last_subject()
    hit = {state_of(code) for code in target}
    return (state_of(found),) if found and state_of(found) not in hit else ()


def _hits_own_people(candidate: Candidate, source: tuple[str, ...], move: str) -> bool:
    """ "Police arrested 22 demonstrators": the object is people of their own."""
    frame, people = candidate.frame, candidate.frame.sentence.language.home_people
    here = {frame.sentence.low[k] for k in frame.clause.tokens}
    own = {state_of(code) for code in source}
    hit = {state_of(code) for k in frame.role_phrases("object") for code in frame.actors(k)}
    if move == "accusation":
        powers = frame.sentence.language.home_powers
        return (
            frame.subject >= 0 and frame.sentence.low[frame.phrases[frame.subject].head] in powers
        )
    return not people.isdisjoint(here) or bool(own & hit)


def is_matter_of_home(candidate: Candidate, move: str) -> bool:
    """ "ruled out early elections": a matter between a government and its own people."""
    frame, matters = candidate.frame, candidate.frame.sentence.language.home_matters
    if move not in ("refusal", "pledge", "concession", "demand"):
        return False
    return any(
        frame.sentence.low[frame.phrases[k].head] in matters for k in frame.role_phrases("object")
    )


def _behind_the_border(candidate: Candidate, source: tuple[str, ...]) -> tuple[str, ...]:
    """ "massed tanks near its border with Guyana": who lies behind it."""
    frame = candidate.frame
    borders = frame.sentence.language.borders
    for k, phrase in enumerate(frame.phrases[:-1]):
        if frame.sentence.low[phrase.head] in borders:
            for n in (k, k + 1):
                if n == k or frame.phrases[n].prep in ("with", "mit", "zu", "to", "of", "von"):
                    found = tuple(c for c in frame.actors(n) if c not in source)
                    own = {state_of(code) for code in source}
                    if found and not own & {state_of(code) for code in found}:
                        return found
    return ()
