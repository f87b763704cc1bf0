"""German parts: a sentence cut at its marks and at conjunctions that join two verbs.

Each part gets its kind from its first word and its verbs: `sub`, `rel`, `inf`, `main`, `rest`
(verbs, but none finite) or `phrase` (no verb at all).
"""

from __future__ import annotations

from dataclasses import dataclass

from standoff.coding.datafiles import words
from standoff.coding.grammar.clauses import (
    DASHES,
    MARKS,
    is_cut,
    sentence_end,
    sentence_start,
    verb_tokens,
)
from standoff.coding.grammar.german.lists import asides, between_items
from standoff.coding.grammar.language import Language
from standoff.coding.grammar.sentence import Sentence

__all__ = ["AND", "LIGHT", "Part", "closes_with_verb", "cut_parts", "finite_in"]

AND = frozenset({"und", "oder", "aber", "sowie", "sondern"})
LIGHT = words("sein haben werden können müssen sollen wollen dürfen mögen lassen")
_RELATIVE_AFTER = DASHES | {",", "(", ")", "rel"}
_OPENING = words(
    "und oder aber auch nur so selbst erst vor allem denn sondern doch zumindest vielmehr gerade "
    "sowie"
)


@dataclass(slots=True)
class Part:
    """A stretch between marks: its tokens, verbs, kind and opening word."""

    first: int
    last: int
    verbs: list[int]
    kind: str = "phrase"
    link: str = ""
    opener: int = -1
    closing: str = ""


def cut_parts(sentence: Sentence, language: Language) -> list[Part]:
    """The parts of a sentence, in order, with their kinds."""
    parts = _cut(sentence, language)
    before = ""
    for part in parts:
        _classify(part, sentence, language, before)
        before = part.kind if part.closing in AND else part.closing
    return _whole_infinitives(parts)


def finite_in(part: Part, sentence: Sentence) -> list[int]:
    """The verbs that can be finite: not "zu testen", and not the first of "testen zu wollen"."""
    if not part.verbs:
        return []
    low, readings = sentence.low, sentence.readings
    return [
        v
        for v in part.verbs
        if readings[v].finite
        and not (v and low[v - 1] == "zu")
        and not (low[v + 1 : v + 2] == ["zu"] and readings[v + 2 : v + 3] not in ([], [()])
                 and not readings[v].kinds.isdisjoint(("inf", "part")))
    ]  # fmt: skip


def _cut(sentence: Sentence, language: Language) -> list[Part]:
    parts: list[Part] = []
    low = sentence.low
    first = sentence_start(sentence)
    aside = asides(sentence)
    for k in [k for k in range(first, len(low)) if low[k] in MARKS]:
        word = low[k]
        if k not in aside and is_cut(sentence, k):
            if word == "," and between_items(sentence, language, k):
                continue
            _add_parts(parts, sentence, language, first, k, word)
            first = k + 1
    _add_parts(parts, sentence, language, first, sentence_end(sentence), "")
    return parts


def _add_parts(
    parts: list[Part], sentence: Sentence, language: Language, first: int, last: int, mark: str
) -> None:
    """Add [first, last), cut where a conjunction joins two verb groups."""
    low = sentence.low
    verbs = verb_tokens(sentence, first, last)
    if len(verbs) > 1:
        for k in range(first + 1, last - 1):
            if low[k] in AND and _joins_verbs(sentence, verbs, k, last):
                parts.append(Part(first, k, [v for v in verbs if v < k], closing=low[k]))
                first = k + 1
                verbs = [v for v in verbs if v > k]
    if first < last:
        parts.append(Part(first, last, verbs, closing=mark))


def _joins_verbs(sentence: Sentence, verbs: list[int], k: int, last: int) -> bool:
    """True if a verb group ends before token k and another one begins after it."""
    before = [v for v in verbs if v < k]
    after = [v for v in verbs if v > k]
    if not after or not before:
        return False
    if not any(sentence.readings[v].finite for v in before):
        infinitive = not sentence.readings[before[-1]].kinds.isdisjoint(("zu", "inf"))
        begins = after[0] == k + 1 and sentence.readings[after[0]].finite is not None
        listed = _ends_participle(sentence, before[-1], k) and _ends_participle(
            sentence, after[-1], last
        )
        return (infinitive and begins and before[-1] == k - 1) or listed
    low = sentence.low
    if _waits_for_auxiliary(sentence, before, after):
        return False
    if after[0] != k + 1 and _bracket_open(sentence, before):
        return False
    finite_after = [v for v in after if sentence.readings[v].finite]
    closed_before = before[-1] == k - 1 or low[k - 1] in _PARTICLE_END
    if finite_after and finite_after[0] - k <= 6:
        if closed_before or finite_after[0] == k + 1:
            return True
        if low[finite_after[0] - 1] in AND:
            return False  # "sperrten Häfen und Straßen und gaben": that one parts them
        finite_before = [v for v in before if sentence.readings[v].finite]
        return bool(finite_before) and finite_after[0] - k <= 4 and after[0] == finite_after[0]
    return closed_before and (after[-1] == last - 1 or bool(finite_after))


def _ends_participle(sentence: Sentence, verb: int, end: int) -> bool:
    """ "..., Leitungen gekappt und Führer verhaftet": a full participle right before `end`."""
    readings = sentence.readings[verb]
    full = any(r.kind == "part" and r.lemma not in LIGHT for r in readings)
    return full and verb == end - 1


