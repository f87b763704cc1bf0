"""Content clauses without "that": "Iran said it would ...".

A second finite verb begins a clause at its subject if the verb before it takes a clause (to say, to
believe); behind any other verb only a sure past form or an auxiliary does, since most words that
look like a second verb are nouns or participles there ("blocked the release of military aid").
"""

from __future__ import annotations

from standoff.coding.datafiles import words
from standoff.coding.grammar.english.openings import AND, is_gerund
from standoff.coding.grammar.english.verbs import is_finite
from standoff.coding.grammar.english.words import SUBJECTS
from standoff.coding.grammar.sentence import Sentence

__all__ = ["unmarked_clause"]

_NAMING = words(
    "call describe term label dub brand see regard consider say hail denounce portray condemn"
)
_REDUCED = ("by", "in", "at", "on", "under")
_BETWEEN = words("on late early today yesterday last again also")


def unmarked_clause(sentence: Sentence, start: int, k: int) -> int:
    """The first token of the clause whose finite verb stands at k, -1 if it begins none."""
    readings = sentence.readings
    if readings[k - 1] or sentence.low[k - 1] in AND:
        return -1
    governing = next((j for j in range(k - 1, start - 1, -1) if readings[j]), -1)
    if governing < 0 or not _governs(sentence, start, governing, k):
        return -1
    if _is_named(sentence, governing, k):
        return -1
    return _first_token(sentence, governing, k)


def _governs(sentence: Sentence, start: int, governing: int, k: int) -> bool:
    """The verb at `governing` can have the one at k in its content."""
    low, language, readings = sentence.low, sentence.language, sentence.readings
    quoted = governing > start and low[governing - 1] == "as" and is_gerund(sentence, governing)
    if not (quoted or readings[governing].finite):
        return False
    if low[k] in language.auxiliary:
        sure = True
    else:
        kinds = readings[k].kinds
        if "part" in kinds and low[k + 1 : k + 2] and low[k + 1] in _REDUCED:
            return False
        sure = "t" in kinds and "part" not in kinds
    told = quoted or not readings[governing].lemmas.isdisjoint(language.governing)
    return told or (sure and is_finite(sentence, governing))


def _is_named(sentence: Sentence, governing: int, k: int) -> bool:
    """ "condemned what he called a lie": an object, nobody's words."""
    between = sentence.low[max(governing + 1, k - 4) : k]
    return sentence.readings[k][0].lemma in _NAMING and "what" in between


def _first_token(sentence: Sentence, governing: int, k: int) -> int:
    """Where the subject of the verb at k begins, times and a preposition left out."""
    low, language, named = sentence.low, sentence.language, sentence.mention_at
    begin = governing + 1
    while begin < k and (low[begin] in language.time_nouns or low[begin] in _BETWEEN):
        begin += 1
    if begin < k and (low[begin] not in language.prepositions or low[begin] == "to"):
        return begin
    nominal = [
        j
        for j in range(begin, k)
        if low[j] in language.all_determiners or named[j] >= 0 or low[j] in SUBJECTS
    ]
    if not nominal:
        return -1
    begin = nominal[-1]
    while begin > governing + 1 and named[begin - 1] >= 0 and named[begin - 1] == named[begin]:
        begin -= 1
    return begin
