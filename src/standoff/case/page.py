"""The page of a case: everything `PageData` shows, gathered from the rooms.

A page is a function of the journal, the case's files and its settings. Press texts stay behind:
a coded clause leaves with its sentence, cut to the setting `quote_limit`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from importlib.metadata import version
from typing import TYPE_CHECKING

from standoff import __version__
from standoff.errors import CaseError
from standoff.nouns import Article, Coding, Event, Phases
from standoff.nouns.coding import actor_set
from standoff.nouns.page import Context, PageArticle, PageData, Statement

if TYPE_CHECKING:
    from standoff.case.case import Case

__all__ = ["page_of"]

#: Programs whose versions can change a number on the page.
PROGRAMS = ("numpy", "scipy", "simplemma", "altair")


def page_of(case: Case, *, language: str = "en", proposed: bool = False) -> PageData:
    """What the page of `case` shows; `proposed` also counts codings nobody has reviewed."""
    events = case.events(proposed=proposed)
    start, end = case.period(proposed=proposed)
    forecasts = _optional(lambda: case.forecast(proposed=proposed))
    findings = _optional(lambda: case.claims(proposed=proposed))
    return PageData(
        title=case.info.title_in(language),
        language=language,
        start=start,
        end=end,
        dyad=case.dyad,
        articles=tuple(PageArticle.of(article) for article in case.articles),
        statements=_statements(case),
        events=events,
        coverage=case.coverage_or_articles(),
        phases=_phases(case, proposed),
        findings=findings.findings if findings else (),
        forecasts=forecasts.forecasts if forecasts else (),
        then_what=forecasts.then_what if forecasts else None,
        names=actor_names(case.codings, events, language),
        reviewed=case.reviewed,
        quote_limit=case.info.settings.quote_limit,
        head_seq=case.info.head_seq,
        head_hash=case.head_hash,
        versions={"standoff": __version__, **{name: version(name) for name in PROGRAMS}},
        cite=_cite(case, language),
    )


def _optional(answer):  # type: ignore[no-untyped-def]
    """An answer, or None where the case lacks the file it needs (claims, questions)."""
    try:
        return answer()
    except CaseError:
        return None


def _phases(case: Case, proposed: bool) -> Phases:
    return case.phases(proposed=proposed)


def _statements(case: Case) -> tuple[Statement, ...]:
    """Every standing coding in its sentence, in the order of article and place."""
    articles = {article.id: article for article in case.articles}
    sentences: dict[str, list[tuple[int, int]]] = {}
    limit = case.info.settings.quote_limit
    rows = []
    for item in case.record.codings:
        article = articles.get(item.coding.article)
        if article is None or item.status == "rejected":
            continue
        if article.id not in sentences:
            sentences[article.id] = _sentences(article)
        clause = (item.coding.start, item.coding.end)
        context = Context.around(
            article.text, clause, _around(sentences[article.id], clause), limit
        )
        rows.append(Statement(coding=item.coding, context=context, status=item.status))
    order = {article.id: place for place, article in enumerate(case.articles)}
    rows.sort(key=lambda row: (order[row.coding.article], row.coding.start, row.coding.end))
    return tuple(rows)


def _sentences(article: Article) -> list[tuple[int, int]]:
    from standoff.press import split_sentences

    found = split_sentences(article.text, article.language or "en")
    return [(sentence.start, sentence.end) for sentence in found]


def _around(sentences: list[tuple[int, int]], clause: tuple[int, int]) -> tuple[int, int]:
    """The sentence that a clause begins in, stretched to the clause's own end."""
    place = bisect_right(sentences, (clause[0], 1 << 60)) - 1
    if place < 0 or sentences[place][1] < clause[0]:
        return clause
    return sentences[place][0], max(sentences[place][1], clause[1])


def actor_names(
    codings: Iterable[Coding], events: Iterable[Event], language: str
) -> dict[str, str]:
    """Names of all actors that occur, by code; a code nobody knows is left out."""
    from standoff.coding.actors.naming import name_of

    codes: set[str] = set()
    for coding in codings:
        codes |= actor_set(coding.source) | actor_set(coding.target)
    for event in events:
        codes |= actor_set(event.source) | actor_set(event.target)
    named = {code: name_of(code, language) for code in sorted(codes)}
    return {code: name for code, name in named.items() if name}


def _cite(case: Case, language: str) -> str:
    title, head = case.info.title_in(language), case.head_hash[:16]
    return f"{title}. standoff {__version__}, case {case.info.id!r}, record {head}."
