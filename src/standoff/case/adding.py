"""Adding articles to a case, with the codings that the rules propose.

Articles are coded and written by the hundred, each hundred in one piece: whoever stops in between
keeps what is written, and the same call again finds those articles known and goes on with the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import msgspec

from standoff.case.articles import not_read
from standoff.case.corpus import coded
from standoff.case.starting import sort_out
from standoff.nouns import Article
from standoff.nouns.answers import ReadAnswer

if TYPE_CHECKING:
    from standoff.case.case import Case
    from standoff.record import Draft

__all__ = ["add_articles"]

#: Articles that are written in one piece.
BATCH = 100

T = TypeVar("T")


def add_articles(
    case: Case,
    articles: Sequence[Article],
    *,
    jobs: int = 1,
    cluster: str = "",
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> ReadAnswer:
    """Add articles that are not in the record of `case` yet, and propose codings for them.

    `progress` counts the new articles that are in the record, where they are more than a batch.
    """
    from standoff.record import article_entry, coding_entry

    if any(article.withheld for article in case.record.articles):
        case.put_texts_back({article.text_hash: article.text for article in articles})
    fresh, redated = sort_out(case.record.articles, articles)
    proposed = done = 0
    told: set[str] = set()
    for batch in _batches(coded(fresh.values(), jobs=jobs, cluster=cluster)):
        entries: list[Draft] = []
        for article, codings in batch:
            entries.append(article_entry(article))
            entries.extend(coding_entry(coding) for coding in codings)
            proposed += len(codings)
            told.update(coding.article for coding in codings)
        case.append(entries)
        done += len(batch)
        if len(fresh) > BATCH:
            progress(done, len(fresh))
    if len(fresh) < len(articles):
        proposed += _code_anew(case, articles)
    return ReadAnswer(
        case=case.info.id,
        started=False,
        added=len(fresh),
        known=len(articles) - len(fresh),
        codings=proposed,
        articles=tuple(fresh),
        head=case.head_hash,
        redated=redated,
        unread=not_read(fresh.values(), told),
    )


def _code_anew(case: Case, articles: Sequence[Article]) -> int:
    """Propose codings for known texts whose language could not be told and is given now."""
    from standoff.record import coding_entry

    told = {(one.text_hash, one.outlet): one.language for one in articles if one.language}
    have = {item.coding.article for item in case.record.codings}
    waiting = [
        msgspec.structs.replace(known, language=told[known.text_hash, known.outlet])
        for known in case.record.articles
        if not known.language and (known.text_hash, known.outlet) in told and known.id not in have
    ]
    entries = [coding_entry(one) for _, codings in coded(waiting) for one in codings]
    case.append(entries)
    return len(entries)


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    waiting = iter(items)
    while batch := list(islice(waiting, BATCH)):
        yield batch
