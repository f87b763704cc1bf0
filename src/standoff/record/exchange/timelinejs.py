"""Events as a TimelineJS file (https://timeline.knightlab.com/docs/json-format.html).

TimelineJS puts `headline` and `text` into its page as HTML, so every word of ours is escaped before
it goes in. A date of which the day or month is not known is written as a range from the first to
the last day it may have been, with the words of the record as `display_date`. Events without a
date have no place on a timeline; they are counted in the title, so that nobody misses them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from html import escape
from typing import Any

import msgspec

from standoff.nouns import Event

__all__ = ["write_timeline"]

Named = Callable[[Event], str]


def write_timeline(
    events: Iterable[Event], *, title: str, lead: str, headline: Named, group: Named, told: Named
) -> str:
    """The JSON of a timeline; the functions give an event's headline, lane and line of text."""
    dated, undated = [], 0
    for event in events:
        if event.when.earliest is None and event.when.latest is None:
            undated += 1
            continue
        dated.append(_slide(event, headline(event), group(event), told(event)))
    if undated:
        lead = f"{lead} {undated} events without a date are not shown."
    timeline = {"title": {"text": _text(title, lead)}, "events": dated, "scale": "human"}
    return msgspec.json.format(msgspec.json.encode(timeline), indent=1).decode("utf-8") + "\n"


def _slide(event: Event, headline: str, group: str, told: str) -> dict[str, Any]:
    first, last = event.when.earliest, event.when.latest
    start, end = first or last or date.min, last or first or date.min
    slide = {
        "unique_id": event.id,
        "start_date": _date(start),
        "text": _text(headline, told),
        "group": escape(group),
        "autolink": False,
    }
    if end != start:
        slide["end_date"] = _date(end)
    if first is None or last is None:
        slide["display_date"] = f"until {end}" if first is None else f"from {start}"
    return slide


def _date(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _text(headline: str, text: str) -> dict[str, str]:
    return {"headline": escape(headline), "text": escape(text)}
