"""A small grammar of charts: a few words, from which each chart is a few lines.

A `Chart` is a Vega-Lite specification with everything that must travel with it: a title, a text
for those who do not see it, the rows it was drawn from, and how much of its data was reviewed.
Its specification is said in the words below: marks (`strokes`, `bars`, `points`, `rules`, `cells`,
`words_at`) over rows, placed by channels (`by_time`, `by_number`, `by_name`, `paint`), laid
`over` each other or stacked `below` each other. After Wilkinson, "The Grammar of Graphics" (2005).

The words give plain Vega-Lite dictionaries, which `vl-convert` draws. Altair would give the same,
but copies all rows at every step and checks them each time; the tests use it as the judge of
these specifications instead. Colours are names of the palette, resolved here. Times are days,
drawn in UTC, so that no zone of the machine moves them. Rows carry data only as values: nothing
from outside becomes a field name or an expression.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from msgspec import Struct

from standoff.report.lettering import wrap
from standoff.report.palette import light

__all__ = [
    "FONT", "Chart", "at_pixel", "bars", "below", "by_name", "by_number", "by_time", "cells",
    "finish", "moment", "over", "paint", "points", "rules", "strokes", "whole_months", "words_at",
]  # fmt: skip

FONT = "Helvetica Neue, Arial, Liberation Sans, sans-serif"
Row = dict[str, Any]
Spec = dict[str, Any]


class Chart(Struct, frozen=True, kw_only=True):
    """A chart before it is drawn.

    `spec` is Vega-Lite; `svg` stands in its place for drawings that are no charts (claim cards).
    `rows` is the data, `headings` its columns in order with their titles in the page's language.
    """

    name: str
    title: str
    alt: str
    language: str
    spec: dict[str, Any] = {}
    svg: str = ""
    rows: tuple[Row, ...] = ()
    headings: dict[str, str] = {}
    note: str = ""


def moment(day: date) -> int:
    """The day's first moment in milliseconds UTC, which is how Vega counts."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * 1000


# Channels


def whole_months(start: date, end: date) -> tuple[date, date]:
    """The first day of `start`'s month and the last of `end`'s: what a time axis shows.

    A record of a few days would else have an axis without a tick, and months that leave it.
    """
    after = (end.replace(day=1) + timedelta(days=32)).replace(day=1)
    return start.replace(day=1), after - timedelta(days=1)


#: Up to so many days the ticks are: days of a month, months, quarters, years, five years.
_TICKS: tuple[tuple[int, Spec | int, str], ...] = (
    (62, 6, "%-d %b"),
    (366, {"interval": "month", "step": 1}, "%b %Y"),
    (1096, {"interval": "month", "step": 3}, "%b %Y"),
    (16 * 366, {"interval": "year", "step": 1}, "%Y"),
)


def by_time(field: str, start: date, end: date, *, axis: bool = True) -> Spec:
    """Left to right over the months from `start` to `end`, both whole."""
    first, last = whole_months(start, end)
    days = (last - first).days + 1
    every: tuple[Spec | int, str] = ({"interval": "year", "step": 5}, "%Y")
    step, form = next((tick[1:] for tick in _TICKS if days <= tick[0]), every)
    domain = [moment(first), moment(last + timedelta(days=1))]
    scale = {"type": "utc", "domain": domain, "nice": False}
    shape = {"title": None, "format": form, "tickCount": step,
             "labelAlign": "left", "labelFlush": False, "labelBound": True,
             "labelOverlap": "greedy", "labels": axis, "ticks": axis, "domain": axis}  # fmt: skip
    return {"field": field, "type": "temporal", "scale": scale, "axis": shape}


FEW = 4
"""Up to this number each whole number has its tick."""


