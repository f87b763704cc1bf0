"""Phrases that count from the publication or from the day spoken of before."""

from __future__ import annotations

from datetime import date, timedelta

from standoff.press.times import periods
from standoff.press.times.durations import moved
from standoff.press.times.meaning import Meaning, of_period
from standoff.press.times.periods import Period
from standoff.press.times.scene import Scene
from standoff.press.times.words import Hit

__all__ = [
    "day_adverb", "daypart", "next_day", "ref", "ref_phrase", "shifted", "today", "weekday", "weekend",
]  # fmt: skip

_UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "M": "XXXX-XX",
    "Y": "XXXX",
    "CE": "XX",
    "DE": "XXX",
}


def period_of(unit: str, when: date) -> Period | None:
    """The unit of the calendar that a day lies in."""
    makers = {
        "D": periods.day, "W": periods.week, "WE": periods.weekend,
        "M": lambda d: periods.month(d.year, d.month), "Y": lambda d: periods.year(d.year),
        "Q": lambda d: periods.quarter(d.year, (d.month + 2) // 3),
        "HY": lambda d: periods.half_year(d.year, (d.month + 5) // 6),
        "DE": lambda d: periods.decade(d.year // 10), "CE": lambda d: periods.century(d.year // 100),
        "L": lambda d: periods.millennium(d.year // 1000),
    }  # fmt: skip
    return makers[unit](when) if unit in makers else None


def shifted(hit: Hit, scene: Scene) -> Meaning | None:
    """This, last or next unit: "vergangene Woche", "nächstes Jahr", "Ende des Jahres", "Vorjahr"."""
    unit = str(hit.options.get("unit") or hit.value("unit"))
    by = hit.options.get("by")
    if by is None:
        by = hit.value("shift") if hit.has("shift") else 0
    if unit not in _UNKNOWN and unit not in ("Q", "HY", "L"):
        return None
    if unit == "D":
        return next_day(hit, scene)
    base = moved(scene.published, int(by), unit)
    if base is None:
        return Meaning(_UNKNOWN.get(unit, "XXXX"))
    return of_period(period_of(unit, base))


def next_day(hit: Hit, scene: Scene) -> Meaning | None:
    """A day counted from the one spoken of: "am nächsten Tag", "an diesem Tag"."""
    if hit.value("unit") != "D":
        return None
    shift = hit.options.get("by")
    if shift is None:
        shift = hit.value("shift") if hit.has("shift") else 0
    base = moved(scene.focus, int(shift), "D")
    return of_period(periods.day(base)) if base else Meaning("XXXX-XX-XX")


def weekend(hit: Hit, scene: Scene) -> Meaning | None:
    """ "Am Wochenende": the last one in the past tense, the coming one in the future."""
    now = scene.published
    shift = hit.value("shift") if hit.has("shift") else None
    if now is None:
        return Meaning("XXXX-WXX-WE")
    this = periods.weekend(now)
    started = this.first is not None and this.first <= now
    if shift is None:
        by = 0 if scene.direction(hit.first) > 0 or started else -1
    elif shift < 0:
        by = -1
    else:
        by = 0 if not started else int(shift)
    base = moved(now, by, "W")
    return of_period(periods.weekend(base)) if base else None


def _weekday_date(number: int, hit: Hit, scene: Scene) -> date | None:
    """The day that a weekday's name means."""
    now = scene.published
    if now is None:
        return None
    ahead = (number - now.isoweekday()) % 7
    if hit.has("shift"):
        shift = int(hit.value("shift"))
        if shift == 0:
            return now + timedelta(days=ahead if ahead < 4 else ahead - 7) if ahead else now
        return moved(now, (ahead or 7) if shift > 0 else (ahead - 7), "D")
    if hit.has("day"):
        return moved(now, int(hit.value("day")), "D")
    direction = 1 if hit.has("until") else scene.direction(hit.first)
    return moved(now, ahead if direction > 0 else ahead - 7, "D")


def weekday(hit: Hit, scene: Scene) -> Meaning | None:
    """A weekday, with a part of the day or without: "am Donnerstag", "Dienstagabend"."""
    value = hit.value("weekday")
    number, part = value if isinstance(value, tuple) else (value, hit.value("part"))
    found = _weekday_date(int(number), hit, scene)
    if found is None:
        return Meaning(f"XXXX-WXX-{number}" + (f"T{part}" if part else ""))
    return in_part(found, part)


def in_part(when: date, part: str | None) -> Meaning:
    """A day, or a part of it: `2019-12-09TEV`."""
    return Meaning(when.isoformat() + (f"T{part}" if part else ""), when, when, when)


def day_adverb(hit: Hit, scene: Scene) -> Meaning | None:
    """ "Gestern", "morgen", with a part of the day or without."""
    base = moved(scene.published, int(hit.value("day")), "D")
    part = hit.value("part") if hit.has("part") else None
    return in_part(base, part) if base else Meaning("XXXX-XX-XX" + (f"T{part}" if part else ""))


def today(hit: Hit, scene: Scene) -> Meaning | None:
    """ "Heute": the day of publication beside a clock time, else the present."""
    now = scene.published
    return Meaning("PRESENT_REF", now, now)


def daypart(hit: Hit, scene: Scene) -> Meaning | None:
    """A part of the day spoken of: "am Abend", "in der Nacht"."""
    part = str(hit.value("part"))
    if scene.focus is None:
        return Meaning(f"XXXX-XX-XXT{part}")
    return in_part(scene.focus, part)


def ref(hit: Hit, scene: Scene) -> Meaning | None:
    """A word for the present, the past or the future."""
    return _reference(str(hit.value("ref")), scene)


def ref_phrase(hit: Hit, scene: Scene) -> Meaning | None:
    """A phrase for the present, the past or the future; the rule says which."""
    if hit.options.get("units") and hit.words.entries[hit.last].value != hit.options["units"]:
        return None
    return _reference(str(hit.options["value"]), scene)


def _reference(value: str, scene: Scene) -> Meaning:
    now = scene.published
    ranges = {"PRESENT_REF": (now, now), "PAST_REF": (None, now), "FUTURE_REF": (now, None)}
    return Meaning(value, *ranges[value])
