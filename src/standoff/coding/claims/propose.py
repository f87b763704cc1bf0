"""From a text to claims in the claim grammar, for a person to confirm.

    codings:  a number of events, a deadline                       count, deadline
    cues:     "wie immer, wenn", "wechseln sich ab", "Ausnahme"    sign, alternation, exception, ...

A cue counts only in a sentence that speaks of somebody in politics, or right after one (where a
pronoun may). What the words do not say (often the period) is listed as missing and never guessed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from standoff.coding.actors import Mention, load_gazetteer
from standoff.coding.claims.chosen import counts_of_deeds
from standoff.coding.claims.counting import counts_of_sentence
from standoff.coding.claims.cues import Cue, load_cues
from standoff.coding.claims.evidence import words_around
from standoff.coding.claims.filling import ASKED, Filler
from standoff.coding.claims.making import definition, pattern_of_coding, proposal
from standoff.coding.coder import code
from standoff.coding.discourse.matter import Matter
from standoff.coding.numbers import load_numbers
from standoff.coding.relevance import is_relevant
from standoff.coding.tokens import Token, tokenize
from standoff.nouns import Coding, Evidence, TimePhrase
from standoff.nouns.proposal import Proposal
from standoff.press import find_times, split_sentences, tell_language

__all__ = ["propose_claims"]


def propose_claims(
    text: str,
    published: date | None = None,
    language: str | None = None,
    *,
    article: str = "",
    chosen: bool = False,
) -> list[Proposal]:
    """The claims of a text in the order of their evidence; German and English.

    `chosen` says that a person picked the text as a claim: then it need not look like politics, and
    where no cue is found a deed is put as a count (see `chosen`).
    """
    tongue = (language or tell_language(text))[:2].lower()
    if tongue not in ("de", "en"):
        return []
    tokens = tokenize(text)
    mentions = load_gazetteer().find(tokens, language=tongue, on=published)
    matter = Matter.of(mentions, len(tokens))
    if not (chosen or is_relevant(tokens, mentions, tongue, matter)):
        return []
    codings = code(text, published, tongue, article=article)
    reader = _Reader(text, tokens, mentions, codings, tongue, published, article)
    found: list[Proposal] = []
    for start, end in split_sentences(text, tongue):
        found.extend(reader.sentence(start, end))
    if chosen and not found:
        found = counts_of_deeds(codings, text, published, tongue)
    return [msgspec.structs.replace(one, language=tongue) for one in _without_doubles(found)]


def _without_doubles(found: list[Proposal]) -> list[Proposal]:
    """One proposal a form and place: of overlapping evidence the first, codings before cues."""
    kept: list[Proposal] = []
    taken: dict[str, list[tuple[int, int]]] = {}  # spans of a form, in order, without overlap
    for one in sorted(found, key=lambda p: not p.cue.startswith("coding.")):
        spans = taken.setdefault(one.form, [])
        span = one.evidence.start, one.evidence.end
        at = bisect_left(spans, span)
        if not any(
            span[0] < end and start < span[1] for start, end in spans[max(at - 1, 0) : at + 1]
        ):
            spans.insert(at, span)
            kept.append(one)
    return sorted(kept, key=lambda p: (p.evidence.start, p.evidence.end, p.form))


class _Reader:
    """Reads sentence by sentence; knows who was named, what was coded, and what came before."""

    def __init__(
        self, text: str, tokens: list[Token], mentions: list[Mention], codings: list[Coding],
        language: str, published: date | None, article: str,
    ) -> None:  # fmt: skip
        self.text, self.tokens = text, tokens
        self.codings = sorted(codings, key=lambda c: c.start)
        self.times = find_times(text, published, language)
        self.cues, self.numbers = load_cues(language), load_numbers(language)
        self.named = [m for m in mentions if m.code and m.kind != "dateline"]
        self.coded_at = [c.start for c in self.codings]
        self.timed_at = [phrase.start for phrase in self.times]
        self.named_at = [m.first for m in self.named]
        self.filler = Filler(text, tokens, self.named, self.cues, published)
        self.published, self.article = published, article
        self._at = [0, 0]
        self._after_politics = False

    def sentence(self, start: int, end: int) -> Iterator[Proposal]:
        """The proposals of one sentence; sentences come in order."""
        first, last = self._places(start, end)
        if first == last:
            return
        tokens = self.tokens[first:last]
        codings = self.codings[_between(self.coded_at, start, end)]
        times = self.times[_between(self.timed_at, start, end)]
        named = self.named[_between(self.named_at, first, last)]
        political = bool(codings or named)
        before, self._after_politics = self._after_politics, political
        if political:
            yield from self._coded(tokens, codings, times)
        if political or before:
            yield from self._by_cues(tokens, codings, times)

    def _places(self, start: int, end: int) -> tuple[int, int]:
        """The tokens [first, last) of a sentence; walks on from the sentence before."""
        first = self._at[1]
        while first < len(self.tokens) and self.tokens[first].start < start:
            first += 1
        last = first
        while last < len(self.tokens) and self.tokens[last].end <= end:
            last += 1
        self._at = [first, last]
        return first, last

    def _coded(
        self, tokens: list[Token], codings: list[Coding], times: list[TimePhrase]
    ) -> Iterator[Proposal]:
        yield from counts_of_sentence(
            self.text, tokens, codings, times, self.numbers, self.cues, self.published, self.article
        )
        for coding in codings:
            if coding.kind == "deadline" and coding.latest:
                yield self._deadline(coding)

    def _deadline(self, coding: Coding) -> Proposal:
        """Terms and their day; what is due is what they name."""
        due = msgspec.structs.replace(
            coding, source=coding.target, move=coding.move or "concession", target=coding.source,
            system="",
        )  # fmt: skip
        fields = {
            "end": coding.latest,
            "terms": coding.terms or coding.text,
            "definition": [definition(pattern_of_coding(due))],
        }
        evidence = self._evidence(coding.start, coding.end)
        setter = coding.speaker or coding.source.partition(";")[0]
        return proposal("deadline", "coding.deadline", evidence, fields, self.published, setter)

    def _by_cues(
        self, tokens: list[Token], codings: list[Coding], times: list[TimePhrase]
    ) -> Iterator[Proposal]:
        low = [token.text.lower() for token in tokens]
        words = frozenset(low)
        for cue in self.cues.cues:
            found = cue.find(low, words)
            if cue.row.asserted == 0 and any(coding.move in ASKED for coding in codings):
                continue  # "he must not test any more" asks, and says nothing of how often
            if found and len(self.cues.kinds_in(low)) >= cue.row.kinds:
                yield self._by_cue(cue, tokens, codings, times, found)

    def _by_cue(
        self,
        cue: Cue,
        tokens: list[Token],
        codings: list[Coding],
        times: list[TimePhrase],
        found: tuple[int, int],
    ) -> Proposal:
        low = [token.text.lower() for token in tokens]
        first, last = words_around(low, found, cue.row.reach)
        evidence = self._evidence(tokens[first].start, tokens[last].end)
        span = evidence.start, evidence.end
        fields = self.filler.fields(cue.row, tokens, codings, times, span)
        setter = next((c.source for c in codings if c.move == "ultimatum" and c.source), "")
        return proposal(
            cue.row.form, f"cue.{cue.row.name}", evidence, fields, self.published,
            setter.partition(";")[0] if cue.row.form == "deadline" else "",
        )  # fmt: skip

    def _evidence(self, start: int, end: int) -> Evidence:
        return Evidence(article=self.article, start=start, end=end, quote=self.text[start:end])


def _between(starts: Sequence[int], low: int, high: int) -> slice:
    """Where sorted `starts` lie in [low, high)."""
    return slice(bisect_left(starts, low), bisect_left(starts, high))
