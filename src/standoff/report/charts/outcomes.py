"""How crises end as a covariate moves: the four outcomes' probabilities with their limits.

One picture an outcome, since the status quo is a hundred times as likely as the rest. Points are
means over the rows of the table with the covariate set to a value, bars their 95 % limits; values
stand where they lie on the number line.
"""

from __future__ import annotations

from typing import Any

from standoff.nouns.estimates import CrisisEstimate, Outcomes
from standoff.report import grammar as g

__all__ = ["outcomes_chart"]

NAMES = ("status quo", "concession", "stand firm", "back down")
COLOURS = ("page.muted", "groups.talks", "groups.signals", "verdict.supported")
_ROOM = 44


def outcomes_chart(fit: CrisisEstimate, width: int = 560) -> g.Chart:
    """Four small pictures, one below another; raises nothing, draws nothing where none varied."""
    rows = [row for at in fit.varied for row in _rows(at)]
    parts = [
        _part([row for row in rows if row["outcome"] == name], colour, fit, width)
        for name, colour in zip(NAMES, COLOURS, strict=True)
    ]
    columns = {"value": fit.vary, "outcome": "outcome", "told": "probability", "range": "95 %"}
    values = ", ".join(f"{at.value:g}" for at in fit.varied)
    return g.Chart(
        name="outcomes",
        title=f"How crises end as {fit.vary} moves",
        alt=f"Probabilities of {', '.join(NAMES)} at {fit.vary} = {values}; the table holds them.",
        language="en",
        spec=g.finish(g.below(*parts, gap=18)),
        rows=tuple({key: row[key] for key in columns} for row in rows),
        headings=columns,
        note=f"Mean over the rows of the table, {fit.method} fit; bars: 95 % limits. Rows whose "
        "equilibrium ends on the way are left out and counted in the table of the command.",
    )


def _rows(at: Outcomes) -> list[dict[str, Any]]:
    rows = []
    for name, p, low, high in zip(NAMES, at.probabilities, at.low, at.high, strict=True):
        known = low is not None and high is not None
        rows.append({
            "value": at.value, "outcome": name, "p": p, "low": low if known else p,
            "high": high if known else p, "told": f"{p:.2%}",
            "range": f"{low:.2%} to {high:.2%}" if known else "",
        })  # fmt: skip
    return rows


def _part(rows: list[dict[str, Any]], colour: str, fit: CrisisEstimate, width: int) -> Any:
    values = [row["value"] for row in rows]
    pad = 0.04 * (max(values) - min(values)) or 0.5
    x = g.by_number("value", 1.0)
    x["scale"] = {"domain": [min(values) - pad, max(values) + pad], "nice": False, "zero": False}
    x["axis"] |= {"title": fit.vary, "tickCount": 6, "grid": False, "format": "~g"}
    lows, highs = [row["low"] for row in rows], [row["high"] for row in rows]
    room = 0.08 * (max(highs) - min(lows)) or 0.01
    domain = [max(0.0, min(lows) - room), min(1.0, max(highs) + room)]
    return g.over(
        g.rules(rows, colour=colour, width=2, x=x, y=_chance("low", domain), y2="high"),
        g.points(rows, shape="circle", colour=colour, x=x, y=_chance("p", domain)),
        width=width - _ROOM, height=96, title=rows[0]["outcome"],
    )  # fmt: skip


def _chance(field: str, domain: list[float]) -> dict[str, Any]:
    channel = g.by_number(field, 1.0, percent=True)
    channel["scale"] = {"domain": domain, "nice": False, "zero": False}
    channel["axis"] |= {"tickCount": 4, "format": ".1%"}
    return channel
