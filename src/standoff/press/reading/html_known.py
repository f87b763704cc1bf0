"""What a web page says of its article, in so many words: date, title, address, outlet, language.

Read are the Open Graph and article properties in `<meta>`, JSON-LD of schema.org's article types,
`<time datetime>`, `<link rel=canonical>`, `<title>` and `<html lang>`. Nothing is inferred from
addresses, file dates or words in the text. A date counts only where it is unambiguous: if the
page's time elements name several days, none of them is the publication date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec
from lxml.html import HtmlElement

from standoff.errors import BadValue
from standoff.nouns.when import parse_day
from standoff.press.reading.drafts import Known
from standoff.press.reading.jsonl import too_deep
from standoff.settings import Settings

__all__ = ["known_of_page"]

_LONGEST = 1_000
_PUBLISHED = "article:published_time"


def known_of_page(tree: HtmlElement, settings: Settings) -> Known:
    """What the page's metadata say; empty where they say nothing or contradict themselves."""
    meta, articles = _meta(tree), list(_linked_articles(tree, settings))
    heading = tree.findtext(".//title") or ""
    return Known(
        published=_published(tree, meta, articles),
        outlet=_line(meta.get("og:site_name") or _name(_first(articles, "publisher"))),
        language=_line(tree.get("lang") or _name(_first(articles, "inLanguage"))),
        url=_address(
            [*tree.xpath("//link[@rel='canonical']/@href"), meta.get("og:url"),
             _first(articles, "url")]
        ),
        title=_line(meta.get("og:title") or _name(_first(articles, "headline")) or heading),
    )  # fmt: skip


def _published(
    tree: HtmlElement, meta: dict[str, str], articles: list[dict[str, Any]]
) -> date | None:
    """The day of publication from the first kind of metadata that names exactly one day."""
    times = ".//time[@datetime]"
    marked = [node.get("datetime") for node in tree.iterfind(times) if _is_publication(node)]
    inside = [node.get("datetime") for node in tree.iterfind(f".//article{times[1:]}")]
    for said in (
        [meta.get(_PUBLISHED)],
        [article.get("datePublished") for article in articles],
        [*tree.xpath("//meta[@itemprop='datePublished']/@content"), *marked],
        inside or [node.get("datetime") for node in tree.iterfind(times)],
    ):
        days = set(_days(said))
        if len(days) == 1:
            return days.pop()
    return None


def _is_publication(node: HtmlElement) -> bool:
    return node.get("itemprop") == "datePublished" or node.get("pubdate") is not None


def _days(said: Iterable[object]) -> Iterator[date]:
    for one in said:
        if isinstance(one, str):
            try:
                yield parse_day(one)
            except BadValue:
                continue


def _meta(tree: HtmlElement) -> dict[str, str]:
    """`property` or `name` to content of the page's meta elements; the first of a name counts."""
    found: dict[str, str] = {}
    for node in tree.iterfind(".//meta[@content]"):
        name = (node.get("property") or node.get("name") or "").strip().lower()
        if name:
            found.setdefault(name, node.get("content"))
    return found


def _linked_articles(tree: HtmlElement, settings: Settings) -> Iterator[dict[str, Any]]:
    """The page's own articles in JSON-LD: at the top, in a list or in `@graph`, never deeper,
    since deeper ones are teasers of other articles."""
    for node in tree.iterfind(".//script[@type='application/ld+json']"):
        text = node.text or ""
        if too_deep(text, settings.max_json_depth):
            continue
        try:
            value = msgspec.json.decode(text)
        except (ValueError, RecursionError):
            continue
        tops = value if isinstance(value, list) else [value]
        for top in tops:
            graph = top.get("@graph") if isinstance(top, dict) else None
            for thing in graph if isinstance(graph, list) else [top]:
                if isinstance(thing, dict) and _is_article(thing.get("@type")):
                    yield thing


def _is_article(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(
        isinstance(one, str) and one.rpartition("/")[2].endswith(("Article", "Posting"))
        for one in kinds
    )


def _first(articles: list[dict[str, Any]], field: str) -> object:
    return next((article[field] for article in articles if article.get(field)), "")


def _name(thing: object) -> str:
    """A text, or the `name` of a thing."""
    if isinstance(thing, dict):
        thing = thing.get("name")
    return thing if isinstance(thing, str) else ""


def _address(candidates: Iterable[object]) -> str:
    for one in candidates:
        if isinstance(one, str) and one.strip().lower().startswith(("http://", "https://")):
            return _line(one)
    return ""


def _line(words: str) -> str:
    return " ".join(words.split())[:_LONGEST]
