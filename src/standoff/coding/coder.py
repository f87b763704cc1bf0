"""The rule coder: from a text to its codings, one pass, sentence by sentence.

    text -> tokens, mentions, quotations -> sentences -> clauses -> frames
         -> candidates (codebook) -> drafts (actors, stance, evidence, speaker) -> codings

A text without actors is passed over early. What later sentences change (a planned meeting that is
called off) is mended at the end.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date

from standoff.coding.actors import Mention, load_gazetteer
from standoff.coding.discourse.matter import Matter
from standoff.coding.drafts import Draft
from standoff.coding.grammar.language import Language
from standoff.coding.grammar.sentence import Sentence, build_sentence
from standoff.coding.relevance import is_relevant
from standoff.coding.sentences import SentenceCoder
from standoff.coding.statements.aftermath import settle
from standoff.coding.statements.summits import as_summits
from standoff.coding.tokens import Token, start_of, tokenize
from standoff.coding.tools import load_tools
from standoff.coding.units import Unit, units
from standoff.nouns import Coding
from standoff.press import Sentence as Span
from standoff.press import find_quotes, find_times, split_sentences, tell_language

__all__ = ["code"]

_LEAST = 0.4
_SHORT = 400  # characters that may hold no two function words
_TONGUES = ("de", "en")
_TICKER = "+++"
_STAMP = re.compile(
    r"(?:\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:a\.?m\.?|p\.?m\.?)?\s*(?:GMT|UTC|BST|CET|CEST|EST|EDT|ET|JST|KST|IST|Uhr"
    r"|local time)?\s*[:|–—-]?\s+)?(?:(?:BREAKING|UPDATE|FLASH|EIL)\s*[:|–—-]\s*)?(?=[A-Z])"
)


def code(
    text: str,
    published: date | None,
    language: str | None,
    *,
    doc: str = "",
    article: str = "",
) -> list[Coding]:
    """The codings of a text, in the order of their evidence."""
    tongue = (language or tell_language(text))[:2].lower()
    if not tongue and len(text) <= _SHORT:
        return _in_either(text, published, doc, article)
    if tongue not in _TONGUES:
        return []
    tokens = tokenize(text)
    mentions = load_gazetteer().find(tokens, language=tongue, on=published)
    if not any(
        mention.code and mention.kind not in ("dateline", "modifier") for mention in mentions
    ):
        return []
    matter = Matter.of(mentions, len(tokens))
    if not is_relevant(tokens, mentions, tongue, matter):
        return []
    drafts = _drafts(text, tokens, mentions, published, tongue, matter)
    settle(drafts, published)
    as_summits(drafts, text, load_tools(tongue).language, published)
    kept = [draft for draft in drafts if draft.confidence >= _LEAST and matter.is_told(draft)]
    codings = [draft.coding(text, doc=doc, article=article) for draft in kept]
    return sorted(codings, key=lambda c: (c.start, c.end, c.kind))


def _in_either(text: str, published: date | None, doc: str, article: str) -> list[Coding]:
    """A line too short to tell its language by: that in which it, and not the other, states."""
    found = [code(text, published, tongue, doc=doc, article=article) for tongue in _TONGUES]
    told = [codings for codings in found if codings]
    return told[0] if len(told) == 1 else []


def _drafts(
    text: str,
    tokens: list[Token],
    mentions: list[Mention],
    published: date | None,
    tongue: str,
    matter: Matter,
) -> list[Draft]:
    tools = load_tools(tongue)
    coder = SentenceCoder(tools, text, published, matter)
    builder = _Builder(tokens, mentions, tools.language)
    spans = _behind_stamps(text, _at_tickers(text, split_sentences(text, tongue)))
    quotes = find_quotes(text, tongue)
    times = find_times(text, published, tongue)
    time_starts = [phrase.start for phrase in times]
    drafts: list[Draft] = []
    for unit in units(tokens, spans, quotes, tools.language):
        first, last = bisect_left(time_starts, unit.start), bisect_left(time_starts, unit.end)
        drafts.extend(coder.code(builder.sentence(unit), times[first:last]))
    return drafts


def _at_tickers(text: str, spans: list[Span]) -> list[Span]:
    """Sentences parted at the marks of a live ticker ("+++ 7.10 Uhr: ... +++ Russland hat ...")."""
    if _TICKER not in text:
        return spans
    parted: list[Span] = []
    for span in spans:
        start = span.start
        while (at := text.find(_TICKER, start, span.end)) >= 0:
            parted += [Span(start, at)] if text[start:at].strip() else []
            start = at + len(_TICKER)
        parted += [Span(start, span.end)] if text[start : span.end].strip() else []
    return parted


def _behind_stamps(text: str, spans: list[Span]) -> list[Span]:
    """Sentences without the time and the mark that open an entry of a live blog.

    "09:30 GMT Tehran denied ...", "BREAKING: Iran's parliament ...".
    """
    found: list[Span] = []
    for span in spans:
        stamp = _STAMP.match(text, span.start, span.end)
        start = stamp.end() if stamp and stamp.end() < span.end else span.start
        found.append(Span(start, span.end) if start != span.start else span)
    return found


def _is_genitive(sentence: Sentence) -> bool:
    """ "Pekings Zensoren": whose, not where; "Paris" is no genitive."""
    word = sentence.tokens[0].text
    if not word.endswith("s"):
        return False
    code = sentence.language.code
    return any(m.code for m in load_gazetteer().find(tokenize(word[:-1]), language=code))


class _Builder:
    """Builds the sentences of units, quotations inside them included."""

    def __init__(self, tokens: list[Token], mentions: list[Mention], language: Language) -> None:
        self.tokens, self.mentions, self.language = tokens, mentions, language
        self._starts = [*map(start_of, tokens)]
        self._mention_starts = [mention.start for mention in mentions]

    def sentence(self, unit: Unit) -> Sentence:
        """The sentence of a unit, with its full quotations as sentences of their own."""
        sentence = build_sentence(
            self.tokens[unit.first : unit.last],
            self._inside(unit.start, unit.end),
            unit.full,
            self.language,
            unit.start,
            unit.end,
            unit.short,
        )
        self._open_dateline(sentence)
        self._clear_names_of_events(sentence)
        sentence.inner = [self._inner(start, end) for start, end in unit.full]
        return sentence

    @staticmethod
    def _open_dateline(sentence: Sentence) -> None:
        """A capital before the first sentence, or alone in one, names where it was written."""
        if not sentence.mentions or sentence.mention_at[0] != 0:
            return
        mention = sentence.mentions[0]
        last = mention.last
        opens = sentence.start == 0 and len(sentence) > 2 and last < len(sentence)
        opens = opens and sentence.upper[last] and not sentence.readings[last]
        alone = all(not word[:1].isalnum() for word in sentence.low[last:])
        if mention.kind == "capital" and (opens or alone) and not _is_genitive(sentence):
            sentence.mentions[0] = mention._replace(kind="dateline")

    def _clear_names_of_events(self, sentence: Sentence) -> None:
        """ "das Abkommen von Minsk": the city where it was made is no party to it."""
        low = sentence.low
        for number, mention in enumerate(sentence.mentions):
            at = mention.first
            held = mention.kind == "capital" and at > 1 and low[at - 1] == "von"
            held = held and low[at - 2].endswith(self.language.held_in)
            town = mention.kind == "house" and at > 0 and low[at - 1] in ("in", "nach", "bei")
            town = town and self.language.code == "de"  # "in Duma", but "in der Duma"
            if held or town or (mention.kind == "modifier" and self._bears_city(low[at])):
                sentence.mentions[number] = mention._replace(code="")

    def _bears_city(self, word: str) -> bool:
        """ "das Minsk-Abkommen": the city where it was made."""
        city, _, event = word.rpartition("-")
        if not city or not event.endswith(self.language.held_in) or self.language.code != "de":
            return False
        found = load_gazetteer().find(tokenize(city.capitalize()), language="de")
        return any(mention.kind == "capital" for mention in found)

    def _inside(self, start: int, end: int) -> list[Mention]:
        first = bisect_left(self._mention_starts, start)
        return self.mentions[first : bisect_left(self._mention_starts, end)]

    def _inner(self, start: int, end: int) -> Sentence:
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return build_sentence(
            self.tokens[first:last], self._inside(start, end), [], self.language, start, end,
            speech=True,
        )  # fmt: skip
