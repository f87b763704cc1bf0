"""The page of a case: everything `PageData` shows, gathered from the rooms.

A page is a function of the journal, the case's files and its settings. Press texts stay behind:
a coded clause leaves with its sentence, cut to the setting `quote_limit`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING

from standoff import __version__
from standoff.case.sentences import sentence_around, sentence_spans
from standoff.case.spans import account_spans
from standoff.errors import CaseError
from standoff.nouns import Coding, Event
from standoff.nouns.answers import FindingsAnswer, ForecastAnswer
from standoff.nouns.coding import actor_set
from standoff.nouns.page import Context, PageArticle, PageData, Statement

if TYPE_CHECKING:
    from standoff.case.case import Case

__all__ = ["page_of"]

#: Programs whose versions can change a number on the page.
PROGRAMS = ("numpy", "scipy", "vl-convert-python")


def page_of(
    case: Case,
    *,
    language: str = "en",
    proposed: bool = False,
    start: date | None = None,
    end: date | None = None,
    findings: FindingsAnswer | None = None,
    forecasts: ForecastAnswer | None = None,
    progress: Callable[[str], None] = lambda words: None,
) -> PageData:
    """What the page of `case` shows; `proposed` also counts codings nobody has reviewed.

    Answers that were already computed may be given, so that they are not computed again.

    `start` and `end` are the time that the page looks at (default: `[page]` of case.toml, else the
    whole period). Claims and forecasts rest on the whole record; what they cite is always there.
    """
    first, last = case.period(proposed=proposed)
    start = start or case.info.page_start or first
    end = end or case.info.page_end or last
    forecasts = forecasts or _optional(lambda: case.forecast(proposed=proposed, progress=progress))
    if findings is None:
        progress("Testing the claims ...")
    findings = findings or _optional(lambda: case.claims(proposed=proposed))
    dyad = _optional(lambda: case.dyad)
    events = _shown(case.events(proposed=proposed), start, end, _cited(findings, forecasts))
    return PageData(
        title=case.info.title_in(language),
        language=language,
        start=start,
        end=end,
        dyad=dyad,
        articles=tuple(PageArticle.of(article) for article in case.articles),
        statements=_statements(case),
        events=events,
        coverage=case.coverage_or_articles(proposed=proposed),
        phases=_optional(lambda: case.phases(proposed=proposed, start=start, end=end)),
        findings=findings.findings if findings else (),
        forecasts=forecasts.forecasts if forecasts else (),
        then_what=forecasts.then_what if forecasts else None,
        spans=account_spans(case.record.accounts(as_of=last), dyad, end, language),
        names=actor_names(case.codings, events, language),
        reviewed=case.reviewed,
        proposed_counted=proposed,
        quote_limit=case.info.settings.quote_limit,
        head_seq=case.info.head_seq,
        head_hash=case.head_hash,
        versions={"standoff": __version__, **{name: version(name) for name in PROGRAMS}},
        cite=_cite(case, language),
    )


def _optional(answer):  # type: ignore[no-untyped-def]
    """An answer, or None where the case lacks what it needs (claims, questions, two states)."""
    try:
        return answer()
    except CaseError:
        return None


def _cited(findings: FindingsAnswer | None, forecasts: ForecastAnswer | None) -> set[str]:
    """Ids of the events that a finding or a forecast rests on."""
    ids: set[str] = set()
    for finding in findings.findings if findings else ():
        ids.update(finding.events, finding.followed)
        for row in finding.definitions:
            ids.update(row.events)
    for forecast in forecasts.forecasts if forecasts else ():
        ids.update(forecast.events)
    return ids


def _shown(events: Iterable[Event], start: date, end: date, cited: set[str]) -> tuple[Event, ...]:
    """Events of the time that the page looks at, and those it cites."""
    return tuple(e for e in events if e.id in cited or e.when.touches(start, end))


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
        clause = (item.coding.start, item.coding.end)
        if article.withheld:
            context = Context(start=clause[0], end=clause[1], text=item.coding.text)
        else:
            if article.id not in sentences:
                sentences[article.id] = sentence_spans(article)
            around = sentence_around(sentences[article.id], clause)
            context = Context.around(article.text, clause, around, limit)
        rows.append(Statement(coding=item.coding, context=context, status=item.status))
    order = {article.id: place for place, article in enumerate(case.articles)}
    rows.sort(key=lambda row: (order[row.coding.article], row.coding.start, row.coding.end))
    return tuple(rows)


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
