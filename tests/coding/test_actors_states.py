"""The crosswalk of state codes: published numbers, one row a day, every state we know."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from standoff.coding.actors import StateCode, state_code, state_codes
from standoff.coding.actors.tables import package_rows

WITHOUT_NUMBERS = {"VAT", "PSE", "HKG", "MAC", "ESH"}


@pytest.mark.parametrize(
    ("code", "day", "iso3", "cow_abb", "cow", "gw"),
    [
        ("USA", date(2020, 1, 1), "USA", "USA", 2, 2),
        ("DEU", date(1990, 10, 2), "DEU", "GFR", 260, 260),
        ("DEU", date(1990, 10, 3), "DEU", "GMY", 255, 260),
        ("DDR", date(1989, 11, 9), "DDR", "GDR", 265, 265),
        ("RUS", date(1991, 8, 19), "SUN", "RUS", 365, 365),
        ("RUS", date(2022, 2, 24), "RUS", "RUS", 365, 365),
        ("SRB", date(1999, 3, 24), "YUG", "YUG", 345, 345),
        ("SRB", date(2010, 1, 1), "SRB", "YUG", 345, 340),
        ("YEM", date(1985, 1, 1), "YEM", "YAR", 678, 678),
        ("YEM", date(2015, 3, 26), "YEM", "YEM", 679, 678),
        ("KIR", date(2000, 1, 1), "KIR", "KIR", 946, 970),
        ("PRK", date(2019, 2, 28), "PRK", "PRK", 731, 731),
    ],
)
def test_numbers_on_a_day(code: str, day: date, iso3: str, cow_abb: str, cow: int, gw: int) -> None:
    row = state_code(code, day)
    assert row is not None
    assert (row.iso3, row.cow_abb, row.cow, row.gw) == (iso3, cow_abb, cow, gw)


def test_no_state_before_its_first_or_after_its_last_day() -> None:
    assert state_code("DDR", date(1990, 10, 3)) is None
    assert state_code("DDR") is None
    assert state_code("SSD", date(2011, 7, 8)) is None
    assert state_code("SSD", date(2011, 7, 9)) is not None
    assert state_code("XYZ") is None


def test_rows_of_a_state_follow_each_other_without_gap_or_overlap() -> None:
    for before, after in pairwise(state_codes()):
        if before.code == after.code:
            assert before.end is not None
            assert after.start == before.end + timedelta(days=1)


def test_every_state_of_the_gazetteer_has_a_row_and_a_number() -> None:
    rows: dict[str, StateCode] = {row.code: row for row in state_codes()}
    assert {row["code"] for row in package_rows("names")} <= set(rows)
    for row in state_codes():
        assert (row.cow is None) == (row.gw is None) == (row.code in WITHOUT_NUMBERS)
        assert bool(row.cow_abb) == (row.cow is not None)


def test_a_number_means_one_state_at_a_time() -> None:
    for day in (date(1980, 1, 1), date(1995, 1, 1), date(2020, 1, 1)):
        rows = [row for row in state_codes() if row.covers(day) and row.cow is not None]
        assert len({row.cow for row in rows}) == len({row.gw for row in rows}) == len(rows)


def test_cow_numbers_agree_with_a_published_estimation_sample(shared: Path) -> None:
    numbers = {row.cow_abb: row.cow for row in state_codes()}
    with (shared / "data" / "escalation" / "countries.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            assert numbers[row["abb"]] == int(row["cow_code"])
