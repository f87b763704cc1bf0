"""German words that look like verbs: adjectives before a noun, articles, "sein" as a possessive."""

from __future__ import annotations

from standoff.coding.grammar.clauses import MARKS
from standoff.coding.grammar.forms import NO_READINGS
from standoff.coding.grammar.language import Language
from standoff.coding.grammar.sentence import Sentence

__all__ = ["clear_attributes"]

_ADJECTIVE = ("e", "en", "er", "es", "em")
_NEAR = 4
_FAR = 7


def clear_attributes(sentence: Sentence, language: Language) -> None:
    """Take the verb reading from words that are something else here (adjectives, articles)."""
    low, upper, readings = sentence.low, sentence.upper, sentence.readings
    size = len(low)
    for k in range(size):
        if not readings[k]:
            continue
        word = low[k]
        if word == "sein":
            noun = k + 1 < size and (upper[k + 1] or low[k + 1].endswith(_ADJECTIVE))
            if noun and not _closes(low, k + 1):
                readings[k] = NO_READINGS
        elif word in language.all_determiners or word in language.prepositions:
            if k + 1 < size and low[k + 1] not in MARKS:
                readings[k] = NO_READINGS
        elif (
            word.endswith(_ADJECTIVE)
            and word not in language.auxiliary
            and (_is_attribute(sentence, language, k) or _is_embedded(sentence, language, k))
        ):
            readings[k] = NO_READINGS


def _is_attribute(sentence: Sentence, language: Language, k: int) -> bool:
    """ "die gescheiterten und teuren Gespräche": between an article and its noun."""
    low, upper = sentence.low, sentence.upper
    before = k - 1
    while (
        before >= 0
        and k - before <= _NEAR
        and not sentence.readings[before]
        and not upper[before]
        and (low[before] not in language.all_determiners and low[before][:1].isalpha())
    ):
        if low[before] in language.prepositions:
            break
        before -= 1
    if before < 0:
        return k == 0 and upper[0] and len(low) > 1 and upper[1] and sentence.mention_at[1] < 0
    if low[before] not in language.all_determiners and low[before] not in language.prepositions:
        return False
    if low[before + 1] in ("und", "oder", ","):
        return False  # "marschierten ein und griffen kurdische Stellungen an"
    if (
        before > 0
        and before == k - 1
        and low[before] in ("der", "die", "das")
        and low[before - 1] == ","
    ):
        return upper[k + 1 : k + 2] == [True] and not low[k].endswith(("te", "ten"))
    after = k + 1
    while after < len(low) and after - k <= _NEAR and not upper[after]:
        joining = low[after] in ("und", "oder", ",")
        article = low[after] in language.all_determiners or low[after] in language.prepositions
        if article or not (joining or low[after].endswith(_ADJECTIVE)):
            return False
        after += 1
    return after < len(low) and after - k <= _NEAR and upper[after]


def _is_embedded(sentence: Sentence, language: Language, k: int) -> bool:
    """ "der von Russland unterstützten Regierung": article, preposition, ..., noun."""
    low, upper = sentence.low, sentence.upper
    if upper[k + 1 : k + 2] != [True]:
        return False
    for at in range(k - 2, max(k - _FAR, 0), -1):
        if low[at] in MARKS or sentence.readings[at]:
            return False
        if low[at] in language.prepositions and low[at - 1] in language.all_determiners:
            if _holds_a_phrase(sentence, at + 1, k):
                return False
            return at < 2 or low[at - 2] != "," or low[at - 1] not in language.relatives
    return False


def _holds_a_phrase(sentence: Sentence, first: int, last: int) -> bool:
    """ "die | von Paris verhängten Zölle | treffen Rom": attribute and noun are complete."""
    named = False
    for k in range(first, last - 1):
        adjective = not sentence.upper[k] and sentence.low[k].endswith(_ADJECTIVE)
        if named and adjective and sentence.upper[k + 1]:
            return True
        named = named or sentence.upper[k]
    return False


def _closes(low: list[str], k: int) -> bool:
    return k >= len(low) or low[k] in MARKS or low[k] in ".!?"
