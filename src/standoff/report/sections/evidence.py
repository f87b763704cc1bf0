"""Evidence: every coded statement as its sentence with the words marked.

Statements of one sentence share it. Where there are several, each marked stretch ends in the
number of its coding; stretches may overlap, so the sentence is cut at every boundary and a piece
is marked if any coding covers it.
"""

from __future__ import annotations

import itertools
import re
from datetime import date
from typing import Any

from standoff.nouns import Coding, Context, PageArticle, Statement
from standoff.report.clean import safe_url
from standoff.report.naming import Naming
from standoff.report.sections.anchors import Anchors

__all__ = ["evidence", "pieces"]

_OPEN_UNTIL = 40
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")


def evidence(naming: Naming, anchors: Anchors) -> dict[str, Any]:
    """The statements by article, articles by date, statements by their place in the text."""
    groups: dict[str, list[Statement]] = {}
    for statement in naming.page.statements:
        coding = statement.coding
        groups.setdefault(coding.article or coding.doc, []).append(statement)
    articles = [(anchors.article(key), key, found) for key, found in groups.items()]
    articles.sort(key=lambda group: _article_order(group[0], group[1]))
    return {
        "articles": [_article(naming, anchors, *group) for group in articles],
        "open": len(naming.page.statements) <= _OPEN_UNTIL,
    }


def _article_order(article: PageArticle | None, key: str) -> tuple[date, str]:
    return (article.published if article and article.published else date.max, key)


def _article(
    naming: Naming, anchors: Anchors, article: PageArticle | None, key: str, found: list[Statement]
) -> dict[str, Any]:
    words = naming.words
    sentences: dict[tuple[int, int], list[Statement]] = {}
    for statement in sorted(found, key=lambda s: (s.coding.start, s.coding.end, s.coding.id)):
        context = statement.context
        sentences.setdefault((context.start, context.end), []).append(statement)
    dated = article.published if article else None
    return {
        "title": (article.title or article.name) if article else words.t("evidence.no_article"),
        "outlet": article.outlet if article else key,
        "url": safe_url(article.url) if article else "",
        "published": words.t("evidence.published", day=words.day(dated))
        if dated
        else words.t("evidence.no_date"),
        "language": language_tag(article.language) if article else "",
        "count": words.t("evidence.statements", n=len(found)),
        "sentences": [_sentence(naming, anchors, group) for _, group in sorted(sentences.items())],
    }


def language_tag(language: str) -> str:
    """The language if it can be a `lang` attribute, else nothing."""
    return language if _LANGUAGE.fullmatch(language) else ""


def _sentence(naming: Naming, anchors: Anchors, statements: list[Statement]) -> dict[str, Any]:
    context = statements[0].context
    numbered = len(statements) > 1
    return {
        "pieces": pieces(context, [statement.coding for statement in statements], numbered),
        "cut_before": context.cut_before,
        "cut_after": context.cut_after,
        "codings": [
            _coding(naming, anchors, statement, n if numbered else 0)
            for n, statement in enumerate(statements, 1)
        ],
    }


def pieces(
    context: Context, codings: list[Coding], numbered: bool
) -> list[tuple[str, bool, list[int]]]:
    """The sentence in pieces: (text, marked, numbers of the codings that end here)."""
    spans = [(c.start - context.start, c.end - context.start) for c in codings]
    cuts = sorted({0, len(context.text), *(at for span in spans for at in span)})
    return [
        (
            context.text[start:end],
            any(first <= start and end <= last for first, last in spans),
            [n for n, (_, last) in enumerate(spans, 1) if last == end] if numbered else [],
        )
        for start, end in itertools.pairwise(cuts)
    ]


def _coding(naming: Naming, anchors: Anchors, statement: Statement, number: int) -> dict[str, Any]:
    coding, words = statement.coding, naming.words
    return {
        "anchor": anchors.statement(coding.id),
        "number": number,
        "status": statement.status,
        "status_word": words.t(f"evidence.{statement.status}"),
        "status_long": words.t(f"evidence.{statement.status}_long"),
        "kind": words.label("kinds", coding.kind),
        "stance": coding.stance,
        "stance_word": _stance(naming, coding),
        "move": naming.move(coding.move, coding.system) if coding.move else "",
        "group": naming.group_of(coding.move) if coding.move else "",
        "plover": coding.plover,
        "who": naming.parties(coding.source, coding.target),
        "days": words.days(coding.earliest, coding.latest)
        if coding.earliest or coding.latest
        else words.t("evidence.undated"),
        "details": _details(naming, coding),
        "rule": words.t("evidence.rule", rule=coding.rule) if coding.rule else coding.coder,
        "confidence": words.t("evidence.confidence", value=words.percent(coding.confidence)),
        "offsets": words.t("evidence.offsets", start=coding.start, end=coding.end),
    }


def _stance(naming: Naming, coding: Coding) -> str:
    """The stance in a word that fits the kind: an event happened, a quote was said."""
    fitting = f"{coding.stance}_{coding.kind}"
    known = naming.words.knows("stances", fitting)
    return naming.words.label("stances", fitting if known else coding.stance)


def _details(naming: Naming, coding: Coding) -> list[str]:
    """What only some codings have: time phrase, speaker, number, terms, place."""
    words = naming.words
    found = (
        (coding.said, "said", {"said": coding.said}),
        (coding.speaker, "speaker", {"name": naming.actors(coding.speaker)}),
        (coding.number is not None, "number", {"n": coding.number}),
        (coding.terms, "terms", {"terms": coding.terms}),
        (coding.place, "place", {"place": coding.place}),
    )
    return [words.t(f"evidence.{key}", **values) for there, key, values in found if there]
