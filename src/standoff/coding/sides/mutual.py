"""Mutual acts: both are on both sides of what two do together.

Oslo and Rome met                      the subject is several
Oslo met Rome; Oslo drilled with Rome  the subject, and with whom
they blamed each other                 likewise of any act
talks with Rome resumed                Rome, and its counterpart
talks resumed                          the two who had to do with each other last, else the two
                                       most salient actors, if no third comes near, else the two
                                       whom the text is about
"""

from __future__ import annotations

from standoff.coding.matching.candidates import Candidate
from standoff.coding.reading import Reading
from standoff.coding.sides.constructions import is_reciprocal
from standoff.coding.sides.moves import MUTUAL, TWO_SIDED
from standoff.coding.sides.opponents import counterpart
from standoff.coding.sides.places import Sides
from standoff.coding.sides.thirdparties import mediates
from standoff.nouns.coding import state_of

__all__ = ["is_mutual", "mutual_sides"]

_WARMING = frozenset({"rapprochement", "moratorium", "trade_dispute"})
_JOINT = frozenset({"exercise", "cooperation", "deployment"})


def mutual_sides(
    reading: Reading,
    candidate: Candidate,
    move: str,
    source: tuple[str, ...],
    target: tuple[str, ...],
) -> Sides | None:
    """Both sides of an act that two do together, None of any other."""
    each = candidate.cue.entry.both or is_reciprocal(candidate)
    if each and len(source) > 1 and not target:
        return source, source
    states = {state_of(code) for code in source}
    together = move == "exercise" or (move in _WARMING and reading.language.code == "en")
    if together and len(states) > 1 and not target:
        return source, source
    placed = len(states) > 1 and set(target) <= set(candidate.frame.places())
    if placed and candidate.cue.entry.both and reading.language.code == "en":
        return source, source  # "The two leaders met in Panama"
    if placed and target and move == "agreement" and reading.language.code == "de":
        return source, source  # "hatten Kurti und Vučić in Brüssel einem Plan zugestimmt"
    if source and target and (is_mutual(candidate, move) or _is_joint(candidate, move, target)):
        both = tuple(dict.fromkeys((*source, *target)))
        return both, both
    if not source and move in TWO_SIDED and candidate.cue.entry.named and not candidate.cue.verbs:
        return (), ()  # "eine versuchte Reise nach Syrien": nobody's in particular
    met = _who_met(candidate, move, target) if not source else ()
    if met:
        return met, met
    if not source and move in TWO_SIDED:
        return _pair(reading, target) if _may_be_anybodys(candidate) else ((), target)
    return None


def _who_met(candidate: Candidate, move: str, target: tuple[str, ...]) -> tuple[str, ...]:
    """ "Xi ging bei einem Treffen mit Erdogan auf den Streit ein": the subject, and whom he met."""
    frame = candidate.frame
    german = frame.sentence.language.code == "de" and candidate.level == "phrase"
    if not german or move not in TWO_SIDED or len(target) != 1:
        return ()
    subject = frame.fill(("subject",))
    apart = len(subject) == 1 and state_of(subject[0]) != state_of(target[0])
    return (*subject, *target) if apart else ()


def is_mutual(candidate: Candidate, move: str) -> bool:
    """Who meets, talks or agrees does so with the other; to want to is one side's will."""
    if (move not in MUTUAL and move != "attack") or not candidate.cue.entry.both:
        return False
    if mediates(candidate):
        return False  # "brachte beide an einen Tisch"
    wished = candidate.frame.clause.verbs.modal in ("wollen", "mögen")
    given = candidate.level == "phrase" or candidate.aspect == "other"
    return given or not wished  # "will seinen Besuch in Mali nutzen"


def _is_joint(candidate: Candidate, move: str, target: tuple[str, ...]) -> bool:
    """ "hielt mit Polen ein Manöver ab": the partner holds it too."""
    frame = candidate.frame
    joint = move in _JOINT or (move == "concession" and candidate.cue.entry.both)
    return joint and frame.fill(("mit", "with"), candidate.noun) == target


def _may_be_anybodys(candidate: Candidate) -> bool:
    """False if somebody else is the subject: "Tausende Unterschriften kamen zusammen"."""
    frame, subject = candidate.frame, candidate.frame.subject
    if not candidate.cue.verbs or subject < 0 or candidate.noun >= 0 or candidate.cue.phrases:
        return True
    phrase, language = frame.phrases[subject], frame.sentence.language
    word = frame.sentence.low[phrase.head]
    return bool(phrase.pronoun or phrase.roles) or word in language.sides


def _pair(reading: Reading, target: tuple[str, ...]) -> Sides:
    """Both sides of a two-sided act, as far as they are known."""
    if len(target) > 1:
        return target, target
    if target:
        other = counterpart(reading, target)
        both = (*other, *target) if other else ()
        if both and reading.language.code == "en":
            return both, both
        return (other, target) if other else ((), target)
    for before, other in reversed(reading.sides.values()):
        if before == other and len(before) > 1:
            return before, other  # "... was to call ..., but the call was put off"
    discourse = reading.discourse
    recent = discourse.turn - discourse.pair_turn <= 1
    both = discourse.pair if recent else discourse.both(sure=True)
    both = both or discourse.matter.pair()
    return both, both
