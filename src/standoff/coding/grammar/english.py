"""English clauses: which words are verbs here, and where one clause ends and the next begins.

Half of the cue words are nouns as well ("strike", "talks", "demands"), so each is decided in its
place: after an article, adjective or preposition it is a noun, after "to" or a modal a verb, after
a name a verb; what stays open is a verb only if its stretch has no surer one. A clause ends at a
mark, at a conjunction or relative pronoun, at "and" before a verb, and where a second finite verb
with a subject of its own follows a first ("Iran said it would ...").

Infinitives stay in the clause of the verb that governs them ("threatened to attack").
"""

from __future__ import annotations

from dataclasses import dataclass

from standoff.coding.datafiles import words
from standoff.coding.grammar.clauses import (
    MARKS,
    Clause,
    VerbGroup,
    finite_reading,
    is_cut,
    sentence_end,
    sentence_start,
)
from standoff.coding.grammar.language import Language
from standoff.coding.grammar.sentence import QUOTE, Sentence

__all__ = ["split_english"]

_BE, _HAVE, _DO = "be", "have", "do"
_MODALS = words("will would shall should can could may might must ought")
_OBJECT_START = words(
    "the a an its his her their our this that these those all any some no two three several more "
    "another each both him them it us me up out off back down away to for against on in with from at"
)
_GERUND_PREPS = words(
    "of by for from without after before in on against despite while when since to with"
)
_AND = words("and but or then")
_NAMING = frozenset({"state", "capital", "house", "people", "plural_people", "person", "office",
                     "role", "organisation", "group"})  # fmt: skip


def split_english(sentence: Sentence, language: Language) -> list[Clause]:
    """The clauses of an English sentence, in the order of their first words."""
    _Tagger(sentence, language).tag()
    parts = _cut(sentence, language)
    clauses = _join(parts, sentence)
    for clause in clauses:
        clause.verbs = _verb_group(clause, sentence)
    return clauses


class _Tagger:
    """Takes the verb readings from words that are nouns or adjectives in their place."""

    def __init__(self, sentence: Sentence, language: Language) -> None:
        self.sentence, self.language = sentence, language
        self.low = sentence.low
        self.noun_before = language.all_determiners | language.prepositions - {"to"}

    def tag(self) -> None:
        """Decide the sure words first, then the open ones."""
        readings = self.sentence.readings
        open_words: list[int] = []
        for k in range(len(self.low)):
            if not readings[k] or self.low[k] in self.language.auxiliary:
                continue
            verdict = self._sure(k)
            if verdict is None:
                open_words.append(k)
            elif not verdict:
                readings[k] = ()
        for k in open_words:
            if not self._likely(k):
                readings[k] = ()

    def _kinds(self, k: int) -> set[str]:
        return {reading.kind for reading in self.sentence.readings[k]}

    def _before(self, k: int) -> int:
        """The token before k, adverbs and negation skipped; -1 at the start."""
        j = k - 1
        while j >= 0 and (self.low[j].endswith("ly") or self.low[j] in _SKIPPED):
            j -= 1
        return j

    def _sure(self, k: int) -> bool | None:
        """True for a verb, False for none, None if open."""
        if k == 0 and self.sentence.upper[0] and self._kinds(k) & {"inf", "p"}:
            return False
        j = self._before(k)
        word = self.low[j] if j >= 0 else ""
        kinds = self._kinds(k)
        if word in self.language.auxiliary:
            return True
        if word == "to":
            return "inf" in kinds
        if "ger" in kinds:
            return self._gerund(k, word)
        if kinds & {"t", "part"}:
            return self._past(k, j, word)
        if j >= 0 and (word in self.noun_before or self._adjective(j) or word[:1].isdigit()):
            return False
        return None

    def _adjective(self, j: int) -> bool:
        mention = self.sentence.mention(j)
        if mention is None:
            return False
        text = self.sentence.tokens[j].text
        return mention.kind in ("adjective", "modifier") or text.endswith(("'s", "’s", "s'", "s’"))

    def _gerund(self, k: int, word: str) -> bool:
        following = self.low[k + 1] if k + 1 < len(self.low) else ""
        if word in self.language.all_determiners or following == "of":
            return False
        if self._adjective(k - 1) if k else False:
            return False
        if word in self.language.prepositions and word not in _GERUND_PREPS:
            return False
        return following not in ("", ",", ".") or word in _GERUND_PREPS

    def _past(self, k: int, j: int, word: str) -> bool | None:
        """Past forms are verbs unless they stand before a noun like an adjective."""
        following = k + 1
        if following >= len(self.low):
            return True
        attributive = word in self.noun_before or (j >= 0 and self._adjective(j))
        after = self.low[following]
        plain = after not in self.language.function_words and after[:1].isalpha()
        if attributive and plain and after not in self.language.time_nouns:
            return False
        return not (k == 0 and plain)

    def _likely(self, k: int) -> bool:
        """An open base or -s form: a verb after a name or pronoun, or before an object."""
        j = self._before(k)
        if j < 0:
            return False
        word = self.low[j]
        mention = self.sentence.mention(j)
        following = self.low[k + 1] if k + 1 < len(self.low) else ""
        if following == "of" or word == QUOTE:
            return False
        if "s" not in {r.number for r in self.sentence.readings[k]} and not self._plural(j):
            return False
        if word in self.language.relatives or word in _SUBJECTS:
            return True
        objects = (
            following in _OBJECT_START
            or following in self.language.prepositions
            or (k + 1 < len(self.low) and self.sentence.mention_at[k + 1] >= 0)
        )
        if mention is not None and mention.kind in _NAMING:
            return objects or not self._has_finite_near(k)
        if word in MARKS or word in self.language.coordinators:
            return objects and word not in MARKS
        return objects and not self._has_finite_near(k)

    def _plural(self, j: int) -> bool:
        """True if the word at j may be a plural subject (a base form needs one)."""
        word = self.low[j]
        mention = self.sentence.mention(j)
        if mention is not None:
            return mention.kind in ("plural_people", "office", "group") or word.endswith("s")
        plural = word.endswith("s") or word in _PLURALS
        return plural or word in self.language.relatives or word in self.language.coordinators

    def _has_finite_near(self, k: int) -> bool:
        """Another finite verb stands between the marks around k."""
        first, last = k, k
        while first > 0 and self.low[first - 1] not in MARKS:
            first -= 1
        while last < len(self.low) - 1 and self.low[last + 1] not in MARKS:
            last += 1
        for other in range(first, last + 1):
            if other == k or not self.sentence.readings[other]:
                continue
            if self.low[other] in self.language.auxiliary or self._kinds(other) & {"t"}:
                return True
        return False


