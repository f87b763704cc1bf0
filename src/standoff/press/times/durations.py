"""Durations: "sieben Monate", "in nur sieben Monaten", "seit Jahren", "die letzten drei Wochen".

The value is the length alone, as TIMEX3 has it (`P7M`). The range is where in time it lies, as far
as the word before it says: "vor drei Jahren" is about three years before the publication, "seit
drei Jahren" from then on, "in drei Jahren" ahead of it if the sentence is, else the time before it.
"Ago" phrases of languages that anchor them ("two weeks ago") have a date for their value.
"""

from __future__ import annotations

from datetime import date

from standoff.press.times.meaning import NOTHING, Meaning
from standoff.press.times.periods import add_days, add_months, period_of
from standoff.press.times.scene import Scene
from standoff.press.times.words import Hit

__all__ = [
    "amount", "anchored", "duration", "duration_value", "moved", "nearby", "units_only",
]  # fmt: skip

Range = tuple[date | None, date | None]

_CLOCK_UNITS = {"H": "H", "MIN": "M", "S": "S"}
_PART_UNITS = ("MO", "MI", "AF", "EV", "NI")
_PARTS_OF = {"QH": (15, "PT", "M"), "TQH": (45, "PT", "M"), "HY": (0.5, "P", "Y"),
             "FN": (2, "P", "W")}  # fmt: skip
_MONTHS = {"Y": 12, "M": 1, "Q": 3, "HY": 6, "DE": 120, "CE": 1200, "L": 12000}
_DAYS = {"D": 1.0, "W": 7.0, "WE": 7.0, "NI": 1.0, "H": 1 / 24, "MIN": 1 / 1440, "S": 1 / 86400,
         "FN": 14.0}  # fmt: skip
_HALF = {"W": (3, "D"), "WE": (1, "D"), "FN": (7, "D"), "M": (15, "D"), "Q": (45, "D"),
         "HY": (3, "M"), "Y": (6, "M"), "DE": (5, "Y"), "CE": (50, "Y"), "L": (500, "Y")}  # fmt: skip


def amount(hit: Hit, role: str) -> float | None:
    """The number a role says, in digits ("12 050", "1,5") or in words; None if it says none."""
    parts = [word for i in hit.tokens(role) if (word := hit.words.texts[i]).isdecimal()]
    values = [float(v) for v in hit.values(role) if not isinstance(v, str)]
    if not parts:
        return _added_up(values, halved=not hit.says(role, "and")) if values else None
    if sum(map(len, parts)) > 9:
        return None
    grouped = len(parts) > 1 and len(parts[-1]) == 3
    decimal = not grouped and (hit.says(role, "comma") or hit.says(role, "dot"))
    return float(("." if decimal else "").join(parts)) + sum(values)


def _added_up(values: list[float], halved: bool) -> float:
    """Number words as a number: 20 and 5 are 25, 3 and 100 are 300, "a half" is 0.5."""
    if 0.5 in values and (halved or len(values) < 2):
        return 0.5
    total = 0.0
    for value in values if 0.5 not in values else [values[0], 0.5]:
        total = max(total, 1.0) * value if value >= 100 else total + value
    return total


def _written(number: float | str) -> str:
    """A number as TIMEX3 writes it: `3`, `0.5`, `X`."""
    if isinstance(number, str):
        return number
    return str(int(number)) if number == int(number) else f"{number:g}"


def duration_value(number: float | str, unit: str) -> str:
    """`P3Y`, `PT2H`, `P1WE`, `PT1NI`, `PT15M`."""
    if unit in _PARTS_OF:
        length, head, unit = _PARTS_OF[unit]
        return f"{head}{_written(number if isinstance(number, str) else number * length)}{unit}"
    if unit in _CLOCK_UNITS:
        return f"PT{_written(number)}{_CLOCK_UNITS[unit]}"
    return f"PT{_written(number)}{unit}" if unit in _PART_UNITS else f"P{_written(number)}{unit}"


def moved(start: date | None, number: float, unit: str) -> date | None:
    """`start` moved by a number of units, None outside the calendar."""
    if start is None or abs(number) > 100_000:
        return None
    if unit not in _MONTHS:
        return add_days(start, round(number * _DAYS.get(unit, 0.0)))
    months = number * _MONTHS[unit]
    whole = add_months(start, int(months))
    return whole and add_days(whole, (months - int(months)) * 30)


