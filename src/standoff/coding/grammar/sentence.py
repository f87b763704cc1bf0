"""`Sentence`: the tokens of one sentence with all that look-up tells about each.

A full quotation inside the sentence ("Es gibt keine Eile") is one token of its own, so that the
words of a speaker never mix with the grammar of the sentence that reports them; short quoted
phrases stay words, and their marks are left out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from standoff.coding.actors import Mention
from standoff.coding.grammar.forms import NO_READINGS, Readings
from standoff.coding.grammar.language import Language, Lexeme
from standoff.coding.tokens import Token, start_of, text_of

__all__ = ["QUOTE", "QUOTE_MARKS", "Sentence", "build_sentence"]

QUOTE = "\N{LEFT DOUBLE QUOTATION MARK}…"
_low_of: Callable[[Lexeme], str] = itemgetter(0)
_upper_of: Callable[[Lexeme], bool] = itemgetter(1)
_readings_of: Callable[[Lexeme], Readings] = itemgetter(2)
#: Behind these a capital may open a clause.
_OPENING = frozenset(":–—-…(")
QUOTE_MARKS = frozenset("\"„“”«»‚‘‹›'’`")


@dataclass(slots=True)
class Sentence:
    """Parallel lists over the tokens of a sentence; `start` and `end` are offsets in the text.

    `quotes` are the full quotations, `inner` the same parsed as sentences of their own (`speech`).

    `list_commas` and `finite` keep what English grammar found out about a token.

    `mention_at[k]` is the index into `mentions` of the mention that token k belongs to, or -1.
    `readings[k]` are the verb readings of token k, empty where it is no verb here.
    """

    start: int
    end: int
    tokens: list[Token]
    low: list[str]
    upper: list[bool]
    mentions: list[Mention]
    mention_at: list[int]
    readings: list[Readings]
    language: Language
    question: bool = False
    quotes: list[tuple[int, int]] = field(default_factory=list)
    marked: list[tuple[int, int]] = field(default_factory=list)
    inner: list[Sentence] = field(default_factory=list)
    speech: bool = False
    list_commas: dict[int, bool] = field(default_factory=dict)
    finite: dict[int, bool] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.tokens)

    def mention(self, k: int) -> Mention | None:
        """The mention that token k belongs to."""
        at = self.mention_at[k]
        return self.mentions[at] if at >= 0 else None

    def words_of(self, tokens: list[int]) -> list[str]:
        """The lower-case words at these tokens, which are in order."""
        low = self.low
        if tokens and tokens[-1] - tokens[0] == len(tokens) - 1:
            return low[tokens[0] : tokens[-1] + 1]
        return [low[k] for k in tokens]

    def with_marks(self, start: int, stop: int) -> tuple[int, int]:
        """The span with the quotation marks that open or close at its ends."""
        for first, last in self.marked:
            if start == first + 1:
                start = first
            if stop == last - 1:
                stop = last
        return start, stop


def build_sentence(
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    quotes: Sequence[tuple[int, int]],
    language: Language,
    start: int,
    end: int,
    marked: Sequence[tuple[int, int]] = (),
    *,
    speech: bool = False,
) -> Sentence:
    """A sentence from its tokens, the mentions among them and its full quotes (as offsets).

    `marked` are the short quotations, whose marks belong to a span that begins or ends with them.
    """
    kept = _without_quotes(tokens, quotes)
    inside, mention_at = _place_mentions(kept, mentions)
    lexemes = [*map(language.lexemes.__getitem__, map(text_of, kept))]
    low = [*map(_low_of, lexemes)]
    upper = [*map(_upper_of, lexemes)]
    readings = [*map(_readings_of, lexemes)]
    for k, found in enumerate(readings):
        if found and (mention_at[k] >= 0 or (upper[k] and k and low[k - 1] not in _OPENING)):
            readings[k] = NO_READINGS
    return Sentence(
        start=start,
        end=end,
        tokens=kept,
        low=low,
        upper=upper,
        mentions=inside,
        mention_at=mention_at,
        readings=readings,
        language=language,
        question=bool(kept) and kept[-1].text == "?",
        quotes=list(quotes),
        marked=list(marked),
        speech=speech,
    )


def _without_quotes(tokens: Sequence[Token], quotes: Sequence[tuple[int, int]]) -> list[Token]:
    if not quotes:
        if QUOTE_MARKS.isdisjoint(map(text_of, tokens)):
            return [*tokens]
        return [token for token in tokens if token.text not in QUOTE_MARKS]
    kept: list[Token] = []
    waiting = list(quotes)
    for token in tokens:
        while waiting and waiting[0][1] <= token.start:
            waiting.pop(0)
        if waiting and waiting[0][0] <= token.start < waiting[0][1]:
            first, last = waiting[0]
            if not kept or kept[-1].start != first or kept[-1].text != QUOTE:
                kept.append(Token(first, last, QUOTE))
        elif token.text not in QUOTE_MARKS:
            kept.append(token)
    return kept


def _place_mentions(
    tokens: list[Token], mentions: Sequence[Mention]
) -> tuple[list[Mention], list[int]]:
    """The mentions renumbered to these tokens, and for each token its mention."""
    inside: list[Mention] = []
    mention_at = [-1] * len(tokens)
    for mention in mentions:
        first = bisect_left(tokens, mention.start, key=start_of)
        found = first < len(tokens) and tokens[first].start == mention.start
        if not found or tokens[first].text == QUOTE:
            continue
        last = first
        while last < len(tokens) and tokens[last].start < mention.end:
            mention_at[last] = len(inside)
            last += 1
        start, end, code, kind, _, _ = mention
        inside.append(Mention(start, end, code, kind, first, last))
    return inside, mention_at
