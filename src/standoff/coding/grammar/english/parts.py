"""English parts: a sentence cut where one clause ends and the next begins.

A clause ends at a mark, at a conjunction or relative pronoun, at "and" before a verb, and where a
second finite verb with a subject of its own follows a first ("Iran said it would ...").
"""

from __future__ import annotations

from dataclasses import dataclass

from standoff.coding.datafiles import words
from standoff.coding.grammar.clauses import (
    MARKS,
    is_cut,
    sentence_end,
    sentence_start,
)
from standoff.coding.grammar.english.lists import is_list_comma
from standoff.coding.grammar.english.openings import (
    AND,
    BEFORE_GERUND,
    behind_insertion,
    coordinated_subject,
    has_verb,
    inverted,
    is_gerund,
    one_object,
    opens_clause,
    opens_relative,
    second_infinitive,
    second_subject,
    stands_alone,
)
from standoff.coding.grammar.english.unmarked import unmarked_clause
from standoff.coding.grammar.english.verbs import is_finite
from standoff.coding.grammar.english.words import SKIPPED
from standoff.coding.grammar.language import Language
from standoff.coding.grammar.sentence import Sentence

__all__ = ["Part", "cut_parts"]

_Border = tuple[int, str, str, bool]  # first token, kind, opening word, shares its subject
_HARMING = words("kill wound injure destroy damage")


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
    low = sentence.low
    inserted = _inserted(sentence, first, end)
    for k in [k for k in range(first, end) if low[k] in MARKS]:
        if k not in inserted and is_cut(sentence, k) and not is_list_comma(sentence, k):
            _cut_words(parts, sentence, language, first, k, mark)
            first, mark = k + 1, sentence.low[k]
    _cut_words(parts, sentence, language, first, end, mark)
    return parts


def _inserted(sentence: Sentence, first: int, end: int) -> set[int]:
    """The two commas of each insertion behind an "and" that joins what follows it."""
    commas: set[int] = set()
    for k in range(first + 1, end - 1):
        if sentence.low[k] in AND and (closing := behind_insertion(sentence, k)) != k:
            commas |= {k + 1, closing}
    return commas


def _cut_words(
    parts: list[Part], sentence: Sentence, language: Language, first: int, last: int, mark: str
) -> None:
    """Cut [first, last) at conjunctions, relative pronouns and second subjects."""
    start = first
    kind, link = "main", ""
    shares = False
    k = first
    resumed = _resumed(sentence, first, last)
    low, readings, borders = sentence.low, sentence.readings, language.opening_clause
    while k < last:
        if not readings[k] and low[k] not in borders:
            k += 1
            continue
        going_on = k == resumed and kind == "rel"
        border = (k, "main", "", False) if going_on else None
        border = border or _border(sentence, language, start, k, last)
        if border is None:
            k += 1
            continue
        at, new_kind, new_link, new_shares = border
        end = _before_and(sentence, start, at)
        if end > start:
            parts.append(Part(start, end, kind, link, mark, shares))
            mark = ""
        start, kind, link, shares = at, new_kind, new_link, new_shares
        k = max(k, at) + 1
    if start < last:
        parts.append(Part(start, last, kind, link, mark, shares))


def _before_and(sentence: Sentence, start: int, at: int) -> int:
    """The end of what stands before the part that begins at `at`: without "and" or "and,"."""
    low = sentence.low
    if at - 1 > start and low[at - 1] == "," and low[at - 2] in AND:
        return at - 2
    return at - 1 if at > start and low[at - 1] in AND else at


def _resumed(sentence: Sentence, first: int, last: int) -> int:
    """The verb with which a main clause goes on behind its relative clause, -1 for none.

    "A summit that had been planned *was* called off": the relative clause has its verb, the main
    clause none yet, and no subject or conjunction stands before the second one.
    """
    opening = sentence.language.opening_relative
    able = [k for k in range(first + 1, last) if sentence.low[k] in opening]
    opener = next((k for k in able if opens_relative(sentence, k)), -1)
    if opener < 0 or any(is_finite(sentence, k) for k in range(first, opener)):
        return -1
    verbs = [k for k in range(opener, last) if is_finite(sentence, k)]
    able = [k for k in verbs[1:] if stands_alone(sentence, k)]
    surer = [k for k in able if sentence.low[k + 1 : k + 2] not in (["in"], ["at"], ["under"])]
    return next(iter(surer + able), -1)


