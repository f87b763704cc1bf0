"""Meaning: the move and stance of a candidate, after negation, aspect and condition.

"Kim machte keine Zugeständnisse" is a refusal, "brach die Gespräche ab" a breakdown of talks,
"plans to impose sanctions" in PLOVER's reading a threat. A clause under "es ist unwahrscheinlich,
dass" or with "kann" says nothing that happened and has no move at all.
"""

from __future__ import annotations

from standoff.coding.codebook.entries import Entry
from standoff.coding.conditions import condition, if_they_harm, or_face, whoever
from standoff.coding.frames.frame import Frame
from standoff.coding.governors import Governed, find_governed, verb_of
from standoff.coding.matching.candidates import Candidate
from standoff.coding.reading import Reading
from standoff.coding.stance import attributed_stance, clause_stance, is_negated
from standoff.nouns.coding import state_of

__all__ = ["find_meaning"]

_NOTHING = ("", "")
# Not to stop these is to refuse ("die Manöver nicht aussetzen"); not to stop talks is to go on.
_GIVEN_UP = frozenset(
    {"exercise", "weapon_test", "deployment", "attack", "sanction", "trade_dispute", "protest",
     "nuclear_restart"}
)  # fmt: skip
_MEETINGS = frozenset({"talks", "summit"})
_IS_TO = frozenset({"is", "are", "was", "were"})  # "was to meet"
_FACING = frozenset({"threat", "ultimatum"})
# What a text may say was not done: the deed, with stance denied.
_DEEDS_DONE_TO = frozenset({"attack", "coercion", "sanction", "trade_dispute", "breach"})
_DEEDS_DONE = _DEEDS_DONE_TO | {"deployment", "weapon_test", "exercise", "aid", "nuclear_restart"}
#: To speak of a plan is a plan; to speak is not.
_TALKING = frozenset({"beraten", "diskutieren", "erörtern"})
_SAID_AT_ONCE = frozenset({"threat", "warning", "ultimatum"})
_ABLE = frozenset({"können", "dürfen", "can"})


def find_meaning(reading: Reading, number: int, candidate: Candidate) -> tuple[str, str]:
    """Move and stance; both empty if nothing codable is said."""
    entry, frame = candidate.cue.entry, candidate.frame
    able = _only_able(reading, number) and entry.move != "capability_claim"
    if (
        _advised(reading, number)
        or _doubted(reading, number)
        or _avoided(reading, number, candidate)
        or (able and number not in reading.speakers)
    ):
        return _NOTHING
    stance = _stance(reading, number, candidate)
    if stance == "actual" and _rumoured(reading, number):
        stance = "unconfirmed"
    if _without_evidence(reading, number):
        return _not_done(entry, entry.move, stance, refused=False)
    governed = find_governed(candidate)
    if governed.effects:
        return _governed(reading, number, candidate, stance, governed)
    if is_negated(frame, candidate.at, candidate.noun) and not _negation_in_cue(reading, candidate):
        move, stance, final = _negated(candidate, stance)
        if final:
            return move, stance
    if candidate.aspect == "stop":
        return reading.tools.aspect.stopped.get(entry.move, ""), stance
    if stance in ("actual", "planned") and _considered(reading, candidate):
        return _only_said(reading, number, candidate, "planned"), "unconfirmed"
    if stance == "actual" and candidate.noun >= 0 and not candidate.cue.verbs:
        stance = attributed_stance(candidate.frame, candidate.noun)
    if stance == "actual" and _scheduled(reading, candidate):
        return entry.move, "planned"
    if stance == "actual" and (_planned(reading, candidate) or _intended(reading, candidate)):
        stance = "planned"
    return _only_said(reading, number, candidate, stance), stance


def _stance(reading: Reading, number: int, candidate: Candidate) -> str:
    """The stance before negation and aspect: the entry's, or what the verbs say."""
    entry = candidate.cue.entry
    stance = entry.stance or clause_stance(
        candidate.frame,
        reported=number in reading.speakers,
        condition=condition(reading, number),
    )
    if entry.move == "refusal" and _unable(reading, number, candidate):
        return "actual"
    facing = entry.move in _FACING and stance in ("actual", "planned")
    if facing and (or_face(reading, number) or whoever(reading, number)):
        return "conditional"
    refuses = entry.move == "refusal" and stance == "planned" and reading.language.code == "en"
    if refuses and is_negated(candidate.frame, candidate.at):
        return "actual"  # "would never accept it": refused now
    return _raised_stance(reading, number, stance)


def _negated(candidate: Candidate, stance: str) -> tuple[str, str, bool]:
    """Move and stance under a negation, and whether that is the last word."""
    entry = candidate.cue.entry
    move, english = entry.move, candidate.frame.sentence.language.code == "en"
    if candidate.aspect == "stop":
        return ("refusal" if move in _GIVEN_UP else move), "actual", True
    if stance == "planned" and move in _GIVEN_UP:
        return "pledge", "actual", True  # "werde keine Soldaten entsenden"
    if entry.negated == "-":
        told = english and bool(candidate.cue.verbs) and move in _DEEDS_DONE and stance == "actual"
        return (move, "denied", True) if told else (*_NOTHING, True)
    if entry.negated:
        return entry.negated, stance if stance == "conditional" else "actual", True
    return move, "denied" if stance == "actual" else stance, False


