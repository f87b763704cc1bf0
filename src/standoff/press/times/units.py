"""Units of time: how TIMEX3 writes so many of one, and how far they reach in the calendar.

Codes are those of TIMEX3 (`Y M W D`, `DE` decade, `CE` century, `L` millennium, `WE` weekend, `Q`
quarter, `NI` night, ...) and a few that it writes otherwise: `MIN` minute and `S` second (`PT3M`),
`QH` and `TQH` quarters of an hour (`PT15M`), `HY` half a year, `FN` a fortnight.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from standoff.press.times.periods import add_days, add_months

__all__ = ["around", "duration_value", "moved"]

_CLOCK_UNITS = MappingProxyType({"H": "H", "MIN": "M", "S": "S"})
_PART_UNITS = ("MO", "MI", "AF", "EV", "NI")
# Units that TIMEX3 writes as so many of another: (how many, head, its letter).
_PARTS_OF = MappingProxyType({
    "QH": (15, "PT", "M"), "TQH": (45, "PT", "M"), "HY": (0.5, "P", "Y"), "FN": (2, "P", "W"),
})  # fmt: skip
_MONTHS = MappingProxyType({"Y": 12, "M": 1, "Q": 3, "HY": 6, "DE": 120, "CE": 1200, "L": 12000})
_DAYS = MappingProxyType({
    "D": 1.0, "W": 7.0, "WE": 7.0, "NI": 1.0, "FN": 14.0, "H": 1 / 24, "MIN": 1 / 1440,
    "S": 1 / 86400,
})  # fmt: skip
_HALF = MappingProxyType({
    "W": (3, "D"), "WE": (1, "D"), "FN": (7, "D"), "M": (15, "D"), "Q": (45, "D"), "HY": (3, "M"),
    "Y": (6, "M"), "DE": (5, "Y"), "CE": (50, "Y"), "L": (500, "Y"),
})  # fmt: skip


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


def around(now: date | None, number: float, unit: str) -> tuple[date | None, date | None]:
    """The days meant by "so many units away": half a unit to either side, exact for days."""
    point = moved(now, number, unit)
    count, small = _HALF.get(unit, (0, "D"))
    return moved(point, -count, small), moved(point, count, small)
