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
from standoff.coding.grammar.english.lists import is_list_comma
from standoff.coding.grammar.english.verbs import is_finite
from standoff.coding.grammar.english.words import SKIPPED, SUBJECTS
from standoff.coding.grammar.language import Language
from standoff.coding.grammar.sentence import Sentence

__all__ = ["Part", "cut_parts"]

_AND = words("and but or then")
_BEFORE_GERUND = words("after before while since")
_NAMING = words("call describe term label dub brand see regard consider say")
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
        if sentence.low[k] in MARKS and is_cut(sentence, k) and not is_list_comma(sentence, k):
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
    resumed = _resumed(sentence, first, last)
    while k < last:
        going_on = k == resumed and kind == "rel"
        border = (k, "main", "", False) if going_on else None
        border = border or _border(sentence, language, start, k, last)
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


def _resumed(sentence: Sentence, first: int, last: int) -> int:
    """The verb with which a main clause goes on behind its relative clause, -1 for none.

    "A summit that had been planned *was* called off": the relative clause has its verb, the main
    clause none yet, and no subject or conjunction stands before the second one.
    """
    opener = next((k for k in range(first + 1, last) if _opens_relative(sentence, k)), -1)
    if opener < 0 or any(is_finite(sentence, k) for k in range(first, opener)):
        return -1
    verbs = [k for k in range(opener, last) if is_finite(sentence, k)]
    able = [k for k in verbs[1:] if _stands_alone(sentence, k)]
    surer = [k for k in able if sentence.low[k + 1 : k + 2] not in (["in"], ["at"], ["under"])]
    return next(iter(surer + able), -1)


def _opens_relative(sentence: Sentence, k: int) -> bool:
    """who, which; "that" before a verb, or behind a noun that waits for its verb."""
    low = sentence.low
    if low[k] != "that":
        return low[k] in sentence.language.relatives
    noun = k > 0 and low[k - 1][:1].isalnum() and not sentence.readings[k - 1]
    follows = k + 1 < len(low) and is_finite(sentence, k + 1)
    return follows or (noun and not _tells(sentence, k))


def _tells(sentence: Sentence, k: int) -> bool:
    """ "told Ankara that", "the claim that": what follows is what somebody says or thinks."""
    language = sentence.language
    if sentence.low[k - 1] in language.content_nouns:
        return True
    for j in range(k - 1, -1, -1):
        if sentence.readings[j]:
            return any(reading.lemma in language.governing for reading in sentence.readings[j])
    return False


def _stands_alone(sentence: Sentence, k: int) -> bool:
    """A finite verb that no subject, conjunction or verb precedes, and no reduced participle."""
    low, language = sentence.low, sentence.language
    before = low[k - 1]
    if before in SUBJECTS or before in _AND or before in language.subordinators:
        return False
    after_verb = sentence.readings[k - 1] and (
        low[k] not in language.auxiliary or before in language.auxiliary
    )
    if after_verb or before in language.negations:
        return False
    reduced = low[k] not in language.auxiliary and low[k + 1 : k + 2] == ["by"]
    return not reduced


def _border(
    sentence: Sentence, language: Language, start: int, k: int, last: int
) -> tuple[int, str, str, bool] | None:
    """Where a new clause begins at token k: (first token, kind, opening word, shares subject)."""
    low = sentence.low
    word = low[k]
    verbs_ahead = any(is_finite(sentence, j) for j in range(k + 1, last))
    if word in language.relatives and word != "that" and k > 0 and verbs_ahead:
        return k, "rel", word, False
    if word == "that":
        return _that(sentence, k, last, verbs_ahead)
    if word == "should" and _inverted(sentence, k):
        return k, "sub", word, False
    if (
        word in language.subordinators
        and verbs_ahead
        and _opens_clause(sentence, language, k, last)
    ):
        return k, "sub", word, False
    if word in _AND and k > start and k + 1 < last:
        if _second_infinitive(sentence, start, k, last):
            return k + 1, "inf", word, True
        j = k + 1
        while j < last - 1 and (low[j].endswith("ly") or low[j] in SKIPPED):
            j += 1
        if is_finite(sentence, j) and _has_verb(sentence, start, k):
            return None if _one_object(sentence, k, j) else (k + 1, "main", word, True)
        one = _coordinated_subject(sentence, start, k)
        if not one and _second_subject(sentence, k + 1, last) and _has_verb(sentence, start, k):
            return k + 1, "main", word, False
        return None
    if word in _BEFORE_GERUND and k > start + 1 and k + 2 < last and _is_gerund(sentence, k + 1):
        if _has_verb(sentence, start, k):
            return k, "ptc", word, True
    if k == start and k > 0 and _is_gerund(sentence, k):
        return k, "ptc", word, True
    if k > start + 1 and is_finite(sentence, k):
        return _zero_that(sentence, language, start, k)
    return None


def _second_infinitive(sentence: Sentence, start: int, k: int, last: int) -> bool:
    """ "agreed to stop and to withdraw": the "to" behind "and" begins a clause of its own."""
    low, readings = sentence.low, sentence.readings
    if low[k + 1] != "to" or k + 2 >= last or not readings[k + 2]:
        return False
    return any(low[j] == "to" and readings[j + 1] for j in range(start, k - 1))


