"""English parts: a sentence cut where one clause ends and the next begins.

A clause ends at a mark, at a conjunction or relative pronoun, at "and" before a verb, and where a
second finite verb with a subject of its own follows a first ("Iran said it would ...").
"""

from __future__ import annotations

from dataclasses import dataclass

from standoff.coding.datafiles import words
from standoff.coding.grammar.clauses import (
    MARKS,
    finite_reading,
    is_cut,
    sentence_end,
    sentence_start,
)
from standoff.coding.grammar.english.verbs import is_finite
from standoff.coding.grammar.english.words import SKIPPED, SUBJECTS
from standoff.coding.grammar.language import Language
from standoff.coding.grammar.sentence import Sentence

__all__ = ["Part", "cut_parts"]

_AND = words("and but or then")
_ALWAYS = words("because if unless although though while whether when whenever where whereas until")


@dataclass(slots=True)
class Part:
    """A stretch with its verbs; `opener` tells how it begins."""

    first: int
    last: int
    kind: str = "main"
    link: str = ""
    mark: str = ""
    shares: bool = False


def cut_parts(sentence: Sentence, language: Language) -> list[Part]:
    parts: list[Part] = []
    first, mark = sentence_start(sentence), ""
    end = sentence_end(sentence)
    for k in range(first, end):
        if sentence.low[k] in MARKS and is_cut(sentence, k):
            _cut_words(parts, sentence, language, first, k, mark)
            first, mark = k + 1, sentence.low[k]
    _cut_words(parts, sentence, language, first, end, mark)
    return parts


def _cut_words(
    parts: list[Part], sentence: Sentence, language: Language, first: int, last: int, mark: str
) -> None:
    """Cut [first, last) at conjunctions, relative pronouns and second subjects."""
    start = first
    kind, link = "main", ""
    shares = False
    k = first
    while k < last:
        border = _border(sentence, language, start, k, last)
        if border is None:
            k += 1
            continue
        at, new_kind, new_link, new_shares = border
        end = at - 1 if at > start and sentence.low[at - 1] in _AND else at
        if end > start:
            parts.append(Part(start, end, kind, link, mark, shares))
            mark = ""
        start, kind, link, shares = at, new_kind, new_link, new_shares
        k = max(k, at) + 1
    if start < last:
        parts.append(Part(start, last, kind, link, mark, shares))


def _border(
    sentence: Sentence, language: Language, start: int, k: int, last: int
) -> tuple[int, str, str, bool] | None:
    """Where a new clause begins at token k: (first token, kind, opening word, shares subject)."""
    low, readings = sentence.low, sentence.readings
    word = low[k]
    verbs_ahead = any(is_finite(sentence, j) for j in range(k + 1, last))
    if word in language.relatives and word != "that" and k > 0 and verbs_ahead:
        return k, "rel", word, False
    if word == "that":
        return _that(sentence, k, last, verbs_ahead)
    if (
        word in language.subordinators
        and verbs_ahead
        and _opens_clause(sentence, language, k, last)
    ):
        return k, "sub", word, False
    if word in _AND and k > start and k + 1 < last:
        j = k + 1
        while j < last - 1 and (low[j].endswith("ly") or low[j] in SKIPPED):
            j += 1
        if is_finite(sentence, j) and _has_verb(sentence, start, k):
            return k + 1, "main", word, True
        if _second_subject(sentence, k + 1, last) and _has_verb(sentence, start, k):
            return k + 1, "main", word, False
        return None
    if readings[k] and "ger" in {r.kind for r in readings[k]} and k == start and k > 0:
        return k, "ptc", word, True
    if k > start + 1 and is_finite(sentence, k):
        return _zero_that(sentence, language, start, k)
    return None


def _that(
    sentence: Sentence, k: int, last: int, verbs_ahead: bool
) -> tuple[int, str, str, bool] | None:
    if not verbs_ahead or k + 1 >= last or k == 0:
        return None
    kind = "rel" if is_finite(sentence, k + 1) else "sub"
    return k, kind, "that", False


def _opens_clause(sentence: Sentence, language: Language, k: int, last: int) -> bool:
    """before, after, since, as ... open a clause only if a subject and a verb follow soon."""
    if sentence.low[k] in ("because", "if", "unless", "although", "though", "while", "whether",
                           "when", "whenever", "where", "whereas", "until"):  # fmt: skip
        return True
    for j in range(k + 1, min(last, k + 9)):
        if is_finite(sentence, j):
            return j > k + 1
        if sentence.low[j] in language.subordinators:
            return False
    return False


def _has_verb(sentence: Sentence, first: int, last: int) -> bool:
    return any(sentence.readings[j] for j in range(first, last))


def _second_subject(sentence: Sentence, first: int, last: int) -> bool:
    """A short subject and then a finite verb."""
    for j in range(first, min(last, first + 6)):
        if sentence.readings[j]:
            return is_finite(sentence, j) and j > first
        if sentence.low[j] in ("to", "of", "with", "for", "in"):
            return False
    return False


def _zero_that(
    sentence: Sentence, language: Language, start: int, k: int
) -> tuple[int, str, str, bool] | None:
    """ "Iran said it would ...": the clause of the second finite verb begins at its subject."""
    low, readings = sentence.low, sentence.readings
    if low[k - 1] in language.auxiliary or readings[k - 1]:
        return None
    governing = -1
    for j in range(k - 1, start - 1, -1):
        if readings[j]:
            governing = j
            break
    if governing < 0 or not (is_finite(sentence, governing) or finite_reading(readings[governing])):
        return None
    kinds = {reading.kind for reading in readings[k]}
    if (
        kinds & {"part"}
        and low[k] not in language.auxiliary
        and (k + 1 < len(low) and low[k + 1] in ("by", "in", "at", "on", "under"))
    ):
        return None
    begin = governing + 1
    while begin < k and (low[begin] in language.time_nouns or low[begin] in ("on", "late", "early",
                         "today", "yesterday", "last", "again", "also")):  # fmt: skip
        begin += 1
    if begin >= k or (low[begin] in language.prepositions and low[begin] != "to"):
        nominal = [j for j in range(begin, k) if low[j] in language.all_determiners
                   or sentence.mention_at[j] >= 0 or low[j] in SUBJECTS]  # fmt: skip
        if not nominal or begin >= k:
            return None
        begin = nominal[-1]
        while (
            begin > governing + 1
            and sentence.mention_at[begin - 1] >= 0
            and (sentence.mention_at[begin - 1] == sentence.mention_at[begin])
        ):
            begin -= 1
    return begin, "sub", "", False
