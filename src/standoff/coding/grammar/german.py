"""German clauses: the verb bracket, and what commas and conjunctions open.

In a main clause the finite verb stands second and the rest of the verb last ("rückte ... ab",
"hat ... getestet", "will ... treffen"); in a subordinate clause all verbs stand last ("dass Kim
nachgibt", "der abrückte"). Between commas stand clauses, infinitives or mere phrases; a phrase is
joined to the clause it interrupts.
"""

from __future__ import annotations

from dataclasses import dataclass

from standoff.coding.datafiles import words
from standoff.coding.grammar.clauses import (
    DASHES,
    MARKS,
    Clause,
    VerbGroup,
    finite_reading,
    is_cut,
    sentence_end,
    sentence_start,
    verb_tokens,
)
from standoff.coding.grammar.language import Language
from standoff.coding.grammar.sentence import QUOTE, Sentence

__all__ = ["prepare_german", "split_german"]

_ADJECTIVE = ("e", "en", "er", "es", "em")
_OPENING = words(
    "und oder aber auch nur so selbst erst vor allem denn sondern doch zumindest vielmehr gerade "
    "sowie"
)
_MODALS = frozenset({"können", "müssen", "sollen", "wollen", "dürfen", "mögen"})
_LIGHT = frozenset({"sein", "haben", "werden", *_MODALS, "lassen"})


def prepare_german(sentence: Sentence, language: Language) -> None:
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
                readings[k] = ()
        elif word in language.all_determiners or word in language.prepositions:
            if k + 1 < size and low[k + 1] not in MARKS:
                readings[k] = ()
        elif word.endswith(_ADJECTIVE) and _is_attribute(sentence, language, k):
            readings[k] = ()


