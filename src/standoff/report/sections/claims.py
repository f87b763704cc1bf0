"""Claims as cards: verdict, readings with the literal one first, comparison, evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from standoff.nouns import Finding
from standoff.nouns.vocabulary import LEVELS
from standoff.report.charts.card import SIGNS
from standoff.report.charts.of_claim import claim_chart
from standoff.report.figures import figure_of
from standoff.report.naming import Naming, reading_named
from standoff.report.sections.anchors import Anchors
from standoff.report.sections.evidence import language_tag
from standoff.report.words import capital, sentence

__all__ = ["claims", "figures_of"]


#: More claims than these get a list of their own before the cards, where no other page has one.
_FEW = 4


def claims(
    naming: Naming,
    anchors: Anchors,
    downloads: Callable[[str, bool], Sequence[tuple[str, str]]] | None = None,
) -> dict[str, Any]:
    """The section of claims.

    `downloads` are the files that can be had of each, by its id and whether it has a chart.
    """
    findings = naming.page.findings
    cards = [_card(naming, anchors, n, finding) for n, finding in enumerate(findings, 1)]
    for card, finding in zip(cards, findings, strict=True):
        charted = card["figure"] is not None
        card["downloads"] = downloads(finding.claim.id, charted) if downloads else ()
    return {
        "cards": cards,
        "many": _many(naming) if findings else "",
        "contents": bool(downloads) and len(findings) > _FEW,
    }


def _many(naming: Naming) -> str:
    """How many tests the page holds, and how many would agree by chance."""
    words, findings = naming.words, naming.page.findings
    told = words.t("claims.many", n=len(findings))
    chance = sum(finding.p_value is not None for finding in findings)
    if not chance:
        return told
    expected = words.number(0.05 * chance)
    return f"{told} {words.t('claims.expected', n=chance, expected=expected)}"


def _card(naming: Naming, anchors: Anchors, number: int, finding: Finding) -> dict[str, Any]:
    words, claim, key = naming.words, finding.claim, f"claim{number}"
    chart = claim_chart(naming.page, finding)
    borne = sum(row.verdict == "supported" for row in finding.definitions)
    events, missing = anchors.links(naming, finding.events)
    return {
        "anchor": key,
        "text": words.pick(claim.text),
        "verdict": finding.verdict,
        "sign": SIGNS[finding.verdict],
        "word": words.t(f"verdict.{finding.verdict}"),
        "said": naming.said(finding),
        "period": words.days(claim.start, claim.end),
        "figure": figure_of([chart], words, f"{key}f", data=False) if chart else None,
        "readings": _readings(naming, finding),
        "under": sentence(words.pick(finding.robustness))
        or words.t("claims.under", k=borne, n=len(finding.definitions)),
        "facts": figures_of(naming, finding),
        "notes": _notes(naming, finding),
        "words": _quotes(anchors, finding),
        "sensitivity": _sensitivity(naming, finding),
        "events": events,
        "missing": missing,
        "followed": anchors.links(naming, finding.followed)[0],
        "reviewed": naming.note(finding.reviewed),
    }


def _readings(naming: Naming, finding: Finding) -> list[dict[str, str]]:
    words = naming.words
    return [
        {
            "role": words.t("claims.literal" if n == 0 else "claims.other"),
            "text": reading_named(words, row),
            "value": words.number(row.value),
            "verdict": row.verdict,
            "sign": SIGNS[row.verdict],
            "word": words.t(f"verdict.{row.verdict}_short"),
            "level": words.t("claims.level", level=words.t(f"method.{row.level}"))
            if row.level in LEVELS
            else "",
        }
        for n, row in enumerate(finding.definitions)
    ]


def _sensitivity(naming: Naming, finding: Finding) -> list[dict[str, str]]:
    """The primary reading under one change at a time."""
    words = naming.words
    return [
        {
            "text": capital(words.pick(row.text)),
            "value": "" if row.value is None else words.number(row.value),
            "verdict": row.verdict,
            "sign": SIGNS[row.verdict],
            "word": words.t(f"verdict.{row.verdict}_short"),
            "share": "" if row.share is None
            else words.t("claims.same_verdict", share=words.percent(row.share)),
        }
        for row in finding.sensitivity
    ]  # fmt: skip


def figures_of(naming: Naming, finding: Finding) -> list[tuple[str, str]]:
    """The figures behind the verdict, as terms and values."""
    words, claim = naming.words, finding.claim
    comparison = words.pick(finding.comparison_text) or finding.comparison
    exact = finding.interval == (finding.estimate, finding.estimate)
    sure = words.t("claims.interval", interval=words.numbers(finding.interval))
    found = f"{words.number(finding.estimate)} ({words.t('claims.exact') if exact else sure})"
    rows = [(words.t("page.period"), words.days(claim.start, claim.end))]
    if claim.asserted is not None:
        rows.append((words.t("claims.claimed"), words.number(claim.asserted)))
    rows += [
        (
            words.t("claims.estimand"),
            capital(words.pick(finding.estimand_text) or finding.estimand),
        ),
        (words.t("claims.found"), found),
        ("n", words.number(finding.n)),
        (words.t("claims.region"), words.numbers(finding.region)),
        (words.t("claims.comparison"), sentence(comparison)),
        *_chance(naming, finding),
        (words.t("claims.terms"), claim.terms),
        (words.t("claims.consequence"), claim.consequence),
    ]
    return [(term, value) for term, value in rows if value]


def _chance(naming: Naming, finding: Finding) -> list[tuple[str, str]]:
    """p-values, power and the n that would be needed, where a form has them."""
    words, rows = naming.words, []
    if finding.p_value is not None:
        rows.append((words.t("claims.p"), words.number(finding.p_value, 4)))
    if finding.adjusted is not None:
        rows.append((words.t("claims.adjusted"), words.number(finding.adjusted, 4)))
    if finding.power is not None:
        rows.append((words.t("claims.power"), words.percent(finding.power)))
    if finding.n_needed is not None:
        rows.append((words.t("claims.needed"), words.number(finding.n_needed)))
    return rows


def _notes(naming: Naming, finding: Finding) -> list[tuple[str, str, str]]:
    """(name, heading, text) of what is said about the verdict."""
    words = naming.words
    texts = (
        ("nearest", finding.nearest_true),
        ("remark", finding.remark),
        ("would_change", finding.would_change),
    )
    return [
        (name, words.t(f"claims.{name}"), sentence(told))
        for name, text in texts
        if (told := words.pick(text))
    ]


def _quotes(anchors: Anchors, finding: Finding) -> list[dict[str, str]]:
    """The words of the press that the claim was made from."""
    quotes = []
    for evidence in finding.claim.evidence:
        article = anchors.article(evidence.article)
        quotes.append(
            {
                "quote": evidence.quote,
                "outlet": (article.outlet or article.name) if article else evidence.article,
                "language": language_tag(article.language) if article else "",
            }
        )
    return quotes
