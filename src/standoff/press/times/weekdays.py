"""Weekdays, weekends and parts of the day: "am Donnerstag", "Dienstagabend", "am Wochenende".

A weekday means the last one in the past tense, else the next; the day of publication is included
both ways. "Last Tuesday" never is.
"""

from __future__ import annotations

from datetime import date

from standoff.press.times import periods
from standoff.press.times.meaning import Meaning, of_period
from standoff.press.times.scene import Scene
from standoff.press.times.units import moved
from standoff.press.times.words import Hit

__all__ = ["day_adverb", "daypart", "night_to", "today", "weekday", "weekday_date", "weekend"]

_PARAGRAPH = 100  # tokens after which "in the evening" no longer speaks of a day named before
_THIS_WEEK = 4  # "this Monday" looks ahead fewer days than this, else back


def in_part(when: date | None, part: str | None, unknown: str = "XXXX-XX-XX") -> Meaning:
    """A day, or a part of it: `2019-12-09TEV`."""
    tail = f"T{part}" if part else ""
    return Meaning((when.isoformat() if when else unknown) + tail, when, when, when)


def weekday_date(number: int, hit: Hit, scene: Scene) -> date | None:
    """The day that a weekday's name means."""
    now = scene.published
    if now is None:
        return None
    ahead = (number - now.isoweekday()) % 7
    if hit.has("day"):
        return moved(now, int(hit.value("day")), "D")
    if hit.has("shifted"):
        shift = int(hit.value("shifted"))
        if shift == 0:
            return moved(now, ahead if ahead < _THIS_WEEK else ahead - 7, "D")
        return moved(now, (ahead or 7) if shift > 0 else (ahead - 7), "D")
    start = scene.just_spoken_of(hit.first) if hit.lead == "until" else None
    if start is not None:
        return moved(start, (number - start.isoweekday()) % 7, "D")
    # A report that appears on a Wednesday and says "on Wednesday" means that day.
    back = ahead - 7 if ahead else 0
    return moved(now, back if scene.way(hit) < 0 else ahead, "D")


def weekday(hit: Hit, scene: Scene) -> Meaning | None:
    """A weekday, with a part of the day or without."""
    value = hit.value("weekday")
    number, part = value if isinstance(value, tuple) else (value, hit.value("part"))
    return in_part(weekday_date(int(number), hit, scene), part, f"XXXX-WXX-{number}")


def night_to(hit: Hit, scene: Scene) -> Meaning | None:
    """The night before a weekday: "in der Nacht zum Sonntag"."""
    number = int(hit.value("weekday"))
    when = weekday_date(number, hit, scene)
    before = (number - 2) % 7 + 1
    return in_part(moved(when, -1, "D"), str(hit.value("part")), f"XXXX-WXX-{before}")


def weekend(hit: Hit, scene: Scene) -> Meaning | None:
    """The last weekend in the past tense, the coming one otherwise."""
    now = scene.published
    if now is None:
        return Meaning("XXXX-WXX-WE")
    started = now.isoweekday() >= 6
    shift = hit.value("shifted")
    if shift is None:
        by = 0 if started or scene.direction(hit.first) > 0 else -1
    else:
        by = int(shift) if shift < 0 or started else 0
    base = moved(now, by, "W")
    return of_period(periods.weekend(base)) if base else None


def day_adverb(hit: Hit, scene: Scene) -> Meaning | None:
    """ "Gestern", "morgen", with a part of the day or without."""
    if hit.options.get("when_from") and hit.lead == "from":
        return Meaning(str(hit.options["when_from"]), scene.published, None)
    part = hit.options.get("part") or hit.value("part")
    if hit.options.get("opens_sentence") and not hit.opens_sentence:
        return None
    by = int(hit.options.get("by", hit.value("day"))) + int(hit.options.get("add", 0))
    return in_part(moved(scene.published, by, "D"), part)


def today(hit: Hit, scene: Scene) -> Meaning | None:
    """ "Heute": the day of publication in a report of the day or beside a clock time.

    Elsewhere it is the present as opposed to the past ("heute ist Kim mächtiger als damals").
    """
    now = scene.published
    near = (hit.words.tag(hit.last + ahead) for ahead in range(1, 7))
    if now is None or hit.lead == "from" or not (scene.is_daily or "clock" in near):
        return Meaning("PRESENT_REF", now, now)
    return in_part(now, None)


def daypart(hit: Hit, scene: Scene) -> Meaning | None:
    """A part of the day spoken of ("am Abend"), or of a day counted from it ("last night")."""
    day = scene.focus(hit.first, _PARAGRAPH)
    if hit.has("shifted"):
        day = moved(scene.published, int(hit.value("shifted")), "D")
    elif hit.has("by_focus"):
        day = moved(day, int(hit.value("by_focus")), "D")
    return in_part(day, str(hit.value("part")))
