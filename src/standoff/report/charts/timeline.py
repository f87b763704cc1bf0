"""The timeline: phases, clocks, and every event in the lane of its side and group.

Lanes say what colour says, so that nothing hangs on colour alone. A day is a stroke, a fuzzy date
a pale bar over all the days it may have been. A deadline is a dashed line through every lane.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from standoff.nouns import Event, PageData, Span
from standoff.report import grammar as g
from standoff.report.charts.ribbon import phase_list, ribbon_layer
from standoff.report.lettering import text_width
from standoff.report.naming import BOTH, GROUPS, Naming, event_order
from standoff.report.spans import spans_of

__all__ = ["timeline_chart"]

Row = dict[str, Any]
_DAY = timedelta(days=1)


def timeline_chart(page: PageData, width: int = 860) -> g.Chart:
    """Events by side and kind with phases as a ribbon and deadlines and moratoria as spans."""
    naming, spans = Naming(page), spans_of(page)
    shown = _dated(page)
    room = 108 if width > 500 else 92
    panels = _frame(naming, spans, width, room)
    for side in naming.all_sides():
        rows = [_row(naming, event) for event in shown if naming.side_of(event) == side]
        if rows:
            panels.append(_lanes(naming, side, rows, spans, width, room))
    if not panels:
        panels = [
            g.over(g.rules([], x=g.by_time("at", page.start, page.end)), width=width, height=20)
        ]
    return g.Chart(
        name="timeline",
        title=naming.words.t("timeline.title"),
        alt=_alt(naming, shown, spans),
        language=page.language,
        spec=g.finish(g.below(*panels)),
        rows=tuple(_table_row(naming, event) for event in shown),
        headings={
            key: naming.words.t(f"facts.{key}")
            for key in ("date", "who", "what", "event", "provenance", "certainty")
        },
        note=naming.note(),
    )


def _dated(page: PageData) -> list[Event]:
    """Events that surely have a place in the period, in order of time."""
    inside = [
        event
        for event in page.events
        if (event.when.earliest or event.when.latest) and event.when.touches(page.start, page.end)
    ]
    return sorted(inside, key=event_order)


def _row(naming: Naming, event: Event) -> Row:
    """Where one event is drawn; an open end reaches to the edge of the period."""
    page, group = naming.page, naming.group_of(event.move)
    first = max(event.when.earliest or page.start, page.start)
    last = min(event.when.latest or page.end, page.end)
    row = {"group": group, "lane": naming.group(group), "from": g.moment(first)}
    # A range too short to see as a bar at this scale is drawn as a day.
    short = (last - first).days * 150 < (page.end - page.start).days
    return row | {"until": g.moment(last + _DAY), "day": short}


def _lanes(
    naming: Naming, side: str, rows: list[Row], spans: tuple[Span, ...], width: int, room: int
) -> Any:
    """The panel of one side: a lane for each group that occurs."""
    page = naming.page
    groups = [group for group in GROUPS if any(row["group"] == group for row in rows)]
    x = g.by_time("from", page.start, page.end, axis=side == _last_side(naming))
    y = g.by_name("lane", [naming.group(group) for group in groups], labels=room, lines=True)
    colour = g.paint("group", "groups", {group: group for group in groups})
    fuzzy = [row for row in rows if not row["day"]]
    layers = [
        _deadline_rules(naming, spans, x),
        g.bars(fuzzy, height=8, pale=True, x=x, x2="until", y=y, color=colour),
        g.strokes([row for row in rows if row["day"]], x=x, y=y, color=colour),
    ]
    return g.over(*layers, width=width - room, height=20 * len(groups), title=naming.side(side))


def _last_side(naming: Naming) -> str:
    """The side whose panel is lowest and therefore carries the axis."""
    present = {naming.side_of(event) for event in _dated(naming.page)}
    return [side for side in naming.all_sides() if side in present][-1]


def _places(rows: list[Row], page: PageData, width: int) -> dict[str, list[Row]]:
    """Summits to be named by their place, right or left of the stroke, where there is room."""
    first, last = g.whole_months(page.start, page.end)
    origin = g.moment(first)
    scale = width / (g.moment(last + _DAY) - origin)
    named: dict[str, list[Row]] = {"left": [], "right": []}
    taken = [(row["lane"], (row["from"] - origin) * scale) for row in rows]
    for row in (row for row in rows if row["place"]):
        at, wide = (row["from"] - origin) * scale, text_width(row["place"], 10) + 12
        for side, low, high in (("left", at, at + wide), ("right", at - wide, at)):
            free = low >= 0 and high <= width
            if free and not any(
                low <= other <= high and other != at for lane, other in taken if lane == row["lane"]
            ):
                named[side].append(row)
                taken += [(row["lane"], low), (row["lane"], high)]
                break
    return named


def _deadline_rules(naming: Naming, spans: tuple[Span, ...], x: Any) -> Any:
    _, last = g.whole_months(naming.page.start, naming.page.end)
    ends = [
        {"from": g.moment(span.end)}
        for span in spans
        if span.kind == "deadline" and span.end <= last
    ]
    return g.rules(ends, dashed=True, colour="page.muted", x=x)


def _frame(naming: Naming, spans: tuple[Span, ...], width: int, room: int) -> list[Any]:
    """The panels above the sides: clocks and summits, phases, where there are any."""
    page, panels = naming.page, []
    summits = _summits(naming)
    if spans or summits:
        panels.append(_clocks(naming, spans, summits, width, room))
    if page.phases and page.phases.phases:
        title = naming.words.t("timeline.phases")
        x = g.by_time("from", page.start, page.end, axis=False)
        under = _deadline_rules(naming, spans, x)
        panels.append(ribbon_layer(naming, width, room=room, axis=False, title=title, under=under))
    return panels


def _summits(naming: Naming) -> list[Row]:
    """Meetings of the two sides at the top, with the places they are known by."""
    return [
        _row(naming, event) | {"lane": naming.words.t("timeline.summit"), "place": event.place}
        for event in _dated(naming.page)
        if event.move == "summit" and event.stance == "actual" and naming.side_of(event) == BOTH
    ]


def _clocks(
    naming: Naming, spans: tuple[Span, ...], summits: list[Row], width: int, room: int
) -> Any:
    page, words = naming.page, naming.words
    present = {span.kind for span in spans} | ({"summit"} if summits else set())
    kinds = [kind for kind in ("moratorium", "deadline", "summit") if kind in present]
    x = g.by_time("from", page.start, page.end, axis=False)
    lanes = [words.t(f"timeline.{kind}") for kind in kinds]
    y = g.by_name("lane", lanes, labels=room, lines=True)
    layers = [_deadline_rules(naming, spans, x)]
    for kind, tint in (("moratorium", "groups.yielding"), ("deadline", "groups.pressure")):
        rows = [_span_row(naming, span) for span in spans if span.kind == kind]
        layers.append(g.bars(rows, height=9, colour=tint, x=x, x2="until", y=y))
    layers.append(g.strokes(summits, height=12, colour="page.ink", x=x, y=y))
    for align, named in _places(summits, page, width - room).items():
        dx = 5 if align == "left" else -5
        layers.append(g.words_at(named, "place", dx=dx, align=align, x=x, y=y, size=10))
    title = words.t("timeline.clocks")
    return g.over(*layers, width=width - room, height=18 * len(kinds), title=title)


def _span_row(naming: Naming, span: Span) -> Row:
    first, last = g.whole_months(naming.page.start, naming.page.end)
    return {
        "lane": naming.words.t(f"timeline.{span.kind}"),
        "from": g.moment(max(span.start, first)),
        "until": g.moment(min(span.end, last) + _DAY),
    }


# What is said of it in words


def _table_row(naming: Naming, event: Event) -> Row:
    return {
        "date": naming.event_days(event),
        "who": naming.actors(event.source),
        "what": naming.move(event.move, event.system),
        "event": naming.event(event),
        "provenance": event.provenance,
        "certainty": naming.words.label("certainty", event.certainty),
    }


def _alt(naming: Naming, events: list[Event], spans: tuple[Span, ...]) -> str:
    words, page = naming.words, naming.page
    sides = []
    for side in naming.all_sides():
        of_side = [event for event in events if naming.side_of(event) == side]
        counts = [(group, sum(naming.group_of(event.move) == group for event in of_side))
                  for group in GROUPS]  # fmt: skip
        told = ", ".join(f"{naming.group(group)} {n}" for group, n in counts if n)
        if told:
            sides.append(words.t("timeline.alt_side", side=naming.side(side), n=told))
    phases, clocks = phase_list(naming), ", ".join(_span_told(naming, span) for span in spans)
    text = words.t(
        "timeline.alt",
        start=words.day(page.start),
        end=words.day(page.end),
        n=len(events),
        sides=" ".join(sides),
        phases=words.t("timeline.alt_phases", list=phases) if phases else "",
        spans=words.t("timeline.alt_spans", list=clocks) if clocks else "",
    )
    return " ".join(text.split())


def _span_told(naming: Naming, span: Span) -> str:
    start, end = (naming.words.day(day) for day in _clamped(span, naming.page))
    return f"{naming.words.t(f'timeline.{span.kind}')} {start} – {end}"


def _clamped(span: Span, page: PageData) -> tuple[date, date]:
    return max(span.start, page.start), span.end