_SKIPPED = words(
    "not never also already still again now soon only even both n't no longer ever twice once"
)
_PLURALS = words("i we they you people police men women who")
_SUBJECTS = words("i we they he she it who which you there")


@dataclass(slots=True)
class _Part:
    """A stretch with its verbs; `opener` tells how it begins."""

    first: int
    last: int
    kind: str = "main"
    link: str = ""
    mark: str = ""
    shares: bool = False


def _cut(sentence: Sentence, language: Language) -> list[_Part]:
    parts: list[_Part] = []
    first, mark = sentence_start(sentence), ""
    end = sentence_end(sentence)
    for k in range(first, end):
        if sentence.low[k] in MARKS and is_cut(sentence, k):
            _cut_words(parts, sentence, language, first, k, mark)
            first, mark = k + 1, sentence.low[k]
    _cut_words(parts, sentence, language, first, end, mark)
    return parts


def _cut_words(
    parts: list[_Part], sentence: Sentence, language: Language, first: int, last: int, mark: str
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
        if at > start:
            parts.append(_Part(start, at, kind, link, mark, shares))
            mark = ""
        start, kind, link, shares = at, new_kind, new_link, new_shares
        k = max(k, at) + 1
    if start < last:
        parts.append(_Part(start, last, kind, link, mark, shares))


def _border(
    sentence: Sentence, language: Language, start: int, k: int, last: int
) -> tuple[int, str, str, bool] | None:
    """Where a new clause begins at token k: (first token, kind, opening word, shares subject)."""
    low, readings = sentence.low, sentence.readings
    word = low[k]
    verbs_ahead = any(_finite_at(sentence, j) for j in range(k + 1, last))
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
        while j < last - 1 and (low[j].endswith("ly") or low[j] in _SKIPPED):
            j += 1
        if _finite_at(sentence, j) and _has_verb(sentence, start, k):
            return k + 1, "main", word, True
        if _second_subject(sentence, k + 1, last) and _has_verb(sentence, start, k):
            return k + 1, "main", word, False
        return None
    if readings[k] and "ger" in {r.kind for r in readings[k]} and k == start and k > 0:
        return k, "ptc", word, True
    if k > start + 1 and _finite_at(sentence, k):
        return _zero_that(sentence, language, start, k)
    return None


def _that(
    sentence: Sentence, k: int, last: int, verbs_ahead: bool
) -> tuple[int, str, str, bool] | None:
    if not verbs_ahead or k + 1 >= last or k == 0:
        return None
    kind = "rel" if _finite_at(sentence, k + 1) else "sub"
    return k, kind, "that", False


def _opens_clause(sentence: Sentence, language: Language, k: int, last: int) -> bool:
    """before, after, since, as ... open a clause only if a subject and a finite verb follow soon."""
    if sentence.low[k] in ("because", "if", "unless", "although", "though", "while", "whether",
                           "when", "whenever", "where", "whereas", "until"):  # fmt: skip
        return True
    for j in range(k + 1, min(last, k + 9)):
        if _finite_at(sentence, j):
            return j > k + 1
        if sentence.low[j] in language.subordinators:
            return False
    return False


def _finite_at(sentence: Sentence, k: int) -> bool:
    """True if token k is a finite verb where it stands (not after to, a modal or do)."""
    if not sentence.readings[k] or finite_reading(sentence.readings[k]) is None:
        return False
    j = k - 1
    while j >= 0 and (sentence.low[j] in _SKIPPED or sentence.low[j].endswith("ly")):
        j -= 1
    if j < 0:
        return True
    if sentence.low[j] == "to":
        return False
    before = sentence.readings[j]
    helped = bool(before) and before[0].lemma in (*_MODALS, _DO, _HAVE, _BE)
    return not (helped and sentence.low[k] not in ("has", "is", "was", "were", "did"))


def _has_verb(sentence: Sentence, first: int, last: int) -> bool:
    return any(sentence.readings[j] for j in range(first, last))


def _second_subject(sentence: Sentence, first: int, last: int) -> bool:
    """A short subject and then a finite verb."""
    for j in range(first, min(last, first + 6)):
        if sentence.readings[j]:
            return _finite_at(sentence, j) and j > first
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
    if governing < 0 or not (
        _finite_at(sentence, governing) or finite_reading(readings[governing])
    ):
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
                   or sentence.mention_at[j] >= 0 or low[j] in _SUBJECTS]  # fmt: skip
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


