"""One claim as a picture: what the record holds under each reading, beside what was claimed.

The literal reading is the first bar and the only full one; the claimed number is an upright
stroke in every lane. A bar has the colour of its reading's verdict; its number stands at the right.
"""

from __future__ import annotations

import math
from typing import Any

from standoff.nouns import Finding, PageData
from standoff.nouns.claim import VERDICTS
from standoff.report import grammar as g
from standoff.report.lettering import SAFE, wrap
from standoff.report.naming import Naming, reading_named

__all__ = ["definitions_chart"]


def definitions_chart(page: PageData, finding: Finding, width: int = 420) -> g.Chart:
    """The readings of a claim, the literal one first."""
    naming = Naming(page)
    words, claimed = naming.words, finding.claim.asserted
    rows = [
        {"lane": str(n), "label": reading_named(words, row), "zero": 0,
         "value": row.value if math.isfinite(row.value) else 0, "told": words.number(row.value),
         "verdict": row.verdict, "judged": words.t(f"verdict.{row.verdict}_short")}
        for n, row in enumerate(finding.definitions)
    ]  # fmt: skip
    columns = {
        "label": "claims.reading", "number": "claims.value", "claimed": "claims.claimed",
        "judged": "claims.verdict",
    }  # fmt: skip
    data = [
        {**row, "number": found.value if math.isfinite(found.value) else None, "claimed": claimed}
        for row, found in zip(rows, finding.definitions, strict=True)
    ]
    told = "; ".join(f"{row['label']} {row['told']}" for row in rows)
    shown = words.number(claimed) if claimed is not None else "–"
    text = words.pick(finding.claim.text)
    return g.Chart(
        name=f"claim-{finding.claim.id}",
        title=text,
        alt=words.t("claims.chart", text=text, claimed=shown, values=told),
        language=page.language,
        spec=g.finish(_picture(naming, rows, claimed, width)),
        rows=tuple({key: row[key] for key in columns} for row in data),
        headings={key: words.t(text) for key, text in columns.items()},
        note=naming.note(finding.reviewed),
    )


def _picture(naming: Naming, rows: list[dict[str, Any]], claimed: float | None, width: int) -> Any:
    known = claimed if claimed is not None and math.isfinite(claimed) else None
    top = max([row["value"] for row in rows] + [known or 0, 1]) * 1.12
    for row in rows:
        lines = ["", *wrap(row["label"], SAFE * (width - 6), 11, 2)][-2:]
        row |= {"top": top, "line1": lines[0], "line2": lines[-1]}
    tall = any(row["line1"] for row in rows)
    y = g.by_name("lane", [row["lane"] for row in rows])
    x, start, end = (g.by_number(field, top, axis=False) for field in ("value", "zero", "top"))
    colour = g.paint("verdict", "verdict", {verdict: verdict for verdict in VERDICTS})
    layers = [
        g.bars(rows[:1], height=13, x=x, y=y, color=colour),
        g.bars(rows[1:], height=13, pale=True, x=x, y=y, color=colour),
        g.words_at(rows, "told", x=end, y=y, align="right", bold=True, size=13),
        g.words_at(rows, "line1", x=start, y=y, dy=-30),
        g.words_at(rows, "line2", x=start, y=y, dy=-16),
    ]
    if known is not None:
        at = g.by_number("at", top, axis=False)
        mark = [{"at": known, "said": naming.words.t("claims.asserted", n=known)}]
        side = "right" if known > top / 2 else "left"
        lanes = [{"at": known, "lane": row["lane"]} for row in rows]
        layers.append(g.strokes(lanes, height=21, colour="page.ink", x=at, y=y))
        layers.append(
            g.words_at(mark, "said", x=at, y=g.at_pixel(-9), align=side, colour="page.muted")
        )
    return g.over(*layers, width=width, height=(58 if tall else 44) * max(1, len(rows)))
