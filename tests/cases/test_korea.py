"""The record of the bundled case `korea`, held against the table that its launches come from."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from bundle import coverage, events, info, table

from standoff.nouns import EventPattern, coverage_level

CNS = "CNS missile test database"
THEATRES = ("IRN", "SYR", "ISR", "AFG", "CHN", "NATO")
#: Years whose launch days differ from the shared table, with the reason. None at present.
DIFFERENCES: dict[int, tuple[int, str]] = {}


def launches():
    return [one for one in events("korea") if CNS in one.provenance.split("; ")]


def launch_days(first: date, last: date) -> set[date]:
    return {
        one.when.earliest
        for one in launches()
        if one.when.is_day and first <= one.when.earliest <= last
    }


@pytest.fixture(scope="module")
def cns(shared):
    """Rows of the shared table that CNS is a source of, within the case's period."""
    period = info("korea")["period"]
    path = shared / "data" / "korea" / "provocations.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            row
            for row in csv.DictReader(stream)
            if "CNS" in row["sources"].split(";")
            and period["start"] <= date.fromisoformat(row["date"]) <= period["end"]
        ]


def test_launch_days_a_year_equal_the_table(cns):
    theirs, ours = defaultdict(set), defaultdict(set)
    for row in cns:
        theirs[int(row["date"][:4])].add(row["date"])
    for day in launch_days(info("korea")["period"]["start"], info("korea")["period"]["end"]):
        ours[day.year].add(day.isoformat())
    for year in sorted(theirs.keys() | ours.keys()):
        allowed, reason = DIFFERENCES.get(year, (0, ""))
        assert len(ours[year]) - len(theirs[year]) == allowed, f"{year} {reason}"
        if not allowed:
            assert ours[year] == theirs[year], year


def test_each_launch_agrees_with_the_table_in_class_and_number(cns):
    system = {
        "SRBM": "short_range", "MRBM": "medium_range", "IRBM": "medium_range",
        "HGV": "medium_range", "ICBM": "intercontinental", "SLBM": "submarine",
        "SLV": "satellite",
    }  # fmt: skip
    theirs = Counter(
        (row["date"], system[row["cns_missile_type"]], int(row["n_launches"]))
        for row in cns
        if row["cns_missile_type"] != "Unknown"
    )
    ours = Counter((str(one.when.earliest), one.system, one.number) for one in launches())
    assert not theirs - ours
    unknown = sum(row["cns_missile_type"] == "Unknown" for row in cns)
    period = info("korea")["period"]
    inside = [one for one in launches() if one.when.earliest >= period["start"]]
    assert len(inside) == sum(theirs.values()) + unknown


def test_thirteen_launch_days_between_may_and_november_2019():
    first, last = date(2019, 5, 4), date(2019, 11, 28)
    assert len(launch_days(first, last)) == 13
    of = Counter(one.system for one in launches() if first <= one.when.earliest <= last)
    assert of == {"short_range": 12, "submarine": 1}


def test_six_nuclear_tests():
    period = info("korea")["period"]
    days = [one.when.earliest for one in events("korea") if one.system == "nuclear"]
    known = [date(2006, 10, 9), date(2009, 5, 25), date(2013, 2, 12), date(2016, 1, 6),
             date(2016, 9, 9), date(2017, 9, 3)]  # fmt: skip
    assert days == [day for day in known if day >= period["start"]]


def test_the_mountain_visits_of_the_list(shared):
    path = shared / "data" / "korea" / "signals.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        listed = list(csv.DictReader(stream))
    period = info("korea")["period"]
    listed = [row for row in listed if date.fromisoformat(row["date"]) >= period["start"]]
    ours = [
        one for one in events("korea")
        if one.move == "signal" and one.name in ("mountain visit", "mountain ride")
    ]  # fmt: skip
    assert len(ours) == len(listed)
    for row, one in zip(listed, ours, strict=True):
        assert one.when.earliest <= date.fromisoformat(row["date"]) <= one.when.latest


def test_each_theatre_has_announcements_and_outcomes():
    accounts = table("korea", "accounts.csv")
    for theatre in THEATRES:
        rows = [one for one in events("korea") if one.theatre == theatre]
        assert len(rows) >= 10, theatre
        announced = [one for one in accounts if one["theatre"] == theatre]
        assert len(announced) >= 5, theatre
        assert sum(one["outcome"] != "open" for one in announced) >= 5, theatre


def test_the_shared_list_of_diplomacy_has_its_counterparts(shared):
    """Every entry between the two states stands within two days of a row of ours."""
    path = shared / "data" / "korea" / "diplomacy.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        listed = [row for row in csv.DictReader(stream) if row["us_dprk"] == "1"]
    slack = timedelta(days=2)
    ours = [one for one in events("korea") if one.theatre not in THEATRES]
    missing = [
        row["id"]
        for row in listed
        if row["date"] >= "1993"
        and not any(
            one.when.touches(
                date.fromisoformat(row["date"]) - slack, date.fromisoformat(row["date"]) + slack
            )
            for one in ours
        )
    ]
    assert len(listed) > 100
    assert not missing


def test_elections_are_computed():
    for one in events("korea"):
        if one.move == "election" and one.source == "USA":
            day = one.when.earliest
            assert one.provenance == "computed"
            assert (day.month, day.weekday()) == (11, 1)
            assert 2 <= day.day <= 8
            assert one.name == ("presidential" if day.year % 4 == 0 else "midterm")


def test_three_meetings_of_the_leaders():
    pattern = EventPattern.parse("USA summit -> PRK")
    met = [one for one in events("korea") if pattern.matches(one)]
    assert [one.place for one in met] == ["Singapore", "Hanoi", "Panmunjom"]


def test_every_year_of_launches_is_covered():
    period = info("korea")["period"]
    kinds = [
        f"weapon_test:{system}"
        for system in ("medium_range", "intercontinental", "submarine", "satellite", "nuclear")
    ]
    assert coverage_level(coverage("korea"), kinds, period["start"], period["end"]) == "complete"
    tests = coverage_level(coverage("korea"), ["weapon_test"], period["start"], period["end"])
    assert tests == "partial"


def test_no_sentence_is_taken_from_the_shared_tables_or_articles(shared):
    """No eight words in a row, in any text that we ship, stand in a shared text as well."""
    theirs: set[tuple[str, ...]] = set()
    paths = [*(shared / "press").glob("*.txt"), *(shared / "data" / "korea").glob("*.csv")]
    for path in paths:
        theirs |= _runs(path.read_text(encoding="utf-8"))
    for one in events("korea"):
        for text in one.text.values():
            assert not _runs(text) & theirs, one.id
    from bundle import dispatches

    for row, text in dispatches("korea"):
        assert not _runs(text) & theirs, row["file"]


def _runs(text: str, n: int = 8) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}
