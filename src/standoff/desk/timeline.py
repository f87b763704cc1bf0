"""The timeline: events by side and kind, phases as a ribbon, moratoria and deadlines as spans.

The drawing is an SVG template over bins (see `binning`), made on the server: every mark is a link
to the events that it stands for, so it works with keyboard and screen reader and without a script.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
from starlette.responses import Response

from standoff.case import Case
from standoff.case.desk_side import spans_of
from standoff.desk.ask import Ask
from standoff.desk.binning import Bins, Dated, Mark, bin_events, zoomed
from standoff.desk.choosing import Choice, chosen, events_of, naming_of
from standoff.desk.events import menus
from standoff.desk.pages import case_page, words_of
from standoff.desk.shelf import Open
from standoff.errors import CaseError
from standoff.nouns import Event, Phases, Span

__all__ = ["bins", "timeline"]

#: Size of the drawing, in units of its own: lanes of events start below ribbon, spans and axis.
LEFT, WIDTH, LANE, RIBBON, SPAN = 140, 1000, 15, 16, 12
_DAY = timedelta(days=1)


def timeline(ask: Ask) -> Response:
    """The timeline of the stretch that the address asks for, else of the whole case."""
    with ask.case() as (case, kept):
        found = events_of(ask, case, kept)
        if not any(event.when.earliest or event.when.latest for event in found):
            return case_page(ask, case, "nothing.html", here_page="timeline")
        naming, choice = naming_of(ask, case, kept), Choice.of(ask)
        binned = _binned(found, choice, naming, case.period(proposed=ask.proposed))
        drawing = _drawing(ask, binned, choice, naming)
        _add_above(ask, case, kept, drawing, binned)
        return case_page(
            ask,
            case,
            "timeline.html",
            here_page="timeline",
            binned=binned,
            n=sum(mark.n for mark in binned.marks),
            choice=choice,
            drawing=drawing,
            steps=_steps(ask, binned, choice),
            **menus(found, naming),
        )


def bins(ask: Ask) -> Response:
    """The same marks as JSON, for programs."""
    with ask.case() as (case, kept):
        found = events_of(ask, case, kept)
        naming, choice = naming_of(ask, case, kept), Choice.of(ask)
        binned = _binned(found, choice, naming, case.period(proposed=ask.proposed))
    return Response(msgspec.json.encode(binned), media_type="application/json")


def _binned(
    found: tuple[Event, ...], choice: Choice, naming: Any, period: tuple[date, date]
) -> Bins:
    start, end = choice.start or period[0], choice.end or period[1]
    if start > end:
        raise CaseError("this stretch lies outside the case's period")
    wanted = msgspec.structs.replace(choice, start=None, end=None)
    dated = (
        Dated(
            id=event.id,
            side=naming.side_of(event),
            group=naming.group_of(event.move),
            first=event.when.earliest,
            last=event.when.latest,
        )
        for event in chosen(found, wanted, naming)
    )
    return bin_events(dated, start, end)


def _steps(ask: Ask, binned: Bins, choice: Choice) -> dict[str, str]:
    """Where the buttons lead: nearer, farther, earlier, later, everything."""
    moves = {"in": (0.5, 0.0), "out": (2.0, 0.0), "earlier": (1.0, -0.5), "later": (1.0, 0.5)}
    proposed = "1" if ask.proposed else ""
    found = {}
    for name, (factor, shift) in moves.items():
        start, end = zoomed(binned.start, binned.end, factor, shift)
        asked = choice.question(**{"from": start, "to": end})
        found[name] = ask.address("timeline", proposed=proposed, **asked)
    everything = choice.question(**{"from": "", "to": ""})
    return found | {"all": ask.address("timeline", proposed=proposed, **everything)}


# -- the drawing ------------------------------------------------------------------------------


def _x(binned: Bins, place: float) -> float:
    return round(LEFT + WIDTH * place / binned.count, 1)


def _drawing(ask: Ask, binned: Bins, choice: Choice, naming: Any) -> dict[str, Any]:
    """The lanes with their marks; `top` is where they start once ribbon and spans are known."""
    lanes = sorted(
        {(mark.side, mark.group) for mark in binned.marks},
        key=lambda lane: (naming.all_sides().index(lane[0]), _GROUPS.index(lane[1])),
    )
    heads, rows = _lane_rows(lanes)
    tallest = max((mark.n for mark in binned.marks), default=1)
    return {
        "sides": [{"name": naming.side(side), "y": row * LANE} for side, row in heads.items()],
        "lanes": [
            {"group": naming.group(group), "y": row * LANE} for (_, group), row in rows.items()
        ],
        "marks": [
            _mark(ask, binned, choice, naming, mark, rows[mark.side, mark.group], tallest)
            for mark in binned.marks
        ],
        "height": (len(heads) + len(rows)) * LANE,
        "left": LEFT,
        "width": WIDTH,
        "lane": LANE,
    }


def _lane_rows(
    lanes: list[tuple[str, str]],
) -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    """The row of each side's heading, and of each lane below it."""
    heads: dict[str, int] = {}
    rows: dict[tuple[str, str], int] = {}
    for lane in lanes:
        if lane[0] not in heads:
            heads[lane[0]] = len(heads) + len(rows)
        rows[lane] = len(heads) + len(rows)
    return heads, rows


_GROUPS = ("force", "pressure", "talks", "yielding", "signals")


