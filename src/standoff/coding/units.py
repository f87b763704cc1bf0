"""Units: the sentences of a text with their quotations sorted into full and short ones.

A full quotation is an utterance: it holds a finite verb, or ends like a sentence. It stands as one
token in its sentence. A short one ("seinen „Freund“") is part of the sentence's grammar. Sentences
that a quotation spans are one unit.

No unit is longer than `LONGEST` tokens, which no sentence of a newspaper is: what grammar looks at
may grow faster than the sentence, and a text without a full stop must not take hours. A longer
stretch is cut behind a comma, and marks that stand further apart than that quote nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from standoff.coding.grammar.language import Language
from standoff.coding.tokens import Token, start_of
from standoff.press import Quotation
from standoff.press import Sentence as Span

__all__ = ["LONGEST", "Unit", "units"]

LONGEST = 400
_FEWEST_WORDS = 3
_ENDS = frozenset(".!?…")
_CUTS = frozenset(",;:–—")


class Unit(NamedTuple):
    """A stretch [start, end) with its tokens [first, last) and its quotations."""

    start: int
    end: int
    first: int
    last: int
    full: list[tuple[int, int]]
    short: list[tuple[int, int]]


def units(
    tokens: Sequence[Token],
    spans: Sequence[Span],
    quotes: Sequence[Quotation],
    language: Language,
) -> Iterator[Unit]:
    """The units of a text, in order."""
    starts = [*map(start_of, tokens)]
    outer = [quote for quote in quotes if quote.depth == 0 and _is_short(starts, quote)]
    at = 0
    for start, end, first, last in _bounded(tokens, starts, _merged(spans, outer)):
        full: list[tuple[int, int]] = []
        short: list[tuple[int, int]] = []
        while at < len(outer) and outer[at].start < end:
            quote = outer[at]
            at += 1
            if quote.start < start:
                continue
            inside = tokens[bisect_left(starts, quote.start) : bisect_left(starts, quote.end)]
            pair = (quote.start, quote.end)
            (full if _is_full(inside, language) else short).append(pair)
        yield Unit(start, end, first, last, full, short)


def _is_short(starts: Sequence[int], quote: Quotation) -> bool:
    return bisect_left(starts, quote.end) - bisect_left(starts, quote.start) <= LONGEST


def _bounded(
    tokens: Sequence[Token], starts: Sequence[int], spans: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int, int, int]]:
    """(start, end, first, last) of each stretch, those of too many tokens cut behind a comma."""
    for start, end in spans:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        while last - first > LONGEST:
            cut = first + LONGEST
            half = range(cut - 1, first + LONGEST // 2, -1)
            cut = next((k + 1 for k in half if tokens[k].text in _CUTS), cut)
            yield start, tokens[cut].start, first, cut
            start, first = tokens[cut].start, cut
        yield start, end, first, last


def _merged(spans: Sequence[Span], quotes: Sequence[Quotation]) -> Iterator[tuple[int, int]]:
    """Sentences, joined where a quotation runs over their border."""
    at = 0
    start = end = -1
    for span in spans:
        if start < 0:
            start, end = span.start, span.end
        else:
            while at < len(quotes) and quotes[at].end <= end:
                at += 1
            if at < len(quotes) and quotes[at].start < end < quotes[at].end:
                end = span.end
            else:
                yield start, end
                start, end = span.start, span.end
    if start >= 0:
        yield start, end


def _is_full(tokens: Sequence[Token], language: Language) -> bool:
    """True for an utterance: at least three words, and a finite verb or a closing mark."""
    words = [token.text for token in tokens if token.text[0].isalnum()]
    if len(words) < _FEWEST_WORDS:
        return len(tokens) > 2 and tokens[-2].text in _ENDS and len(words) > 1
    if len(tokens) > 2 and (tokens[-2].text in _ENDS or tokens[-1].text in _ENDS):
        return True
    if not words[0][:1].isupper():
        return False
    for word in words:
        low = word.lower()
        readings = language.auxiliary.get(low) or (
            language.readings(low) if word == low or language.code == "en" else ()
        )
        if any(reading.kind in ("p", "t", "1", "2") for reading in readings):
            return True
    return False
