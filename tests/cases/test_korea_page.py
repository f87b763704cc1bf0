"""The figures that docs/korea.md states are those of the files."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from bundle import COLUMNS, coverage, dispatches, info, table

PAGE = (Path(__file__).parents[2] / "docs" / "korea.md").read_text(encoding="utf-8")
CNS = "CNS missile test database"


def launches():
    first = info("korea")["period"]["start"].isoformat()
    return [
        row
        for row in table("korea", "chronology.csv")
        if CNS in row["source"].split("; ") and row["earliest"] >= first
    ]


def test_the_table_of_launch_days():
    years = defaultdict(list)
    for row in launches():
        years[row["earliest"][:4]].append(row)
    stated = re.findall(r"^\| (\d{4}) \| (\d+) \| (\d+) \| (\d+) \|$", PAGE, re.MULTILINE)
    counted = [
        (
            year,
            str(len({row["earliest"] for row in rows})),
            str(len(rows)),
            str(sum(int(row["number"]) for row in rows)),
        )
        for year, rows in sorted(years.items())
    ]
    assert stated == counted


def test_the_sentence_on_2019():
    rows = [row for row in launches() if "2019-05-04" <= row["earliest"] <= "2019-11-28"]
    assert len({row["earliest"] for row in rows}) == 13
    assert "13 launch days: 12 with short-range missiles and one, 2 October" in PAGE
    assert f"missiles are counted ({sum(int(row['number']) for row in rows)})" in PAGE


def test_small_counts_in_words():
    period = info("korea")["period"]
    before = [
        row
        for row in table("korea", "chronology.csv")
        if row["earliest"] < period["start"].isoformat()
    ]
    words = {6: "six", 7: "Seven", 16: "Sixteen"}
    assert f"{words[len(before)]} launches are there" in PAGE
    unclassed = [row for row in launches() if not row["system"]]
    assert f"{words[len(unclassed)]} rows stay without a class" in PAGE
    assert f"{words[len(list(dispatches('korea')))]} texts" in PAGE


def test_every_column_and_source_is_explained():
    unexplained = {"id", "place", "terms", "text_en", "text_de"}
    for column in COLUMNS:
        assert f"`{column}`" in PAGE or column in unexplained, column
    for row in table("korea", "chronology.csv"):
        for source in row["source"].split("; "):
            assert f"**{source}**" in PAGE


def test_left_out_times_are_named():
    left_out = [row for row in table("korea", "chronology.csv") if "time left out" in row["note"]]
    assert [row["earliest"] for row in left_out] == ["2016-02-07", "2016-10-15", "2017-07-04"]
    assert all(not row["at_utc"] for row in left_out)


def test_partial_and_none_are_as_argued():
    levels = {(span.kind, span.start.year): span.level for span in coverage("korea")}
    assert levels["weapon_test:engine", 1993] == "none"
    assert levels["weapon_test:engine", 2016] == "partial"
    assert levels["weapon_test:short_range", 1993] == "partial"
    assert levels["weapon_test:short_range", 2012] == "complete"
    assert levels["weapon_test", 1984] == "partial"
    thin = {kind for (kind, year), level in levels.items() if year == 1993 and level == "partial"}
    assert {"threat", "demand", "warning", "refusal", "announcement"} <= thin