def _governed(
    reading: Reading, number: int, candidate: Candidate, stance: str, governed: Governed
) -> tuple[str, str]:
    """Move and stance under the predicates that stand over the verb, from the inside out."""
    entry, aspect = candidate.cue.entry, reading.tools.aspect
    negated = is_negated(candidate.frame, candidate.at, candidate.noun)
    move, ended = entry.move, False
    for effect in governed.effects:
        if effect == "doubtful":
            return _NOTHING
        if effect in ("denied", "refused"):
            move, stance = _not_done(entry, move, stance, refused=effect == "refused")
        elif effect == "ceased":
            given_up = entry.negated if entry.negated != "-" else ""
            move, ended = aspect.stopped.get(move, given_up), True
        elif effect in ("planned", "scheduled") and stance == "actual":
            stance = "planned"
        elif effect == "unconfirmed" and stance in ("actual", "planned"):
            stance = "unconfirmed"
    if negated and not _negation_in_cue(reading, candidate):
        if governed.effects[-1] in ("denied", "refused"):
            return _NOTHING  # "did not refuse to meet", "is not unable to attack"
        if ended or stance == "planned":
            return ("refusal" if move else ""), "actual"  # "did not stop testing"
        move, stance = _not_done(entry, move, stance, refused=False)
    if stance == "planned" and "scheduled" not in governed.effects:
        said = _only_said(reading, number, candidate, stance) if move == entry.move else ""
        move = said or aspect.planned.get(move, move)
    return move, stance


def _not_done(entry: Entry, move: str, stance: str, *, refused: bool) -> tuple[str, str]:
    """What did not come about: what the entry says, else the deed denied."""
    if refused and move not in _DEEDS_DONE_TO:
        return "refusal", "actual"
    if entry.negated and entry.negated != "-":
        return entry.negated, "actual"
    return (move, "denied") if move in _DEEDS_DONE else _NOTHING


def _considered(reading: Reading, candidate: Candidate) -> bool:
    """ "is weighing new sanctions": what its doer only thinks of is open."""
    at, considering = verb_of(candidate), reading.language.considering
    verbal = any(
        k == at and lemma in considering for lemma, k in candidate.frame.clause.verbs.lexical
    )
    return verbal and candidate.cue.entry.move not in _MEETINGS


def _planned(reading: Reading, candidate: Candidate) -> bool:
    """True if the verb only plans what the noun names."""
    verbs = candidate.frame.clause.verbs
    lemma = next((name for name, k in verbs.lexical if k == candidate.at), "")
    of_noun = candidate.noun >= 0 and reading.tools.aspect.of.get(lemma) == "plan"
    if candidate.cue.entry.kind == "pledge":
        return False  # what is offered is promised now
    if lemma in _TALKING and candidate.cue.verbs and candidate.cue.entry.move == "talks":
        return False  # "haben über den Streit beraten"
    if candidate.cue.entry.move in _SAID_AT_ONCE and lemma in reading.language.uttering:
        return False  # "promised revenge": threatened already
    return candidate.aspect == "plan" or of_noun


def _only_said(reading: Reading, number: int, candidate: Candidate, stance: str) -> str:
    """The move of what is planned: some deeds are a promise or a threat as long as they are."""
    frame, move = candidate.frame, candidate.cue.entry.move
    offered = stance in ("planned", "conditional") and move in _MEETINGS
    if offered and _says_so_himself(reading, number):
        move = "pledge"
    if frame.subject < 0 or frame.is_passive(candidate.at):
        return move
    aspect = reading.tools.aspect
    verbs = frame.clause.verbs
    ahead = verbs.future or verbs.modal in ("would", "müssen", "wollen")
    maybe = stance == "unconfirmed" and verbs.modal in ("could", "might", "may")
    himself = ((stance == "planned" and ahead) or maybe) and _says_so_himself(reading, number)
    if reading.language.code == "de" and move not in ("attack", "coercion"):
        himself = False
    if move in aspect.conditional and (stance == "conditional" or himself):
        return "" if _is_condition(reading, frame) else aspect.conditional[move]
    only_said = aspect.planned.get(move, move)
    promised = stance == "conditional" and ahead and _says_so_himself(reading, number)
    if promised and candidate.cue.entry.kind == "pledge" and if_they_harm(reading, number):
        return "threat"
    ready = _is_ready(reading, candidate) and _says_so_himself(reading, number)
    if move in aspect.conditional and ready:
        return aspect.conditional[move]
    if promised or stance == "planned" or (stance == "conditional" and only_said == "threat"):
        return only_said
    return move


