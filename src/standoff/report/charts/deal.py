"""What each side would have to grant, month by month: the bargaining range along a record.

The lower line is the least payment for which the challenger agrees, the upper one the most that the
target would pay; where the lower lies above the upper there is no range, and the month is drawn
pale.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from standoff.nouns.deal import DealMonth, DealRange
from standoff.report import grammar as g

__all__ = ["deal_chart"]


def deal_chart(answer: DealRange, width: int = 760) -> g.Chart:
    """A column a month from `least` to `most`; open months dark, empty ones pale."""
    rows = [_row(one) for one in answer.months]
    days = [date.fromisoformat(one.month) for one in answer.months]
    ends = [row[key] for row in rows for key in ("least", "most")]
    pad = 0.05 * (max(ends) - min(ends)) + 0.1
    domain = [min(*ends, 0.0) - pad, max(*ends, 0.0) + pad]
    x = g.by_time("moment", min(days), max(days))
    y, low = _axis("most", domain), _axis("least", domain)
    open_, empty = ([r for r in rows if r["open"] is told] for told in (True, False))
    layers = [
        g.rules([{"zero": 0}], dashed=True, y=_axis("zero", domain)),
        g.rules(empty, colour="page.rule", width=2, x=x, y=low, y2="most"),
        g.rules(open_, colour="verdict.supported", width=2, x=x, y=low, y2="most"),
        g.points(rows, shape="circle", colour="groups.talks", x=x, y=low),
        g.points(rows, shape="circle", colour="groups.signals", hollow=True, x=x, y=y),
    ]
    for layer in layers[-2:]:
        layer["mark"] |= {"size": 9, "strokeWidth": 1}
    shown = [layer for layer in layers if layer["data"]["values"]]
    moves = " and ".join(answer.deal.values())
    headings = {"month": "month", "least": "least the challenger takes",
                "most": "most the target gives", "width": "width",
                "why": "what weighs most"}  # fmt: skip
    return g.Chart(
        name="deal-range",
        title=f"{answer.game}: is there a range for a deal of {moves}?",
        alt=f"Bargaining range in {len(rows)} months; not empty in {answer.open_months}.",
        language="en",
        spec=g.finish(g.over(*shown, width=width - 60, height=300)),
        rows=tuple({key: row[key] for key in headings} for row in rows),
        headings=headings,
        note="Payments from the target to the challenger, in units of payoff. Full points: the "
        "least the challenger takes; hollow: the most the target gives (below zero it must be "
        f"paid). Dark where there is a range, in {answer.open_months} of {len(rows)} months.",
    )


def _row(one: DealMonth) -> dict[str, Any]:
    weights = {f"{side}: {name}": x for side, found in one.parts.items()
               for name, x in found.items()}  # fmt: skip
    worst = min(weights, key=lambda name: weights[name])
    return {"month": one.month[:7], "moment": g.moment(date.fromisoformat(one.month)),
            "least": round(one.least, 4), "most": round(one.most, 4),
            "width": round(one.width, 4), "open": one.width >= 0,
            "why": f"{worst} {weights[worst]:+.2f}"}  # fmt: skip


def _axis(field: str, domain: list[float]) -> dict[str, Any]:
    channel = g.by_number(field, 1.0)
    channel["scale"] = {"domain": domain, "nice": False, "zero": False}
    channel["axis"] |= {"format": ".3~f", "tickCount": 6, "grid": True, "title": "payment"}
    return channel
