"""Who did it to whom: source and target of a candidate.

The entry's roles come first. What the clause does not name is inherited, by these rules:

- a two-sided act without its actors belongs to the two most salient ones;
- a doer left unsaid is the subject of the sentence before, but only where the clause has no subject
  of its own (or the entry says `topic`) and the act is no violence (an unknown doer stays empty);
- drills and joint work with somebody are his as well;
- the other side of an act between actors is the doer's counterpart, the most salient actor of
  another state, if it stands out; acts that need none (a weapon test, an election) get none, nor
  do acts whose object stands in the clause where there is one (an attack, aid);
- before that, `places` looks at where it happens, `constructions` at how it is put, and
  `addressees` for whoever else may be meant.
"""

from __future__ import annotations

from standoff.coding.frames.frame import Frame
from standoff.coding.grammar.phrases import Phrase
from standoff.coding.matching.candidates import Candidate
from standoff.coding.reading import Reading
from standoff.coding.sides.addressees import counterpart, mediates, unsaid_target
from standoff.coding.sides.constructions import (
    agent_of_noun,
    blamed,
    is_reciprocal,
    made_to,
    maker_of_object,
    means_used,
    seen_doing,
    suffered,
)
from standoff.coding.sides.places import (
    DOER_UNKNOWN,
    Sides,
    bearer,
    borne_at_home,
    is_matter_of_home,
    placed_sides,
    unnamed_doer,
)
from standoff.nouns.coding import state_of

__all__ = ["TWO_SIDED", "find_sides"]

_ALONE = frozenset(
    {"election", "domestic_pressure", "face_saving", "protest", "moratorium"}
)  # fmt: skip
_OF_ITSELF = frozenset({"weapon_test", "nuclear_restart"})
_WITH_ARMS = frozenset({"deployment", "attack", "coercion", "exercise"})
_MOVED = frozenset({"deployment", "withdrawal", "exercise"})
#: Acts that two do together.
TWO_SIDED = frozenset({"summit", "talks", "agreement", "breakdown", "cooperation", "cancellation"})
_MUTUAL = frozenset({"summit", "talks", "agreement", "breakdown", "cancellation"})
_JOINT = frozenset({"exercise", "cooperation", "deployment"})
_POSED = frozenset({"deployment", "exercise"})
_UTTERED = frozenset({"accusation", "sanction", "demand", "warning", "refusal"})
_AT_WAR = 4
_AT_HOME = frozenset({"OPP", "REB", "PARL", "COURT"})


def find_sides(reading: Reading, candidate: Candidate, move: str) -> Sides:
    """Source and target of a candidate."""
    source, target = _said(reading, candidate)
    source = source or unnamed_doer(reading, candidate, move, target)
    source = source or _doer_before(reading, candidate, move, target)
    placed = placed_sides(reading, candidate, move, source, target)
    if placed is not None:
        return placed
    about = move in TWO_SIDED and 0 <= candidate.noun == candidate.frame.subject
    if about and not (source or target):
        target = bearer(reading, candidate)  # "Talks on Cyprus resumed"
    mutual = _mutual_sides(reading, candidate, move, source, target)
    if mutual is not None:
        return mutual
    source = source or _unsaid_source(reading, candidate, move, target)
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
    if move in _MUTUAL and all(reading.discourse.is_organisation(code) for code in source):
        return source, ()  # "Der Sicherheitsrat beriet": within itself
    if target and target != source and _is_mutual(candidate, move):
        both = tuple(dict.fromkeys((*source, *target)))
        return both, both
    return source, target


