"""English verb groups: which verb is finite, what helps it, and what follows."""

from __future__ import annotations

from standoff.coding.datafiles import words
from standoff.coding.grammar.clauses import Clause, VerbGroup, finite_reading
from standoff.coding.grammar.english.words import SKIPPED
from standoff.coding.grammar.sentence import Sentence

__all__ = ["is_finite", "verb_group"]

_BE, _HAVE, _DO = "be", "have", "do"
_MODALS = words("will would shall should can could may might must ought")


def is_finite(sentence: Sentence, k: int) -> bool:
    """True if token k is a finite verb where it stands (not after to, a modal or do)."""
    if not sentence.readings[k] or finite_reading(sentence.readings[k]) is None:
        return False
    j = k - 1
    while j >= 0 and (sentence.low[j] in SKIPPED or sentence.low[j].endswith("ly")):
        j -= 1
    if j < 0:
        return True
    if sentence.low[j] == "to":
        return False
    before = sentence.readings[j]
    helped = bool(before) and before[0].lemma in (*_MODALS, _DO, _HAVE, _BE)
    return not (helped and sentence.low[k] not in ("has", "is", "was", "were", "did"))


def verb_group(clause: Clause, sentence: Sentence) -> VerbGroup:
    """The first verb group of the clause, and after it the other verbs in order."""
    group = VerbGroup()
    tokens = [k for k in clause.indices() if sentence.readings[k]]
    seen_be = seen_have = closed = False
    for k in tokens:
        readings = sentence.readings[k]
        reading = finite_reading(readings)
        lemma = readings[0].lemma
        if group.finite < 0 and reading is not None and not _after_to(k, sentence):
            group.finite, group.mood, group.number = k, reading.kind, reading.number or "b"
        if not closed and lemma in _MODALS:
            group.modal = group.modal or lemma
            group.future = lemma in ("will", "shall")
            continue
        if lemma in (_BE, _HAVE, _DO) and not closed and _helps(k, tokens, sentence):
            seen_be, seen_have = seen_be or lemma == _BE, seen_have or lemma == _HAVE
            continue
        if lemma == _BE and not closed:
            group.copula = True
            continue
        kinds = {r.kind for r in readings}
        if not closed:
            group.passive = seen_be and "part" in kinds and not _is_state(k, lemma, sentence)
            group.perfect = seen_have
            group.infinitive = _after_to(k, sentence)
            closed = True
        group.lexical.extend((name, k) for name in dict.fromkeys(r.lemma for r in readings))
    return group


def _is_state(k: int, lemma: str, sentence: Sentence) -> bool:
    """ "is prepared to", "is working": no passive."""
    if any(reading.kind == "ger" for reading in sentence.readings[k]):
        return True
    wished = lemma in ("prepare", "determine", "commit", "incline", "poise")
    return wished and sentence.low[k + 1 : k + 2] == ["to"]


def _helps(k: int, tokens: list[int], sentence: Sentence) -> bool:
    """True if a form of be, have, do is followed by the verb it helps."""
    at = tokens.index(k)
    if at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    between = following - k - 1
    if between > 3 or any(sentence.mention_at[j] >= 0 for j in range(k + 1, following)):
        return between <= 4 and sentence.low[k + 1 : k + 2] != ["to"]
    return sentence.low[following - 1] != "to"


def _after_to(k: int, sentence: Sentence) -> bool:
    return k > 0 and sentence.low[k - 1] == "to"