def _border(
    sentence: Sentence, language: Language, start: int, k: int, last: int
) -> _Border | None:
    """Where a new clause begins at token k."""
    word = sentence.low[k]
    if word in AND and word not in language.subordinators and k > start and k + 1 < last:
        return _joined(sentence, start, k, last)
    opened = _opened(sentence, language, start, k, last)
    if opened is not None:
        return opened
    verbal = _has_gerund(sentence, k, start, last) or _goes_along(sentence, k, start)
    if verbal or (k == start and k > 0 and is_gerund(sentence, k)):
        return k, "ptc", word, True
    if k > start + 1 and is_finite(sentence, k):
        begin = unmarked_clause(sentence, start, k)
        return (begin, "sub", "", False) if begin >= 0 else None
    return None


def _opened(
    sentence: Sentence, language: Language, start: int, k: int, last: int
) -> _Border | None:
    """A relative pronoun or a conjunction opens a clause."""
    word = sentence.low[k]
    if word == "should" and inverted(sentence, k):
        return k, "sub", word, False
    if word in language.measuring and k + 2 < last:
        measured = " ".join(sentence.low[k : k + 3])
        if measured in language.conditional and opens_clause(sentence, language, k + 2, last):
            return k, "sub", measured, False
    if start == k - 2 and " ".join(sentence.low[start : k + 1]) in language.conditional:
        return None  # the second "as" of "as long as"
    if word not in language.relatives and word not in language.subordinators:
        return None
    if not any(is_finite(sentence, j) for j in range(k + 1, last)):
        return None
    if word == "that":
        return _that(sentence, k, last)
    if word in language.relatives and k > 0:
        led = sentence.low[k - 1] in language.prepositions and k - 1 > start
        return k - led, "rel", word, False
    if word in language.subordinators and opens_clause(sentence, language, k, last):
        return k, "sub", word, False
    return None


def _joined(sentence: Sentence, start: int, k: int, last: int) -> _Border | None:
    """What "and" at token k joins: an infinitive, a verb or a clause with its own subject."""
    low, word = sentence.low, sentence.low[k]
    opening = behind_insertion(sentence, k)
    if opening + 1 >= last:
        return None
    at = k + 1 if opening == k else k + 2
    if second_infinitive(sentence, start, opening, last):
        return at, "inf", word, True
    if not has_verb(sentence, start, k):
        return None
    if low[opening + 1] == "that" and any(is_finite(sentence, j) for j in range(opening + 2, last)):
        return opening + 1, "sub", "that", False
    j = opening + 1
    while j < last - 1 and (low[j].endswith("ly") or low[j] in SKIPPED):
        j += 1
    if is_finite(sentence, j):
        return None if one_object(sentence, k, j) else (at, "main", word, True)
    one = coordinated_subject(sentence, start, k)
    if not one and second_subject(sentence, opening + 1, last):
        return at, "main", word, False
    return None


def _goes_along(sentence: Sentence, k: int, start: int) -> bool:
    """ "gathered outside parliament demanding his resignation": said or done at the same time."""
    low, language = sentence.low, sentence.language
    if k <= start + 1 or "ger" not in sentence.readings[k].kinds or sentence.readings[k - 1]:
        return False
    before = low[k - 1]
    if before in AND or before in language.prepositions or before in language.all_determiners:
        return False
    lemmas = sentence.readings[k].lemmas
    uttered = not (lemmas.isdisjoint(language.uttering) and lemmas.isdisjoint(_HARMING))
    return uttered and any(is_finite(sentence, j) for j in range(start, k))


def _has_gerund(sentence: Sentence, k: int, start: int, last: int) -> bool:
    """ "seized a boat after opening fire": the participle is a clause of its own."""
    opens = sentence.low[k] in BEFORE_GERUND and k > start + 1 and k + 2 < last
    return opens and is_gerund(sentence, k + 1) and has_verb(sentence, start, k)


def _that(sentence: Sentence, k: int, last: int) -> _Border | None:
    if k + 1 >= last or k == 0:
        return None
    return k, "rel" if opens_relative(sentence, k) else "sub", "that", False
