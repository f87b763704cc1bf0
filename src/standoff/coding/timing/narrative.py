"""When a deed happened whose sentence does not say so: the reference time of a running text.

News tells its story in order. A past tense without an adverb of time is heard as happening at, or
just after, the time that the sentence before has set (Reichenbach's reference time; Partee 1984,
Hinrichs 1986 on narrative progression):

    "Am Montag testete Nordkorea eine Rakete. Die USA drohten mit Sanktionen."
    the threat: from Monday to the day of publication

    joined clauses       take the time of their sentence ("... and threatened ...")
    next two sentences   take the time told last, "at or just after": from a day, up to a week
    the next sentence    alone takes a time that lies more than a week before publication
    the lead, "now"      the first two sentences of an article tell news of the past `NEWS` days, as
                         does a sentence that says "now"

A pluperfect lies before the reference time, words like "früher" or "repeatedly" beside it; neither
takes it, nor do subordinate clauses, reported speech, or nouns. Where nothing is said the dates
stay open. Such a date is a range, and the coding's `said` is empty: no words of the text name it.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from standoff.coding.datafiles import read_table, words
from standoff.coding.drafts import Draft
from standoff.coding.grammar.clauses import Clause
from standoff.coding.reading import Reading
from standoff.nouns import TimePhrase

__all__ = ["NEWS", "Narrative", "dates_a_noun"]

#: Days before its publication that the lead of an article tells of.
NEWS = 7
#: Sentences that a reference time lasts without being named again, near and far from publication.
_REACH, _FAR_REACH = 2, 1
#: Sentences that make up the lead.
_LEAD = 2
_GENITIVES = frozenset({"'s", "’s", "s'", "s’"})
#: A longer time than this is a background, not a moment of the story.
_LONGEST = timedelta(days=366)
_TELLING = frozenset({"main", "ptc"})
_STANCES = frozenset({"actual", "unconfirmed"})
#: What is uttered has a day, whatever its condition.
_UTTERED = frozenset({"threat", "ultimatum"})
_KINDS = frozenset({"event", "quote", "pledge", "signal"})


class _Words(NamedTuple):
    """The words of a language that tell how a time is meant."""

    elsewhen: frozenset[str]
    now: frozenset[str]
    bounds: frozenset[str]
    amounts: frozenset[str]
    of: frozenset[str]
    articles: frozenset[str]


@cache
def _words(language: str) -> _Words:
    table = read_table(f"narrative/{language}.toml")
    return _Words(*(words(table[name]) for name in _Words._fields))


_start = attrgetter("start")


def dates_a_noun(text: str, phrase: TimePhrase, language: str) -> bool:
    """True if a time belongs to a noun: "die Waffenruhe von 2020", "last week's attack"."""
    said = _words(language)
    if text[phrase.end : phrase.end + 2] in _GENITIVES and phrase.start and language == "en":
        return text[phrase.start - 1] == " "
    before = text[max(phrase.start - 24, 0) : phrase.start].lower().split()
    if len(before) < 2 or text[phrase.start - 1] != " ":
        return False
    if before[-2].endswith(","):
        return False  # "der Vertrag, der 2015 unterzeichnet wurde"
    year = len(phrase.timex) == 4 and phrase.timex.isdigit()
    if year and before[-1] in said.of | said.articles:
        return True
    return before[-1] in said.bounds and before[-2] in said.articles


@dataclass(slots=True)
class Narrative:
    """The reference time while a text is read, sentence by sentence."""

    published: date | None
    start: date | None = None
    end: date | None = None
    turn: int = -99

    def tell(
        self,
        reading: Reading,
        drafts: list[Draft],
        times: list[TimePhrase],
        of_deeds: list[TimePhrase],
    ) -> None:
        """Date the undated deeds of a sentence, then note the time it sets.

        `of_deeds` are those of its `times` that tell of a deed, not of a thing.
        """
        anchors = [phrase for phrase in of_deeds if self._is_anchor(reading, phrase)]
        for draft in drafts:
            if draft.earliest or draft.latest or not _is_told(reading, draft):
                continue
            clause = _clause_of(reading, draft)
            if clause is not None and _moves_on(reading, clause):
                self._date(draft, clause, anchors, reading)
        self._note(anchors, times, reading)

    def _is_anchor(self, reading: Reading, phrase: TimePhrase) -> bool:
        """A moment of the story: dated, past, not too long, neither an end nor a noun's."""
        first, last = phrase.earliest, phrase.latest
        if first is None or last is None or last - first >= _LONGEST:
            return False
        if self.published is not None and first > self.published:
            return False
        language, text = reading.language.code, reading.text
        before = text[max(phrase.start - 12, 0) : phrase.start].lower().split()
        said, inside = _words(language), phrase.said.lower().split()
        bounded = inside[0] in said.bounds or (bool(before) and before[-1] in said.bounds)
        ago = bounded and inside[-1] in said.amounts
        return ago or not bounded

    def _date(
        self, draft: Draft, clause: Clause, anchors: list[TimePhrase], reading: Reading
    ) -> None:
        near = [phrase for phrase in anchors if _shares_time(reading, clause, phrase)]
        if near:
            nearest = min(near, key=lambda phrase: abs(phrase.start - draft.span[0]))
            draft.earliest, draft.latest = nearest.earliest, nearest.latest
        elif not anchors and _is_past(clause):
            now = _is_now(reading, clause)
            if self.start and self.end and self._lasts(self.end, reading) and not now:
                draft.earliest, draft.latest = self.start, self._until(self.start, self.end)
            elif self.published and (now or self._leads(reading)):
                draft.earliest, draft.latest = self.published - timedelta(NEWS), self.published

    def _lasts(self, end: date, reading: Reading) -> bool:
        """True while the reference time told last is still the story's."""
        near = self.published is not None and (self.published - end).days <= NEWS
        return reading.discourse.turn - self.turn <= (_REACH if near else _FAR_REACH)

    def _leads(self, reading: Reading) -> bool:
        return reading.discourse.turn <= _LEAD and self.turn < 0

    def _until(self, start: date, end: date) -> date:
        """The story goes on from a day or two: "at, or just after", a week at most."""
        if end - start > timedelta(NEWS):
            return end
        later = end + timedelta(NEWS)
        return max(end, min(later, self.published or later))

    def _note(self, anchors: list[TimePhrase], times: list[TimePhrase], reading: Reading) -> None:
        """The last moment named is the reference time; a time that stays open ends it."""
        told = [phrase for phrase in anchors if not _is_before(_clause_at(reading, phrase.start))]
        if told:
            self.start, self.end = told[-1].earliest, told[-1].latest
            self.turn = reading.discourse.turn
        elif any(phrase.earliest is None and phrase.latest is None for phrase in times):
            self.start = self.end = None


