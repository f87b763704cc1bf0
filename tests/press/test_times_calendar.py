"""The calendar under the time phrases, beside slow twins."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.errors import DataError
from standoff.press.times import periods
from standoff.press.times.dates import rule_day
from standoff.press.times.lexicon import Lexicon
from standoff.press.times.patterns import compile_pattern
from standoff.press.times.units import duration_value, moved

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(DAYS)
def test_week_and_weekend_hold_seven_and_two_days(day: date) -> None:
    week, weekend = periods.week(day), periods.weekend(day)
    assert week.first is not None
    assert week.last is not None
    assert weekend.first is not None
    assert weekend.last is not None
    assert week.first <= day <= week.last
    assert (week.last - week.first).days == 6
    assert week.first.strftime("%G-W%V") == week.timex
    assert (weekend.first.isoweekday(), weekend.last.isoweekday()) == (6, 7)
    assert week.first <= weekend.first <= weekend.last == week.last


@given(st.integers(1, 9998), st.integers(1, 12))
def test_month_ends_before_the_next_begins(year: int, month: int) -> None:
    this, after = periods.month(year, month), periods.month(year + month // 12, month % 12 + 1)
    assert this.last is not None
    assert this.last + timedelta(days=1) == after.first


@given(DAYS, st.sampled_from(["D", "W", "M", "Q", "HY", "Y", "DE", "CE", "L"]))
def test_a_day_lies_in_its_period(day: date, unit: str) -> None:
    period = periods.period_of(unit, day)
    assert period is not None
    assert period.first is not None
    assert period.last is not None
    assert period.first <= day <= period.last


def test_long_periods_by_name():
    for made, timex, first, last, grain in (
        (periods.decade(201), "201", date(2010, 1, 1), date(2019, 12, 31), "decade"),
        (periods.decade(0), "000", date(1, 1, 1), date(9, 12, 31), "decade"),
        (periods.century(20), "20", date(2000, 1, 1), date(2099, 12, 31), "century"),
        (periods.century(0), "00", date(1, 1, 1), date(99, 12, 31), "century"),
        (periods.millennium(1), "1", date(1000, 1, 1), date(1999, 12, 31), "millennium"),
        (periods.millennium(9), "9", date(9000, 1, 1), date(9999, 12, 31), "millennium"),
        (periods.decade(1000), "1000", None, None, "decade"),
    ):
        assert made == periods.Period(timex, first, last, grain)


@pytest.mark.parametrize("month", range(1, 13))
def test_the_parts_of_a_year_that_a_day_lies_in(month: int) -> None:
    """Quarters and halves by counting months, longer periods by cutting the year's digits."""
    day = date(2001, month, 15)
    found = {unit: periods.period_of(unit, day) for unit in ("Q", "HY", "DE", "CE", "L")}
    assert {unit: period.timex for unit, period in found.items() if period} == {
        "Q": f"2001-Q{[1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4][month - 1]}",
        "HY": f"2001-H{1 if month <= 6 else 2}",
        "DE": "200", "CE": "20", "L": "2",
    }  # fmt: skip


def test_the_calendar_ends_with_its_last_year():
    assert periods.month(9999, 12).last == date(9999, 12, 31)
    assert periods.month(1, 1).first == date(1, 1, 1)
    assert periods.month(10_000, 1)[1:3] == (None, None)
    assert periods.period_of("H", date(2001, 1, 1)) is None


@given(DAYS, st.integers(-600, 600))
def test_adding_months_one_by_one(day: date, months: int) -> None:
    """The slow twin counts month ends; the day is kept or cut to the end of a shorter month."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in (0, 13):
            year, month = (year + 1, 1) if month == 13 else (year - 1, 12)
    last = periods.month(year, month).last
    assert last is not None
    assert periods.add_months(day, months) == last.replace(day=min(day.day, last.day))


@given(
    st.dates(), st.floats(-1e6, 1e6), st.sampled_from(["D", "W", "M", "Y", "DE", "CE", "L", "H"])
)
def test_moving_never_raises(day: date, number: float, unit: str) -> None:
    moved(day, number, unit)


def easter_by_the_moon(year: int) -> date:
    """The Sunday after the ecclesiastical full moon, counted day by day (Gauss's golden number)."""
    century = year // 100 + 1
    shifted = (14 + 11 * (year % 19) - 3 * century // 4 + (5 + 8 * century) // 25) % 30
    if shifted == 0 or (shifted == 1 and year % 19 > 10):
        shifted += 1
    moon = date(year, 4, 19) - timedelta(days=shifted)
    return moon + timedelta(days=7 - moon.isoweekday() % 7)


def test_easter() -> None:
    wrong = [y for y in range(1583, 3000) if rule_day("easter", y) != easter_by_the_moon(y)]
    assert wrong == []


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("12-25", date(2018, 12, 25)),
        ("easter-2", date(2018, 3, 30)),
        ("easter+49", date(2018, 5, 20)),
        ("11-4-4", date(2018, 11, 22)),
        ("09-1-1", date(2018, 9, 3)),
        ("advent", date(2018, 12, 2)),
        ("advent-7", date(2018, 11, 25)),
    ],
)
def test_days_of_2018(rule: str, expected: date) -> None:
    assert rule_day(rule, 2018) == expected


@pytest.mark.parametrize(
    ("number", "unit", "value"),
    [(3, "Y", "P3Y"), (0.5, "H", "PT0.5H"), ("X", "D", "PXD"), (1, "QH", "PT15M"),
     (1, "HY", "P0.5Y"), (1, "FN", "P2W"), (2, "NI", "PT2NI"), (5, "MIN", "PT5M"),
     (1.5, "Y", "P1.5Y"), (2, "WE", "P2WE")],
)  # fmt: skip
def test_duration_values(number: float | str, unit: str, value: str) -> None:
    assert duration_value(number, unit) == value


TAGS = {"one": "a", "unit": "b", "of": "c"}


def test_pattern_compiles_to_a_regular_expression() -> None:
    regex = compile_pattern("@of < number:one? unit|of > !one", TAGS, {}, "here")
    assert regex == "(?<=[c])(?P<span>(?P<number>[a])?[bc])(?![a])"


@pytest.mark.parametrize("pattern", ["nobody", "one %", "one*"])
def test_a_bad_pattern_names_its_rule(pattern: str) -> None:
    with pytest.raises(DataError, match="rule x"):
        compile_pattern(pattern, TAGS, {}, "de.toml, rule x")


BASE = {
    "helpers": "dot",
    "word": [{"tag": "unit", "forms": "tag"}],
    "rule": [{"name": "unit", "builder": "set", "pattern": "< unit >"}],
}


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"word": [{"tag": "unit", "forms": "tag tag"}]}, "stands twice"),
        ({"helpers": "nobody"}, "unknown helpers"),
        ({"macro": {"unit": "dot"}}, "name of a tag"),
    ],
)
def test_a_bad_data_file_is_refused(change: dict, what: str) -> None:
    Lexicon(BASE, "xx.toml")
    with pytest.raises(DataError, match=what):
        Lexicon({**BASE, **change}, "xx.toml")
