"""Clock times: "11.55 Uhr", "neun Uhr", "halb neun", "von 14.30-18 Uhr"."""

from __future__ import annotations

from standoff.press.times.durations import amount
from standoff.press.times.meaning import Meaning
from standoff.press.times.scene import Scene
from standoff.press.times.words import Hit

__all__ = ["clock"]


def clock(hit: Hit, scene: Scene) -> Meaning | None:
    """A time of the day spoken of: `2019-02-28T11:55`."""
    hour, minute = amount(hit, "hour"), amount(hit, "minute") or 0
    if hour is None or hour > 24 or minute > 59:
        return None
    if hit.has("half"):
        hour, minute = hour - 1, 30
    when = scene.focus
    day = when.isoformat() if when else "XXXX-XX-XX"
    return Meaning(f"{day}T{int(hour):02d}:{int(minute):02d}", when, when)
