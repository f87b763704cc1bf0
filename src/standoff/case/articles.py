"""Reading and coding files without a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from standoff.nouns.answers import CodedFiles

__all__ = ["code_files"]


def code_files(
    paths: Sequence[Path], *, published: date | None = None, language: str | None = None
) -> CodedFiles:
    """Codings of all articles in `paths`, in file order; undated ones are named, not refused."""
    from standoff.coding import code_article
    from standoff.press import read_files

    articles = read_files(paths, published=published, language=language, undated=True)
    codings = [coding for article in articles for coding in code_article(article)]
    return CodedFiles(
        articles=len(articles),
        undated=tuple(article.name for article in articles if article.published is None),
        codings=tuple(codings),
    )
