"""A corpus: many articles coded in their order, over cores or a cluster, in flat memory.

    for article, codings in coded(articles, jobs=2):
        ...
    written = write_corpus(paths, stream, "csv", jobs=2)

Coding an article looks at nothing but the article, so it does not matter where it is done. Articles
are handed out in chunks, a window of chunks at a time: what is in memory does not grow with the
corpus, and the order of what comes back is the order of what went in.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO, TextIO

from msgspec import Struct

from standoff.case.articles import not_read
from standoff.nouns import Article, Coding
from standoff.workers import spread

__all__ = ["Written", "coded", "write_corpus"]

#: Articles a task: enough that handing it over costs little beside coding it.
CHUNK = 25
#: Chunks that are under way or wait for their turn.
WINDOW = 40

#: Bytes of codings that are held back in memory before they go to a file.
SPOOL = 10_000_000
#: Names of undated articles that are kept to be told.
NAMED = 5

Coded = tuple[Article, tuple[Coding, ...]]
Progress = Callable[[int, int], None]


class Written(Struct, kw_only=True):
    """What was coded: how many articles and codings, how many undated, and some of them by name.

    `unread` are sentences on some articles that are neither German nor English.
    """

    articles: int = 0
    codings: int = 0
    undated: int = 0
    named: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def write_corpus(
    paths: Sequence[Path],
    stream: TextIO,
    form: str,
    *,
    published: date | None = None,
    language: str | None = None,
    jobs: int = 1,
    cluster: str = "",
    progress: Progress = lambda done, of: None,
    step: Callable[[int], None] = lambda articles: None,
) -> Written:
    """Code all articles of `paths` by the rules and write one row a coding as `csv` or `jsonl`.

    Rows reach `stream` when every file has been read, so a bad one leaves nothing half written;
    until then they wait on the disk. `progress(done, of)` counts files, `step(n)` the articles
    coded so far. Raises as `read_files`.
    """
    from standoff.coding.table import write_codings
    from standoff.press.reading import iter_files

    told = Written()

    def counted() -> Iterator[Path]:
        for number, path in enumerate(paths):
            progress(number, len(paths))
            yield path
        progress(len(paths), len(paths))

    def codings(articles: Iterable[Article]) -> Iterator[Coding]:
        for article, found in coded(articles, jobs=jobs, cluster=cluster):
            told.articles += 1
            step(told.articles)
            told.codings += len(found)
            if article.published is None:
                told.undated += 1
                told.named = (*told.named, article.name)[:NAMED]
            told.unread = (*told.unread, *not_read([article], {one.article for one in found}))[
                :NAMED
            ]
            yield from found

    with _spool() as waiting:
        articles = iter_files(counted(), published=published, language=language, undated=True)
        write_codings(codings(articles), waiting, form)  # type: ignore[arg-type]
        waiting.seek(0)
        shutil.copyfileobj(waiting, stream)
    return told


def _spool() -> IO[str]:
    """A text that stays in memory while it is small."""
    return tempfile.SpooledTemporaryFile(SPOOL, "w+", encoding="utf-8", newline="")


def coded(articles: Iterable[Article], *, jobs: int = 1, cluster: str = "") -> Iterator[Coded]:
    """(article, the codings that the rules propose), in the order given.

    `jobs` cores or the Dask cluster at `cluster`; the codings are the same wherever it is done.
    """
    if jobs == 1 and not cluster:
        yield from ((article, _codings(article)) for article in articles)
        return
    waiting = iter(articles)
    while window := list(islice(waiting, CHUNK * WINDOW)):
        chunks = [window[at : at + CHUNK] for at in range(0, len(window), CHUNK)]
        early: dict[int, list[tuple[Coding, ...]]] = {}
        turn = 0
        for number, found in spread(_chunk, None, chunks, jobs=jobs, cluster=cluster):
            early[number] = found
            while turn in early:
                yield from zip(chunks[turn], early.pop(turn), strict=True)
                turn += 1


def _chunk(_: None, articles: list[Article]) -> list[tuple[Coding, ...]]:
    return [_codings(article) for article in articles]


def _codings(article: Article) -> tuple[Coding, ...]:
    from standoff.coding import code_article

    return tuple(code_article(article))
