"""A claim as a small page of its own: the card, the readings, the figures, what it would take.

For embedding: one file, no scripts, no outside requests, in the look of the big page (`sheet`).
"""

from __future__ import annotations

from pathlib import Path

from standoff.nouns import Finding, PageData
from standoff.report.charts.card import SIGNS, claim_card
from standoff.report.naming import Naming, event_order, reading_named
from standoff.report.sections.claims import figures_of
from standoff.report.sheet import Section, Sheet, Table, write_sheet
from standoff.report.svg import save_chart
from standoff.report.words import capital, sentence

__all__ = ["write_cards"]

_MOST_EVENTS = 60


def write_cards(page: PageData, finding: Finding, stem: Path) -> tuple[Path, Path]:
    """Write `STEM.svg` and `STEM.html` of one finding; gives the two paths."""
    picture, small = stem.with_name(f"{stem.name}.svg"), stem.with_name(f"{stem.name}.html")
    save_chart(claim_card(page, finding), picture)
    write_sheet(_sheet(page, finding), small)
    return picture, small


def _sheet(page: PageData, finding: Finding) -> Sheet:
    naming = Naming(page)
    words = naming.words
    # The page says claim and verdict itself.
    wide, narrow = (claim_card(page, finding, width, headed=False) for width in (640, 340))
    notes = tuple(
        f"{words.t(f'claims.{name}')}: {sentence(words.pick(text))}"
        for name, text in (("remark", finding.remark), ("would_change", finding.would_change))
        if words.pick(text)
    )
    return Sheet(
        title=words.pick(finding.claim.text),
        language=page.language,
        sections=(
            Section(
                key="claim",
                heading=f"{SIGNS[finding.verdict]} {words.t(f'verdict.{finding.verdict}')}",
                charts=((wide, narrow),),
                tables=tuple(_tables(naming, finding)),
                notes=notes,
            ),
        ),
        source=f"{page.title}. {naming.note(finding.reviewed)}",
    )


def _tables(naming: Naming, finding: Finding) -> list[Table]:
    words = naming.words
    heads = tuple(words.t(f"claims.{key}") for key in ("reading", "value", "verdict"))
    readings = [
        (reading_named(words, row), words.number(row.value),
         words.t(f"verdict.{row.verdict}_short"))
        for row in finding.definitions
    ]  # fmt: skip
    made = [
        Table(
            caption=words.t("claims.readings"), headings=heads, rows=tuple(readings), align="lrl"
        ),
        Table(
            caption=words.t("claims.how"),
            headings=("", ""),
            rows=tuple(figures_of(naming, finding)),
        ),
    ]
    if finding.sensitivity:
        rows = [
            (capital(words.pick(row.text)), "" if row.value is None else words.number(row.value),
             words.t(f"verdict.{row.verdict}_short"))
            for row in finding.sensitivity
        ]  # fmt: skip
        made.append(
            Table(
                caption=words.t("claims.sensitivity"), headings=heads, rows=tuple(rows), align="lrl"
            )
        )
    cited = {*finding.events, *finding.followed, *finding.counterexamples}
    events = sorted((e for e in naming.page.events if e.id in cited), key=event_order)
    if events:
        made.append(
            Table(
                caption=words.t("claims.evidence", n=len(events)),
                headings=(words.t("page.period"), ""),
                rows=tuple((naming.event_days(e), naming.event(e)) for e in events[:_MOST_EVENTS]),
            )
        )
    return made
