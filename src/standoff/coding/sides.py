"""Who did it to whom: source and target of a candidate.

The entry's roles come first. What the clause does not name is inherited, by these rules:

- a two-sided act without its actors belongs to the two most salient ones;
- a doer left unsaid is the subject of the sentence before, but only where the clause has no subject
  of its own (or the entry says `topic`) and the act is no violence (an unknown doer stays empty);
- drills and joint work with somebody are his as well;
- violence and protest of unknown people are borne by the state in which they happen;
- the other side of an act between actors is the doer's counterpart, the most salient actor of
  another state, if it stands out; acts that need none (a weapon test, an election) get none, nor
  do acts whose object stands in the clause where there is one (an attack, aid);
- before that, `addressees` looks for whoever else may be meant;
- police, courts and armies that act against people of their own act against their own state;
- a measure without a doer ("the border will be closed") is taken by whoever announces it, or by
  the subject of the sentence before.
"""

from __future__ import annotations

from standoff.coding.addressees import counterpart, mediates, unsaid_target
from standoff.coding.matching import Candidate
from standoff.coding.reading import Reading
from standoff.nouns.coding import state_of

__all__ = ["find_sides"]

_ALONE = frozenset(
    {"election", "domestic_pressure", "face_saving", "protest", "moratorium"}
)  # fmt: skip
_TWO_SIDED = frozenset({"summit", "talks", "agreement", "breakdown", "cooperation", "cancellation"})
_MUTUAL = frozenset({"summit", "talks", "agreement", "breakdown", "cancellation"})
_JOINT = frozenset({"exercise", "cooperation", "deployment"})
_UTTERED = frozenset({"accusation", "sanction", "demand", "warning"})
_AT_HOME = frozenset({"OPP", "REB", "PARL", "COURT"})
_MEASURES = frozenset({"sanction", "trade_dispute", "relief"})
_AT_HOME_MOVES = frozenset({"coercion", "attack"})
_POSTURE = frozenset({"deployment", "exercise"})
_NEAR = 6
_DOER_UNKNOWN = frozenset({"attack", "coercion", "protest"})

Sides = tuple[tuple[str, ...], tuple[str, ...]]


def find_sides(reading: Reading, candidate: Candidate, move: str) -> Sides:
    """Source and target of a candidate."""
    source, target = _said(reading, candidate)
    if not source and move in _MEASURES and candidate.frame.is_passive(candidate.at):
        source = _who_takes_it(reading, candidate, target)
    if move == "protest" and target and not source:
        source = _where(reading, candidate, named=False)
    if move in _AT_HOME_MOVES and source and not target and _hits_own_people(candidate):
        return source, tuple(dict.fromkeys(state_of(code) for code in source))
    behind = _behind_the_border(candidate, source) if source and move in _POSTURE else ()
    if behind:
        return source, behind
    if not (source or target) and _has_a_place(candidate, move):
        target = _where(reading, candidate)
        source = target if move == "protest" else ()
    if candidate.cue.entry.both and len(source) > 1 and not target:
        return source, source
    if source and target and (_is_mutual(candidate, move) or _is_joint(candidate, move, target)):
        both = tuple(dict.fromkeys((*source, *target)))
        return both, both
    if candidate.frame.passive and not source and move in _UTTERED and target:
        source = counterpart(reading, target)
    if not source and move in _TWO_SIDED:
        return _pair(reading, target) if _may_be_anybodys(candidate) else ((), target)
    if not source and move not in _DOER_UNKNOWN and not candidate.frame.is_passive(candidate.at):
        source = _left_unsaid(reading, candidate, target)
    target = tuple(code for code in target if code not in source or move == "protest")
    if not target and move in _TWO_SIDED and len(source) > 1:
        return source, source
    if candidate.cue.entry.named and not target:
        return (), ()
    clause = candidate.frame.clause
    if not target and clause.link == "was" and candidate.frame.parent is not None:
        return source, candidate.frame.parent_subject(source)  # "..., was Moskau kritisierte"
    if not target and source and (candidate.cue.entry.home or _is_matter_of_home(candidate, move)):
        return source, tuple(dict.fromkeys(state_of(code) for code in source))
    if not target and _has_other_addressee(candidate):
        return source, ()
    if not target and source and move not in _ALONE and candidate.cue.target != ("-",):
        target = unsaid_target(reading, candidate, source, move)
    return source, target


