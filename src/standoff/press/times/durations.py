"""Durations: "sieben Monate", "in nur sieben Monaten", "seit Jahren", "die letzten drei Wochen"."""

from __future__ import annotations

from datetime import date
from typing import Any

from standoff.press.times.meaning import Meaning
from standoff.press.times.periods import add_days, add_months
from standoff.press.times.scene import Scene
from standoff.press.times.words import Hit

__all__ = ["duration", "nearby", "vague_duration"]

_CLOCK_UNITS = {"H": "H", "MIN": "M", "S": "S"}
_PART_UNITS = ("MO", "MI", "AF", "EV", "NI")
_MONTHS = {"Y": 12, "M": 1, "Q": 3, "HY": 6, "DE": 120, "CE": 1200, "L": 12000}
_DAYS = {"D": 1.0, "W": 7.0, "WE": 7.0, "NI": 1.0, "H": 1 / 24, "MIN": 1 / 1440, "S": 1 / 86400}


def amount(hit: Hit, role: str) -> float | None:
    """The number a role says, in digits or words; "halb" halves what stands before it."""
    digits = "".join(hit.words.texts[i] for i in hit.tokens(role) if hit.words.texts[i].isdecimal())
    values = [v for i in hit.tokens(role) if (v := hit.words.entries[i].value) is not None]
    if digits:
        if len(digits) > 9:
            return None
        text = hit.text(role).replace(" ", "").replace("\u00a0", "")
        comma = "," in text
        return float(text.replace(",", ".")) if comma and text.count(",") == 1 else float(digits)
    if not values:
        return None
    return float(values[-1]) if len(values) > 1 and values[-1] < 1 else float(values[0])


def written(number: float | str) -> str:
    """A number as TIMEX3 writes it: `3`, `0.5`, `X`."""
    if isinstance(number, str):
        return number
    return str(int(number)) if number == int(number) else f"{number:g}"


def duration_value(number: float | str, unit: str) -> str:
    """`P3Y`, `PT2H`, `P1WE`, `PT1NI`."""
    if unit in _CLOCK_UNITS:
        return f"PT{written(number)}{_CLOCK_UNITS[unit]}"
    if unit in _PART_UNITS:
        return f"PT{written(number)}{unit}"
    if unit == "HY":
        return f"P{written(0.5 * number if not isinstance(number, str) else number)}Y"
    return f"P{written(number)}{unit}"


def moved(start: date | None, number: float, unit: str) -> date | None:
    """`start` moved by a number of units, None outside the calendar."""
    if start is None or abs(number) > 100_000:
        return None
    if unit in _MONTHS:
        months = number * _MONTHS[unit]
        whole = add_months(start, int(months))
        rest = (months - int(months)) * 30
        return add_days(whole, rest) if whole and rest else whole
    return add_days(start, round(number * _DAYS.get(unit, 1.0)))


def _around(published: date | None, number: float, unit: str) -> tuple[date | None, date | None]:
    """The days meant by "so many units away": half a unit to either side, exact for days."""
    if unit in ("D", "NI", "H", "MIN", "S"):
        point = moved(published, number, unit)
        return point, point
    return moved(published, number - 0.5, unit), moved(published, number + 0.5, unit)


def _range(prep: str, number: float, unit: str, scene: Scene, at: int) -> tuple[Any, Any]:
    """The days a duration covers, by its preposition and the tense."""
    now = scene.published
    ahead = scene.direction(at) > 0
    if prep == "ago":
        return _around(now, -number, unit)
    if prep == "since":
        return moved(now, -number, unit), now
    if prep == "in":
        return _around(now, number, unit) if ahead else (moved(now, -number, unit), now)
    if prep == "within":
        return (now, moved(now, number, unit)) if ahead else (moved(now, -number, unit), now)
    return None, None


def _preposition(hit: Hit) -> str:
    tokens = hit.tokens("prep")
    return hit.words.entries[tokens[0]].tag if tokens else ""


def duration(hit: Hit, scene: Scene) -> Meaning | None:
    """A number of units."""
    number, unit = amount(hit, "number"), str(hit.value("unit"))
    if number is None or number >= 1000 and unit not in ("Y", "D", "H"):
        return None
    after = hit.last + 1
    if after < len(hit.words) and hit.words.entries[after].tag == "old":
        return None
    value = duration_value(number, unit)
    if hit.has("more_number"):
        more = amount(hit, "more_number")
        if more is None:
            return None
        value += duration_value(more, str(hit.value("more_unit")))[1:]
    first, last = _range(_preposition(hit), number, unit, scene, hit.first)
    return Meaning(value, first, last)


def vague_duration(hit: Hit, scene: Scene) -> Meaning | None:
    """Several, many or just units: "einige Tage", "seit Jahren", "jahrelang"."""
    unit = str(hit.value("unit"))
    prep = _preposition(hit)
    last = scene.published if prep in ("since", "ago") else None
    return Meaning(duration_value("X", unit), None, last)


def nearby(hit: Hit, scene: Scene) -> Meaning | None:
    """The units before or after the publication: "die letzten drei Jahre", "in den nächsten Tagen"."""
    unit = str(hit.value("unit"))
    shift = int(hit.value("shift"))
    number = amount(hit, "number") if hit.has("number") else None
    now = scene.published
    far = moved(now, shift * number, unit) if number is not None else None
    first, last = (far, now) if shift < 0 else (now, far)
    return Meaning(duration_value("X" if number is None else number, unit), first, last)
