"""The timeline: what stretch of time is shown, of which events, and where its buttons lead.

timeline   the page; the drawing itself is made aside (`drawing`), the one before is shown meanwhile
bins       the same marks as JSON, for programs
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from functools import partial
from types import MappingProxyType
from typing import Any

import msgspec
from starlette.responses import Response

from standoff.case import Case
from standoff.desk.ask import Ask
from standoff.desk.binning import Bins, Dated, bin_events, zoomed
from standoff.desk.charts import chart_files
from standoff.desk.choosing import Choice, chosen, in_order, naming, outlets_of
from standoff.desk.drawing import Above, Links, draw, elections, phases_and_spans
from standoff.desk.events import menus
from standoff.desk.pages import case_page
from standoff.errors import CaseError
from standoff.nouns import Event

__all__ = ["bins", "timeline"]


def timeline(ask: Ask) -> Response:
    """The timeline of the stretch that the address asks for, else of the whole case."""
    choice, language, proposed = Choice.of(ask), ask.language, ask.proposed
    with ask.case() as (case, kept):
        key = (language, proposed)
        above = kept.aside(("above", *key), partial(phases_and_spans, language, proposed))

        def drawn(case: Case) -> dict[str, Any] | None:
            return _drawn(ask, case, choice, above)

        made = kept.later(("timeline", choice, *key), drawn)
        if made.fresh and made.value is None:
            return case_page(ask, case, "nothing.html", here_page="timeline")
        return case_page(
            ask, case, "timeline.html", here_page="timeline", choice=choice,
            waiting=not made.fresh, body=made.value, **(made.value or NOTHING),
        )  # fmt: skip


#: What the page is told while nothing is drawn yet.
NOTHING: Mapping[str, Any] = MappingProxyType(
    {
        "drawing": None,
        "files": (),
        "binned": None,
        "steps": {},
        "n": 0,
        "outside": 0,
        "actors": (),
        "moves": (),
        "sources": (),
    }
)


def _drawn(ask: Ask, case: Case, choice: Choice, above: Future[Above]) -> dict[str, Any] | None:
    """Everything the page shows; None while no event has a date."""
    found, outlets = in_order(case, ask.proposed), outlets_of(case)
    if not any(event.when.earliest or event.when.latest for event in found):
        return None
    called = naming(case, ask.language, ask.proposed)
    binned = _binned(case, found, choice, called, ask.proposed)
    drawn, asked = sum(mark.n for mark in binned.marks), len(chosen(found, choice, called, outlets))
    bounded = choice.start or choice.end
    return {
        "binned": binned,
        "n": drawn,
        # Without days chosen, the case's period bounds what is drawn.
        "outside": 0 if bounded else asked - drawn - binned.undated,
        "drawing": draw(Links(ask, choice), binned, called, above.result(), elections(found)),
        "steps": _steps(ask, binned, choice),
        "files": chart_files(ask, "timeline"),
        **menus(found, called, outlets),
    }


def bins(ask: Ask) -> Response:
    """The same marks as JSON, for programs."""
    with ask.case() as (case, _):
        called = naming(case, ask.language, ask.proposed)
        binned = _binned(case, in_order(case, ask.proposed), Choice.of(ask), called, ask.proposed)
    return Response(msgspec.json.encode(binned), media_type="application/json")


def _binned(
    case: Case, found: tuple[Event, ...], choice: Choice, called: Any, proposed: bool
) -> Bins:
    start, end = case.period(proposed=proposed)
    start, end = choice.start or start, choice.end or end
    if start > end:
        raise CaseError("this stretch lies outside the case's period")
    wanted = msgspec.structs.replace(choice, start=None, end=None)
    dated = (
        Dated(
            id=event.id,
            side=called.side_of(event),
            group=called.group_of(event.move),
            first=event.when.earliest,
            last=event.when.latest,
        )
        for event in chosen(found, wanted, called, outlets_of(case))
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
