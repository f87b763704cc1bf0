"""The drawing of the timeline: lanes of marks, and above them what hangs over the record.

From the top: years or months, elections as diamonds, phases as a ribbon, moratoria and deadlines as
spans, then a lane for each side and group of moves. The drawing is numbers and words for an SVG
template, made on the server from bins (see `binning`): every mark is a link to the events that it
stands for, so it works with keyboard and screen reader and without a script.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from standoff.case import Case
from standoff.case.desk_side import spans_of
from standoff.desk.ask import Ask
from standoff.desk.binning import Bins, Mark
from standoff.desk.choosing import Choice
from standoff.desk.pages import words_of
from standoff.errors import CaseError
from standoff.nouns import Event, Phases, Span

__all__ = ["Above", "Links", "draw", "elections", "phases_and_spans"]

#: Size of the drawing, in units of its own: lanes of events start below ribbon, spans and axis.
LEFT, WIDTH, LANE, RIBBON, SPAN, SIGN = 140, 1000, 15, 16, 12, 14
_DAY = timedelta(days=1)
_GROUPS = ("force", "pressure", "talks", "yielding", "signals")
#: What stands above the lanes: phases, if there are any, and spans.
Above = tuple[Phases | None, tuple[Span, ...]]


class Links(NamedTuple):
    """Where marks lead: addresses of the desk with the same choice."""

    ask: Ask
    choice: Choice

    @property
    def words(self) -> Any:
        """The words of the reader's language."""
        return words_of(self.ask.language)

    def events(self, first: date, last: date, **more: str) -> str:
        """The events of a stretch of days."""
        asked = self.choice.question(**{"from": first, "to": last}, **more)
        return self.ask.address("events", proposed=self._proposed, **asked)

    def event(self, id_: str) -> str:
        """One event."""
        return self.ask.address("event", id_, proposed=self._proposed)

    def account(self, id_: str) -> str:
        """One account of a promise or threat."""
        return self.ask.address("accounts", account=id_, proposed=self._proposed)

    @property
    def _proposed(self) -> str:
        return "1" if self.ask.proposed else ""


def phases_and_spans(language: str, proposed: bool, case: Case) -> Above:
    """The phases of the case, None where there are none, and its deadlines and moratoria."""
    try:
        phases = case.phases(proposed=proposed)
    except CaseError:
        phases = None
    return phases, spans_of(case, language=language, proposed=proposed)


def elections(events: tuple[Event, ...]) -> list[Event]:
    """The dated elections, whoever votes; they are clocks, whatever is chosen to be seen."""
    return [one for one in events if one.move == "election" and one.when.earliest]


def draw(
    links: Links, binned: Bins, naming: Any, above: Above, votes: list[Event]
) -> dict[str, Any]:
    """The whole drawing; `top` is where the lanes start."""
    phases, spans = above
    drawing = _lanes(links, binned, naming)
    words, y = links.words, 18
    drawing["ticks"] = [
        {"x": _x(binned, binned.place_of(day)), "label": label}
        for day, label in _ticks(binned, words)
    ]
    drawing["votes"], drawing["votes_y"] = _votes(links, binned, naming, votes), y
    y += SIGN if drawing["votes"] else 0
    drawing["names"] = {
        phase.name: words.label("phase_names", phase.name)
        for phase in (phases.phases if phases else ())
    }
    drawing["phases"], drawing["phases_y"] = _ribbon(links, binned, phases), y
    y += RIBBON + 4 if drawing["phases"] else 2
    rows = _rows(binned, spans)
    drawing["spans"], drawing["spans_y"] = [_span(links, binned, *row) for row in rows], y
    high = (max((row for _, row in rows), default=-1) + 1) * SPAN
    return drawing | {
        "span": SPAN, "ribbon": RIBBON, "sign": SIGN, "top": y + high + (6 if high else 0),
    }  # fmt: skip


def _span(links: Links, binned: Bins, span: Span, row: int) -> dict[str, Any]:
    words = links.words
    left = _x(binned, binned.place_of(span.start))
    right = _x(binned, binned.place_of(span.end + _DAY))
    told = f"{words.t(f'timeline.{span.kind}')}: {words.days(span.start, span.end)}. {span.text}"
    return {
        "x": left, "width": max(3.0, right - left), "y": row * SPAN, "kind": span.kind,
        "told": told, "address": links.account(span.account),
    }  # fmt: skip


def _votes(links: Links, binned: Bins, naming: Any, votes: list[Event]) -> list[dict[str, Any]]:
    """Elections within the stretch, each a sign that leads to its event."""
    seen = []
    for event in votes:
        first = event.when.earliest
        if first and binned.start <= first <= binned.end:
            seen.append(
                {
                    "x": _x(binned, binned.place_of(first)),
                    "told": f"{naming.event_days(event)}: {naming.event(event)}",
                    "address": links.event(event.id),
                }
            )
    return seen


def _x(binned: Bins, place: float) -> float:
    return round(LEFT + WIDTH * place / binned.count, 1)


def _lanes(links: Links, binned: Bins, naming: Any) -> dict[str, Any]:
    """The lanes with their marks, as if nothing stood above them."""
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
            _mark(links, binned, naming, mark, rows[mark.side, mark.group], tallest)
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


def _mark(
    links: Links, binned: Bins, naming: Any, mark: Mark, lane: int, tallest: int
) -> dict[str, Any]:
    first = binned.day_of(mark.first)
    last = min(binned.day_of(mark.last + 1) - _DAY, binned.end)
    left, right = _x(binned, mark.first), _x(binned, mark.last + 1)
    wide = mark.last > mark.first
    height = 4.0 if wide else 4 + (LANE - 6) * (mark.n / tallest) ** 0.5
    days = links.words.days(first, last)
    told = links.words.t("desk.mark_told", n=mark.n, days=days, group=naming.group(mark.group),
                   side=naming.side(mark.side))  # fmt: skip
    return {
        "x": left,
        "width": max(2.5, round(right - left - 1, 1)),
        "y": round(lane * LANE + LANE - 1 - height, 1),
        "height": round(height, 1),
        "group": mark.group,
        "wide": wide,
        "told": told,
        "address": links.event(mark.id)
        if mark.id
        else links.events(first, last, group=mark.group, side=mark.side),
    }


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


def _ribbon(links: Links, binned: Bins, phases: Phases | None) -> list[dict[str, Any]]:
    rows, words = [], links.words
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
                "address": links.events(phase.start, phase.end),
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
