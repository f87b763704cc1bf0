"""A what-if in a picture: the chance of an event by month, before and after, with its spread."""

from __future__ import annotations

from typing import Any

from standoff.nouns.whatif import Fan, WhatIf
from standoff.report import grammar as g

__all__ = ["fan_chart"]


def fan_chart(answer: WhatIf, width: int = 720) -> g.Chart:
    """Columns are 90 % of the draws of the parameters, points the values of the game."""
    before = _rows(answer.before, "as it is", -0.16)
    after = _rows(answer.after, "changed", 0.16)
    rows = before + after
    top = min(1.0, 1.15 * max(row["high"] for row in rows) + 0.02)
    x, y, low = _months(answer.months), _chances("chance", top), _chances("low", top)
    layers = [
        g.rules(before, colour="page.rule", width=7, x=x, y=low, y2="high"),
        g.rules(after, colour="steps.step2", width=7, x=x, y=low, y2="high"),
        g.points(before, shape="circle", colour="page.muted", hollow=True, x=x, y=y),
        g.points(after, shape="circle", colour="verdict.supported", x=x, y=y),
    ]
    if answer.needed is not None and answer.needed.aim <= top:
        aim = [{"place": 0.5, "end": answer.months + 0.5, "chance": answer.needed.aim}]
        layers.append(g.rules(aim, dashed=True, x=x, x2="end", y=y))
    columns = {"month": "month", "which": "which", "told": "chance", "band": "5 % to 95 %"}
    ends = f"{answer.before.by_month[-1]:.0%} as it is, {answer.after.by_month[-1]:.0%} changed"
    return g.Chart(
        name="what-if",
        title=f"{answer.game}: chance that {answer.event} has come, by month",
        alt=f"Within {answer.months} months: {ends}.",
        language="en",
        spec=g.finish(g.over(*layers, width=width - 60, height=280)),
        rows=tuple({key: row[key] for key in columns} for row in rows),
        headings=columns,
        note=_note(answer),
    )


def _rows(fan: Fan, which: str, shift: float) -> list[dict[str, Any]]:
    lows, highs = fan.low or fan.by_month, fan.high or fan.by_month
    return [
        {"month": month, "place": month + shift, "which": which, "chance": chance, "low": low,
         "high": high, "told": f"{chance:.1%}", "band": f"{low:.1%} to {high:.1%}"}
        for month, (chance, low, high) in enumerate(
            zip(fan.by_month, lows, highs, strict=True), 1
        )
    ]  # fmt: skip


def _months(months: int) -> dict[str, Any]:
    channel = g.by_number("place", months + 0.5)
    channel["scale"] = {"domain": [0.5, months + 0.5], "nice": False}
    channel["axis"] = {**channel["axis"], "title": "month", "tickCount": min(months, 12)}
    return channel


def _chances(field: str, top: float) -> dict[str, Any]:
    channel = g.by_number(field, top, percent=True)
    channel["axis"] = {**channel["axis"], "tickCount": 5}
    return channel


def _note(answer: WhatIf) -> str:
    changed = [f"{name} = {value:g}" for name, value in answer.parameters.items()]
    changed += [f"{side} plays {move}" for side, move in answer.moves.items()]
    changed += [
        f"{name} = {level}"
        for name, level in answer.state_after.items()
        if answer.state[name] != level
    ]
    told = f"Hollow: as it is; filled: {', '.join(changed) or 'as it is'}."
    solved = answer.draws - answer.unsolved
    told += f" Bars: 90 % of {solved} draws of the parameters." if answer.draws else ""
    return told + (" Sizes are illustrative, not estimated." if answer.illustrative else "")