def _mutual_sides(
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
    placed = len(states) > 1 and set(target) <= set(candidate.frame.places())
    if placed and candidate.cue.entry.both and reading.language.code == "en":
        return source, source  # "The two leaders met in Panama"
    if source and target and (_is_mutual(candidate, move) or _is_joint(candidate, move, target)):
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


def _unsaid_source(
    reading: Reading, candidate: Candidate, move: str, target: tuple[str, ...]
) -> tuple[str, ...]:
    """The doer whom the clause does not name: of words in the passive the target's counterpart."""
    found: tuple[str, ...] = ()
    if candidate.frame.passive and move in _UTTERED and target:
        found = counterpart(reading, target)
    found = found or _whose_equipment(reading, candidate, move)
    found = found or _enemy(reading, candidate, move, target)
    if found or move in DOER_UNKNOWN or candidate.frame.is_passive(candidate.at):
        return found
    return _left_unsaid(reading, candidate, target)


def _enemy(
    reading: Reading, candidate: Candidate, move: str, target: tuple[str, ...]
) -> tuple[str, ...]:
    """ "20 Indian soldiers were killed": by the other of the two that the text shows at war."""
    frame = candidate.frame
    struck = move == "attack" and frame.is_passive(candidate.at) and bool(target)
    if not struck or not set(frame.fill(("subject",))) & set(target):
        return ()
    found = reading.discourse.matter.opposite(target)
    foes = {state_of(code) for code in reading.discourse.foe(target, _AT_WAR)}
    return (found,) if found in foes else ()


def _doer_before(
    reading: Reading, candidate: Candidate, move: str, target: tuple[str, ...]
) -> tuple[str, ...]:
    """ "Israel bombardierte Gaza. 30 Menschen wurden getötet": who was said to attack there."""
    frame, discourse = candidate.frame, reading.discourse
    turn, before, doers, hit = discourse.deed
    if reading.language.code != "de" or move != "attack" or before != "attack":
        return ()
    struck = frame.is_passive(candidate.at) or candidate.cue.doer or _by_weapon(candidate)
    struck = struck or candidate.cue.source == ("-",)
    same = {state_of(code) for code in target} <= {state_of(code) for code in hit}
    near = turn < discourse.turn <= turn + 1
    return doers if near and struck and same and not _so_somewhere_else(reading, hit) else ()


def _by_weapon(candidate: Candidate) -> bool:
    """ "Raketen trafen die Stadt": a weapon stands where the doer does."""
    frame, language = candidate.frame, candidate.frame.sentence.language
    if frame.subject < 0:
        return False
    return frame.sentence.low[frame.phrases[frame.subject].head].endswith(language.weapons)


def _so_somewhere_else(reading: Reading, hit: tuple[str, ...]) -> bool:
    """The sentence is set in a state that was not struck."""
    here = reading.discourse.here
    return bool(here) and here not in {state_of(code) for code in hit}


def _whose_equipment(reading: Reading, candidate: Candidate, move: str) -> tuple[str, ...]:
    """ "45 of the planes crossed the line": the planes of whoever sent some before."""
    frame, discourse = candidate.frame, reading.discourse
    german = reading.language.code == "de"
    if move not in _WITH_ARMS or frame.subject < 0 or (german and move != "deployment"):
        return ()
    whose = [frame.subject, *(k for k, p in enumerate(frame.phrases) if p.of == frame.subject)]
    low, phrases = frame.sentence.low, frame.phrases
    known = any(
        low[phrases[k].head] in reading.language.equipment
        for k in whose
        if phrases[k].det in (("die", "") if german else ("the",))
    )
    if german:  # "Nun sollen Einheiten einrücken": of whoever acted in the sentence before
        return tuple(filter(None, [state_of(discourse.last_subject())])) if known else ()
    doers = discourse.doers
    return (doers.get(move) or doers.get("deployment") or ()) if known else ()


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
    if (move not in _MUTUAL and move != "attack") or not candidate.cue.entry.both:
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


def _said(reading: Reading, candidate: Candidate) -> Sides:
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
    if frame.clause.kind == "rel" and frame.clause.link == "that":
        return True
    while frame.subject < 0 and frame.clause.shares and frame.brother is not None:
        frame = frame.brother
    if frame.subject < 0:
        return False
    return bool(candidate.cue.verbs) or frame.phrases[frame.subject].pronoun == "one"
