"""Codings as W3C Web Annotations, and where they stand in a text that was edited since.

Each coding becomes an Annotation (https://www.w3.org/TR/annotation-model/) whose target is the
article's address, or the hash of its text, with two selectors: TextPositionSelector (offsets in
code points, end exclusive) and TextQuoteSelector (the words, with up to 32 characters before and
behind). The body holds all fields of the coding, so that reading back gives an equal one.

Publishers edit pages. `anchor` finds the words again: at their old place if they still stand there,
else at the one place where they stand, told apart by the characters around them. Words that are
gone, or could be meant in several places, are not anchored: a wrong place is worse than none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from standoff.errors import BadValue
from standoff.nouns import Article, Coding

__all__ = [
    "CONTEXT", "anchor", "placed", "read_annotations", "reanchored", "source_of",
    "write_annotations", "write_pages",
]  # fmt: skip

#: Characters quoted before and behind the words.
CONTEXT = 32

_MODEL = "http://www.w3.org/ns/anno.jsonld"
_NOT_IN_BODY = ("start", "end", "text")


def write_annotations(article: Article, codings: Iterable[Coding]) -> str:
    """An AnnotationPage as JSON: all codings of one article."""
    return write_pages([(article, codings)])


def write_pages(coded: Iterable[tuple[Article, Iterable[Coding]]]) -> str:
    """An AnnotationPage as JSON: the codings of several articles."""
    page = {
        "@context": _MODEL,
        "type": "AnnotationPage",
        "items": [
            _annotation(article, coding, source_of(article))
            for article, codings in coded
            for coding in codings
        ],
    }
    return msgspec.json.format(msgspec.json.encode(page), indent=1).decode("utf-8") + "\n"


def source_of(article: Article) -> str:
    """What an annotation's target names: the article's address, or the hash of its text."""
    return article.url or f"urn:sha256:{article.text_hash}"


def _annotation(article: Article, coding: Coding, source: str) -> dict[str, Any]:
    fields = msgspec.to_builtins(coding)
    text, start, end = article.text, coding.start, coding.end
    return {
        "id": f"urn:standoff:coding:{coding.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "creator": {"type": "Software", "name": coding.coder},
        "body": {
            "type": "Dataset",
            "value": {name: value for name, value in fields.items() if name not in _NOT_IN_BODY},
        },
        "target": {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": coding.text,
                    "prefix": text[max(0, start - CONTEXT) : start],
                    "suffix": text[end : end + CONTEXT],
                },
            ],
        },
    }


def read_annotations(words: str) -> list[Coding]:
    """The codings of a page of annotations; raises `BadValue` naming the annotation at fault."""
    try:
        page = msgspec.json.decode(words)
        items = page["items"]
    except (ValueError, RecursionError, KeyError, TypeError) as fault:
        raise BadValue(f"no page of annotations ({fault})") from None
    codings = []
    for number, item in enumerate(items, 1):
        try:
            position, quote = _selectors(item)
            fields = {
                **item["body"]["value"],
                "start": position["start"],
                "end": position["end"],
                "text": quote["exact"],
            }
            codings.append(msgspec.convert(fields, Coding))
        except (KeyError, TypeError, msgspec.ValidationError, BadValue) as fault:
            raise BadValue(f"annotation {number} is no coding ({fault})") from None
    return codings


def _selectors(item: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    by_type = {selector["type"]: selector for selector in item["target"]["selector"]}
    return by_type["TextPositionSelector"], by_type["TextQuoteSelector"]


def anchor(
    text: str, exact: str, *, start: int = 0, prefix: str = "", suffix: str = ""
) -> tuple[int, int] | None:
    """Where `exact` stands in `text`, which may have been edited; None if gone or ambiguous."""
    if not exact:
        return None
    places = _places(text, exact)
    scores = {place: _context(text, place, exact, prefix, suffix) for place in places}
    if start in scores and scores[start] == len(prefix) + len(suffix):
        return start, start + len(exact)
    best = [place for place in places if scores[place] == max(scores.values())]
    return (best[0], best[0] + len(exact)) if len(best) == 1 else None


def _places(text: str, exact: str) -> list[int]:
    """Where the words stand, at most 1,000 places, overlapping ones included."""
    places: list[int] = []
    place = text.find(exact)
    while place >= 0 and len(places) < 1_000:
        places.append(place)
        place = text.find(exact, place + 1)
    return places


def _context(text: str, place: int, exact: str, prefix: str, suffix: str) -> int:
    """How many characters around the place are those that were quoted."""
    before, behind = text[max(0, place - len(prefix)) : place], text[place + len(exact) :]
    return _common(before[::-1], prefix[::-1]) + _common(behind, suffix)


def _common(a: str, b: str) -> int:
    length = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        length += 1
    return length


def reanchored(words: str, article: Article) -> tuple[list[Coding], list[Coding]]:
    """The codings of a page of annotations in an edited article: found again, and lost."""
    return _sorted_out(words, lambda coding, source: article)


def placed(words: str, articles: Iterable[Article]) -> tuple[list[Coding], list[Coding]]:
    """The codings of a page in the articles they belong to: found, and lost.

    An annotation goes to the article it was made on, else to the latest one from its address.
    """
    there = list(articles)
    by_id = {article.id: article for article in there}
    by_source = {source_of(article): article for article in there}
    return _sorted_out(words, lambda coding, source: by_id.get(coding.article)
                       or by_source.get(source))  # fmt: skip


def _sorted_out(
    words: str, home: Callable[[Coding, str], Article | None]
) -> tuple[list[Coding], list[Coding]]:
    found: list[Coding] = []
    lost: list[Coding] = []
    codings = read_annotations(words)
    items = msgspec.json.decode(words)["items"] if codings else []
    for coding, item in zip(codings, items, strict=True):
        article = home(coding, str(item["target"].get("source", "")))
        moved = _moved(coding, _selectors(item)[1], article) if article else None
        (lost if moved is None else found).append(coding if moved is None else moved)
    return found, lost


def _moved(coding: Coding, quote: Mapping[str, Any], article: Article) -> Coding | None:
    place = anchor(
        article.text,
        coding.text,
        start=coding.start,
        prefix=quote.get("prefix", ""),
        suffix=quote.get("suffix", ""),
    )
    if place is None:
        return None
    return msgspec.structs.replace(coding, start=place[0], end=place[1], article=article.id)
