"""What opens a clause: the tests that `parts` asks at a token.

Each looks a few tokens to either side: is this "that" a relative pronoun, does a subject with its
verb follow this "as", does this "and" join two verbs, two subjects or two clauses?
"""

from __future__ import annotations

from standoff.coding.datafiles import words
from standoff.coding.grammar.clauses import MARKS
from standoff.coding.grammar.english.verbs import is_finite
from standoff.coding.grammar.english.words import SUBJECTS
from standoff.coding.grammar.language import Language
from standoff.coding.grammar.sentence import Sentence

__all__ = [
    "AND",
    "BEFORE_GERUND",
    "behind_insertion",
    "coordinated_subject",
    "has_verb",
    "inverted",
    "is_gerund",
    "one_object",
    "opens_clause",
    "opens_relative",
    "second_infinitive",
    "second_subject",
    "stands_alone",
]

#: Words that join two clauses.
AND = words("and but or then")
#: "after opening fire": a participle behind these is a clause of its own.
BEFORE_GERUND = words("after before while since")
_ALWAYS = words("because if unless although though while whether when whenever where whereas until")
_NO_SUBJECT = words("to of with for in and or")
_JUDGING = words("deny reject dismiss refute condemn denounce welcome dispute accept")
_INSERTED = 9
_TIMES = (["now"], ["then"], ["recently"], ["today"], ["lately"])  # "until now"
_NEVER = (["so", "far"], ["once", "again"], ["once", "more"])


def opens_relative(sentence: Sentence, k: int) -> bool:
    """who, which; "that" before a verb, or behind a noun that waits for its verb."""
    low = sentence.low
    if low[k] != "that":
        return low[k] in sentence.language.relatives
    if k > 0 and low[k - 1] in sentence.language.doubt:
        return False  # "It is unlikely that ..."
    noun = k > 0 and low[k - 1][:1].isalnum() and not sentence.readings[k - 1]
    follows = k + 1 < len(low) and is_finite(sentence, k + 1)
    return follows or (noun and (not _tells(sentence, k) or _is_judged(sentence, k)))


def _is_judged(sentence: Sentence, k: int) -> bool:
    """ "a charge that Ankara has denied": the verb at the end lacks its object."""
    end = next((j for j in range(k, len(sentence.low)) if sentence.low[j] in MARKS), k)
    last = sentence.readings[end - 1]
    return bool(last) and last[0].lemma in _JUDGING


def _tells(sentence: Sentence, k: int) -> bool:
    """ "told Ankara that", "the claim that": what follows is what somebody says or thinks."""
    language = sentence.language
    if sentence.low[k - 1] in language.content_nouns:
        return True
    for j in range(k - 1, -1, -1):
        if sentence.readings[j]:
            return not sentence.readings[j].lemmas.isdisjoint(language.governing)
    return False


def stands_alone(sentence: Sentence, k: int) -> bool:
    """A finite verb that no subject, conjunction or verb precedes, and no reduced participle."""
    low, language = sentence.low, sentence.language
    before = low[k - 1]
    if before in SUBJECTS or before in AND or before in language.subordinators:
        return False
    after_verb = sentence.readings[k - 1] and (
        low[k] not in language.auxiliary or before in language.auxiliary
    )
    if after_verb or before in language.negations:
        return False
    reduced = low[k] not in language.auxiliary and low[k + 1 : k + 2] == ["by"]
    return not reduced


def second_infinitive(sentence: Sentence, start: int, k: int, last: int) -> bool:
    """ "agreed to stop and to withdraw": the "to" behind "and" begins a clause of its own."""
    low, readings = sentence.low, sentence.readings
    if low[k + 1] != "to" or k + 2 >= last or not readings[k + 2]:
        return False
    return any(low[j] == "to" and readings[j + 1] for j in range(start, k - 1))


