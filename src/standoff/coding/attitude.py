"""Attitude: how an article speaks of an actor in its own words.

Counted are evaluative words (the lists `praise` and `accusation` of `data/tone`) in the sentences
that name the actor, outside quotation marks: what a speaker is quoted with is the speaker's tone
and not the article's. A word with a negation before it (at most three words away) is not
counted at all, since "kein Freund" is neither warm nor cold for sure. A count of words is a rough
measure; beside it stand the sentences it rests on, and figures this small prove nothing alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from standoff.coding.actors import load_gazetteer
from standoff.coding.datafiles import read_table, words
from standoff.coding.tokens import Token, tokenize
from standoff.nouns import Article
from standoff.press import find_quotes, split_sentences

__all__ = ["Attitude", "attitudes"]

_NEGATIONS = frozenset(
    ("nicht", "kein", "keine", "keinen", "keiner", "keinem", "nie", "niemals", "weder", "not", "no",
     "never", "neither", "nor", "without", "ohne", "n't")
)  # fmt: skip
_LANGUAGES = ("de", "en")


class Attitude(Struct, frozen=True, kw_only=True):
    """Sentences of an article that name an actor, and the evaluative words in them."""

    sentences: int
    warm: int
    cold: int


def attitudes(article: Article) -> dict[str, Attitude]:
    """Attitude towards each actor code that the article names; linear in its length."""
    language = article.language if article.language in _LANGUAGES else "en"
    table = read_table(f"tone/{language}.toml")
    warm, cold = words(table["praise"]), words(table["accusation"])
    quoted = [(one.start, one.end) for one in find_quotes(article.text) if not one.depth]
    tokens = tokenize(article.text)
    mentions = load_gazetteer().find(tokens, language=language, on=article.published)
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    place = at = 0
    for start, end in split_sentences(article.text, language):
        here = place
        while place < len(tokens) and tokens[place].start < end:
            place += 1
        codes = set()
        while at < len(mentions) and mentions[at].start < end:
            if mentions[at].start >= start and mentions[at].code:
                codes.update(mentions[at].code.split(";"))
            at += 1
        own = [one for one in tokens[here:place] if not _inside(one, quoted)]
        counted = _count(own, warm), _count(own, cold)
        for code in codes:
            for n, more in enumerate((1, *counted)):
                found[code][n] += more
    return {
        code: Attitude(sentences=row[0], warm=row[1], cold=row[2]) for code, row in found.items()
    }


def _inside(token: Token, spans: Sequence[tuple[int, int]]) -> bool:
    """True if a token stands in one of the spans, which are in order and do not overlap."""
    place = bisect_right(spans, (token.start, len(spans) and spans[-1][1])) - 1
    return place >= 0 and token.start < spans[place][1]


def _count(tokens: Sequence[Token], listed: frozenset[str]) -> int:
    low = [token.text.lower() for token in tokens]
    return sum(
        word in listed and not _NEGATIONS & set(low[max(0, n - 3) : n])
        for n, word in enumerate(low)
    )
