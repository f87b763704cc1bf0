"""A claim as a card to embed: verdict in a word and a sign, the claim, what the record says.

A card is lettering, not a chart, so it is set by hand: lines broken by `lettering.wrap`, a bar in
the colour of the verdict, the sign and the word beside it for those who do not see the colour.
"""

from __future__ import annotations

from typing import Any

from standoff.nouns import Finding, PageData
from standoff.report.charts.scale import HEIGHT, claim_scale
from standoff.report.grammar import Chart
from standoff.report.lettering import SAFE, wrap
from standoff.report.naming import Naming
from standoff.report.palette import light
from standoff.report.words import Words, sentence

__all__ = ["COUNTED", "SIGNS", "claim_card", "claim_lines"]

SIGNS = {"supported": "✓", "contradicted": "✗", "open": "?"}
#: Forms that count: a number beside the number said.
COUNTED = ("count", "deadline")
_BOUNDS = {"at_least": "≥ ", "at_most": "≤ "}
_INDENT = 22


def claim_card(page: PageData, finding: Finding, width: int = 480, *, headed: bool = True) -> Chart:
    """The card of one finding; without its head where the claim and the verdict stand above it."""
    from lxml import etree

    naming = Naming(page)
    root = _card(naming, finding, width, headed)
    return Chart(
        name=f"card-{finding.claim.id}",
        title=naming.words.pick(finding.claim.text),
        alt=_alt(naming, finding),
        language=page.language,
        svg=etree.tostring(root, encoding="unicode"),
        rows=tuple({"line": line} for line in claim_lines(naming, finding)),
        headings={"line": naming.words.t("claims.title")},
        note=naming.note(finding.reviewed),
    )


def claim_lines(naming: Naming, finding: Finding) -> list[str]:
    """The count, or why the claim is open; the nearest true statement; for tests the figures."""
    words, claim, lines = naming.words, finding.claim, []
    if claim.form not in COUNTED:
        return [sentence(words.pick(finding.remark)), _tested(words, finding)]
    if finding.verdict == "open":
        lines.append(sentence(words.pick(finding.remark)))
    elif finding.definitions:
        first = finding.definitions[0]
        literal = f"{words.t('claims.literal')}: {words.number(first.value)}"
        if claim.asserted is not None:
            said = f"{_BOUNDS.get(claim.bound, '')}{words.number(claim.asserted)}"
            literal += f" ({words.t('claims.asserted', n=said)})"
        lines.append(f"{literal}. {words.t('claims.n', n=finding.n)}.")
    nearest = words.pick(finding.nearest_true)
    if nearest:
        lines.append(f"{words.t('claims.nearest')}: {sentence(nearest)}")
    return lines


def _tested(words: Words, finding: Finding) -> str:
    """n, the p-value over the page, power: what a test against chance must say."""
    parts = [words.t("claims.n", n=finding.n)]
    p = finding.p_value if finding.adjusted is None else finding.adjusted
    if p is not None:
        parts.append(words.t("claims.p_short", p=words.number(p, 3)))
    if finding.power is not None:
        parts.append(words.t("claims.power_short", power=words.percent(finding.power)))
    if finding.n_needed is not None:
        parts.append(words.t("claims.needed_short", n=finding.n_needed))
    return "; ".join(parts) + "."


def _alt(naming: Naming, finding: Finding) -> str:
    words = naming.words
    return words.t(
        "claims.card",
        text=words.pick(finding.claim.text),
        verdict=words.t(f"verdict.{finding.verdict}"),
        answer=" ".join(claim_lines(naming, finding)),
    )


def _card(naming: Naming, finding: Finding, width: int, headed: bool) -> Any:
    from standoff.report.svg import element

    words, room = naming.words, width - _INDENT
    safe, colour = SAFE * room, light(f"verdict.{finding.verdict}")
    root = element("svg", width=width, height=0)
    y = _head(root, naming, finding, safe) if headed else 8
    for line in claim_lines(naming, finding):
        y = _set(root, wrap(line, safe, 13, 6), y + 6, size=13)
    if finding.claim.form != "deadline" and (
        drawn := claim_scale(words, finding, _INDENT, y, room - 4)
    ):
        root.extend(drawn)
        y += HEIGHT + 8
    said = naming.said(finding)
    if said:
        y = _set(root, wrap(said, safe, 12, 2), y + 6, size=12, fill=light("page.muted"))
    root.insert(0, element("rect", x=0, y=0, width=5, height=y, fill=colour))
    root.set("height", str(y))
    return root


def _head(root: Any, naming: Naming, finding: Finding, room: float) -> int:
    """The verdict and the claim; gives the height where the next block begins."""
    from standoff.report.svg import element

    words, colour = naming.words, light(f"verdict.{finding.verdict}")
    # The sign is a text of its own: a font that lacks it must not change that of the word.
    root.append(element("text", SIGNS[finding.verdict], x=_INDENT, y=16, font_size=15, fill=colour))
    word = words.t(f"verdict.{finding.verdict}")
    y = _set(root, [word], 16, x=_INDENT + 20, size=15, fill=colour, font_weight="bold")
    claim = words.t("claims.quoted", text=words.pick(finding.claim.text))
    return _set(root, wrap(claim, room, 19, 5), y + 12, size=19)


def _set(root: Any, lines: list[str], y: int, *, size: int, x: int = _INDENT, **look: Any) -> int:
    """Set lines from `y` on; gives the height where the next block begins."""
    from standoff.report.svg import element

    look = {"fill": light("page.ink"), **look}
    for line in lines:
        root.append(element("text", line, x=x, y=y, font_size=size, **look))
        y += round(size * 1.35)
    return y