def _is_attribute(sentence: Sentence, language: Language, k: int) -> bool:
    """ "die gescheiterten und teuren Gespräche": between an article and its noun."""
    low, upper = sentence.low, sentence.upper
    before = k - 1
    while (
        before >= 0
        and k - before <= 4
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
    if (
        before > 0
        and before == k - 1
        and low[before] in ("der", "die", "das")
        and low[before - 1] == ","
    ):
        return upper[k + 1 : k + 2] == [True] and not low[k].endswith(("te", "ten"))
    after = k + 1
    while after < len(low) and after - k <= 4 and not upper[after]:
        joining = low[after] in ("und", "oder", ",")
        if not joining and not low[after].endswith(_ADJECTIVE):
            return False
        after += 1
    return after < len(low) and after - k <= 4 and upper[after]


def _closes(low: list[str], k: int) -> bool:
    return k >= len(low) or low[k] in MARKS or low[k] in ".!?"


@dataclass(slots=True)
class _Part:
    """A stretch between marks: its tokens, verbs, kind and opening word."""

    first: int
    last: int
    verbs: list[int]
    kind: str = "phrase"
    link: str = ""
    opener: int = -1
    closing: str = ""


def split_german(sentence: Sentence, language: Language) -> list[Clause]:
    """The clauses of a German sentence, in the order of their first words."""
    prepare_german(sentence, language)
    parts = _cut(sentence, language)
    before = ""
    for part in parts:
        _classify(part, sentence, language, before)
        before = part.kind if part.closing in _AND else part.closing
    clauses = _join(_whole_infinitives(parts), sentence)
    for clause in clauses:
        clause.verbs = _verb_group(clause, sentence, language)
    return clauses


_AND = frozenset({"und", "oder", "aber", "sowie", "sondern"})
_RELATIVE_AFTER = DASHES | {",", "(", ")", "rel"}


def _finite_in(part: _Part, sentence: Sentence) -> list[int]:
    return [
        v
        for v in part.verbs
        if finite_reading(sentence.readings[v]) and not (v and sentence.low[v - 1] == "zu")
    ]


def _cut(sentence: Sentence, language: Language) -> list[_Part]:
    parts: list[_Part] = []
    low = sentence.low
    first = sentence_start(sentence)
    for k in range(first, len(low)):
        word = low[k]
        if word in MARKS and is_cut(sentence, k):
            _add_parts(parts, sentence, language, first, k, word)
            first = k + 1
    _add_parts(parts, sentence, language, first, sentence_end(sentence), "")
    return parts


def _add_parts(
    parts: list[_Part], sentence: Sentence, language: Language, first: int, last: int, mark: str
) -> None:
    """Add [first, last), cut where a conjunction joins two verb groups."""
    low = sentence.low
    verbs = verb_tokens(sentence, first, last)
    if len(verbs) > 1:
        for k in range(first + 1, last - 1):
            if low[k] in ("und", "oder", "aber", "sowie", "sondern") and _joins_verbs(
                sentence, verbs, k, last
            ):
                parts.append(_Part(first, k, [v for v in verbs if v < k], closing=low[k]))
                first = k + 1
                verbs = [v for v in verbs if v > k]
    if first < last:
        parts.append(_Part(first, last, verbs, closing=mark))


def _joins_verbs(sentence: Sentence, verbs: list[int], k: int, last: int) -> bool:
    """True if a verb group ends before token k and another one begins after it."""
    before = [v for v in verbs if v < k]
    after = [v for v in verbs if v > k]
    if not after or not before:
        return False
    if not any(finite_reading(sentence.readings[v]) for v in before):
        infinitive = any(r.kind in ("zu", "inf") for r in sentence.readings[before[-1]])
        begins = after[0] == k + 1 and finite_reading(sentence.readings[after[0]]) is not None
        return infinitive and begins and before[-1] == k - 1
    low = sentence.low
    if after[0] != k + 1 and _bracket_open(sentence, before):
        return False
    finite_after = [v for v in after if finite_reading(sentence.readings[v])]
    closed_before = before[-1] == k - 1 or low[k - 1] in _PARTICLE_END
    if finite_after and finite_after[0] - k <= 6:
        if closed_before or finite_after[0] == k + 1:
            return True
        finite_before = [v for v in before if finite_reading(sentence.readings[v])]
        return bool(finite_before) and finite_after[0] - k <= 4 and after[0] == finite_after[0]
    return closed_before and (after[-1] == last - 1 or bool(finite_after))


def _bracket_open(sentence: Sentence, before: list[int]) -> bool:
    """True if an auxiliary or modal still waits for its participle or infinitive."""
    last = sentence.readings[before[-1]]
    return bool(last) and last[0].lemma in _LIGHT and finite_reading(last) is not None


_PARTICLE_END = words(
    "ab an auf aus bei ein entgegen fest fort her hin hoch los mit nach statt teil um vor weg "
    "weiter zu zurück zusammen über wieder bereit"
)


def _classify(part: _Part, sentence: Sentence, language: Language, before: str) -> None:
    """Kind and opening word of a part; `before` is the mark before it, after "und" the kind."""
    low = sentence.low
    at = part.first
    while at < part.last - 1 and low[at] in _OPENING and low[at + 1] not in MARKS:
        at += 1
    opener = low[at] if at < part.last else ""
    finite = _finite_in(part, sentence)
    part.opener = at
    coordinate = before == "main" and opener == "damit"
    if not coordinate and _is_subordinate(part, at, opener, finite, sentence, language):
        part.kind, part.link = "sub", opener
    elif before in _RELATIVE_AFTER and _is_relative(part, at, finite, sentence, language):
        part.kind = "rel"
        part.link = opener if opener in language.relatives else low[at + 1]
    elif _is_infinitive(part, finite, sentence):
        part.kind, part.link = "inf", opener if opener in language.infinitive else "zu"
    elif finite:
        part.kind = "main"
    elif part.verbs:
        part.kind = "rest"


def _is_subordinate(
    part: _Part, at: int, opener: str, finite: list[int], sentence: Sentence, language: Language
) -> bool:
    if opener not in language.subordinators or at >= part.last - 1:
        return False
    if not finite and opener in _AMBIGUOUS:
        return _closes_later(part, sentence)
    if opener in _AMBIGUOUS:
        return _verb_last(part, finite, sentence) and finite[0] > at + 1
    if sentence.question and at == 0 and opener in language.questions:
        return False
    if finite and finite[0] == at + 1 and finite[0] != part.last - 1:
        return False
    return bool(finite) or opener in language.content or _closes_later(part, sentence)


_AMBIGUOUS = words("als bis seit wie während da indes damit so")


def _closes_later(part: _Part, sentence: Sentence) -> bool:
    """ "wie ihn sein Anwalt, ein alter Freund, verriet": the verb comes after a comma."""
    if part.closing not in _INTERRUPTING:
        return False
    commas = 0
    for k in range(part.last, len(sentence.low)):
        word = sentence.low[k]
        commas += word == ","
        if commas > 3 or word in (":", ";"):
            return False
        if sentence.readings[k] and finite_reading(sentence.readings[k]):
            closing = k + 1 >= len(sentence.low) or sentence.low[k + 1] in _STOPS
            return closing and sentence.low[k - 1] != ","
    return False


_STOPS = frozenset(",.;:!?–")
_INTERRUPTING = DASHES | {",", "("}


def _is_relative(
    part: _Part, at: int, finite: list[int], sentence: Sentence, language: Language
) -> bool:
    if at == 0 or not finite or not _verb_last(part, finite, sentence):
        return False
    low = sentence.low
    if low[at] in language.relatives:
        return finite[0] > at + 1 or finite[-1] == part.last - 1
    return (
        low[at] in language.prepositions
        and at + 1 < part.last
        and low[at + 1] in language.relatives
        and not (at + 2 < part.last and sentence.upper[at + 2] and low[at + 1] != "deren"
                 and finite[-1] != part.last - 1)
    )  # fmt: skip


def _verb_last(part: _Part, finite: list[int], sentence: Sentence) -> bool:
    """True if the finite verb closes the part (a word or two may follow it)."""
    end = part.last - 1
    if finite[-1] == end:
        return True
    return finite[-1] >= end - 2 and bool(sentence.readings[end])


def _is_infinitive(part: _Part, finite: list[int], sentence: Sentence) -> bool:
    low = sentence.low
    has_zu = any(
        reading.kind == "zu" or (reading.kind == "inf" and v > part.first and low[v - 1] == "zu")
        for v in part.verbs
        for reading in sentence.readings[v]
    )
    if not has_zu:
        return False
    return not finite


def _whole_infinitives(parts: list[_Part]) -> list[_Part]:
    """ "gab an, Stellungen, vor allem des IS, zu bombardieren": the phrases belong to "zu"."""
    whole: list[_Part] = []
    for part in parts:
        if part.kind == "inf" and part.last - part.first <= 3:
            at = len(whole)
            while at > 1 and whole[at - 1].kind == "phrase" and whole[at - 1].closing in ",()":
                at -= 1
            if at < len(whole) and whole[at - 1].verbs:
                part.first = part.opener = whole[at].first
                del whole[at:]
        whole.append(part)
    return whole


def _join(parts: list[_Part], sentence: Sentence) -> list[Clause]:
    """Clauses from parts: interrupted ones are joined, coordinate ones know their brother."""
    joiner = _Joiner(parts, sentence)
    for number, part in enumerate(parts):
        joiner.take(number, part)
    clauses = joiner.clauses
    for clause in clauses:
        if clause.parent is None and clause.kind != "main":
            clause.parent = next((c for c in clauses if c.kind == "main"), None)
    return clauses


class _Joiner:
    """Takes one part after another; knows which clause still waits for its verb."""

    def __init__(self, parts: list[_Part], sentence: Sentence) -> None:
        self.parts, self.sentence = parts, sentence
        self.clauses: list[Clause] = []
        self.main: Clause | None = None
        self.sub: Clause | None = None
        self.waiting: set[int] = set()

    def take(self, number: int, part: _Part) -> None:
        """Make a clause of the part, or add it to the clause it belongs to."""
        if part.kind in ("sub", "rel", "inf"):
            self._open_sub(part)
        elif part.kind in ("phrase", "rest"):
            self._take_phrase(number, part)
        else:
            self._take_finite(number, part)

    def _waits(self, clause: Clause | None) -> bool:
        return clause is not None and id(clause) in self.waiting

    def _add(self, clause: Clause, *, complete: bool) -> None:
        if not complete:
            self.waiting.add(id(clause))
        self.clauses.append(clause)
        if clause.kind == "main":
            self.main, self.sub = clause, None
        else:
            self.sub = clause

    def _finish(self, clause: Clause | None, part: _Part) -> None:
        if clause is not None:
            clause.absorb(part.first, part.last)
            self.waiting.discard(id(clause))

    def _open_sub(self, part: _Part) -> None:
        if self._waits(self.sub) and part.link in ("als", "wie"):
            self._finish(self.sub, part)
            return
        clause = Clause([(part.first, part.last)], part.kind, part.link, head=part.opener)
        last = self.clauses[-1] if self.clauses else None
        clause.parent = _parent(part, self.main, self.sub, last)
        self._add(clause, complete=bool(part.verbs))

    def _take_phrase(self, number: int, part: _Part) -> None:
        target = self._owner(number, part)
        if target is None:
            clause = Clause([(part.first, part.last)], "main", head=part.opener)
            self._add(clause, complete=part.kind == "rest")
        elif part.kind == "rest":
            self._finish(target, part)
        else:
            target.absorb(part.first, part.last)

    def _owner(self, number: int, part: _Part) -> Clause | None:
        """The clause a verbless part belongs to: one that waits, else the one it stands beside."""
        before = self.parts[number - 1].closing if number else ""
        after_dash = before in DASHES and not self._waits(self.main) and part.closing == ""
        if before in (":", ";") or (after_dash and part.last - part.first > 3):
            return None
        if self.sub is not None and (self._waits(self.sub) or self.sub.last == part.first - 1):
            return self.sub
        return self.main

    def _take_finite(self, number: int, part: _Part) -> None:
        if number and self.parts[number - 1].closing in (":", ";"):
            self._open_main(number, part)
        elif self._waits(self.sub) and _closing_verb(part, self.sentence):
            self._finish(self.sub, part)
        elif self._waits(self.main):
            self._finish(self.main, part)
        elif self.sub is not None and _continues_sub(
            part, self.parts, number, self.sub, self.sentence
        ):
            sub = self.sub
            clause = Clause([(part.first, part.last)], sub.kind, sub.link, head=part.first)
            clause.parent, clause.brother = sub.parent, sub
            self._add(clause, complete=True)
        else:
            self._open_main(number, part)

    def _open_main(self, number: int, part: _Part) -> None:
        clause = Clause([(part.first, part.last)], "main", head=part.opener)
        if _conditional_start(part, self.parts, number, self.sentence):
            clause.kind, clause.link = "sub", "wenn"
        elif self.main is not None and _joined(self.parts, number):
            clause.brother = self.main
            clause.shares = self.parts[number - 1].closing in _AND
        self._add(clause, complete=True)


def _joined(parts: list[_Part], number: int) -> bool:
    """True if und, oder, aber or a comma joins this part to the one before."""
    return number > 0 and parts[number - 1].closing in (
        "und",
        "oder",
        "aber",
        "sowie",
        "sondern",
        ",",
    )


def _parent(
    part: _Part, main: Clause | None, sub: Clause | None, last: Clause | None
) -> Clause | None:
    if part.kind == "rel" or part.kind == "inf":
        return last
    return sub if sub is not None and last is sub else main


def _closing_verb(part: _Part, sentence: Sentence) -> bool:
    finite = _finite_in(part, sentence)
    return bool(finite) and _verb_last(part, finite, sentence)


def _continues_sub(
    part: _Part, parts: list[_Part], number: int, sub: Clause | None, sentence: Sentence
) -> bool:
    """ "dass er kam und sie ging": a verb-last part joined by und to a subordinate clause."""
    if (
        sub is None
        or number == 0
        or parts[number - 1].closing not in ("und", "oder", "aber", "sowie")
    ):
        return False
    if sub.last < part.first - 1:
        return False
    finite = _finite_in(part, sentence)
    if not finite:
        return False
    return finite[-1] == part.last - 1 and finite[0] > part.first


def _conditional_start(part: _Part, parts: list[_Part], number: int, sentence: Sentence) -> bool:
    """ "Sollten die USA ..., dann": a verb-first clause before another clause is a condition."""
    if not part.verbs or part.verbs[0] != part.opener or sentence.question:
        return False
    if finite_reading(sentence.readings[part.opener]) is None:
        return False
    if number and parts[number - 1].closing not in (":", ";", "–", "-", "—", ""):
        return False
    if part.closing not in (",", "und", "oder") or number + 1 >= len(parts):
        return False
    if not any(_answers_condition(later, sentence) for later in parts[number + 1 :]):
        return False
    return sentence.low[part.first] != QUOTE


def _answers_condition(part: _Part, sentence: Sentence) -> bool:
    """The main clause after a condition begins with its verb, or with so or dann."""
    if part.first >= len(sentence.low):
        return False
    opening = sentence.readings[part.first]
    return sentence.low[part.first] in ("so", "dann") or (
        bool(opening) and finite_reading(opening) is not None
    )


def _verb_group(clause: Clause, sentence: Sentence, language: Language) -> VerbGroup:
    """Which verb is finite, which carry meaning, and tense, mood and voice."""
    tokens = [k for k in clause.indices() if sentence.readings[k]]
    group = VerbGroup()
    if not tokens:
        return group
    if _is_headline(clause, tokens, sentence):
        lexical = [(r.lemma, tokens[0]) for r in sentence.readings[tokens[0]] if r.kind == "part"]
        moved = language.moves(lexical[0][0])
        return VerbGroup(mood="p", lexical=lexical, passive=not moved, perfect=True)
    if _shares_auxiliary(clause, tokens, sentence) and clause.brother is not None:
        return _as_brother(clause.brother.verbs, tokens, sentence)
    group.finite = _find_finite(clause, tokens, sentence)
    reading = None
    if group.finite >= 0:
        reading = finite_reading(sentence.readings[group.finite])
    if reading is None:
        group.finite = -1
        group.infinitive = clause.kind == "inf"
    else:
        group.mood, group.number = reading.kind, reading.number or "b"
        if reading.lemma in _LIGHT and reading.lemma not in ("sein", "haben", "werden", "lassen"):
            group.modal = reading.lemma
    lemma = reading.lemma if reading else ""
    others = [k for k in tokens if k != group.finite]
    _collect(group, lemma, others, clause, sentence, language)
    return group


def _find_finite(clause: Clause, tokens: list[int], sentence: Sentence) -> int:
    finite = [
        k for k in tokens if finite_reading(sentence.readings[k]) and not _after_zu(k, sentence)
    ]
    if not finite:
        return -1
    if clause.kind == "main" or (clause.link == "wenn" and finite[0] == clause.head):
        return finite[0]
    last = finite[-1]
    auxiliary = [k for k in finite if sentence.readings[k][0].lemma in _LIGHT]
    if auxiliary and last not in auxiliary and last - auxiliary[-1] <= 2:
        return auxiliary[-1]
    return auxiliary[-1] if auxiliary and auxiliary[-1] >= last - 1 else last


def _after_zu(k: int, sentence: Sentence) -> bool:
    return k > 0 and sentence.low[k - 1] == "zu"


def _is_headline(clause: Clause, tokens: list[int], sentence: Sentence) -> bool:
    """ "Zwei Palästinenser erschossen": a lone participle at the end of a main clause."""
    if clause.kind != "main" or len(tokens) != 1 or clause.brother is not None:
        return False
    at = tokens[0]
    if at != clause.last - 1 or at - clause.first < 2:
        return False
    return any(r.kind == "part" for r in sentence.readings[at])


def _shares_auxiliary(clause: Clause, tokens: list[int], sentence: Sentence) -> bool:
    """ "hat getestet und ... verstoßen": the brother's auxiliary serves both."""
    if clause.kind != "main" or clause.brother is None or clause.brother.verbs.finite < 0:
        return False
    first = tokens[0]
    if first < clause.last - 2 or first == clause.first:
        return False
    helps = sentence.readings[clause.brother.verbs.finite][0].lemma in _LIGHT
    return helps and any(r.kind in ("part", "inf") for r in sentence.readings[first])


def _as_brother(brother: VerbGroup, tokens: list[int], sentence: Sentence) -> VerbGroup:
    lexical = [(r.lemma, k) for k in tokens for r in sentence.readings[k] if r.kind != "t"]
    return VerbGroup(
        mood=brother.mood,
        number=brother.number,
        modal=brother.modal,
        lexical=list(dict.fromkeys(lexical)),
        passive=brother.passive,
        perfect=brother.perfect,
        future=brother.future,
    )


def _collect(
    group: VerbGroup,
    finite_lemma: str,
    others: list[int],
    clause: Clause,
    sentence: Sentence,
    language: Language,
) -> None:
    """Fill in the full verbs, voice, tense."""
    readings = sentence.readings
    participle = infinitive = False
    werden = finite_lemma == "werden"
    found: list[tuple[str, int]] = []
    for k in others:
        for reading in readings[k]:
            if reading.lemma in _LIGHT:
                werden = werden or reading.lemma == "werden"
                if reading.lemma in _MODALS and not group.modal:
                    group.modal = reading.lemma
                if reading.lemma == "werden" and reading.kind in ("part", "inf"):
                    group.passive = True
                break
            if reading.kind in ("part", "inf", "zu") or group.finite < 0 or _after_zu(k, sentence):
                participle = participle or reading.kind == "part"
                infinitive = infinitive or reading.kind in ("inf", "zu")
                found.append((reading.lemma, k))
    if finite_lemma in _MODALS and not found:
        group.lexical = [(finite_lemma, group.finite)]
    elif finite_lemma and (finite_lemma not in _LIGHT or (finite_lemma == "lassen" and not found)):
        particle = _particle(group.finite, clause, sentence, language)
        full = [r.lemma for r in readings[group.finite] if r.kind in "pt12"]
        first = [
            (_with_particle(particle, lemma, language), group.finite)
            for lemma in dict.fromkeys(full)
        ]
        group.lexical = first + [pair for pair in found if pair not in first]
    else:
        group.lexical = list(dict.fromkeys(reversed(found)))
        to_be = any(r.lemma == "sein" and r.kind == "inf" for k in others for r in readings[k])
        group.copula = (finite_lemma == "sein" or to_be) and not found
        if finite_lemma == "werden" and participle and not (infinitive and not group.passive):
            group.passive = True
        group.future = finite_lemma == "werden" and infinitive and not participle
        if finite_lemma == "werden" and infinitive and participle and group.mood == "2":
            group.future = True
        group.perfect = finite_lemma in ("haben", "sein") and participle
        if finite_lemma == "sein" and participle and group.lexical:
            group.passive = group.passive or not language.moves(group.lexical[0][0])
    if finite_lemma == "sein" and group.lexical and not participle:
        group.copula = True


def _with_particle(particle: str, lemma: str, language: Language) -> str:
    """The separable verb, unless the last word is an adverb and no such verb is known."""
    if particle in language.weak_particles and not language.knows_verb(particle + lemma):
        return lemma
    return particle + lemma


def _particle(finite: int, clause: Clause, sentence: Sentence, language: Language) -> str:
    """The separated particle of the finite verb: the last word of its stretch, if it is one."""
    low = sentence.low
    for first, last in clause.pieces:
        if not first <= finite < last:
            continue
        end = last - 1
        while end > finite and low[end] in ".!?…":
            end -= 1
        if end > finite and low[end] in language.particles and not sentence.upper[end]:
            return low[end]
    first, last = clause.pieces[-1]
    end = last - 1
    while end > first and low[end] in ".!?…":
        end -= 1
    if end > finite and low[end] in language.particles and clause.kind == "main":
        return low[end]
    return ""
