"""Phrases that count from the publication or the day spoken of: "nächste Woche", "tags darauf".

Words for the present, the past and the future as such ("jetzt", "damals", "in Zukunft") have the
values `PRESENT_REF`, `PAST_REF` and `FUTURE_REF`, and ranges that are open on one side.
"""

from __future__ import annotations

from standoff.press.times.meaning import Meaning, of_period, of_year
from standoff.press.times.periods import UNKNOWN, period_of
from standoff.press.times.scene import Scene
from standoff.press.times.units import moved
from standoff.press.times.words import Hit

__all__ = ["next_unit", "reference", "shifted"]

_PARAGRAPH = 100  # tokens after which "the next day" no longer counts from a day named before


def shifted(hit: Hit, scene: Scene) -> Meaning | None:
    """This, last or next unit: "vergangene Woche", "Ende des Jahres", "Vorjahr".

    A day counts from the day spoken of, longer units from the publication.
    """
    unit = str(hit.options.get("unit") or hit.value("unit") or hit.value("edge")).partition("-")[0]
    by = hit.options.get("by", hit.value("shift") or 0)
    if unit not in UNKNOWN:
        return None
    start = scene.focus(hit.first, _PARAGRAPH) if unit == "D" else scene.published
    base = moved(start, int(by), unit)
    if unit == "Y" and base:
        return of_year(base.year)
    return (of_period(period_of(unit, base)) if base else None) or Meaning(UNKNOWN[unit])


def next_unit(hit: Hit, scene: Scene) -> Meaning | None:
    """A unit counted from the day spoken of: "am Tag darauf", "in der Woche danach"."""
    unit = str(hit.value("unit"))
    if unit not in UNKNOWN:
        return None
    by = int(hit.value("then") or 0)
    if unit == "Y" and (spoken := scene.year_spoken_of(hit.first, _PARAGRAPH)):
        return of_year(spoken + by)
    base = moved(scene.focus(hit.first, _PARAGRAPH), by, unit)
    return (of_period(period_of(unit, base)) if base else None) or Meaning(UNKNOWN[unit])


def reference(hit: Hit, scene: Scene) -> Meaning | None:
    """The present, the past or the future, as the word or the rule says.

    A rule may ask for a unit: "in diesen Tagen" is the present, "in diesen Jahren" is not.
    """
    if "units" in hit.options and hit.words.entries[hit.last].value != hit.options["units"]:
        return None
    now = scene.published
    ranges = {"PRESENT_REF": (now, now), "PAST_REF": (None, now), "FUTURE_REF": (now, None)}
    value = str(hit.options.get("value") or hit.value("ref"))
    return Meaning(value, *ranges[value])
