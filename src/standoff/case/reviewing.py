"""Review: the codings that wait for a person, and what the person decides.

The queue of a reviewer holds every coding that this reviewer has not decided on, in the order of
articles and places; it follows from the journal, so a review can be left and taken up anywhere.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from standoff.case.sentences import sentence_around, sentence_spans
from standoff.errors import BadValue
from standoff.nouns import Article

if TYPE_CHECKING:
    from standoff.case.case import Case
    from standoff.record import Reviewed

__all__ = ["ReviewItem", "decide", "last_decided", "queue", "waiting"]


class ReviewItem(Struct, frozen=True, kw_only=True):
    """A coding to review with what a reviewer must see: its sentence and the article's head.

    `before`, the coding's own words, and `after` make up the sentence.
    """

    reviewed: Reviewed
    before: str
    after: str
    name: str
    title: str
    published: str
    place: int
    total: int


def queue(case: Case, by: str) -> list[ReviewItem]:
    """All that `by` has not decided on, in reading order (see `waiting`)."""
    return list(waiting(case, by))


def waiting(case: Case, by: str, skipped: Container[str] = ()) -> Iterator[ReviewItem]:
    """What `by` has not decided on and not skipped, in reading order, one after the other.

    `place` counts from 1 among all codings. An article's sentences are found when it is its turn,
    so the first item of a long queue comes at once.
    """
    articles = {article.id: article for article in case.articles}
    order = {id_: place for place, id_ in enumerate(articles)}
    rows = sorted(
        (item for item in case.record.codings if item.coding.article in articles),
        key=lambda item: (order[item.coding.article], item.coding.start, item.coding.end),
    )
    sentences: dict[str, list[tuple[int, int]]] = {}
    for place, item in enumerate(rows, 1):
        if item.id in skipped or _decided(item, by):
            continue
        article = articles[item.coding.article]
        if article.id not in sentences:
            sentences[article.id] = sentence_spans(article)
        yield _item(item, article, sentences[article.id], place, len(rows))


def decide(
    case: Case,
    coding: str,
    decision: str,
    *,
    by: str,
    why: str = "",
    changes: dict[str, str] | None = None,
) -> Reviewed:
    """Put a decision into the journal and say what stands; raises `BadValue` (see `record`)."""
    from standoff.record import decide as verdict_on
    from standoff.record import verdict_entry

    found = _find(case, coding)
    texts = {article.id: article.text for article in case.articles}
    text = texts.get(found.coding.article, "")
    verdict = verdict_on(found, decision, by=by, why=why, changes=changes, text=text)
    case.append([verdict_entry(verdict)])
    return _find(case, coding)


def last_decided(case: Case, by: str) -> Reviewed | None:
    """The coding that `by` decided on last and has not taken back; None if there is none."""
    latest = [
        (verdict.at, item)
        for item in case.record.codings
        for verdict in _standing(item)
        if verdict.by == by
    ]
    return max(latest, key=lambda pair: pair[0])[1] if latest else None


def _standing(item: Reviewed):  # type: ignore[no-untyped-def]
    from standoff.record.review import standing

    return standing(item.verdicts)


def _decided(item: Reviewed, by: str) -> bool:
    return any(verdict.by == by for verdict in _standing(item))


def _find(case: Case, coding: str) -> Reviewed:
    for item in case.record.codings:
        if item.id == coding:
            return item
    raise BadValue(f"no coding {coding!r} in this case", next="`standoff review` lists the queue")


def _item(
    item: Reviewed, article: Article, spans: list[tuple[int, int]], place: int, total: int
) -> ReviewItem:
    start, end = item.coding.start, item.coding.end
    first, last = sentence_around(spans, (start, end))
    return ReviewItem(
        reviewed=item,
        before=article.text[first:start],
        after=article.text[end:last],
        name=article.name,
        title=article.title,
        published=str(article.published or "undated"),
        place=place,
        total=total,
    )