def _one_object(sentence: Sentence, k: int, verb: int) -> bool:
    """ "harassed or attacked twenty ships": two verbs side by side with one object."""
    before = sentence.low[k - 1]
    after = sentence.low[verb + 1 : verb + 2]
    beside = bool(sentence.readings[k - 1]) and before not in sentence.language.auxiliary
    return (
        beside and verb == k + 1 and bool(after) and after[0] not in sentence.language.prepositions
    )


def _that(
    sentence: Sentence, k: int, last: int, verbs_ahead: bool
) -> tuple[int, str, str, bool] | None:
    if not verbs_ahead or k + 1 >= last or k == 0:
        return None
    kind = "rel" if _opens_relative(sentence, k) else "sub"
    return k, kind, "that", False


def _inverted(sentence: Sentence, k: int) -> bool:
    """ "should the talks fail": the subject behind its verb makes it a condition."""
    low, language = sentence.low, sentence.language
    if k + 2 >= len(low) or sentence.readings[k + 1] or low[k + 1].endswith("ly"):
        return False
    if low[k + 1] in language.negations or low[k + 1] in language.prepositions:
        return False
    return any(sentence.readings[j] for j in range(k + 2, min(k + 7, len(low))))


def _opens_clause(sentence: Sentence, language: Language, k: int, last: int) -> bool:
    """before, after, since, as ... open a clause only if a subject and a verb follow soon."""
    if sentence.low[k] in ("because", "if", "unless", "although", "though", "while", "whether",
                           "when", "whenever", "where", "whereas", "until"):  # fmt: skip
        return True
    if sentence.low[k : k + 2] in (["so", "far"], ["once", "again"], ["once", "more"]):
        return False
    if sentence.low[k] == "as" and not _subject_behind(sentence, k):
        return False
    for j in range(k + 1, min(last, k + 9)):
        if is_finite(sentence, j):
            return j > k + 1
        if sentence.low[j] in language.subordinators:
            return False
    return False


def _subject_behind(sentence: Sentence, k: int) -> bool:
    """ "as it left" has a subject; "as saying", "as illegal and" have none."""
    low, language = sentence.low, sentence.language
    if k + 1 >= len(low) or _is_gerund(sentence, k + 1):
        return False
    for j in range(k + 1, min(k + 9, len(low))):
        if is_finite(sentence, j):
            return False
        named = sentence.mention_at[j] >= 0 or low[j] in language.all_determiners
        if named or low[j] in SUBJECTS or low[j].endswith("s"):
            return True
        if low[j] in _AND or low[j] in MARKS:
            return False
    return False


def _is_gerund(sentence: Sentence, k: int) -> bool:
    return any(reading.kind == "ger" for reading in sentence.readings[k])


def _has_verb(sentence: Sentence, first: int, last: int) -> bool:
    return any(sentence.readings[j] for j in range(first, last))


def _named(sentence: Sentence, first: int) -> int:
    """How many tokens the name takes that begins at `first` or right behind an article."""
    for k in range(first, min(first + 2, len(sentence.low))):
        mention = sentence.mention(k)
        if mention is not None:
            return mention.last - mention.first
    return 0


def _second_subject(sentence: Sentence, first: int, last: int) -> bool:
    """A short subject and then a finite verb."""
    for j in range(first, min(last, first + 6 + _named(sentence, first))):
        if sentence.mention_at[j] >= 0:
            continue
        if sentence.readings[j]:
            return is_finite(sentence, j) and j > first
        if sentence.low[j] in ("to", "of", "with", "for", "in", *sentence.language.relatives):
            return False
    return False


def _coordinated_subject(sentence: Sentence, start: int, k: int) -> bool:
    """ "said Iran and Iraq must": the "and" at k joins two subjects, not two clauses."""
    for j in range(k - 1, start - 1, -1):
        readings = sentence.readings[j]
        if readings:
            spoken = readings[0].lemma in sentence.language.saying
            return spoken and (j < k - 1) and not _is_told(sentence, j, k)
    first = sentence.low[start]
    return first in sentence.language.conditional or first in sentence.language.content


def _is_told(sentence: Sentence, verb: int, k: int) -> bool:
    """ "said on Monday": what stands before the "and" is no subject."""
    return sentence.low[verb + 1] in sentence.language.prepositions


def _zero_that(
    sentence: Sentence, language: Language, start: int, k: int
) -> tuple[int, str, str, bool] | None:
    """ "Iran said it would ...": the clause of the second finite verb begins at its subject."""
    low, readings = sentence.low, sentence.readings
    if readings[k - 1] or low[k - 1] in _AND:
        return None
    governing = -1
    for j in range(k - 1, start - 1, -1):
        if readings[j]:
            governing = j
            break
    quoted = governing > start and low[governing - 1] == "as" and _is_gerund(sentence, governing)
    if governing < 0 or not (quoted or finite_reading(readings[governing])):
        return None
    kinds = {reading.kind for reading in readings[k]}
    told = quoted or any(reading.lemma in language.governing for reading in readings[governing])
    if not told and not kinds & {"t"} and low[k] not in language.auxiliary:
        return None
    if (
        kinds & {"part"}
        and low[k] not in language.auxiliary
        and (k + 1 < len(low) and low[k + 1] in ("by", "in", "at", "on", "under"))
    ):
        return None
    begin = governing + 1
    named = readings[k][0].lemma in _NAMING and "what" in low[begin:k]
    if named and low.index("what", begin) >= k - 4:
        return None  # "condemned what he called a lie": an object, nobody's words
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