def _join(parts: list[_Part], sentence: Sentence) -> list[Clause]:
    """Clauses from parts; a part without verb joins the clause before it."""
    clauses: list[Clause] = []
    main: Clause | None = None
    waiting: Clause | None = None
    for part in parts:
        verbs = [k for k in range(part.first, part.last) if sentence.readings[k]]
        finite = [k for k in verbs if _finite_at(sentence, k)]
        if part.kind == "main" and not finite:
            if verbs and part.mark and clauses and _begins_with_gerund(part, sentence):
                part.kind, part.shares = "ptc", True
            elif clauses and part.mark not in (";", ":"):
                (waiting or clauses[-1]).absorb(part.first, part.last)
                continue
        if (
            part.kind == "main"
            and waiting is not None
            and finite
            and not part.shares
            and (finite[0] - part.first <= 1 or waiting is not clauses[-1])
        ):
            waiting.absorb(part.first, part.last)
            waiting = None
            continue
        clause = Clause([(part.first, part.last)], part.kind, part.link, head=part.first)
        if part.shares:
            clause.brother = _brother(clauses)
            clause.shares = part.kind == "main"
        if part.kind != "main":
            clause.parent = clauses[-1] if clauses else None
        clauses.append(clause)
        if part.kind == "main":
            main = clause
            waiting = None if finite else clause
    for clause in clauses:
        if clause.parent is None and clause.kind != "main":
            clause.parent = main
    return clauses


def _begins_with_gerund(part: _Part, sentence: Sentence) -> bool:
    readings = sentence.readings[part.first]
    return any(reading.kind == "ger" for reading in readings)


def _brother(clauses: list[Clause]) -> Clause | None:
    return clauses[-1] if clauses else None


def _verb_group(clause: Clause, sentence: Sentence) -> VerbGroup:
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
            group.passive = seen_be and "part" in kinds and "ger" not in kinds
            group.perfect = seen_have
            group.infinitive = _after_to(k, sentence)
            closed = True
        group.lexical.extend((name, k) for name in dict.fromkeys(r.lemma for r in readings))
    return group


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
