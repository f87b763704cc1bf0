"""Who did it to whom: source and target of a candidate.

The entry's roles come first (`given`). What the clause does not name is inherited, by these rules:

- a two-sided act without its actors belongs to the two most salient ones (`mutual`);
- a doer left unsaid is the subject of the sentence before, but only where the clause has no subject
  of its own (or the entry says `topic`) and the act is no violence (`doers`);
- drills and joint work with somebody are his as well;
- the other side of an act between actors is the doer's counterpart, the most salient actor of
  another state, if it stands out; acts that need none (a weapon test, an election) get none, nor
  do acts whose object stands in the clause where there is one (an attack, aid);
- before that, `places` looks at where it happens, `constructions` at how it is put, and
  `addressees` for whoever else may be meant.
"""

from __future__ import annotations

from standoff.coding.grammar.phrases import Phrase
from standoff.coding.matching.candidates import Candidate
from standoff.coding.reading import Reading
from standoff.coding.sides.addressees import unsaid_target
from standoff.coding.sides.doers import doer_before, unsaid_source
from standoff.coding.sides.given import given_sides
from standoff.coding.sides.moves import MUTUAL, TWO_SIDED
from standoff.coding.sides.mutual import is_mutual, mutual_sides
from standoff.coding.sides.places import (
    Sides,
    bearer,
    borne_at_home,
    is_matter_of_home,
    placed_sides,
    unnamed_doer,
)  # fmt: skip
from standoff.nouns.coding import state_of

__all__ = ["find_sides"]

_ALONE = frozenset({"election", "domestic_pressure", "face_saving", "protest", "moratorium"})
_OF_ITSELF = frozenset({"weapon_test", "nuclear_restart"})
_POSED = frozenset({"deployment", "exercise"})


def find_sides(reading: Reading, candidate: Candidate, move: str) -> Sides:
    """Source and target of a candidate."""
    source, target = given_sides(reading, candidate)
    source = source or unnamed_doer(reading, candidate, move, target)
    source = source or doer_before(reading, candidate, move, target)
    placed = placed_sides(reading, candidate, move, source, target)
    if placed is not None:
        return placed
    about = move in TWO_SIDED and 0 <= candidate.noun == candidate.frame.subject
    if about and not (source or target):
        target = bearer(reading, candidate)  # "Talks on Cyprus resumed"
    mutual = mutual_sides(reading, candidate, move, source, target)
    if mutual is not None:
        return mutual
    source = source or unsaid_source(reading, candidate, move, target)
    target = tuple(code for code in target if code not in source or move == "protest")
    own = {state_of(code) for code in source}
    if move in _POSED and {state_of(code) for code in target} <= own:
        target = ()  # "wo amerikanische Soldaten stationiert sind"
    if candidate.cue.entry.named and not target and not (move in TWO_SIDED and len(source) > 1):
        return (), ()
    if target or not source:
        return source, target
    return _with_unsaid(reading, candidate, move, source)


def _with_unsaid(
    reading: Reading, candidate: Candidate, move: str, source: tuple[str, ...]
) -> Sides:
    """ "Irans Unterhändler trafen sich in Wien": whom they met is on both sides, as they are."""
    target = _unsaid(reading, candidate, move, source)
    if move in MUTUAL and all(reading.discourse.is_organisation(code) for code in source):
        return source, ()  # "Der Sicherheitsrat beriet": within itself
    if target and target != source and is_mutual(candidate, move):
        both = tuple(dict.fromkeys((*source, *target)))
        return both, both
    return source, target


def _unsaid(
    reading: Reading, candidate: Candidate, move: str, source: tuple[str, ...]
) -> tuple[str, ...]:
    """The target whom the clause does not name."""
    if move in TWO_SIDED and len(source) > 1:
        return source
    frame = candidate.frame
    if frame.clause.link == "was" and frame.parent is not None:
        return frame.parent_subject(source)  # "..., was Moskau kritisierte"
    if source and (candidate.cue.entry.home or is_matter_of_home(candidate, move)):
        return borne_at_home(source)
    alone = move in _ALONE or (move in _OF_ITSELF and reading.language.code == "de")
    if not source or alone or candidate.cue.target == ("-",):
        return ()
    if _has_other_addressee(candidate):
        return ()
    return unsaid_target(reading, candidate, source, move)


def _has_other_addressee(candidate: Candidate) -> bool:
    """ "warf dem Prediger vor": somebody is addressed, but he is no actor."""
    frame = candidate.frame
    low, language = frame.sentence.low, frame.sentence.language
    if "dative" not in candidate.cue.target:
        return False
    times = language.time_nouns
    lemma = next((name for name, k in frame.clause.verbs.lexical if k == candidate.at), "")
    if lemma in language.addressing and not frame.is_passive(candidate.at):
        return any(
            not frame.phrases[k].pronoun and low[frame.phrases[k].head] not in times
            for k in frame.role_phrases("object", candidate.noun)
        )
    return any(
        _is_dative(phrase) and low[phrase.head] not in times
        for k, phrase in enumerate(frame.phrases)
        if not phrase.prep
        and phrase.of < 0
        and k != frame.subject
        and not phrase.pronoun
        and not (k and low[phrase.start - 1] == ",")
    )


def _is_dative(phrase: Phrase) -> bool:
    """A dative by its form, or "der" before a noun that is not the subject."""
    certain = "d" in phrase.cases and not {"n", "a"} & set(phrase.cases)
    return certain or (phrase.det == "der" and not phrase.roles and not phrase.actors)
