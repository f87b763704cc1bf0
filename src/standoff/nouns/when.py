"""`When`: the dates between which something happened; `TimePhrase`: the words that say so."""

from __future__ import annotations

import re
from datetime import date, datetime

from msgspec import Struct

from standoff.errors import BadValue

__all__ = ["TimePhrase", "When", "check_range", "day_given", "parse_day"]

_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9:.,]{2,18})\s?(Z|[+-][0-9:]{2,6})?)?")


def check_range(earliest: date | None, latest: date | None) -> None:
    """Raise `BadValue` unless `earliest <= latest` (an open end is allowed)."""
    if earliest and latest and earliest > latest:
        raise BadValue(f"dates in the wrong order: {earliest} is after {latest}")


def parse_day(said: str, *, where: str = "") -> date:
    """The day that `said` names; raises `BadValue` if it is no ISO date or instant.

    Of an instant the day is taken as written, in the zone of whoever wrote it. A date with dots is
    day, month, year, as German spreadsheets write it. Forms that name no single day ("2019-12",
    "2019-W50") or leave open which number is the month ("9/12/2019") are refused.

    >>> parse_day("2019-12-09T23:30:00+01:00") == parse_day("9.12.2019")
    True
    """
    found = _DAY.fullmatch(said.strip()) if len(said) <= 60 else None
    try:
        if not found and (dotted := _DOTTED.fullmatch(said.strip()[:11])):
            return date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
        if found:
            day, clock, zone = found.groups()
            if clock:
                datetime.fromisoformat(f"{day}T{clock}{zone or ''}")
            return date.fromisoformat(day)
    except ValueError:
        pass
    raise BadValue(
        f"{said[:40]!r} is not a date", where=where, expected="YYYY-MM-DD, for instance 2019-12-09",
        next="in a spreadsheet make the column one of texts, and type it again" if "/" in said
        else "",
    )  # fmt: skip


def day_given(value: object, name: str) -> date | None:
    """A day as a caller in Python gave it: a date, an instant, or a text such as "2019-12-09".

    Raises `BadValue` that names the argument.
    """
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, str):
        return parse_day(value, where=name)
    raise BadValue(
        f"{type(value).__name__} is no day",
        where=name,
        expected="a date, such as date(2019, 12, 9)",
    )


class When(Struct, frozen=True, kw_only=True):
    """A range of dates, both ends included; None is an open end.

    `at` is the instant in UTC where it is known, `zone` the IANA zone whose calendar `earliest`
    and `latest` follow (a launch at 20:30 UTC is the next day in Korea).
    """

    earliest: date | None = None
    latest: date | None = None
    said: str = ""
    at: datetime | None = None
    zone: str = ""

    def __post_init__(self) -> None:
        check_range(self.earliest, self.latest)

    @property
    def is_day(self) -> bool:
        """True if exactly one day is meant."""
        return self.earliest is not None and self.earliest == self.latest

    def within(self, start: date, end: date) -> bool:
        """True if the whole range surely lies in [start, end]."""
        return bool(self.earliest and self.latest and start <= self.earliest and self.latest <= end)

    def touches(self, start: date, end: date) -> bool:
        """True if the range may overlap [start, end]; an open end reaches everywhere."""
        return not (
            (self.earliest is not None and self.earliest > end)
            or (self.latest is not None and self.latest < start)
        )


class TimePhrase(Struct, frozen=True, kw_only=True):
    """A time phrase in a text: `text[start:end] == said`, in code points.

    `timex` is its TIMEX3 value (ISO-TimeML: `2019-12-31`, `2019-W49-WE`, `P7M`, `PRESENT_REF`);
    `earliest` and `latest` the dates it covers, None where text and publication date do not say.
    """

    start: int
    end: int
    said: str
    timex: str
    earliest: date | None = None
    latest: date | None = None

    def __post_init__(self) -> None:
        check_range(self.earliest, self.latest)
