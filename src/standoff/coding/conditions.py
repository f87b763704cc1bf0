"""Conditions: on what a clause hangs, and what that makes of it.

If the raids go on, Mali will leave          an if-clause beside it: conditional
as soon as, as long as, once, provided       likewise, before something to come
Any attack would be an act of war            the condition stands in the subject
48 hours to withdraw or face retaliation     or in what is threatened
Otherwise it will suspend the treaty         or in the sentence before
sollte sich der Verdacht erhärten            a suspicion: unconfirmed
"""

from __future__ import annotations

from standoff.coding.reading import Reading
from standoff.coding.stance import is_negated

__all__ = ["condition", "if_they_harm", "or_face", "whoever"]

#: What is promised if the other side does these is threatened.
_WRONGS = frozenset(
    {"attack", "coercion", "sanction", "trade_dispute", "breach", "deployment", "cancellation",
     "refusal", "weapon_test", "withdrawal"}
)  # fmt: skip


def or_face(reading: Reading, number: int) -> bool:
    """ "48 hours to withdraw or face retaliation": the condition stands in the evidence."""
    low = reading.sentence.low
    return "or" in low and any(
        low[k] == "or" and low[k + 1 : k + 2] in (["face"], ["risk"], ["suffer"], ["else"])
        for k in range(reading.clauses[number].first, len(low))
    )


def whoever(reading: Reading, number: int) -> bool:
    """ "Any intervention would be an act of war": the condition stands in the subject."""
    frame = reading.frames[number]
    verbs = frame.clause.verbs
    if reading.language.code != "en" or frame.subject < 0 or not (verbs.future or verbs.modal):
        return False
    phrase = frame.phrases[frame.subject]
    return phrase.det == "any" or reading.sentence.low[phrase.head] in ("anyone", "whoever")


def condition(reading: Reading, number: int) -> str:
    """`conditional` or `unconfirmed` if an if-clause governs this one, else ""."""
    clause = reading.clauses[number]
    if clause.kind == "main" and clause.brother is not None and clause.verbs.finite < 0:
        before = reading.number(clause.brother)
        inherited = condition(reading, before) if before >= 0 else ""
        if inherited:
            return inherited
    reported = clause.kind == "sub" and clause.link in ("that", "")
    if clause.kind != "main" and not (reported and reading.language.code == "en"):
        return ""
    if reading.sentence.low[clause.first] == "otherwise" and clause.verbs.future:
        return "conditional"
    for n, other in enumerate(reading.clauses):
        apart = reading.sentence.low[clause.first - 1] == ";" if clause.first else False
        beside = other.parent is clause or (n == number - 1 and not apart)
        ahead = other.link == "once" and bool(clause.verbs.future or clause.verbs.modal)
        if other.kind == "sub" and beside and ahead and reading.language.code == "en":
            return "conditional"  # "would leave once they had paid"
        if other.kind != "sub" or other.link not in reading.language.conditional or not beside:
            continue
        if n in reading.done:
            continue  # "Glaubt man ihm, ...": whose claim it is, no condition
        if reading.language.suspicion.intersection(reading.words(n)):
            return "unconfirmed"
        if n < number or clause.verbs.mood == "2" or clause.verbs.future or clause.verbs.modal:
            return "conditional"
    return ""


def if_they_harm(reading: Reading, number: int) -> bool:
    """ "would build missiles if Washington left the treaty": what is promised for a wrong."""
    for n in (number - 1, number + 1):
        if not 0 <= n < len(reading.clauses):
            continue
        if reading.clauses[n].link not in reading.language.conditional:
            continue
        best = reading.best(n)
        wrong = best is not None and best.cue.entry.move in _WRONGS
        if wrong or is_negated(reading.frames[n], len(reading.sentence.low)):
            return reading.clauses[n].link not in ("unless", "until")
    return False
