"""Deadlines and moratoria as stretches of time.

A page may bring its spans. Without them they are read off what it has: a claim about a deadline
names its days; a coding of the kind `deadline` runs from the article's day to the day it names,
and counts only if it was accepted or the page counts proposed ones; a moratorium runs from the
event that began it to the same side's next `breach`, else to the end of the period and is marked
open.
"""

from __future__ import annotations

from standoff.nouns import Event, PageData, Span
from standoff.report.naming import event_order

__all__ = ["spans_of"]


def spans_of(page: PageData) -> tuple[Span, ...]:
    """The page's spans that touch its period, in order of time."""
    spans = page.spans or (*_deadlines(page), *_moratoria(page))
    inside = [span for span in spans if span.end >= page.start and span.start <= page.end]
    return tuple(sorted(inside, key=lambda span: (span.kind, span.start, span.end, span.text)))


def _deadlines(page: PageData) -> list[Span]:
    published = {article.id: article.published for article in page.articles}
    found: dict[object, Span] = {}
    for claim in (finding.claim for finding in page.findings if finding.claim.form == "deadline"):
        start = min(claim.said_on or claim.start, claim.end)
        text = claim.text.get(page.language, "")
        found[claim.end] = Span(
            kind="deadline", start=start, end=claim.end, text=text, source=claim.said_by
        )
    for statement in page.statements:
        coding = statement.coding
        counted = page.proposed_counted or statement.status != "proposed"
        if coding.kind != "deadline" or coding.latest is None or not counted:
            continue
        set_on = published.get(coding.article) or coding.earliest or coding.latest
        span = Span(
            kind="deadline",
            start=min(set_on, coding.latest),
            end=coding.latest,
            text=coding.terms or coding.said,
            source=coding.source,
        )
        # Several papers tell of the same deadline: the first report of it counts.
        known = found.get(span.end)
        if known is None or span.start < known.start:
            found[span.end] = span
    return list(found.values())


def _moratoria(page: PageData) -> list[Span]:
    dated = sorted((event for event in page.events if event.when.earliest), key=event_order)
    spans = []
    for event in dated:
        if event.move != "moratorium" or event.stance != "actual":
            continue
        breach = next((later for later in dated if _breaks(later, event)), None)
        start, end = event.when.earliest, breach.when.earliest if breach else page.end
        if start and end and start <= end:
            spans.append(
                Span(
                    kind="moratorium",
                    start=start,
                    end=end,
                    text=event.text.get(page.language, event.name),
                    source=event.source,
                    open=breach is None,
                )
            )
    return spans


def _breaks(later: Event, event: Event) -> bool:
    """True if `later` is a breach by a side that took the moratorium on."""
    return (
        later.move == "breach"
        and later.stance == "actual"
        and later.when.earliest is not None
        and event.when.earliest is not None
        and later.when.earliest > event.when.earliest
        and bool(later.source_states & event.source_states)
    )
