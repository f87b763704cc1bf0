"""English participles that look like the verb of the sentence and only tell which one is meant.

    Soldiers backed by tanks crossed the border        with their agent, before the verb
    Under a deal signed in Oslo Togo and Mali agreed   in a phrase that opens the sentence

Both stand where a past form of their verb might stand ("Soldiers backed the coup"); what gives them
away is a finite verb later in the same stretch (a reduced relative clause: Huddleston and Pullum,
Cambridge Grammar of the English Language, 2002, chapter 14).
"""

from __future__ import annotations

from standoff.coding.datafiles import words
from standoff.coding.grammar.clauses import MARKS
from standoff.coding.grammar.language import Language
from standoff.coding.grammar.sentence import Sentence

__all__ = ["is_reduced_by", "tells_which"]

_OPENING = words("under in with by according after")
_AMOUNTS = words(
    "one two three four five six seven eight nine ten half nearly almost roughly about at over"
)
_CLAUSES = words("if unless until when while because although though whether once")


def is_reduced_by(sentence: Sentence, language: Language, k: int) -> bool:
    """ "soldiers backed by tanks crossed the border": the verb of the sentence comes later."""
    low, readings = sentence.low, sentence.readings
    if "part" not in readings[k].kinds or low[k + 1 : k + 2] != ["by"] or k + 3 >= len(low):
        return False
    amount = low[k + 2][:1].isdigit() or low[k + 2] in _AMOUNTS  # "shortened by one hour"
    if "ger" in readings[k + 2].kinds or amount or not _opens_here(sentence, language, k):
        return False
    for j in range(k + 3, len(low)):
        if low[j] in MARKS or low[j] in language.relatives or low[j] in _CLAUSES:
            return False
        if _is_finite(sentence, language, j) and low[j - 1] not in ("to", "and", "or", "but"):
            return True
    return False


def tells_which(sentence: Sentence, language: Language, k: int) -> bool:
    """ "Under a deal signed in Oslo Togo and Ghana agreed": no verb of the sentence."""
    low, readings = sentence.low, sentence.readings
    if low[0] not in _OPENING or "part" not in readings[k].kinds or k + 1 >= len(low):
        return False
    before = range(1, k)
    if any(low[j] in MARKS or sentence.mention_at[j] >= 0 or readings[j] for j in before):
        return False
    if low[k + 1] not in language.prepositions:
        return False
    for j in range(k + 1, len(low)):
        if low[j] in MARKS:
            return False
        if _is_finite(sentence, language, j):
            return True
    return False


def _is_finite(sentence: Sentence, language: Language, j: int) -> bool:
    """A past form or an auxiliary."""
    kinds = sentence.readings[j].kinds
    return bool(kinds) and (sentence.low[j] in language.auxiliary or "t" in kinds)


def _opens_here(sentence: Sentence, language: Language, k: int) -> bool:
    """No finite verb and no mark stands before k."""
    return not any(sentence.low[j] in MARKS or _is_finite(sentence, language, j) for j in range(k))
