"""Inflected forms from dictionary forms, for German and English verbs and nouns.

The coder looks words up instead of stemming them: from each infinitive all forms are made once, by
the regular rules or from principal parts, and kept in one table from form to readings. A form that
no one writes does no harm there; a missing one would.

A reading is `(lemma, kind, number)`. Kinds: `p` present, `t` past, `1` and `2` the German
subjunctives (Konjunktiv I and II), `inf`, `zu` (abzurücken), `part` (past participle), `ger`
(English -ing). Numbers: `s`, `p`, `b` (either), empty for forms that have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

__all__ = [
    "NO_READINGS",
    "GermanVerbs",
    "Reading",
    "Readings",
    "english_noun_forms",
    "english_verb_forms",
    "noun_forms",
]

_UMLAUT = {"a": "ä", "o": "ö", "u": "ü"}
_VOWELS = "aeiouyäöü"


class Reading(NamedTuple):
    """One reading of a verb form."""

    lemma: str
    kind: str
    number: str


class Readings(tuple[Reading, ...]):
    """The readings of a word, with what grammar asks of them again and again.

    `kinds` and `lemmas` are those of its readings, `finite` the finite one, indicative first.
    """

    kinds: frozenset[str]
    lemmas: frozenset[str]
    finite: Reading | None

    def __new__(cls, readings: Iterable[Reading] = ()) -> Readings:
        made = super().__new__(cls, readings)
        made.kinds = frozenset(reading.kind for reading in made)
        made.lemmas = frozenset(reading.lemma for reading in made)
        made.finite = _finite(made)
        return made


def _finite(readings: Iterable[Reading]) -> Reading | None:
    found = None
    for reading in readings:
        if reading.kind in "pt":
            return reading
        if reading.kind in "12":
            found = found or reading
    return found


#: Of a word that is no verb where it stands.
NO_READINGS = Readings()


Form = tuple[str, str, str]


class GermanVerbs:
    """German verb forms from infinitives, with the strong verbs' principal parts at hand."""

    def __init__(self, table: dict[str, object]) -> None:
        self._parts = _principal_parts(str(table["strong"]))
        self._also = _principal_parts(str(table["also"]))
        self._weak = frozenset(str(table["weak"]).split())
        inseparable = str(table["inseparable"]).split() + str(table["both"]).split()
        self._inseparable = tuple(inseparable)

    def forms(self, written: str) -> Iterator[tuple[str, Reading]]:
        """All forms of a verb written like `ab|rücken` (separable) or `verhandeln`."""
        particle, _, base = written.rpartition("|")
        lemma = particle + base
        for form, kind, number in self._base_forms(base):
            if not particle:
                yield form, Reading(lemma, kind, number)
            elif kind == "inf":
                yield particle + form, Reading(lemma, kind, number)
                yield particle + "zu" + form, Reading(lemma, "zu", "")
            else:
                yield particle + form, Reading(lemma, kind, number)

    def _base_forms(self, base: str) -> Iterator[Form]:
        for prefix, stem_verb in self._strong_reading(base):
            parts = self._parts[stem_verb]
            yield from _strong_forms(prefix, stem_verb, parts, keep_ge=not prefix)
            if stem_verb in self._also and not prefix:
                yield from _strong_forms("", stem_verb, self._also[stem_verb], keep_ge=True)
            return
        yield from _weak_forms(base, self._inseparable)

    def _strong_reading(self, base: str) -> Iterator[tuple[str, str]]:
        if base in self._parts:
            yield "", base
        elif base not in self._weak:
            for prefix in self._inseparable:
                if base.startswith(prefix) and base[len(prefix) :] in self._parts:
                    yield prefix, base[len(prefix) :]
                    return


def _principal_parts(lines: str) -> dict[str, tuple[str, ...]]:
    rows = (line.split() for line in lines.strip().splitlines())
    return {row[0]: tuple(row[1:]) for row in rows}


def _strong_forms(
    prefix: str, verb: str, parts: tuple[str, ...], *, keep_ge: bool
) -> Iterator[Form]:
    present, past, participle, subjunctive = parts
    stem = verb[:-2] if verb.endswith("en") else verb[:-1]
    if (
        not keep_ge
        and participle.startswith("ge")
        and (not verb.startswith("ge") or participle.startswith("geg"))
    ):
        participle = participle[2:]
    plural_past = past + ("n" if past.endswith("e") else "en")
    yield prefix + verb, "inf", ""
    yield prefix + verb, "p", "p"
    yield prefix + stem + "e", "1", "s"
    yield prefix + present, "p", "s"
    yield prefix + past, "t", "s"
    yield prefix + plural_past, "t", "p"
    yield prefix + participle, "part", ""
    yield prefix + subjunctive, "2", "s"
    yield prefix + subjunctive + "n", "2", "p"


