"""Sets: what happens again and again ("täglich", "jeden Montag", "alle vier Jahre", "morgens")."""

from __future__ import annotations

from standoff.press.times.durations import amount, duration_value
from standoff.press.times.meaning import Meaning
from standoff.press.times.scene import Scene
from standoff.press.times.words import Hit

__all__ = ["habitual_daypart", "same_unit", "set_of"]


def set_of(hit: Hit, scene: Scene) -> Meaning | None:
    """A set by its period: `P1Y` every year, `P4Y` every four, `XXXX-WXX-1` every Monday."""
    if hit.has("weekdays"):
        return Meaning(f"XXXX-WXX-{hit.value('weekdays')}")
    if hit.has("weekday"):
        return Meaning("P1M" if hit.has("period") else f"XXXX-WXX-{hit.value('weekday')}")
    if hit.has("season"):
        return Meaning(f"P1{hit.value('season')}")
    number: float | str = 1.0
    if hit.has("number"):
        number = amount(hit, "number") or 1.0
    elif hit.has("vague"):
        number = "X"
    unit = hit.value("unit") if hit.has("unit") else hit.value("often")
    return Meaning(duration_value(number, str(unit)))


def same_unit(hit: Hit, scene: Scene) -> Meaning | None:
    """ "Jahr um Jahr", "Tag für Tag"."""
    if hit.value("unit") != hit.value("again"):
        return None
    return Meaning(duration_value(1.0, str(hit.value("unit"))))


def habitual_daypart(hit: Hit, scene: Scene) -> Meaning | None:
    """ "Morgens", "nachts"."""
    return Meaning(f"XXXX-XX-XXT{hit.value('part')}")
