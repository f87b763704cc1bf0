"""Clock times: "11.55 Uhr", "neun Uhr", "halb neun", "von 14.30-18 Uhr", "5 p.m.", "midnight"."""

from __future__ import annotations

from standoff.press.times.amounts import amount
from standoff.press.times.meaning import Meaning
from standoff.press.times.scene import Scene
from standoff.press.times.weekdays import weekday_date
from standoff.press.times.words import Hit

__all__ = ["clock", "clock_word"]

_SENTENCE = 30  # tokens after which a clock time no longer belongs to a day named before


def _at(hour: int, minute: int, hit: Hit, scene: Scene) -> Meaning:
    named = hit.value("weekday")
    when = weekday_date(int(named), hit, scene) if named else scene.focus(hit.first, _SENTENCE)
    day = when.isoformat() if when else "XXXX-XX-XX"
    return Meaning(f"{day}T{hour:02d}:{minute:02d}", when, when)


def clock(hit: Hit, scene: Scene) -> Meaning | None:
    """A time of the day spoken of: `2019-02-28T11:55`."""
    hour, minute = amount(hit, "hour"), amount(hit, "minute") or 0
    if hour is None or hour > 24 or minute > 59:
        return None
    minutes = int(hour) * 60 + int(minute) + 60 * _half_day(int(hour), hit, scene)
    offset = hit.value("offset")
    if offset is not None:
        minutes += (
            int(offset) if hit.value("side") is None else int(offset) * int(hit.value("side"))
        )
    if minutes == 24 * 60:
        return _at(24, 0, hit, scene)
    return _at(minutes // 60 % 24, minutes % 60, hit, scene)


def _half_day(hour: int, hit: Hit, scene: Scene) -> int:
    """Hours to add for "p.m." or "abends", or to take away at midnight."""
    half = hit.value("half_day")
    late = half in ("PM", "AF", "EV") or (half is None and scene.in_evening(hit.first))
    if late and hour < 12:
        return 12
    return -12 if half == "AM" and hour == 12 else 0


def clock_word(hit: Hit, scene: Scene) -> Meaning | None:
    """A word for a time: "Mitternacht", "noon"."""
    hour, minute = str(hit.value("time")).split(":")
    return _at(int(hour), int(minute), hit, scene)
