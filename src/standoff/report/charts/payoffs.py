"""Estimates with their intervals, one lane each, in order of size: a caterpillar plot.

States that never faced the situation stand apart with hollow points: of them only the model speaks.
An estimate without an interval is a point alone; intervals that leave the picture are cut at its
edge, so that one wild state does not flatten all others.
"""

from __future__ import annotations

import math
from statistics import median
from typing import Any

from standoff.nouns.estimates import BackingDown, EscalationEstimate
from standoff.report import grammar as g

__all__ = ["payoffs_chart"]

_LANE = 12
_ROOM = 44
_KINDS = {
    "normal": "estimate and 1.96 standard errors",
    "parametric": "95 % of a parametric bootstrap",
    "pairs": "95 % of a bootstrap over pairs",
}


def payoffs_chart(fit: EscalationEstimate, width: int = 560) -> g.Chart:
    """Every state's payoff of backing down; above those whose data speak, below the others."""
    rows = [
        _row(name, cost) for name, cost in sorted(
            fit.audience_costs.items(), key=lambda item: (item[1].estimate, item[0]))
    ]  # fmt: skip
    seen, unseen = [r for r in rows if r["faced"]], [r for r in rows if not r["faced"]]
    domain = _domain(rows)
    parts = [
        _lanes(seen, domain, width, f"{len(seen)} states whose data speak", "groups.talks", False),
        _lanes(unseen, domain, width, f"{len(unseen)} that never faced the situation: only the "
               "model speaks", "groups.signals", True),
    ]  # fmt: skip
    headings = {"state": "state", "estimate": "backing_down_payoff", "low": "low", "high": "high",
                "faced": "months faced"}  # fmt: skip
    return g.Chart(
        name="backing-down",
        title="Payoff of backing down, state by state (negative: backing down costs)",
        alt=f"Payoffs of backing down of {len(rows)} states with 95 percent intervals, "
        f"from {rows[0]['estimate']:.1f} to {rows[-1]['estimate']:.1f}" if rows else "No state",
        language="en",
        spec=g.finish(g.below(*[part for part in parts if part], gap=26)),
        rows=tuple({key: row[key] for key in headings} for row in rows),
        headings=headings,
        note=f"{fit.variant} fit, {_KINDS.get(fit.intervals, fit.intervals)}. Read as audience "
        "cost by the authors of the model; reputation, domestic politics or selection fit as well.",
    )  # fmt: skip


def _row(name: str, cost: BackingDown) -> dict[str, Any]:
    return {"state": name, "estimate": cost.estimate, "low": cost.low, "high": cost.high,
            "faced": cost.faced}  # fmt: skip


def _domain(rows: list[dict[str, Any]]) -> list[float]:
    """From the least to the largest estimate, and as much again as a usual interval reaches."""
    reach = [(r["high"] - r["low"]) / 2 for r in rows if r["low"] is not None]
    pad = 1.6 * median(reach) if reach else 1.0
    numbers = [r["estimate"] for r in rows if math.isfinite(r["estimate"])] or [0.0]
    return [min(numbers) - pad, max(numbers) + pad]


def _lanes(
    rows: list[dict[str, Any]], domain: list[float], width: int, title: str, colour: str,
    hollow: bool,
) -> Any:  # fmt: skip
    if not rows:
        return None
    y = g.by_name("state", [row["state"] for row in rows], labels=_ROOM)
    x = _axis("estimate", domain)
    drawn = [_cut(row, domain) for row in rows if row["low"] is not None]
    lines = g.rules(drawn, colour=colour, width=1.5, x=_axis("low", domain),
                    x2={"field": "high"}, y=y)  # fmt: skip
    dots = g.points(rows, shape="circle", colour=colour, hollow=hollow, x=x, y=y)
    dots["mark"] |= {"size": 26, "strokeWidth": 1.3}
    layers = [lines, dots]
    if domain[0] < 0 < domain[1]:
        layers.insert(0, g.rules([{"zero": 0}], dashed=True, x=_axis("zero", domain)))
    return g.over(*layers, width=width - _ROOM, height=_LANE * len(rows), title=title)


def _cut(row: dict[str, Any], domain: list[float]) -> dict[str, Any]:
    return row | {"low": max(row["low"], domain[0]), "high": min(row["high"], domain[1])}


def _axis(field: str, domain: list[float]) -> dict[str, Any]:
    channel = g.by_number(field, 1.0)
    channel["scale"] = {"domain": domain, "nice": False, "zero": False}
    channel["axis"] |= {"format": "~g", "tickCount": 6, "grid": True}
    return channel
