"""Prior beside posterior, one lane a parameter, one panel a variant.

The pale bar is the prior's 95 %, the dark one the posterior's with its mode as a point; a parameter
of which only the prior speaks has a hollow point.
"""

from __future__ import annotations

from typing import Any

from standoff.nouns.game_fit import CoercionEstimate, GameFit, PayoffEstimate
from standoff.report import grammar as g

__all__ = ["game_fit_chart"]

_LANE = 17
_ROOM = 170


def game_fit_chart(answer: CoercionEstimate, width: int = 640) -> g.Chart:
    """Prior and posterior of every parameter of every fitted variant."""
    rows = [_row(fit.variant, one) for fit in answer.fits for one in fit.parameters]
    ends = [abs(row[key]) for row in rows for key in ("low", "high", "prior_low", "prior_high")]
    domain = [-1.05 * max(ends), 1.05 * max(ends)]
    panels = [_panel(fit, rows, domain, width) for fit in answer.fits]
    headings = {"variant": "variant", "name": "parameter", "prior": "prior, 95 %",
                "posterior": "posterior, 95 %", "estimate": "mode",
                "speaks": "who speaks"}  # fmt: skip
    return g.Chart(
        name="coercion-estimate",
        title=f"{answer.game}: what was thought before (pale) and what {answer.months} months add",
        alt=f"Prior and posterior intervals of the parameters of {len(answer.fits)} variants.",
        language="en",
        spec=g.finish(g.below(*panels, gap=26)),
        rows=tuple({key: row[key] for key in headings} for row in rows),
        headings=headings,
        note="Payoffs in units of the private shock. Hollow: only the prior speaks. Normal "
        "intervals around one mode on one branch.",
    )


def _row(variant: str, one: PayoffEstimate) -> dict[str, Any]:
    low, high = one.prior_mean - 1.96 * one.prior_sd, one.prior_mean + 1.96 * one.prior_sd
    return {"variant": variant, "name": one.name, "estimate": one.estimate, "low": one.low,
            "high": one.high, "prior_low": low, "prior_high": high, "speaks": one.speaks,
            "prior": f"{low:.2f} to {high:.2f}",
            "posterior": f"{one.low:.2f} to {one.high:.2f}"}  # fmt: skip


def _panel(fit: GameFit, rows: list[dict[str, Any]], domain: list[float], width: int) -> Any:
    own = [row for row in rows if row["variant"] == fit.variant]
    y = g.by_name("name", [row["name"] for row in own], labels=_ROOM)
    told = [row for row in own if row["speaks"] != "assumption"]
    assumed = [row for row in own if row["speaks"] == "assumption"]
    x = _axis("estimate", domain)
    layers = [
        g.rules([{"zero": 0}], dashed=True, x=_axis("zero", domain)),
        g.rules(own, colour="page.rule", width=9, x=_axis("prior_low", domain),
                x2={"field": "prior_high"}, y=y),
        g.rules(own, colour="verdict.supported", width=2.5, x=_axis("low", domain),
                x2={"field": "high"}, y=y),
        g.points(told, shape="circle", colour="verdict.supported", x=x, y=y),
        g.points(assumed, shape="circle", colour="verdict.supported", hollow=True, x=x, y=y),
    ]  # fmt: skip
    shown = [layer for layer in layers if layer["data"]["values"]]
    title = f"{fit.variant}: log evidence {fit.log_evidence:.1f}"
    return g.over(*shown, width=width - _ROOM, height=_LANE * len(own), title=title)


def _axis(field: str, domain: list[float]) -> dict[str, Any]:
    channel = g.by_number(field, 1.0)
    channel["scale"] = {"domain": domain, "nice": False, "zero": False}
    channel["axis"] |= {"format": "~g", "tickCount": 7, "grid": True, "title": "payoff"}
    return channel
