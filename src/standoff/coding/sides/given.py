"""Given sides: what the roles of a codebook entry find in its clause.

    Oslo praised Rome              the entry's roles: source `subject`, target `object`
    Rome was praised by Oslo       a passive: the agent, and the subject
    Polish soldiers were deployed  of what one does with his own, the subject did it
    wird in Athen erwartet         who is awaited meets who is there

Before the roles go the `constructions` that name somebody in a way of their own.
"""

from __future__ import annotations

from standoff.coding.frames.frame import Frame
from standoff.coding.matching.candidates import Candidate
from standoff.coding.reading import Reading
from standoff.coding.sides.constructions import (
    agent_of_noun,
    blamed,
    made_to,
    maker_of_object,
    means_used,
    seen_doing,
    suffered,
)  # fmt: skip
from standoff.coding.sides.places import Sides
from standoff.nouns.coding import state_of

__all__ = ["given_sides"]

_MOVED = frozenset({"deployment", "withdrawal", "exercise"})
_AT_HOME = frozenset({"OPP", "REB", "PARL", "COURT"})


def given_sides(reading: Reading, candidate: Candidate) -> Sides:
    """What the entry's roles give."""
    cue, frame, noun = candidate.cue, candidate.frame, candidate.noun
    if cue.verbs and frame.is_passive(candidate.at):
        return _said_in_passive(reading, candidate)
    made = made_to(candidate) or seen_doing(candidate) or blamed(candidate)
    if made:
        return made, frame.fill(cue.target or ("object", "dative"), noun, made)
    doer = agent_of_noun(candidate)
    if doer:
        return doer, suffered(candidate) or frame.fill((*cue.target, "owner"), noun, doer)
    strict = not cue.verbs
    roles = cue.source or ("subject", "owner")
    if cue.verbs and frame.subject >= 0 and frame.sentence.language.code == "en":
        roles = tuple(role for role in roles if role != "agent")  # "waters claimed by Athens"
    source = frame.fill(roles, noun, strict=strict)
    if not source and (cue.entry.says or cue.entry.takes):
        source = frame.agent_subject()
    if not source and cue.entry.move == "attack" and cue.verbs:
        source = means_used(reading, candidate)
    if cue.target == ("-",):
        return source, ()
    hit = suffered(candidate)
    if hit:
        return tuple(code for code in source if code not in hit), hit
    apart: tuple[str, ...] = ()
    if cue.entry.move != "protest":
        inner = _inner(source, frame)
        apart = (*source, *(state_of(code) for code in source if code not in inner))
    target = frame.fill(cue.target or ("object", "dative"), noun, apart, strict=strict)
    if not target and cue.target and not cue.entry.both:
        target = maker_of_object(candidate, source)
    if not target and "subject" in cue.target:
        target = frame.agent_subject()  # "eine Antwort erhielt Teheran"
    return source, target


def _said_in_passive(reading: Reading, candidate: Candidate) -> Sides:
    """The agent, and the subject; who is awaited or received somewhere meets who is there.

    "Polish soldiers have been deployed": Poland did it.
    """
    cue, frame, noun = candidate.cue, candidate.frame, candidate.noun
    source = frame.fill(("agent",), noun) or means_used(reading, candidate)
    if cue.entry.move in _MOVED and not source and frame.sentence.language.code == "en":
        source = frame.fill(("subject",), noun)
        return source, frame.fill([r for r in cue.target if r != "object"], noun, source)
    if cue.entry.both and not source:
        source = frame.fill(("subject",), noun)  # "wird in Athen erwartet"
        return source, frame.fill(cue.target, noun, source)
    return source, frame.fill(("subject", *cue.target), noun, source)


def _inner(codes: tuple[str, ...], frame: Frame) -> set[str]:
    """Those who may act against their own state: opposition, rebels, parties, armed groups."""
    groups = {mention.code for mention in frame.sentence.mentions if mention.kind == "group"}
    return {code for code in codes if code.partition("_")[2] in _AT_HOME or code in groups}