def _mark(
    ask: Ask, binned: Bins, choice: Choice, naming: Any, mark: Mark, lane: int, tallest: int
) -> dict[str, Any]:
    words = words_of(ask.language)
    first = binned.day_of(mark.first)
    last = min(binned.day_of(mark.last + 1) - _DAY, binned.end)
    left, right = _x(binned, mark.first), _x(binned, mark.last + 1)
    wide = mark.last > mark.first
    height = 4.0 if wide else 4 + (LANE - 6) * (mark.n / tallest) ** 0.5
    days = words.days(first, last)
    told = words.t("desk.mark_told", n=mark.n, days=days, group=naming.group(mark.group),
                   side=naming.side(mark.side))  # fmt: skip
    return {
        "x": left,
        "width": max(2.5, round(right - left - 1, 1)),
        "y": round(lane * LANE + LANE - 1 - height, 1),
        "height": round(height, 1),
        "group": mark.group,
        "wide": wide,
        "told": told,
        "address": _mark_address(ask, choice, mark, first, last),
    }


def _mark_address(ask: Ask, choice: Choice, mark: Mark, first: date, last: date) -> str:
    proposed = "1" if ask.proposed else ""
    if mark.id:
        return ask.address("event", mark.id, proposed=proposed)
    asked = choice.question(**{"from": first, "to": last}, group=mark.group, side=mark.side)
    return ask.address("events", proposed=proposed, **asked)


def _add_above(ask: Ask, case: Case, kept: Open, drawing: dict[str, Any], binned: Bins) -> None:
    """What stands above the lanes: the years or months, the ribbon of phases, the spans."""
    key = ("above", ask.language, ask.proposed)
    phases, spans = kept.derived(key, lambda: _phases_and_spans(ask, case))
    words = words_of(ask.language)
    drawing["ticks"] = [
        {"x": _x(binned, binned.place_of(day)), "label": label}
        for day, label in _ticks(binned, words)
    ]
    drawing["names"] = {
        phase.name: words.label("phase_names", phase.name)
        for phase in (phases.phases if phases else ())
    }
    drawing["phases"] = _ribbon(ask, binned, phases, words)
    rows = _rows(binned, spans)
    drawing["spans"] = [
        {
            "x": _x(binned, binned.place_of(span.start)),
            "width": max(3.0, _x(binned, binned.place_of(span.end + _DAY))
                         - _x(binned, binned.place_of(span.start))),
            "y": row * SPAN,
            "kind": span.kind,
            "told": f"{words.t(f'timeline.{span.kind}')}: {words.days(span.start, span.end)}. "
                    f"{span.text}",
        }
        for span, row in rows
    ]  # fmt: skip
    drawing["spans_y"] = 22 + (RIBBON + 4 if drawing["phases"] else 0)
    drawing["span"], drawing["ribbon"] = SPAN, RIBBON
    high = (max((row for _, row in rows), default=-1) + 1) * SPAN
    drawing["top"] = drawing["spans_y"] + high + (6 if high else 0)


def _phases_and_spans(ask: Ask, case: Case) -> tuple[Phases | None, tuple[Span, ...]]:
    try:
        phases = case.phases(proposed=ask.proposed)
    except CaseError:
        phases = None
    return phases, spans_of(case, language=ask.language, proposed=ask.proposed)


def _ticks(binned: Bins, words: Any) -> list[tuple[date, str]]:
    """At most ten days with a label: years, months or days, as the stretch is long."""
    length = (binned.end - binned.start).days + 1
    if length > 3 * 366:
        step = -(-length // (366 * 10))
        years = range(binned.start.year + 1, binned.end.year + 1)
        return [(date(year, 1, 1), str(year)) for year in years if year % step == 0]
    if length > 75:
        step = -(-length // 310)
        months = range(binned.start.year * 12 + binned.start.month, binned.end.year * 12
                       + binned.end.month)  # fmt: skip
        days = [date(n // 12, n % 12 + 1, 1) for n in months if n % step == 0]
        return [(day, words.month(day)) for day in days]
    step = max(1, -(-length // 8))
    days = [binned.start + _DAY * n for n in range(0, length, step)]
    return [(day, words.day(day)) for day in days]


def _ribbon(ask: Ask, binned: Bins, phases: Phases | None, words: Any) -> list[dict[str, Any]]:
    rows = []
    for phase in phases.phases if phases else ():
        if phase.end < binned.start or phase.start > binned.end:
            continue
        left = _x(binned, binned.place_of(phase.start))
        right = _x(binned, binned.place_of(phase.end + _DAY))
        name = words.label("phase_names", phase.name)
        rows.append(
            {
                "x": left,
                "width": max(1.0, round(right - left, 1)),
                "name": phase.name,
                "told": f"{name}: {words.days(phase.start, phase.end)}",
                "address": ask.address(
                    "events",
                    proposed="1" if ask.proposed else "",
                    **{"from": phase.start, "to": phase.end},
                ),
            }
        )
    return rows


def _rows(binned: Bins, spans: tuple[Span, ...]) -> list[tuple[Span, int]]:
    """Spans of the stretch, each in the first row where it covers no other."""
    ends: list[date] = []
    rows = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        if span.end < binned.start or span.start > binned.end:
            continue
        row = next((n for n, end in enumerate(ends) if end < span.start), len(ends))
        ends[row : row + 1] = [span.end]
        rows.append((span, row))
    return rows
