"""Meaning: the move and stance of a candidate, after negation, aspect and condition.

"Kim machte keine Zugeständnisse" is a refusal, "brach die Gespräche ab" a breakdown of talks,
"plans to impose sanctions" in PLOVER's reading a threat. A clause under "es ist unwahrscheinlich,
dass" or with "kann" says nothing that happened and has no move at all.
"""

from __future__ import annotations

from standoff.coding.matching import Candidate
from standoff.coding.reading import Reading
from standoff.coding.stance import clause_stance, is_negated
from standoff.nouns.coding import state_of

__all__ = ["find_meaning"]

_NOTHING = ("", "")
# Not to stop these is to refuse ("die Manöver nicht aussetzen"); not to stop talks is to go on.
_GIVEN_UP = frozenset(
    {"exercise", "weapon_test", "deployment", "attack", "sanction", "trade_dispute", "protest",
     "nuclear_restart"}
)  # fmt: skip
_MEETINGS = frozenset({"talks", "summit"})
_ABLE = frozenset({"können", "dürfen", "can"})


def find_meaning(reading: Reading, number: int, candidate: Candidate) -> tuple[str, str]:
    """Move and stance; both empty if nothing codable is said."""
    entry, frame = candidate.cue.entry, candidate.frame
    reported = number in reading.speakers
    able = _only_able(reading, number) and entry.move != "capability_claim"
    if _doubted(reading, number) or (able and not reported):
        return _NOTHING
    stance = entry.stance or clause_stance(
        frame, reported=reported, condition=_condition(reading, number)
    )
    stance = _raised_stance(reading, number, stance)
    if entry.move == "refusal" and _unable(reading, number, candidate):
        stance = "actual"
    move = entry.move
    if is_negated(frame, candidate.at, candidate.noun) and not _negation_in_cue(reading, candidate):
        if candidate.aspect == "stop":
            return ("refusal" if move in _GIVEN_UP else move), "actual"
        if stance == "planned" and move in _GIVEN_UP:
            return "pledge", "actual"  # "werde keine Soldaten entsenden"
        if entry.negated == "-":
            return _NOTHING
        if entry.negated:
            return entry.negated, stance if stance == "conditional" else "actual"
        stance = "denied" if stance == "actual" else stance
    if candidate.aspect == "stop":
        return reading.tools.aspect.stopped.get(move, ""), stance
    lemma = next((name for name, k in frame.clause.verbs.lexical if k == candidate.at), "")
    if stance == "actual" and _scheduled(reading, candidate):
        return move, "planned"
    planning = candidate.aspect == "plan" or (
        candidate.noun >= 0 and reading.tools.aspect.of.get(lemma) == "plan"
    )
    if (planning or _intended(reading, candidate)) and stance == "actual":
        stance = "planned"
    if stance == "planned" and move in _MEETINGS and _says_so_himself(reading, number):
        move = "pledge"
    if frame.subject >= 0 and not frame.is_passive(candidate.at):
        only_said = reading.tools.aspect.planned.get(move, move)
        if stance == "planned" or (stance == "conditional" and only_said == "threat"):
            move = only_said
    return move, stance


def _says_so_himself(reading: Reading, number: int) -> bool:
    """ "said it would meet the envoy": a promise of one's own act."""
    speaker = reading.speakers.get(number, "")
    own = {state_of(code) for code in speaker.split(";") if code}
    return bool(own & {state_of(code) for code in reading.frames[number].fill(("subject",))})


def _scheduled(reading: Reading, candidate: Candidate) -> bool:
    """ "was due to meet", "is expected to visit": planned, whoever planned it."""
    low, k = reading.sentence.low, candidate.at
    return k > 1 and low[k - 1] == "to" and low[k - 2] in reading.language.scheduled


def _intended(reading: Reading, candidate: Candidate) -> bool:
    """ "plans to grant", "is ready to talk": the cue is what somebody means to do."""
    verbs = candidate.frame.clause.verbs
    if not verbs.lexical or candidate.at <= verbs.lexical[0][1]:
        low, k = reading.sentence.low, candidate.at
        return k > 1 and low[k - 1] == "to" and low[k - 2] in reading.language.intending
    return reading.tools.aspect.of.get(verbs.lexical[0][0]) == "plan"


def _negation_in_cue(reading: Reading, candidate: Candidate) -> bool:
    negations = reading.language.negations
    return any(negations.intersection(words) for words in candidate.cue.phrases)


def _doubted(reading: Reading, number: int) -> bool:
    """True under "es ist unwahrscheinlich, dass"."""
    clause = reading.clauses[number]
    parent = reading.number(clause.parent)
    if parent < 0 or clause.kind not in ("sub", "inf") or clause.link in ("ob", "whether"):
        return False
    return bool(reading.language.doubt.intersection(reading.words(parent)))


def _only_able(reading: Reading, number: int) -> bool:
    verbs = reading.clauses[number].verbs
    return verbs.modal in _ABLE and verbs.mood == "p"


def _unable(reading: Reading, number: int, candidate: Candidate) -> bool:
    """ "could not accept it": the refusal is no guess."""
    verbs = reading.clauses[number].verbs
    return verbs.modal in ("could", "can") and is_negated(candidate.frame, candidate.at)


def _condition(reading: Reading, number: int) -> str:
    """`conditional` or `unconfirmed` if an if-clause governs this one, else ""."""
    clause = reading.clauses[number]
    if clause.kind == "main" and clause.brother is not None:
        before = reading.number(clause.brother)
        inherited = _condition(reading, before) if before >= 0 else ""
        if inherited and clause.verbs.finite < 0:
            return inherited
    if clause.kind != "main":
        return ""
    for n, other in enumerate(reading.clauses):
        beside = other.parent is clause or n == number - 1
        if other.kind != "sub" or other.link not in reading.language.conditional or not beside:
            continue
        if n in reading.done:
            continue  # "Glaubt man ihm, ...": whose claim it is, no condition
        if reading.language.suspicion.intersection(reading.words(n)):
            return "unconfirmed"
        if n < number or clause.verbs.mood == "2" or clause.verbs.future or clause.verbs.modal:
            return "conditional"
    return ""


def _raised_stance(reading: Reading, number: int, stance: str) -> str:
    """ "versuchte, ... zu verkaufen" says that it was tried, not that it is planned."""
    clause = reading.clauses[number]
    parent = reading.number(clause.parent)
    if clause.kind != "inf" or parent < 0 or stance != "planned":
        return stance
    lexical = reading.clauses[parent].verbs.lexical
    if lexical and lexical[0][0] in reading.language.raising:
        return "actual"
    return stance
