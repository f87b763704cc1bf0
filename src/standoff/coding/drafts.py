"""`Draft`: a statement on its way to becoming a `Coding`; spans are tightened here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from standoff.coding.datafiles import words
from standoff.coding.grammar.clauses import Clause
from standoff.coding.grammar.phrases import Phrase
from standoff.coding.grammar.sentence import Sentence
from standoff.nouns import Coding, TimePhrase
from standoff.nouns.vocabulary import MOVE_PLOVER

__all__ = ["Draft", "clause_span", "phrase_span", "token_span"]

_LEADING = frozenset({"und", "aber", "oder", "doch", "denn", "sondern", "and", "but", "or", "sowie",
                      ",", ":", ";", "–", "-", "—", "(", "jedoch"})  # fmt: skip
_TRAILING = frozenset({",", ":", ";", "–", "-", "—", "(", ".", "!", "?", "…", "und", "and"})
_NO_PLOVER = frozenset({"assessment", "deadline", "count"})


@dataclass(slots=True)
class Draft:
    """A coding in the making; `span` holds offsets in the text."""

    span: tuple[int, int]
    kind: str
    move: str = ""
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    stance: str = "actual"
    speaker: str = ""
    system: str = ""
    rule: str = ""
    confidence: float = 0.5
    number: int | None = None
    terms: str = ""
    place: str = ""
    earliest: date | None = None
    latest: date | None = None
    said: str = ""
    level: str = "clause"
    turn: int = 0

    def date_from(self, times: list[TimePhrase]) -> None:
        """Take the dates of the first dated time phrase inside the span, else of the first one."""
        start, end = self.span
        if self.earliest or self.latest:
            return
        inside = [t for t in times if start <= t.start and t.end <= end]
        for phrase in inside:
            if phrase.earliest or phrase.latest:
                self.earliest, self.latest, self.said = phrase.earliest, phrase.latest, phrase.said
                return
        if inside and not self.said:
            self.said = inside[0].said

    def coding(self, text: str, *, doc: str = "", article: str = "") -> Coding:
        """The finished coding."""
        start, end = self.span
        assessed = self.kind == "assessment"
        plover = "" if self.kind in _NO_PLOVER else MOVE_PLOVER.get(self.move, "")
        stance = self.stance
        if not assessed and stance == "opinion":
            stance = "actual"
        return Coding(
            doc=doc,
            start=start,
            end=end,
            text=text[start:end],
            kind=self.kind,
            source=";".join(self.source),
            target=";".join(self.target),
            move="" if assessed else self.move,
            plover=plover,
            stance=stance,
            earliest=self.earliest,
            latest=self.latest,
            said=self.said,
            speaker=self.speaker,
            number=self.number,
            rule=self.rule,
            confidence=round(min(max(self.confidence, 0.0), 1.0), 3),
            system=self.system,
            terms=self.terms,
            place=self.place,
            article=article,
        )


def clause_span(sentence: Sentence, clause: Clause, last: int | None = None) -> tuple[int, int]:
    """Offsets of a clause, from its first word to its last (or to token `last`, exclusive).

    A main clause loses the conjunction that joins it; a subordinate clause keeps its own.
    """
    first = _where_it_begins(sentence, clause)
    end = clause.last if last is None else max(last, clause.last)
    low = sentence.low
    if clause.kind == "main":
        while first < end - 1 and low[first] in _LEADING:
            first += 1
    return token_span(sentence, first, end)


def _where_it_begins(sentence: Sentence, clause: Clause) -> int:
    """An adverbial before an embedded clause is left out: "In jener Zeit, als ..., will Kim"."""
    first, last = clause.pieces[0]
    if clause.kind != "main" or len(clause.pieces) < 2 or clause.pieces[1][0] - last < 4:
        return first
    named = any(sentence.mention_at[k] >= 0 for k in range(first, last))
    verbal = any(sentence.readings[k] for k in range(first, last))
    adverbial = sentence.low[first] in sentence.language.prepositions
    return clause.pieces[1][0] if adverbial and not named and not verbal else first


def phrase_span(sentence: Sentence, phrases: list[Phrase], number: int) -> tuple[int, int]:
    """Offsets of a noun phrase with its preposition, its genitive and the actors that follow."""
    phrase = phrases[number]
    last = phrase.last
    for other in phrases[number + 1 : number + 1 + _FURTHEST]:
        joined = other.joined >= 0 and other.start == last + 1
        named = bool(other.actors or other.owners or other.roles or other.pronoun)
        attached = other.start == last and (other.of >= 0 or (other.prep in _ATTACHED and named))
        if not (joined or attached):
            break
        last = other.last
    return token_span(sentence, phrase.start, last)


_FURTHEST = 3
_ATTACHED = words("mit gegen zwischen auf an von in with against between on of to in")


def token_span(sentence: Sentence, first: int, end: int) -> tuple[int, int]:
    """Offsets of the tokens [first, end) without the marks around them; quotes keep theirs."""
    low, tokens = sentence.low, sentence.tokens
    while end - 1 > first and low[end - 1] in _TRAILING:
        end -= 1
    while first < end - 1 and not low[first][:1].isalnum() and tokens[first].text != "“…":
        first += 1
    inside = low[first:end]
    if inside.count("(") > inside.count(")") and low[end : end + 1] == [")"]:
        end += 1
    start, stop = tokens[first].start, tokens[end - 1].end
    return sentence.with_marks(start, stop)