def behind_insertion(sentence: Sentence, k: int) -> int:
    """ "and, four days later, banned": the comma that closes what stands behind "and", else k."""
    low = sentence.low
    if low[k + 1 : k + 2] != [","]:
        return k
    for j in range(k + 2, min(k + _INSERTED, len(low))):
        if low[j] == ",":
            return j
        if sentence.readings[j] or sentence.mention_at[j] >= 0 or low[j] in MARKS:
            break
    return k


def one_object(sentence: Sentence, k: int, verb: int) -> bool:
    """ "harassed or attacked twenty ships": two verbs side by side with one object."""
    before = sentence.low[k - 1]
    after = sentence.low[verb + 1 : verb + 2]
    beside = bool(sentence.readings[k - 1]) and before not in sentence.language.auxiliary
    beside = beside and sentence.low[k] == "or"
    return (
        beside and verb == k + 1 and bool(after) and after[0] not in sentence.language.prepositions
    )


def inverted(sentence: Sentence, k: int) -> bool:
    """ "should the talks fail": the subject behind its verb makes it a condition."""
    low, language = sentence.low, sentence.language
    if k + 2 >= len(low) or sentence.readings[k + 1] or low[k + 1].endswith("ly"):
        return False
    if low[k + 1] in language.negations or low[k + 1] in language.prepositions:
        return False
    return any(sentence.readings[j] for j in range(k + 2, min(k + 7, len(low))))


def opens_clause(sentence: Sentence, language: Language, k: int, last: int) -> bool:
    """before, after, since, as ... open a clause only if a subject and a verb follow soon."""
    if sentence.low[k] in _ALWAYS:
        return sentence.low[k + 1 : k + 2] not in _TIMES
    if sentence.low[k : k + 2] in _NEVER or sentence.low[k - 1 : k + 1] == ["at", "once"]:
        return False
    if sentence.low[k] == "as" and not _subject_behind(sentence, k):
        return False
    for j in range(k + 1, min(last, k + 9)):
        if is_finite(sentence, j):
            return j > k + 1
        if sentence.low[j] in language.subordinators:
            return False
        if sentence.low[j] in AND and is_finite(sentence, j + 1):
            return False  # "condemned it as a crime and summoned the envoy"
    return False


def _subject_behind(sentence: Sentence, k: int) -> bool:
    """ "as it left" has a subject; "as saying", "as illegal and" have none."""
    low, language = sentence.low, sentence.language
    if k + 1 >= len(low) or is_gerund(sentence, k + 1):
        return False
    for j in range(k + 1, min(k + 9, len(low))):
        if is_finite(sentence, j):
            return False
        named = sentence.mention_at[j] >= 0 or low[j] in language.all_determiners
        if named or low[j] in SUBJECTS or low[j].endswith("s"):
            return True
        if low[j] in AND or low[j] in MARKS:
            return False
    return False


def is_gerund(sentence: Sentence, k: int) -> bool:
    """True for a form in -ing that may be a verb here."""
    return "ger" in sentence.readings[k].kinds


def has_verb(sentence: Sentence, first: int, last: int) -> bool:
    """True if a verb stands in [first, last)."""
    return any(sentence.readings[j] for j in range(first, last))


def second_subject(sentence: Sentence, first: int, last: int) -> bool:
    """A short subject and then a finite verb."""
    for j in range(first, min(last, first + 6 + _named(sentence, first))):
        if sentence.mention_at[j] >= 0:
            continue
        if sentence.readings[j]:
            return is_finite(sentence, j) and j > first
        if sentence.low[j] in _NO_SUBJECT or sentence.low[j] in sentence.language.relatives:
            return False
    return False


def _named(sentence: Sentence, first: int) -> int:
    """How many tokens the name takes that begins at `first` or right behind an article."""
    for k in range(first, min(first + 2, len(sentence.low))):
        mention = sentence.mention(k)
        if mention is not None:
            return mention.last - mention.first
    return 0


def coordinated_subject(sentence: Sentence, start: int, k: int) -> bool:
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
