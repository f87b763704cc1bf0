"""Calendar dates: days, months, seasons, quarters and holidays, with their year or without.

A date without a year takes the one that its sentence asks for: the last such day before the
publication in the past tense, the next one after "bis" or in the future, else the nearest; in a
story told from an earlier year, that year.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from standoff.press.times import periods
from standoff.press.times.meaning import Meaning, of_period
from standoff.press.times.periods import Period
from standoff.press.times.scene import Scene
from standoff.press.times.words import Hit

__all__ = [
    "calendar_date", "holiday", "numeric_date", "quarter", "rule_day", "season", "second_day",
    "year_of",
]  # fmt: skip

_PRESENT_LOOKS_BACK = 4  # times as far as the next, the last date is passed over in the present
_SOON, _LONG = 60, 270  # days to a date soon to come, and since one that is long past
Maker = Callable[[int], Period | None]


def year_of(hit: Hit, scene: Scene) -> int | None:
    """The year that the phrase itself says: in digits, or as "this", "last", "next" year."""
    if hit.has("year"):
        digits = hit.digits("year")
        if digits is None or len(hit.text("year")) != 2:
            return digits
        return digits + (2000 if digits < 50 else 1900)
    if hit.has("shift") and scene.published:
        return scene.published.year + int(hit.value("shift"))
    return None


def _placed(make: Maker, hit: Hit, scene: Scene, unknown: str) -> Meaning | None:
    """What `make(year)` gives for the year which the phrase says or its sentence asks for."""
    stated = year_of(hit, scene)
    if stated is not None:
        meaning = of_period(make(stated))
        return meaning and meaning._replace(year=stated)
    if scene.published is None or scene.follows_set(hit.first):
        return Meaning(unknown)
    if hit.has("shifted"):
        return of_period(_next_or_last(make, int(hit.value("shifted")), scene.published))
    told = None if hit.lead == "since" else scene.story_year(hit.first)
    if told is not None:
        return of_period(make(told))
    return of_period(
        _nearest(make, scene.way(hit), scene.published, scene.may_be_ahead(hit))
    ) or Meaning(unknown)


def _distance(period: Period, day: date) -> int:
    """Days between a period and a day, 0 within it."""
    if period.first is None or period.last is None:
        return 10**9
    return max((period.first - day).days, (day - period.last).days, 0)


def _nearest(make: Maker, way: float, published: date, may_be_ahead: bool = False) -> Period | None:
    """Of the periods around the publication the one that tense asks for; 29 February is rarer."""
    for spread in (1, 4):
        years = range(published.year - spread, published.year + spread + 1)
        made = [period for y in years if (period := make(y)) and period.first and period.last]
        if len(made) > 2:
            break
    if way == 1:
        made = [p for p in made if p.last and p.last >= published] or made
    elif way < 0 and not (may_be_ahead and _comes_soon(made, published)):
        made = [p for p in made if p.first and p.first <= published] or made

    def far(period: Period) -> int:
        behind = period.last is not None and period.last < published
        return _distance(period, published) * (_PRESENT_LOOKS_BACK if behind and way > 0 else 1)

    return min(made, key=far, default=None)


def _comes_soon(made: list[Period], published: date) -> bool:
    """A day some weeks ahead that was last seen most of a year ago."""
    days = [p.first for p in made if p.first and p.first == p.last]
    ahead = [(day - published).days for day in days if day > published]
    behind = [(published - day).days for day in days if day <= published]
    return min(ahead, default=_LONG) <= _SOON and min(behind, default=0) >= _LONG


def _next_or_last(make: Maker, shift: int, published: date) -> Period | None:
    """ "This", "last" or "next" May: of this year, the last one ended, the next one to begin."""
    if shift == 0:
        return make(published.year)
    for y in (published.year, published.year + shift):
        found = make(y)
        edge = found and (found.last if shift < 0 else found.first)
        if edge and (edge - published).days * shift > 0:
            return found
    return None


def _day(year: int, month: int, number: int) -> Period | None:
    try:
        return periods.day(date(year, month, number))
    except ValueError:
        return None


def _day_of_month(month: int, number: int, hit: Hit, scene: Scene) -> Meaning | None:
    if not (1 <= month <= 12 and 1 <= number <= 31):
        return None
    unknown = f"XXXX-{month:02d}-{number:02d}"
    return _placed(lambda y: _day(y, month, number), hit, scene, unknown)


def numeric_date(hit: Hit, scene: Scene) -> Meaning | None:
    """A date in digits: "2019-12-09", "9.12.2019", "9.12."; without a year it has no spaces."""
    inside = range(hit.first, hit.last)
    if len(hit.text("year")) in (1, 3):
        return None
    spaced = hit.has("year") or hit.options.get("spaced")
    if not spaced and not all(map(hit.words.touches, inside)):
        return None
    return _day_of_month(hit.digits("month") or 0, hit.digits("day") or 0, hit, scene)


def calendar_date(hit: Hit, scene: Scene) -> Meaning | None:
    """A day of a month, or a month: "28. Februar 2019", "31. Dezember", "Ende August"."""
    month = int(hit.value("month"))
    if hit.has("day"):
        meaning = _day_of_month(month, hit.ordinal("day"), hit, scene)
        part = f"T{hit.value('part')}" if hit.has("part") else ""
        return meaning and meaning._replace(timex=meaning.timex + part)
    return _placed(lambda y: periods.month(y, month), hit, scene, f"XXXX-{month:02d}")


def second_day(hit: Hit, scene: Scene) -> Meaning | None:
    """The second day of a range whose month stands before the first: "May 3-4, 2018"."""
    start = scene.focus(hit.first, 2)
    if start is None or start == scene.published:
        return None
    number, stated = hit.ordinal("day"), year_of(hit, scene)
    return of_period(_day(stated or start.year, start.month, number))


def season(hit: Hit, scene: Scene) -> Meaning | None:
    """A season: "Herbst 2018", "im Sommer", "diesen Sommer"."""
    code = str(hit.value("season"))
    return _placed(lambda y: periods.season(y, code), hit, scene, f"XXXX-{code}")


def quarter(hit: Hit, scene: Scene) -> Meaning | None:
    """A quarter or half of a year: "im dritten Quartal 2018", "im ersten Halbjahr"."""
    number = hit.ordinal("ordinal")
    unit = hit.options.get("unit") or hit.value("unit")
    if unit == "Q" and 1 <= number <= 4:
        return _placed(lambda y: periods.quarter(y, number), hit, scene, f"XXXX-Q{number}")
    if unit == "HY" and 1 <= number <= 2:
        return _placed(lambda y: periods.half_year(y, number), hit, scene, f"XXXX-H{number}")
    return None


def _easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    m = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    k = (a + 11 * h + 22 * m) // 451
    month, number = divmod(h + m - 7 * k + 114, 31)
    return date(year, month, number + 1)


def rule_day(rule: str, year: int) -> date:
    """The day that a holiday's rule gives in a year: `12-25`, `easter-2`, `advent+7`, `11-4-4`.

    `advent` is the first Sunday of Advent; `11-4-4` the fourth Thursday of November.
    """
    if rule.startswith("easter"):
        return _easter(year) + timedelta(days=int(rule[6:] or 0))
    if rule.startswith("advent"):
        eve = date(year, 12, 24)
        return eve - timedelta(days=eve.isoweekday() % 7 + 21 - int(rule[6:] or 0))
    month, number, *weekday = map(int, rule.split("-"))
    if not weekday:
        return date(year, month, number)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday[0] - first.isoweekday()) % 7 + 7 * number - 7)


def holiday(hit: Hit, scene: Scene) -> Meaning | None:
    """A holiday by its rule in the data file, `first..last` for one of several days."""
    rule, _, rule_end = str(hit.options.get("day") or hit.value("holiday")).partition("..")

    def make(y: int) -> Period | None:
        if not 1583 <= y <= 9999:
            return None
        first = rule_day(rule, y)
        last = rule_day(rule_end, y) if rule_end else first
        return Period(first.isoformat(), first, last, "holiday")

    return _placed(make, hit, scene, f"XXXX-{rule}" if rule[0].isdigit() else "XXXX-XX-XX")