def _weak_forms(verb: str, inseparable: tuple[str, ...]) -> Iterator[Form]:
    stem = verb[:-2] if verb.endswith("en") else verb[:-1]
    link = "e" if _needs_link(stem) else ""
    bare = verb.endswith("ieren") or (
        verb.startswith(inseparable) and not verb.startswith(("gelten", "beten", "erben"))
    )
    yield verb, "inf", ""
    yield verb, "p", "p"
    yield stem + "e", "1", "s"
    yield stem + link + "t", "p", "s"
    yield stem + link + "te", "t", "s"
    yield stem + link + "ten", "t", "p"
    yield ("" if bare else "ge") + stem + link + "t", "part", ""


def _needs_link(stem: str) -> bool:
    if stem.endswith(("t", "d")):
        return True
    if not stem.endswith(("m", "n")) or len(stem) < 3:
        return False
    if stem[-2] == "h":
        return stem[-3] == "c"  # zeichnete, but wohnte
    return stem[-2] not in _VOWELS + "lrmn"


def noun_forms(lemma: str) -> Iterator[str]:
    """Forms that a German noun may take, lower-case: every ending, with and without umlaut."""
    low = lemma.lower()
    yield low
    stems = [low]
    changed = _with_umlaut(low)
    if changed:
        stems.append(changed)
        yield changed
    for stem in stems:
        for ending in ("e", "s", "es", "en", "n", "er", "ern", "ens", "nen"):
            yield stem + ending
    if low.endswith(("um", "us")):
        yield low[:-2] + "en"
    if low.endswith(("o", "a")):
        yield low[:-1] + "en"
    if low.endswith("nis"):
        yield low + "se"
        yield low + "sen"


def _with_umlaut(low: str) -> str:
    for at in range(len(low) - 1, -1, -1):
        if low[at] in _UMLAUT:
            if low[at] == "u" and at and low[at - 1] == "a":
                return low[: at - 1] + "äu" + low[at + 1 :]
            return low[:at] + _UMLAUT[low[at]] + low[at + 1 :]
        if low[at] in "eiäöü":
            return ""
    return ""


def english_noun_forms(lemma: str) -> Iterator[str]:
    """Singular and plural of an English noun, lower-case."""
    low = lemma.lower()
    yield low
    if low.endswith("y") and low[-2:-1] not in "aeiou":
        yield low[:-1] + "ies"
    elif low.endswith(("s", "x", "z", "ch", "sh")):
        yield low + "es"
    else:
        yield low + "s"
        if low.endswith("o"):
            yield low + "es"  # vetoes, embargoes


def english_verb_forms(
    lemma: str, irregular: dict[str, tuple[str, ...]], doubling: frozenset[str]
) -> Iterator[tuple[str, Reading]]:
    """All forms of an English verb, with their readings."""
    yield lemma, Reading(lemma, "inf", "")
    yield lemma, Reading(lemma, "p", "p")
    third = lemma + "es" if lemma.endswith("o") else list(english_noun_forms(lemma))[1]
    yield third, Reading(lemma, "p", "s")
    stem = lemma + lemma[-1] if lemma in doubling else lemma
    if lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")):
        stem = lemma[:-1]
    gerund = lemma[:-2] + "ying" if lemma.endswith("ie") else stem + "ing"
    yield gerund, Reading(lemma, "ger", "")
    if stem != lemma and lemma in doubling:
        yield lemma + "ing", Reading(lemma, "ger", "")
        yield lemma + "ed", Reading(lemma, "t", "b")
        yield lemma + "ed", Reading(lemma, "part", "")
    past, participle = irregular.get(lemma) or (_regular_past(lemma, stem),) * 2
    yield past, Reading(lemma, "t", "b")
    yield participle, Reading(lemma, "part", "")


def _regular_past(lemma: str, stem: str) -> str:
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ied"
    return lemma + "d" if lemma.endswith("e") else stem + "ed"