def by_number(field: str, top: float, *, axis: bool = True, percent: bool = False) -> Spec:
    """From 0 to `top`."""
    form = ".0%" if percent else ",d"
    # No two ticks of one whole number: `tickMinStep` alone does not keep Vega from halves.
    few = {} if percent or top > FEW else {"values": list(range(int(top) + 1))}
    least = {} if percent else {"tickMinStep": 1}
    shape = {"title": None, "tickCount": 3, "format": form, **least, **few} if axis else None
    scale = {"domain": [0, top], "nice": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": shape}


def by_name(
    field: str, names: Sequence[str], *, side: str = "y", labels: int = 0, tilt: int = 0,
    lines: bool = False,
) -> Spec:  # fmt: skip
    """One lane for each name, in this order; `labels` is the room for their names in pixels."""
    shape: Spec | None = None
    if labels:
        limit = labels * 2 if tilt else labels - 4 if side == "y" else 150
        shape = {"title": None, "orient": "left" if side == "y" else "top", "grid": lines,
                 "ticks": False, "domain": False, "minExtent": labels, "maxExtent": labels,
                 "labelLimit": limit, "labelPadding": 6, "labelAngle": -tilt,
                 "labelColor": light("page.ink")}  # fmt: skip
        shape |= {"labelAlign": "left"} if tilt else {}
    return {"field": field, "type": "nominal", "scale": {"domain": list(names)}, "axis": shape}


def paint(field: str, section: str, names: Mapping[str, str], *, legend: int = 0) -> Spec:
    """The palette's colour for each value of `field`; `names` maps values to colour names.

    A name without a colour gets that of `section.other`. `legend` is its number of columns.
    """
    colours = [light(f"{section}.{name}", f"{section}.other") for name in names.values()]
    key = {"title": None, "orient": "top", "columns": legend, "symbolType": "square", "offset": 4}
    scale = {"domain": list(names), "range": colours}
    return {
        "field": field,
        "type": "nominal",
        "scale": scale,
        "legend": key if legend else None,
    }


def at_pixel(where: int) -> Spec:
    """A fixed place in pixels, whatever the data."""
    return {"value": where}


# Marks


def _mark(rows: Iterable[Row], kind: str, channels: dict[str, Any], **look: Any) -> Spec:
    encoding = {
        name: {"field": channel} if isinstance(channel, str) else channel
        for name, channel in channels.items()
    }
    return {"data": {"values": list(rows)}, "mark": {"type": kind, **look}, "encoding": encoding}


def strokes(rows: Iterable[Row], *, height: int = 14, colour: str = "", **channels: Any) -> Spec:
    """A thin upright stroke for each row: events on a day."""
    look: Spec = {"thickness": 2, "height": height, "opacity": 0.85, "orient": "vertical"}
    return _mark(rows, "tick", channels, **look, **_coloured(colour))


def bars(
    rows: Iterable[Row], *, height: int = 10, colour: str = "", pale: bool = False, **channels: Any
) -> Spec:
    """A bar from `x` to `x2` for each row; of height 0, a column from `y` to `y2`."""
    look: Spec = {"opacity": 0.45} if pale else {}
    look |= {"height": height} if height else {"stroke": light("page.paper"), "strokeWidth": 1}
    return _mark(rows, "bar", channels, **look, **_coloured(colour))


def _coloured(role: str) -> Spec:
    return {"color": light(role)} if role else {}


def points(
    rows: Iterable[Row], *, shape: str, colour: str, hollow: bool = False, **channels: Any
) -> Spec:
    """A point for each row."""
    fill = light("page.paper") if hollow else light(colour)
    look = {"shape": shape, "size": 90, "fill": fill, "stroke": light(colour), "opacity": 1}
    return _mark(rows, "point", channels, strokeWidth=2, **look)


def rules(
    rows: Iterable[Row], *, colour: str = "page.muted", dashed: bool = False, width: float = 1,
    **channels: Any,
) -> Spec:  # fmt: skip
    """A straight line for each row."""
    dash = {"strokeDash": [3, 3]} if dashed else {}
    return _mark(rows, "rule", channels, color=light(colour), strokeWidth=width, **dash)


def cells(rows: Iterable[Row], **channels: Any) -> Spec:
    """A rectangle for each row, filling its place in a grid."""
    return _mark(rows, "rect", channels)


def words_at(
    rows: Iterable[Row], field: str, *, colour: str = "page.ink", limit: int = 0,
    align: str = "left", size: int = 11, dx: int = 0, dy: int = 0, bold: bool = False,
    **channels: Any,
) -> Spec:  # fmt: skip
    """The text of `field` for each row, cut to `limit` pixels."""
    look: Spec = {"align": align, "baseline": "middle", "fontSize": size, "dx": dx, "dy": dy}
    look |= {"color": light(colour)} | ({"limit": limit} if limit else {})
    look |= {"fontWeight": "bold"} if bold else {}
    return _mark(rows, "text", channels | {"text": {"field": field, "type": "nominal"}}, **look)


# Layout


def over(*layers: Spec, width: int, height: int, title: str = "") -> Spec:
    """Layers on the same axes, the last one on top."""
    spec: Spec = {"layer": list(layers), "width": width, "height": height}
    # Bold letters are wider than those that `wrap` measures.
    lines = wrap(title, width, 13.5, 3)
    text = lines if len(lines) > 1 else title
    heading = {"text": text, "anchor": "start", "fontSize": 12, "offset": 6}
    return spec | {"title": heading} if title else spec


def below(*charts: Spec, gap: int = 10) -> Spec:
    """Charts under each other, each with its own lanes."""
    apart = {"scale": {"y": "independent", "color": "independent"}}
    return {"vconcat": list(charts), "spacing": gap, "resolve": apart}


def finish(spec: Spec) -> Spec:
    """The whole specification, with the look that all charts share."""
    axis = {
        "labelColor": light("page.muted"), "titleColor": light("page.muted"),
        "gridColor": light("page.grid"), "domainColor": light("page.rule"),
        "tickColor": light("page.rule"), "labelFontSize": 11, "titleFontSize": 11,
        "titleFontWeight": "normal",
    }  # fmt: skip
    config = {
        "font": FONT,
        "background": "transparent",
        "view": {"stroke": None},
        "axis": axis,
        "legend": {"labelColor": light("page.ink"), "labelFontSize": 11, "symbolSize": 90},
        "title": {"color": light("page.ink"), "fontWeight": "bold"},
    }
    return {**spec, "config": config}
