"""Durations: "sieben Monate", "in nur sieben Monaten", "seit Jahren", "die letzten drei Wochen".

The value is the length alone, as TIMEX3 has it (`P7M`). The range is where in time it lies, as far
as the word before it says: "vor drei Jahren" is about three years before the publication, "seit
drei Jahren" from then on, "in drei Jahren" ahead of it if the sentence is, else the time before it;
a term that is set ("binnen drei Tagen zu antworten") is ahead whatever the tense (see `terms`).
"Ago" phrases of languages that anchor them ("two weeks ago") have a date for their value.
"""

from __future__ import annotations

from datetime import date

from standoff.press.times.amounts import amount
from standoff.press.times.meaning import NOTHING, Meaning
from standoff.press.times.periods import period_of
from standoff.press.times.scene import Scene
from standoff.press.times.terms import is_given, is_term
from standoff.press.times.units import around, duration_value, moved
from standoff.press.times.words import Hit

__all__ = ["anchored", "duration", "nearby", "units_only"]

_LEADS = frozenset({"ago", "since", "in", "within", "until", "after"})

Range = tuple[date | None, date | None]


def _range(lead: str, number: float, unit: str, ahead: bool, now: date | None) -> Range:
    """The days a duration covers, by the word that leads it in and the tense."""
    if lead == "ago":
        return around(now, -number, unit)
    if lead == "since":
        return moved(now, -number, unit), now
    if lead == "in" and ahead:
        return around(now, number, unit)
    if lead in ("in", "within"):
        return (now, moved(now, number, unit)) if ahead else (moved(now, -number, unit), now)
    return None, None


def _fuzzy_past(hit: Hit, number: float, unit: str, now: date | None) -> Range | None:
    """The range of "mehr als ein Jahr ist es her": at least, or at most, that long ago."""
    back = hit.words.lexicon.cue("back")
    if not any(hit.words.word(hit.last + k).lower() in back for k in range(1, 5)):
        return None
    point = moved(now, -number, unit)
    if "more" not in hit.values("much"):
        return around(now, -number, unit)
    return moved(now, -1.5 * number, unit), point


def duration(hit: Hit, scene: Scene) -> Meaning | None:
    """A number of units."""
    number, unit = amount(hit, "number"), str(hit.value("unit"))
    if hit.has("length"):
        number, unit = hit.value("length")
    if number is None or (number >= 1000 and unit in ("M", "W", "DE", "CE", "L")):
        return None
    if unit in ("Y", "M", "W") and _is_age(hit):
        return NOTHING
    number += 0.5 if hit.has("more_half") else 0
    value = duration_value(number, unit)
    if hit.has("more_number"):
        more = amount(hit, "more_number")
        if more is None:
            return None
        tail = duration_value(more, str(hit.value("more_unit")))
        value += tail[1:] if "T" not in value else tail[2:]
    lead, ahead = hit.lead, scene.direction(hit.first) > 0
    if lead not in _LEADS and is_given(hit):
        lead, ahead = "within", True
    ahead = ahead or (lead == "within" and is_term(hit, scene))
    first, last = _fuzzy_past(hit, number, unit, scene.published) or _range(
        lead, number, unit, ahead, scene.published
    )
    return Meaning(value, first, last)


def _is_age(hit: Hit) -> bool:
    """Is a number of years somebody's age: "ab 16 Jahren", "drei Jahre alt", "Alter von 18"?"""
    words, lexicon = hit.words, hit.words.lexicon
    before = words.word(hit.first - 1).lower()
    return (
        words.tag(hit.last + 1) in ("old", "earlier")
        or before in lexicon.cue("before_age")
        or words.word(hit.first - 2).lower() in lexicon.cue("age_nouns")
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
    return Meaning(period.timex, *around(now, by * number, unit))