def _is_condition(reading: Reading, frame: Frame) -> bool:
    """ "solange Israel die Hügel besetzt hält": on what it hangs, and nobody's threat."""
    clause, language = frame.clause, reading.language
    return language.code == "de" and clause.kind == "sub" and clause.link in language.conditional


def _is_ready(reading: Reading, candidate: Candidate) -> bool:
    """ "said it was ready to impose sanctions": harm that is announced is a threat."""
    low = reading.sentence.low
    k = verb_of(candidate) if "to" in low else -1
    return k > 1 and low[k - 1] == "to" and low[k - 2] in reading.language.intending


def _says_so_himself(reading: Reading, number: int) -> bool:
    """ "said it would meet the envoy": a promise of one's own act."""
    speaker = reading.speakers.get(number, "")
    own = {state_of(code) for code in speaker.split(";") if code}
    return bool(own & {state_of(code) for code in reading.frames[number].fill(("subject",))})


def _scheduled(reading: Reading, candidate: Candidate) -> bool:
    """ "is to meet", "are to be held": planned, whoever planned it (more in `governors`)."""
    low = reading.sentence.low
    if "to" not in low:
        return False
    k = verb_of(candidate)
    if k > 2 and low[k - 1] == "be":
        k -= 1  # "is to be held"
    return k > 1 and low[k - 1] == "to" and low[k - 2] in _IS_TO


def _intended(reading: Reading, candidate: Candidate) -> bool:
    """ "is ready to talk", "plans an offer": the cue is what somebody means to do."""
    low, k = reading.sentence.low, candidate.at
    if k > 1 and low[k - 1] == "to" and low[k - 2] in reading.language.intending:
        return True
    lexical = candidate.frame.clause.verbs.lexical
    over = bool(lexical) and candidate.at > lexical[0][1]
    return over and reading.tools.aspect.of.get(lexical[0][0]) == "plan"


def _negation_in_cue(reading: Reading, candidate: Candidate) -> bool:
    negations = reading.language.negations
    return any(negations.intersection(words) for words in candidate.cue.phrases)


def _advised(reading: Reading, number: int) -> bool:
    """ "Togo should leave Mali": in nobody's mouth it is the author's advice, no deed."""
    clause = reading.clauses[number]
    said = number in reading.speakers or number in reading.reporters
    told = clause.verbs.modal in ("should", "ought") and not clause.verbs.perfect
    return reading.language.code == "en" and told and not said and clause.link != "should"


def _avoided(reading: Reading, number: int, candidate: Candidate) -> bool:
    """ "vermied es, Moskau zu verurteilen", "avoided a war with Togo": it was not done."""
    frame, verbs = candidate.frame, _lexical_above(reading, number)
    if candidate.noun >= 0 and (candidate.noun != frame.subject or frame.passive):
        verbs = verbs if candidate.cue.verbs else [*verbs, *frame.clause.verbs.lexical]
    return any(lemma in reading.language.avoiding for lemma, _ in verbs)


def _doubted(reading: Reading, number: int) -> bool:
    """True under "es ist unwahrscheinlich, dass"."""
    clause = reading.clauses[number]
    if clause.kind not in ("sub", "inf") or clause.link in ("ob", "whether"):
        return False
    return not reading.language.doubt.isdisjoint(_words_above(reading, number))


def _without_evidence(reading: Reading, number: int) -> bool:
    """ "There is no evidence that Togo fired": said not to have happened, as far as is known."""
    if reading.clauses[number].link != "that":
        return False
    above = _words_above(reading, number)
    return "no" in above and not reading.language.evidence.isdisjoint(above)


def _rumoured(reading: Reading, number: int) -> bool:
    """ "reports that a base had been hit": what only reports tell is open."""
    clause, low = reading.clauses[number], reading.sentence.low
    before = low[clause.first - 1 : clause.first]
    return clause.link == "that" and not reading.language.suspicion.isdisjoint(before)


def _words_above(reading: Reading, number: int) -> list[str]:
    """The words of the clause on which this one depends."""
    above = reading.number(reading.clauses[number].parent)
    return reading.words(above) if above >= 0 else []


def _lexical_above(reading: Reading, number: int) -> list[tuple[str, int]]:
    """The full verbs of the clause on which an infinitive depends."""
    clause = reading.clauses[number]
    if clause.kind != "inf" or clause.parent is None:
        return []
    return clause.parent.verbs.lexical


def _only_able(reading: Reading, number: int) -> bool:
    verbs = reading.clauses[number].verbs
    return verbs.modal in _ABLE and verbs.mood == "p"


def _unable(reading: Reading, number: int, candidate: Candidate) -> bool:
    """ "could not accept it": the refusal is no guess."""
    verbs = reading.clauses[number].verbs
    return verbs.modal == "could" and is_negated(candidate.frame, candidate.at)


def _raised_stance(reading: Reading, number: int, stance: str) -> str:
    """ "versuchte, ... zu verkaufen" says that it was tried, not that it is planned."""
    lexical = _lexical_above(reading, number)
    raised = bool(lexical) and lexical[0][0] in reading.language.raising
    return "actual" if raised and stance == "planned" else stance
