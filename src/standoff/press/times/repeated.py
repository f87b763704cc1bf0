"""Sets: what happens again and again ("täglich", "jeden Montag", "alle vier Jahre", "morgens").

The value of a set is its period (`P1Y` every year) or the date with what changes left open
(`XXXX-WXX-1` every Monday). A set has no range of days.
"""

from __future__ import annotations

from standoff.press.times.amounts import amount
from standoff.press.times.meaning import Meaning
from standoff.press.times.scene import Scene
from standoff.press.times.units import duration_value
from standoff.press.times.words import Hit

__all__ = ["habitual_part", "same_unit", "set_of"]


def set_of(hit: Hit, scene: Scene) -> Meaning | None:
    """A set by its period or its weekday; a bare unit ("im Jahr") has the value of one."""
    if hit.has("weekday"):
        part = f"T{hit.value('part')}" if hit.has("part") else ""
        return Meaning("P1M" if hit.has("period") else f"XXXX-WXX-{hit.value('weekday')}{part}")
    if hit.has("season"):
        return Meaning(f"P1{hit.value('season')}")
    number: float | str = float(hit.options.get("number", 1))
    if hit.has("number"):
        number = amount(hit, "number") or 1.0
    elif hit.has("vague"):
        number = "X"
    unit = str(hit.value("unit"))
    if unit not in str(hit.options.get("only", unit)).split():
        return None
    if unit.startswith("2"):
        number, unit = 2, unit[1:]
    value = duration_value(number, unit)
    return Meaning(value, yearly=value == "P1Y" and bool(hit.options.get("again")))


def same_unit(hit: Hit, scene: Scene) -> Meaning | None:
    """ "Jahr um Jahr", "Tag für Tag"."""
    if hit.value("unit") != hit.value("again"):
        return None
    return Meaning(duration_value(1.0, str(hit.value("unit"))))


def habitual_part(hit: Hit, scene: Scene) -> Meaning | None:
    """ "Morgens", "nachts": a part of every day, with the value that the data file gives it."""
    part = str(hit.value("part"))
    return Meaning(part if part.startswith("P") else f"XXXX-XX-XXT{part}")