def _may_be_anybodys(candidate: Candidate) -> bool:
    """False if somebody else is the subject: "Tausende Unterschriften kamen zusammen"."""
    frame, subject = candidate.frame, candidate.frame.subject
    if not candidate.cue.verbs or subject < 0 or candidate.noun >= 0 or candidate.cue.phrases:
        return True
    phrase, language = frame.phrases[subject], frame.sentence.language
    word = frame.sentence.low[phrase.head]
    return bool(phrase.pronoun or phrase.roles) or word in language.sides


def _is_mutual(candidate: Candidate, move: str) -> bool:
    """Who meets, talks or agrees does so with the other; to want to is one side's will."""
    if move not in _MUTUAL or not candidate.cue.entry.both:
        return False
    if mediates(candidate):
        return False  # "brachte beide an einen Tisch"
    return candidate.frame.clause.verbs.modal not in ("wollen", "mögen")


def _is_joint(candidate: Candidate, move: str, target: tuple[str, ...]) -> bool:
    """ "hielt mit Polen ein Manöver ab": the partner holds it too."""
    frame = candidate.frame
    return move in _JOINT and frame.fill(("mit", "with"), candidate.noun) == target


def _has_other_addressee(candidate: Candidate) -> bool:
    """ "warf dem Prediger vor": somebody is addressed, but he is no actor."""
    frame = candidate.frame
    if "dative" not in candidate.cue.target:
        return False
    low, times = frame.sentence.low, frame.sentence.language.time_nouns
    return any(
        "d" in phrase.cases and not {"n", "a"} & set(phrase.cases) and low[phrase.head] not in times
        for k, phrase in enumerate(frame.phrases)
        if not phrase.prep and phrase.of < 0 and k != frame.subject and not phrase.pronoun
    )


def _has_a_place(candidate: Candidate, move: str) -> bool:
    """Violence, protest, and talks that are the subject: "Talks on Cyprus resumed"."""
    about = move in _TWO_SIDED and 0 <= candidate.noun == candidate.frame.subject
    return move in _DOER_UNKNOWN or about


def _where(reading: Reading, candidate: Candidate, *, named: bool = True) -> tuple[str, ...]:
    """ "Gunmen killed two policemen in Kabul": the state in which it happens bears it."""
    found = candidate.frame.fill(("any",), candidate.noun) if named else ()
    places = candidate.frame.places()
    discourse = reading.discourse
    return (
        found
        or places
        or tuple(filter(None, [discourse.here or (discourse.home if not named else "")]))
    )


def _who_takes_it(
    reading: Reading, candidate: Candidate, target: tuple[str, ...]
) -> tuple[str, ...]:
    """ "The border will be closed, the minister said": his side closes it."""
    number = reading.number(candidate.frame.clause)
    said = reading.speakers.get(number) or reading.reporters.get(number, "")
    found = said.split(";")[0] or reading.discourse.last_subject()
    hit = {state_of(code) for code in target}
    return (state_of(found),) if found and state_of(found) not in hit else ()


def _hits_own_people(candidate: Candidate) -> bool:
    """ "Police arrested 22 demonstrators": the object is people of their own."""
    frame, people = candidate.frame, candidate.frame.sentence.language.home_people
    here = {frame.sentence.low[k] for k in frame.clause.indices()}
    return not people.isdisjoint(here)


def _is_matter_of_home(candidate: Candidate, move: str) -> bool:
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


def _said(reading: Reading, candidate: Candidate) -> Sides:
    """What the entry's roles give."""
    cue, frame, noun = candidate.cue, candidate.frame, candidate.noun
    if cue.verbs and frame.is_passive(candidate.at):
        source = frame.fill(("agent",), noun) or _means(reading, candidate)
        return source, frame.fill(("subject", *cue.target), noun, source)
    made = _made_to(candidate)
    if made:
        return made, frame.fill(cue.target or ("object", "dative"), noun, made)
    doer = _agent_of_noun(candidate)
    if doer:
        return doer, frame.fill((*cue.target, "owner"), noun, doer)
    strict = not cue.verbs
    source = frame.fill(cue.source or ("subject", "owner"), noun, strict=strict)
    if not source and (cue.entry.says or cue.entry.takes):
        source = frame.agent_subject()
    if cue.target == ("-",):
        return source, ()
    suffered = _suffered(candidate)
    if suffered:
        return tuple(code for code in source if code not in suffered), suffered
    apart: tuple[str, ...] = ()
    if cue.entry.move != "protest":
        apart = (
            *source,
            *(state_of(code) for code in source if code not in _inner(source)),
        )
    target = frame.fill(cue.target or ("object", "dative"), noun, apart, strict=strict)
    if not target and cue.target and not cue.entry.both:
        target = _maker_of_object(candidate, source)
    if not target and "subject" in cue.target:
        target = frame.agent_subject()  # "eine Antwort erhielt Teheran"
    return source, target


