"""Marks that part no clauses: the commas of a list, and short asides in parentheses.

Sollten die USA, Japan und Südkorea nachgeben, ...     one subject of three
der Islamische Staat (IS) hat ...                      the aside says nothing about the verb
"""

from __future__ import annotations

from standoff.coding.grammar.clauses import MARKS
from standoff.coding.grammar.forms import NO_READINGS
from standoff.coding.grammar.language import Language
from standoff.coding.grammar.sentence import Sentence

__all__ = ["asides", "between_items"]

_JOINING = frozenset({"und", "oder", "sowie"})
_LONGEST_ITEM = 4
_LONGEST_LIST = 16
_SHORT_ASIDE = 6
_LONGEST_ASIDE = 14


def between_items(sentence: Sentence, language: Language, k: int) -> bool:
    """True if the comma at token k stands between items of a list that "und" ends."""
    if not k or not sentence.upper[k - 1] or _is_last_item(sentence, k - 1):
        return False
    low, upper = sentence.low, sentence.upper
    item = 0
    for at in range(k + 1, min(k + _LONGEST_LIST, len(low) - 1)):
        word = low[at]
        if word in _JOINING or word == ",":
            if not item or not upper[at - 1]:
                return False
            if word != ",":
                return _is_item(sentence, language, at + 1)
            item = 0
            continue
        item += 1
        opens = item == 1 and (word in language.relatives or word in language.subordinators
                               or word in language.prepositions)  # fmt: skip
        if opens or word in MARKS or sentence.readings[at] or item > _LONGEST_ITEM:
            return False
    return False


def _is_last_item(sentence: Sentence, k: int) -> bool:
    """True if the noun at k already ends a list: "Russland und Iran, ..."."""
    for at in range(k - 1, max(k - _LONGEST_ITEM, -1), -1):
        word = sentence.low[at]
        if word in _JOINING:
            return True
        if word in MARKS or sentence.readings[at]:
            return False
    return False


def _is_item(sentence: Sentence, language: Language, k: int) -> bool:
    """True if a noun with nothing but attributes before it begins at k."""
    for at in range(k, min(k + _LONGEST_ITEM, len(sentence.low))):
        if sentence.low[at] in MARKS or sentence.readings[at]:
            return False
        if sentence.upper[at]:
            return True
        if at == k and sentence.low[at] in language.prepositions:
            return False
    return False


def asides(sentence: Sentence) -> frozenset[int]:
    """The tokens of short asides in parentheses, which lose their verb readings."""
    low, readings = sentence.low, sentence.readings
    if "(" not in low:
        return frozenset()
    inside: set[int] = set()
    opened = -1
    for k, word in enumerate(low):
        if word == "(":
            opened = k
        elif word == ")" and opened >= 0:
            finite = any(readings[j].finite for j in range(opened, k))
            if k - opened <= (_SHORT_ASIDE if finite else _LONGEST_ASIDE):
                inside.update(range(opened, k + 1))
                for j in range(opened, k):
                    readings[j] = NO_READINGS
            opened = -1
    return frozenset(inside)
