"""From one month's phase to the next: a grid of counts, deeper where a row goes more often.

The shade is the share of the row, in five steps; the number is the count, so that no one reads a
share off two months as if it came from twenty.
"""

from __future__ import annotations

from typing import Any

from standoff.nouns import PageData, Phases
from standoff.report import grammar as g
from standoff.report.charts.ribbon import GRAVEST_FIRST
from standoff.report.naming import Naming

__all__ = ["transition_names", "transitions_chart"]

STEPS = ("step0", "step1", "step2", "step3", "step4")


def transitions_chart(page: PageData, width: int = 520) -> g.Chart:
    """Counts of consecutive months, from (row) to (column)."""
    naming = Naming(page)
    words, names = naming.words, transition_names(page.phases)
    rows = [_cell(naming, a, b) for a in names for b in names]
    told = ", ".join(
        words.t("phases.transition", source=row["from"], target=row["to"], n=row["n"])
        for row in rows
        if row["n"]
    )
    headings = {"from": "phases.from", "to": "phases.to", "n": "phases.months"}
    return g.Chart(
        name="transitions",
        title=words.t("phases.transitions"),
        alt=words.t("phases.transitions_alt", list=told),
        language=page.language,
        spec=g.finish(_grid(rows, [naming.phase(name) for name in names], width)),
        rows=tuple({key: row[key] for key in headings} for row in rows),
        headings={key: words.t(text) for key, text in headings.items()},
        note=naming.note(page.phases.reviewed if page.phases else None),
    )


def transition_names(phases: Phases | None) -> list[str]:
    """Names that have a transition, the gravest known ones first."""
    if not phases:
        return []
    table = phases.transitions
    present = {a for a, row in table.items() if any(row.values())}
    present |= {b for row in table.values() for b, n in row.items() if n}
    known = [name for name in GRAVEST_FIRST if name in present]
    return known + sorted(present - set(known))


def _cell(naming: Naming, source: str, target: str) -> dict[str, Any]:
    table = naming.page.phases.transitions if naming.page.phases else {}
    row = table.get(source, {})
    n, total = row.get(target, 0), sum(row.values())
    step = min(4, 1 + int(4 * n / total)) if n else 0
    return {
        "from": naming.phase(source), "to": naming.phase(target), "n": n,
        "told": naming.words.number(n) if n else "·", "step": STEPS[step],
        "ink": "on_deep" if step > 2 else "on_pale",
    }  # fmt: skip


def _grid(rows: list[dict[str, Any]], names: list[str], width: int) -> Any:
    room = 100 if width > 400 else 84
    narrow = (width - room) / max(1, len(names)) < 90
    x = g.by_name("to", names, side="x", labels=64 if narrow else 18, tilt=40 if narrow else 0)
    y = g.by_name("from", names, labels=room)
    layers = [
        g.cells(rows, x=x, y=y, color=g.paint("step", "steps", {step: step for step in STEPS}))
    ]
    layers += [
        g.words_at([row for row in rows if row["ink"] == ink], "told", x=x, y=y, align="center",
                 size=13, colour=f"step_ink.{ink}")
        for ink in ("on_pale", "on_deep")
    ]  # fmt: skip
    return g.over(*layers, width=width - room, height=34 * max(1, len(names)))
