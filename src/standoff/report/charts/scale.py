"""A claim as a line: the claimed region as a band, the 95 % interval as a bar, the estimate a dot.

The same drawing for every form, since every form has a region, an interval and an estimate: the
verdict can be read off it. An end without limit runs to the edge and carries an arrow. Set by hand
like the card it stands in (`card`).
"""

from __future__ import annotations

import math
from typing import Any

from standoff.nouns import Finding, PageData
from standoff.report.grammar import Chart
from standoff.report.naming import Naming
from standoff.report.palette import light
from standoff.report.words import Words

__all__ = ["HEIGHT", "claim_scale", "scale_chart"]

HEIGHT = 64
_BAND, _BAR = 18, 27
#: What the estimand of a form can be: shares, ratios and counts have ends.
_LIMITS = {"addressee": (0.0, 1.0), "pledge": (0.0, 1.0), "sign": (0.0, 1.0),
           "clock": (0.0, math.inf), "dwell": (0.0, math.inf), "exception": (0.0, math.inf),
           "count": (0.0, math.inf), "deadline": (0.0, math.inf)}  # fmt: skip
_WHOLE = ("count", "deadline")


def claim_scale(words: Words, finding: Finding, left: int, top: int, width: int) -> list[Any]:
    """The elements of the line; empty where nothing finite can be drawn."""
    from standoff.report.svg import element

    low, high = _domain(finding)
    if not low < high:
        return []

    def x(value: float) -> float:
        share = (min(max(value, low), high) - low) / (high - low)
        return left + share * width

    ink, muted = light("page.ink"), light("page.muted")
    colour = light(f"verdict.{finding.verdict}")
    band, bar = finding.region, finding.interval
    parts = [
        element("rect", x=x(band[0]), y=top + _BAND, width=max(x(band[1]) - x(band[0]), 3),
                height=18, fill=colour, fill_opacity=0.22),
        element("line", x1=left, x2=left + width, y1=top + 45, y2=top + 45,
                stroke=light("page.rule"), stroke_width=1),
        element("text", words.t("claims.band"), x=x(band[0]) if x(band[0]) < left + width / 2
                else x(band[1]), y=top + 12, font_size=11, fill=muted,
                text_anchor="start" if x(band[0]) < left + width / 2 else "end"),
    ]  # fmt: skip
    if not math.isnan(finding.estimate):
        parts.append(
            element("line", x1=x(bar[0]), x2=x(bar[1]), y1=top + _BAR, y2=top + _BAR,
                    stroke=ink, stroke_width=3)
        )  # fmt: skip
        parts += [_arrow(x(end), top, up, ink) for end, up in zip(bar, (False, True), strict=True)
                  if math.isinf(end) or not low <= end <= high]  # fmt: skip
        parts.append(element("circle", cx=x(finding.estimate), cy=top + _BAR, r=5, fill=ink))
    parts += [
        element("text", words.number(value), x=x(value), y=top + 59, font_size=11, fill=muted,
                text_anchor=anchor)
        for value, anchor in ((low, "start"), (high, "end"))
    ]  # fmt: skip
    return parts


def scale_chart(page: PageData, finding: Finding, width: int = 420) -> Chart:
    """The line of one finding as a chart of its own."""
    from lxml import etree

    from standoff.report.svg import element

    naming = Naming(page)
    words = naming.words
    root = element("svg", width=width, height=HEIGHT + 4)
    root.extend(claim_scale(words, finding, 4, 0, width - 8))
    text = words.pick(finding.claim.text)
    ends = (finding.estimate, *finding.interval, *finding.region)
    columns = ("value", "interval_low", "interval_high", "region_low", "region_high")
    return Chart(
        name=f"claim-{finding.claim.id}",
        title=text,
        alt=words.t(
            "claims.scale", text=text, value=words.number(finding.estimate),
            interval=words.numbers(finding.interval), region=words.numbers(finding.region),
        ),
        language=page.language,
        svg=etree.tostring(root, encoding="unicode"),
        rows=({name: end if math.isfinite(end) else None
               for name, end in zip(columns, ends, strict=True)},),
        headings={name: words.t(f"claims.{name}") for name in columns},
        note=naming.note(finding.reviewed),
    )  # fmt: skip


def _domain(finding: Finding) -> tuple[float, float]:
    """What the line shows: all finite ends, an end far outside cut off."""
    core = [v for v in (finding.estimate, *finding.region) if math.isfinite(v)]
    ends = [v for v in finding.interval if math.isfinite(v)]
    if not core:
        core = ends
    if not core:
        return 0.0, 0.0
    reach = max(max(core) - min(core), max(abs(v) for v in core), 1e-9)
    near = [v for v in ends if abs(v - core[0]) <= 3 * reach]
    low, high = min(core + near), max(core + near)
    pad = (high - low) * 0.12 or max(abs(high) * 0.5, 1.0)
    least, most = _LIMITS.get(finding.claim.form, (-math.inf, math.inf))
    low, high = max(low - pad, least), min(high + pad, most)
    return (math.floor(low), math.ceil(high)) if finding.claim.form in _WHOLE else (low, high)


def _arrow(x: float, top: int, up: bool, ink: str) -> Any:
    from standoff.report.svg import element

    tip, back = (x + 1, x - 8) if up else (x - 1, x + 8)
    y = top + _BAR
    return element("path", d=f"M{tip:.1f},{y} L{back:.1f},{y - 5} L{back:.1f},{y + 5} Z", fill=ink)