def _maker_of_object(candidate: Candidate, source: tuple[str, ...]) -> tuple[str, ...]:
    """ "shot down drones launched by Russia": in an active clause "by" names whose they were."""
    frame = candidate.frame
    if frame.sentence.language.code != "en" or not candidate.cue.verbs:
        return ()
    for k, phrase in enumerate(frame.phrases):
        made = phrase.prep == "by" and frame.sentence.readings[phrase.prep_at - 1]
        if made and phrase.prep_at - 1 > candidate.at:
            return tuple(code for code in frame.actors(k) if code not in source)
    return ()


def _inner(codes: tuple[str, ...]) -> set[str]:
    """Those who may act against their own state: opposition, rebels, parties."""
    return {code for code in codes if code.partition("_")[2] in _AT_HOME}


def _suffered(candidate: Candidate) -> tuple[str, ...]:
    """ "der China-Besuch", "die Anschläge von Paris": who is visited or hit, not who did it."""
    frame, noun = candidate.frame, candidate.noun
    if noun < 0 or candidate.cue.verbs:
        return ()
    mentions = frame.sentence.mentions
    if candidate.cue.entry.hosts:
        owners = [mentions[a] for a in frame.phrases[noun].owners]
        return tuple(m.code for m in owners if m.kind == "modifier" and m.code)
    if candidate.cue.entry.move != "attack":
        return ()
    hit = [p for p in frame.phrases if p.of == noun and p.prep == "von"]
    named = [mentions[a] for p in hit for a in p.actors]
    return tuple(m.code for m in named if m.kind == "capital")


def _means(reading: Reading, candidate: Candidate) -> tuple[str, ...]:
    """ "bei einem US-Luftangriff getötet": the attack's owner did it."""
    frame = candidate.frame
    events = {other.noun for other in reading.candidates[reading.number(frame.clause)]}
    for k, phrase in enumerate(frame.phrases):
        if phrase.prep in ("bei", "durch", "in", "by") and not phrase.actors and k in events:
            found = frame.fill(("owner",), k)
            if found:
                return found
    return ()


def _made_to(candidate: Candidate) -> tuple[str, ...]:
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


def _agent_of_noun(candidate: Candidate) -> tuple[str, ...]:
    """ "die Annexion der Krim durch Russland": the doer stands behind durch or by."""
    frame = candidate.frame
    if candidate.cue.verbs or candidate.noun < 0:
        return ()
    end = frame.phrases[candidate.noun].last
    for k, phrase in enumerate(frame.phrases):
        if phrase.prep in ("durch", "by", "seitens") and 0 <= phrase.start - end <= _NEAR:
            return frame.actors(k)
    return ()


def _pair(reading: Reading, target: tuple[str, ...]) -> Sides:
    """Both sides of a two-sided act, as far as they are known."""
    if len(target) > 1:
        return target, target
    if target:
        other = counterpart(reading, target)
        return (other, target) if other else ((), target)
    for before, other in reversed(reading.sides.values()):
        if before == other and len(before) > 1:
            return before, other  # "... was to call ..., but the call was put off"
    discourse = reading.discourse
    recent = discourse.turn - discourse.pair_turn <= 1
    both = discourse.pair if recent else discourse.both(sure=True)
    return both, both


def _left_unsaid(
    reading: Reading, candidate: Candidate, target: tuple[str, ...]
) -> tuple[str, ...]:
    if "topic" not in candidate.cue.source and _has_own_subject(candidate):
        return ()
    found = reading.discourse.last_subject()
    states = {state_of(code) for code in target}
    return (found,) if found and state_of(found) not in states else ()


def _has_own_subject(candidate: Candidate) -> bool:
    """The clause has a subject that is no actor: then the actor before it did not do it."""
    frame = candidate.frame
    if candidate.level != "clause":
        return False
    while frame.subject < 0 and frame.clause.shares and frame.brother is not None:
        frame = frame.brother
    if frame.subject < 0:
        return False
    return bool(candidate.cue.verbs) or frame.phrases[frame.subject].pronoun == "one"