def _around(now: date | None, number: float, unit: str) -> Range:
    """The days meant by "so many units away": half a unit to either side, exact for days."""
    point = moved(now, number, unit)
    count, small = _HALF.get(unit, (0, "D"))
    return moved(point, -count, small), moved(point, count, small)


def _range(lead: str, number: float, unit: str, ahead: bool, now: date | None) -> Range:
    """The days a duration covers, by the word that leads it in and the tense."""
    if lead == "ago":
        return _around(now, -number, unit)
    if lead == "since":
        return moved(now, -number, unit), now
    if lead == "in" and ahead:
        return _around(now, number, unit)
    if lead in ("in", "within"):
        return (now, moved(now, number, unit)) if ahead else (moved(now, -number, unit), now)
    return None, None


def _fuzzy_past(hit: Hit, number: float, unit: str, now: date | None) -> Range | None:
    """The range of "mehr als ein Jahr ist es her": at least, or at most, that long ago."""
    back = hit.words.lexicon.cues["back"]
    if not any(hit.words.word(hit.last + k).lower() in back for k in range(1, 5)):
        return None
    point = moved(now, -number, unit)
    if "more" not in hit.values("much"):
        return _around(now, -number, unit)
    return moved(now, -1.5 * number, unit), point


def duration(hit: Hit, scene: Scene) -> Meaning | None:
    """A number of units."""
    number, unit = amount(hit, "number"), str(hit.value("unit"))
    if number is None or (number >= 1000 and unit in ("M", "W", "DE", "CE", "L")):
        return None
    if unit in ("Y", "M") and _is_age(hit):
        return NOTHING
    number += 0.5 if hit.has("more_half") else 0
    value = duration_value(number, unit)
    if hit.has("more_number"):
        more = amount(hit, "more_number")
        if more is None:
            return None
        tail = duration_value(more, str(hit.value("more_unit")))
        value += tail[1:] if "T" not in value else tail[2:]
    ahead = scene.direction(hit.first) > 0
    first, last = _fuzzy_past(hit, number, unit, scene.published) or _range(
        hit.lead, number, unit, ahead, scene.published
    )
    return Meaning(value, first, last)


def _is_age(hit: Hit) -> bool:
    """Is a number of years somebody's age: "ab 16 Jahren", "drei Jahre alt", "Alter von 18"?"""
    words, cues = hit.words, hit.words.lexicon.cues
    before = words.word(hit.first - 1).lower()
    return (
        words.tag(hit.last + 1) == "old"
        or before in cues["before_age"]
        or words.word(hit.first - 2).lower() in cues["age_nouns"]
    )


def units_only(hit: Hit, scene: Scene) -> Meaning | None:
    """Several, many or just units: "einige Tage", "seit Jahren", "jahrelang"."""
    if "value" in hit.options:
        return Meaning(str(hit.options["value"]))
    last = scene.published if hit.lead in ("since", "ago") else None
    return Meaning(duration_value("X", str(hit.value("unit"))), None, last)


def nearby(hit: Hit, scene: Scene) -> Meaning | None:
    """Units before or after the publication: "die letzten drei Jahre", "in den nächsten Tagen"."""
    unit = str(hit.value("unit"))
    if unit not in str(hit.options.get("only", unit)).split():
        return None
    shift = int(hit.value("shift"))
    number = amount(hit, "number") if hit.has("number") else hit.options.get("number")
    now = scene.published
    far = moved(now, shift * number, unit) if number is not None else None
    first, last = (far, now) if shift < 0 else (now, far)
    return Meaning(duration_value("X" if number is None else number, unit), first, last)


def anchored(hit: Hit, scene: Scene) -> Meaning | None:
    """A point so many units before or after the publication: "two weeks ago", "in three days".

    With the option `focus` it is counted from the day spoken of ("three days later").
    """
    unit, by = str(hit.value("unit")), int(hit.options["by"])
    number = amount(hit, "number") if hit.has("number") else None
    if hit.options.get("ahead") and scene.direction(hit.first) <= 0:
        return None
    now = scene.focus(hit.first, 100) if hit.options.get("focus") else scene.published
    if number is None:
        open_end = (None, now) if by < 0 else (now, None)
        return Meaning("PAST_REF" if by < 0 else "FUTURE_REF", *open_end)
    point = moved(now, by * number, unit)
    grain = unit if number == int(number) else "M"
    period = point and period_of(grain if grain in ("D", "W", "M", "Y", "DE", "CE") else "D", point)
    if not period:
        return Meaning(duration_value(number, unit))
    return Meaning(period.timex, *_around(now, by * number, unit))
