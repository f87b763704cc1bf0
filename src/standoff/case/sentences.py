"""The sentence around a coded clause, for pages and reviewers."""

from __future__ import annotations

from bisect import bisect_right

from standoff.nouns import Article

__all__ = ["sentence_around", "sentence_spans"]

Span = tuple[int, int]


def sentence_spans(article: Article) -> list[Span]:
    """Where each sentence of an article starts and ends, in order."""
    from standoff.press import split_sentences

    found = split_sentences(article.text, article.language or "en")
    return [(sentence.start, sentence.end) for sentence in found]


def sentence_around(spans: list[Span], clause: Span) -> Span:
    """The sentence that a clause begins in, stretched to the clause's own end."""
    place = bisect_right(spans, (clause[0], clause[1])) - 1
    if place < 0 or spans[place][1] <= clause[0]:
        return clause
    return spans[place][0], max(spans[place][1], clause[1])
