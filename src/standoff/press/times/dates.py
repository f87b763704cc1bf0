"""Calendar dates: days, months, seasons, quarters, years, decades, centuries.

A date without a year takes the one that its sentence asks for: the last such day before the
publication in the past tense, the next one after "bis" or in the future, else the nearest.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from standoff.press.times import periods
from standoff.press.times.meaning import Meaning, of_period
from standoff.press.times.periods import Period
from standoff.press.times.scene import Scene
from standoff.press.times.words import Hit

__all__ = [
    "calendar_date", "century", "decade", "holiday", "numeric_date", "quarter", "season", "year",
]  # fmt: skip


def _full_year(digits: int | None, text: str) -> int | None:
    """A year from its digits; two of them mean the years 1950 to 2049."""
    if digits is None or len(text) != 2:
        return digits
    return digits + (2000 if digits < 50 else 1900)


def stated_year(hit: Hit, scene: Scene) -> int | None:
    """The year that the phrase itself says: in digits, or as "this", "last", "next" year."""
    if hit.has("year"):
        return _full_year(hit.digits("year"), hit.text("year"))
    if hit.has("shift") and scene.published:
        return scene.published.year + int(hit.value("shift"))
    return None


def _distance(period: Period, day: date) -> int:
    """Days between a period and a day, 0 within it."""
    if period.first is None or period.last is None:
        return 10**9
    return max((period.first - day).days, (day - period.last).days, 0)


def nearest(
    make: Callable[[int], Period | None], hit: Hit, scene: Scene, spread: int = 1
) -> Period | None:
    """Of `make(year)` the one that tense, "until" and publication date ask for."""
    published = scene.published
    if published is None:
        return None
    years = range(published.year - spread, published.year + spread + 1)
    made = [period for y in years if (period := make(y)) and period.first and period.last]
    direction = 1 if hit.has("until") else scene.direction(hit.first)
    if direction > 0:
        made = [p for p in made if p.last and p.last >= published] or made
    elif direction < 0:
        made = [p for p in made if p.first and p.first <= published] or made
    return min(made, key=lambda period: _distance(period, published), default=None)


def _day(year: int, month: int, number: int) -> Period | None:
    try:
        return periods.day(date(year, month, number))
    except ValueError:
        return None


def numeric_date(hit: Hit, scene: Scene) -> Meaning | None:
    """A date in digits: "2019-12-09", "9.12.2019", "9.12."."""
    month, number = hit.digits("month"), hit.digits("day")
    if not month or not number or month > 12 or number > 31:
        return None
    if hit.options.get("tight") and not all(
        hit.words.touches(i) for i in range(hit.first, hit.last)
    ):
        return None
    stated = stated_year(hit, scene)
    if stated is not None:
        return of_period(_day(stated, month, number))
    found = nearest(lambda y: _day(y, month, number), hit, scene)
    return of_period(found) or Meaning(f"XXXX-{month:02d}-{number:02d}")


def calendar_date(hit: Hit, scene: Scene) -> Meaning | None:
    """A day of a month, or a month: "28. Februar 2019", "31. Dezember", "Ende August"."""
    month = int(hit.value("month"))
    if hit.has("day") or hit.has("day_word"):
        number = hit.digits("day") or int(hit.value("day_word") or 0)
        if not 1 <= number <= 31:
            return None
        unknown = f"XXXX-{month:02d}-{number:02d}"

        def make(y: int) -> Period | None:
            return _day(y, month, number)
    else:
        unknown = f"XXXX-{month:02d}"

        def make(y: int) -> Period | None:
            return periods.month(y, month)

    stated = stated_year(hit, scene)
    if stated is not None:
        return of_period(make(stated))
    if hit.has("shift_month"):
        found = _shifted_in_year(make, int(hit.value("shift_month")), scene)
    else:
        found = nearest(make, hit, scene, spread=4 if unknown == "XXXX-02-29" else 1)
    return of_period(found) or Meaning(unknown)


def _shifted_in_year(
    make: Callable[[int], Period | None], shift: int, scene: Scene
) -> Period | None:
    """ "This", "last" or "next" May: the one of this year, the last one ended, the next to begin."""
    published = scene.published
    if published is None:
        return None
    if shift == 0:
        return make(published.year)
    for y in (published.year, published.year + shift):
        found = make(y)
        edge = found and (found.last if shift < 0 else found.first)
        if edge and (edge - published).days * shift > 0:
            return found
    return None


def season(hit: Hit, scene: Scene) -> Meaning | None:
    """A season: "Herbst 2018", "im Sommer", "diesen Sommer"."""
    code = str(hit.value("season"))

    def make(y: int) -> Period:
        return periods.season(y, code)

    stated = stated_year(hit, scene)
    if stated is not None:
        return of_period(make(stated))
    if hit.has("shift_season"):
        found = _shifted_in_year(make, int(hit.value("shift_season")), scene)
    else:
        found = nearest(make, hit, scene)
    return of_period(found) or Meaning(f"XXXX-{code}")


def quarter(hit: Hit, scene: Scene) -> Meaning | None:
    """A quarter or half of a year: "im dritten Quartal 2018", "im ersten Halbjahr"."""
    number = hit.digits("day") or int(hit.value("ordinal") or 0)
    unit = hit.value("unit")
    makers = {"Q": (periods.quarter, 4), "HY": (periods.half_year, 2)}
    if unit not in makers or not 1 <= number <= makers[unit][1]:
        return None
    stated = stated_year(hit, scene)
    if stated is not None:
        return of_period(makers[unit][0](stated, number))
    found = nearest(lambda y: makers[unit][0](y, number), hit, scene)
    return of_period(found) or Meaning(f"XXXX-{'H' if unit == 'HY' else 'Q'}{number}")


def year(hit: Hit, scene: Scene) -> Meaning | None:
    """A year in digits. A number that counts something ("2000 Euro") is none."""
    number = hit.digits("year")
    if number is None or not 1 <= number <= 2999:
        return None
    if not hit.has("unit") and (not 1000 <= number <= 2199 or _counts_something(hit)):
        return None
    return of_period(periods.year(number))


def _counts_something(hit: Hit) -> bool:
    """Is a four-digit number followed or led in as a count, not a year?"""
    words, cues = hit.words, hit.words.lexicon.cues
    at = hit.at("year")
    after = words.texts[at + 1] if at + 1 < len(words) else ""
    before = words.texts[at - 1].lower() if at else ""
    if after.lower() in cues.get("counted", ()) or before in cues.get("counting", ()):
        return True
    glued = at > 0 and words.touches(at - 1) and words.texts[at - 1] not in "([„\"»«'/-–"
    decimal = (
        words.touches(at)
        and after in tuple(",.-/")
        and at + 2 < len(words)
        and (words.touches(at + 1) and words.texts[at + 2].isdecimal())
    )
    return glued or bool(decimal)


def decade(hit: Hit, scene: Scene) -> Meaning | None:
    """A decade of this century or the last: "in den siebziger Jahren", "die 80er Jahre"."""
    tens = hit.value("decade")
    digits = int(tens) if tens is not None else (hit.digits("digits") or 0) // 10
    if digits >= 100:
        return of_period(periods.decade(digits))
    return of_period(periods.decade(190 + digits % 10)) if digits < 10 else None


def century(hit: Hit, scene: Scene) -> Meaning | None:
    """A century or millennium by its number: "im 21. Jahrhundert"."""
    number = hit.digits("day") or int(hit.value("ordinal") or 0)
    unit = hit.value("unit")
    if unit == "CE" and 1 <= number <= 30:
        return of_period(periods.century(number - 1))
    if unit == "L" and 1 <= number <= 3:
        return of_period(periods.millennium(number - 1))
    return None


def holiday(hit: Hit, scene: Scene) -> Meaning | None:
    return None
