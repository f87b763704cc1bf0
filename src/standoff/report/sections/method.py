"""Method, coverage, sources, how to cite, and the seal of the record."""

from __future__ import annotations

from typing import Any

from standoff.nouns import Coverage
from standoff.nouns.vocabulary import MOVE_PLOVER
from standoff.report.clean import safe_url
from standoff.report.naming import Naming

__all__ = ["method"]


def method(naming: Naming) -> dict[str, Any]:
    """The last section of the page."""
    page, words = naming.page, naming.words
    how = [words.t(f"method.how_{n}") for n in (1, 2, 3)]
    how.append(words.t("method.how_4", limit=words.number(page.quote_limit)))
    return {
        "how": how,
        "coverage": [_coverage(naming, row) for row in page.coverage],
        "articles": [
            {
                "outlet": article.outlet,
                "title": article.title or article.name,
                "url": safe_url(article.url),
                "published": words.day(article.published)
                if article.published
                else words.t("evidence.no_date"),
                "hash": article.text_hash,
            }
            for article in page.articles
        ],
        "head": words.t("method.head", seq=words.number(page.head_seq)) if page.head_hash else "",
        "versions": sorted(page.versions.items()),
    }


def _coverage(naming: Naming, row: Coverage) -> dict[str, str]:
    words = naming.words
    move, _, system = row.kind.partition(":")
    known = move in MOVE_PLOVER
    return {
        "kind": naming.move(move, system) if known else row.kind,
        "from": words.day(row.start),
        "until": words.day(row.end),
        "level": row.level,
        "word": words.t(f"method.{row.level}"),
        "note": row.note,
    }