def _waits_for_auxiliary(sentence: Sentence, before: list[int], after: list[int]) -> bool:
    """ "dass er A abwerten oder B annehmen solle": the modal at the end serves both."""
    last = sentence.readings[after[-1]]
    if last[0].lemma not in LIGHT or last.finite is None:
        return False
    first = sentence.readings[before[-1]]
    alone = not any(sentence.readings[v].finite for v in before[:-1])
    return alone and not first.kinds.isdisjoint(("inf", "part"))


def _bracket_open(sentence: Sentence, before: list[int]) -> bool:
    """True if an auxiliary or modal still waits for its participle or infinitive."""
    last = sentence.readings[before[-1]]
    return bool(last) and last[0].lemma in LIGHT and last.finite is not None


_PARTICLE_END = words(
    "ab an auf aus bei ein entgegen fest fort her hin hoch los mit nach statt teil um vor weg "
    "weiter zu zurück zusammen über wieder bereit"
)


def _classify(part: Part, sentence: Sentence, language: Language, before: str) -> None:
    """Kind and opening word of a part; `before` is the mark before it, after "und" the kind."""
    low = sentence.low
    at = part.first
    while at < part.last - 1 and low[at] in _OPENING and low[at + 1] not in MARKS:
        at += 1
    opener = low[at] if at < part.last else ""
    finite = finite_in(part, sentence)
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
    part: Part, at: int, opener: str, finite: list[int], sentence: Sentence, language: Language
) -> bool:
    if opener not in language.subordinators or at >= part.last - 1:
        return False
    if opener == "bis" and _is_date(sentence.low[at + 1], language):
        return False
    if not finite and opener in _AMBIGUOUS:
        return _closes_later(part, sentence)
    if opener in _AMBIGUOUS:
        return closes_with_verb(part, finite, sentence) and finite[0] > at + 1
    if sentence.question and at == 0 and opener in language.questions:
        return False
    if finite and finite[0] == at + 1 and finite[0] != part.last - 1:
        return False
    return bool(finite) or opener in language.content or _closes_later(part, sentence)


def _is_date(word: str, language: Language) -> bool:
    """ "bis zum Jahresende", "bis Dienstag", "bis 31. Mai" are no clauses."""
    dated = word[:1].isdigit() or word in language.time_nouns or word in language.prepositions
    return dated or word in ("ende", "anfang", "mitte", "jahresende", "monatsende", "spätestens")


_AMBIGUOUS = words("als bis seit wie während da indes damit so")


def _closes_later(part: Part, sentence: Sentence) -> bool:
    """ "wie ihn sein Anwalt, ein alter Freund, verriet": the verb comes after a comma."""
    if part.closing not in _INTERRUPTING:
        return False
    commas = 0
    for k in range(part.last, len(sentence.low)):
        word = sentence.low[k]
        commas += word == ","
        if commas > 3 or word in (":", ";"):
            return False
        if sentence.readings[k] and sentence.readings[k].finite:
            closing = k + 1 >= len(sentence.low) or sentence.low[k + 1] in _STOPS
            return closing and sentence.low[k - 1] != ","
    return False


_STOPS = frozenset(",.;:!?–")
_INTERRUPTING = DASHES | {",", "("}


def _is_relative(
    part: Part, at: int, finite: list[int], sentence: Sentence, language: Language
) -> bool:
    if at == 0 or not finite or not closes_with_verb(part, finite, sentence):
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


def closes_with_verb(part: Part, finite: list[int], sentence: Sentence) -> bool:
    """True if the finite verb closes the part (a word or two may follow it)."""
    end = part.last - 1
    if _is_bracket(finite, sentence):
        return False
    if finite[-1] == end:
        return True
    return finite[-1] >= end - 2 and bool(sentence.readings[end])


def _is_bracket(finite: list[int], sentence: Sentence) -> bool:
    """ "die USA hätten einen Tanker beschlagnahmt": verb second, though its last word could be."""
    first, last = sentence.readings[finite[0]], sentence.readings[finite[-1]]
    helped = first[0].lemma in LIGHT and not last.kinds.isdisjoint(("part", "inf"))
    return helped and finite[-1] - finite[0] > 2


def _is_infinitive(part: Part, finite: list[int], sentence: Sentence) -> bool:
    low = sentence.low
    if finite:
        return False
    readings = sentence.readings
    return any(
        "zu" in readings[v].kinds
        or (v > part.first and low[v - 1] == "zu" and "inf" in readings[v].kinds)
        for v in part.verbs
    )


def _is_closed(part: Part) -> bool:
    """The part ends with its verb: what follows belongs to the next one."""
    return part.verbs[-1] == part.last - 1


def _whole_infinitives(parts: list[Part]) -> list[Part]:
    """ "gab an, Stellungen, vor allem des IS, zu bombardieren": the phrases belong to "zu"."""
    whole: list[Part] = []
    for part in parts:
        if part.kind == "inf":
            at = len(whole)
            while at > 1 and whole[at - 1].kind == "phrase" and whole[at - 1].closing in ",()":
                at -= 1
            short = part.last - part.first <= 3
            if at < len(whole) and whole[at - 1].verbs and (short or _is_closed(whole[at - 1])):
                part.first = part.opener = whole[at].first
                del whole[at:]
        whole.append(part)
    return whole
