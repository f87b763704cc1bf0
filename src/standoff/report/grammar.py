"""A small grammar of charts: a few words, from which each chart is a few lines.

A `Chart` is a Vega-Lite specification with everything that must travel with it: a title, a text
for those who do not see it, the rows it was drawn from, and how much of its data was reviewed.
Its specification is said in the words below: marks (`strokes`, `bars`, `points`, `rules`, `cells`,
`words_at`) over rows, placed by channels (`by_time`, `by_number`, `by_name`, `paint`), laid
`over` each other or stacked `below` each other. After Wilkinson, "The Grammar of Graphics" (2005).

Colours are names of the palette, resolved here. Times are days, drawn in UTC, so that no zone of
the machine moves them. Rows carry data only as values: nothing from outside becomes a field name
or an expression.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from msgspec import Struct

from standoff.report.palette import light

__all__ = [
    "FONT", "Chart", "at_pixel", "bars", "below", "by_name", "by_number", "by_time", "cells",
    "finish", "moment", "over", "paint", "points", "rules", "strokes", "words_at",
]  # fmt: skip

FONT = "Helvetica Neue, Arial, Liberation Sans, sans-serif"
Row = dict[str, Any]


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


def by_time(field: str, start: date, end: date, *, axis: bool = True) -> Any:
    """Left to right from `start` to `end`."""
    import altair as alt

    scale = alt.Scale(type="utc", domain=[moment(start), moment(end)], nice=False)
    years = (end - start).days / 365.25
    step = {"interval": "year", "step": 1} if years > 3 else {"interval": "month", "step": 3}
    shape = alt.Axis(
        title=None, format="%Y" if years > 3 else "%b %Y", labelAlign="left", labelFlush=False,
        labelBound=True, labelOverlap="greedy", tickCount=step, labels=axis, ticks=axis,
        domain=axis,
    )  # fmt: skip
    return alt.X(field, type="temporal", scale=scale, axis=shape)


def by_number(
    field: str, top: float, *, title: str = "", side: str = "x", axis: bool = True
) -> Any:
    """Along `side` ("x" or "y") from 0 to `top`."""
    import altair as alt

    shape = alt.Axis(title=title or None, tickCount=3, format=",d") if axis else None
    channel = alt.X if side == "x" else alt.Y
    return channel(
        field, type="quantitative", scale=alt.Scale(domain=[0, top], nice=False), axis=shape
    )


def by_name(
    field: str, names: Sequence[str], *, side: str = "y", labels: int = 0, tilt: int = 0,
    lines: bool = False,
) -> Any:  # fmt: skip
    """One lane for each name, in this order; `labels` is the room for their names in pixels."""
    import altair as alt

    channel = alt.Y if side == "y" else alt.X
    shape = None
    if labels:
        limit = labels - 4 if side == "y" else 150
        shape = alt.Axis(
            title=None, minExtent=labels, maxExtent=labels, labelLimit=limit, labelPadding=6,
            ticks=False, domain=False, grid=lines, labelColor=light("page.ink"), labelAngle=-tilt,
            orient="left" if side == "y" else "top",
        )  # fmt: skip
        if tilt:
            shape.labelAlign, shape.labelLimit = "left", labels * 2
    return channel(field, type="nominal", scale=alt.Scale(domain=list(names)), axis=shape)


def paint(field: str, section: str, names: Mapping[str, str], *, legend: int = 0) -> Any:
    """The palette's colour for each value of `field`; `names` maps values to colour names.

    A name without a colour gets that of `section.other`. `legend` is its number of columns.
    """
    import altair as alt

    colours = [light(f"{section}.{name}", f"{section}.other") for name in names.values()]
    key = alt.Legend(title=None, orient="top", columns=legend, symbolType="square", offset=4)
    return alt.Color(
        field,
        type="nominal",
        scale=alt.Scale(domain=list(names), range=colours),
        legend=key if legend else None,
    )


def at_pixel(where: int) -> Any:
    """A fixed place in pixels, whatever the data."""
    import altair as alt

    return alt.value(where)


# Marks


def _mark(rows: Iterable[Row], kind: str, channels: dict[str, Any], **look: Any) -> Any:
    import altair as alt

    chart = alt.Chart(alt.InlineData(values=list(rows)))
    return getattr(chart, f"mark_{kind}")(**look).encode(**channels)


def strokes(rows: Iterable[Row], *, height: int = 14, colour: str = "", **channels: Any) -> Any:
    """A thin upright stroke for each row: events on a day."""
    look: dict[str, Any] = {"thickness": 2, "height": height, "opacity": 0.85, "orient": "vertical"}
    look |= {"color": light(colour)} if colour else {}
    return _mark(rows, "tick", channels, **look)


def bars(
    rows: Iterable[Row], *, height: int = 10, colour: str = "", pale: bool = False, **channels: Any
) -> Any:
    """A bar from `x` to `x2` for each row; of height 0, a column from `y` to `y2`."""
    look: dict[str, Any] = {"opacity": 0.45} if pale else {}
    look |= {"color": light(colour)} if colour else {}
    look |= {"height": height} if height else {"stroke": light("page.paper"), "strokeWidth": 1}
    return _mark(rows, "bar", channels, **look)


def points(
    rows: Iterable[Row], *, shape: str, colour: str, hollow: bool = False, **channels: Any
) -> Any:
    """A point for each row."""
    fill = light("page.paper") if hollow else light(colour)
    look = {"shape": shape, "size": 90, "fill": fill, "stroke": light(colour), "opacity": 1}
    return _mark(rows, "point", channels, strokeWidth=2, **look)


def rules(
    rows: Iterable[Row], *, colour: str = "page.muted", dashed: bool = False, width: float = 1,
    **channels: Any,
) -> Any:  # fmt: skip
    """A straight line for each row."""
    dash = {"strokeDash": [3, 3]} if dashed else {}
    return _mark(rows, "rule", channels, color=light(colour), strokeWidth=width, **dash)


def cells(rows: Iterable[Row], **channels: Any) -> Any:
    """A rectangle for each row, filling its place in a grid."""
    return _mark(rows, "rect", channels)


def words_at(
    rows: Iterable[Row], field: str, *, colour: str = "page.ink", limit: int = 0,
    align: str = "left", size: int = 11, dx: int = 0, dy: int = 0, bold: bool = False,
    **channels: Any,
) -> Any:  # fmt: skip
    """The text of `field` for each row, cut to `limit` pixels."""
    import altair as alt

    look: dict[str, Any] = {"align": align, "baseline": "middle", "fontSize": size}
    look |= {"dx": dx, "dy": dy, "color": light(colour)} | ({"limit": limit} if limit else {})
    if bold:
        look["fontWeight"] = "bold"
    return _mark(rows, "text", channels | {"text": alt.Text(field, type="nominal")}, **look)


# Layout


def over(*layers: Any, width: int, height: int, title: str = "") -> Any:
    """Layers on the same axes, the last one on top."""
    import altair as alt

    chart = alt.layer(*layers).properties(width=width, height=height)
    heading = alt.Title(title, anchor="start", fontSize=12, offset=6)
    return chart.properties(title=heading) if title else chart


def below(*charts: Any, gap: int = 10) -> Any:
    """Charts under each other, each with its own lanes."""
    import altair as alt

    return alt.vconcat(*charts, spacing=gap).resolve_scale(y="independent", color="independent")


def finish(chart: Any) -> dict[str, Any]:
    """The Vega-Lite specification, with the look that all charts share."""
    axis = {
        "labelColor": light("page.muted"), "titleColor": light("page.muted"),
        "gridColor": light("page.grid"), "domainColor": light("page.rule"),
        "tickColor": light("page.rule"), "labelFontSize": 11, "titleFontSize": 11,
        "titleFontWeight": "normal",
    }  # fmt: skip
    legend = {"labelColor": light("page.ink"), "labelFontSize": 11, "symbolSize": 90}
    config = {
        "font": FONT,
        "background": "transparent",
        "view": {"stroke": None},
        "axis": axis,
        "legend": legend,
        "title": {"color": light("page.ink"), "fontWeight": "bold"},
    }
    spec: dict[str, Any] = chart.configure(**config).to_dict()
    return spec