def _is_told(reading: Reading, draft: Draft) -> bool:
    """A deed of the story itself, stated by a clause."""
    return (
        draft.kind in _KINDS
        and (draft.stance in _STANCES or (draft.move in _UTTERED and draft.stance == "conditional"))
        and draft.level == "clause"
        and not any(inner.start <= draft.span[0] < inner.end for inner in reading.sentence.inner)
    )


def _clause_at(reading: Reading, offset: int) -> Clause | None:
    """The clause that holds an offset of the text."""
    tokens = reading.sentence.tokens
    for clause in reading.clauses:
        for first, last in clause.pieces:
            if first < last and tokens[first].start <= offset < tokens[last - 1].end:
                return clause
    return None


def _clause_of(reading: Reading, draft: Draft) -> Clause | None:
    """The clause with the largest share of a draft's words, the first of several."""
    start, end = draft.span
    tokens = reading.sentence.tokens
    first, last = bisect_left(tokens, start, key=_start), bisect_left(tokens, end, key=_start)
    best, most = None, -1
    for clause in reading.clauses:
        share = 0
        for begin, stop in clause.pieces:
            left = begin if begin > first else first
            right = stop if stop < last else last
            share += right - left if right > left else 0
        if share > most:
            best, most = clause, share
    return best


def _is_before(clause: Clause | None) -> bool:
    """A pluperfect: "hatte gedroht", "had threatened"."""
    return clause is not None and clause.verbs.perfect and clause.verbs.mood == "t"


def _moves_on(reading: Reading, clause: Clause) -> bool:
    """True if a clause tells a step of the story: past or perfect, at the reference time."""
    verbs = clause.verbs
    joined = clause.brother if clause.shares else None
    if clause.kind not in _TELLING or _is_before(clause) or _is_before(joined):
        return False
    if clause.kind == "main" and (verbs.future or verbs.modal or verbs.mood in ("1", "2")):
        return False
    elsewhen = _words(reading.language.code).elsewhen
    return elsewhen.isdisjoint(reading.sentence.words_of(clause.tokens))


def _is_now(reading: Reading, clause: Clause) -> bool:
    now = _words(reading.language.code).now
    return not now.isdisjoint(reading.sentence.words_of(clause.tokens))


def _is_past(clause: Clause) -> bool:
    """Past or perfect; a participle clause has the time of its verb."""
    return clause.kind == "ptc" or clause.verbs.mood == "t" or clause.verbs.perfect


def _shares_time(reading: Reading, clause: Clause, phrase: TimePhrase) -> bool:
    """The time stands in the clause, or in one that it is joined to or depends on."""
    at = _clause_at(reading, phrase.start)
    if at is None or at is clause or at.brother is clause:
        return True
    return at is clause.brother or at is clause.parent
