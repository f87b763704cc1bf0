"""The importers on the real samples: every row goes in, or is set aside with its reason."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from standoff.case import Case, import_file
from standoff.errors import FileUnreadable
from standoff.record.importing.imported import event_table
from standoff.record.importing.reading import read_foreign

GDELT = """
title = "GDELT dyad scores"
kind = "series"
[columns]
date = "date"
who = "a"
whom = "b"
[[series]]
column = "score"
name = "gdelt_score"
"""


def test_keds_goes_in_whole_but_for_the_rows_without_a_code(shared, tmp_path):
    path = shared / "data" / "events" / "keds_events_1979_2004.parquet"
    answer = import_file(tmp_path / "case", path, "keds")
    assert answer.events + answer.aside == 636_563
    assert answer.aside == 62
    case = Case.open(tmp_path / "case")
    table = event_table(case.folder, case.record.imports)
    assert len(table) == answer.events
    counted = case.counts(each=("source", "target", "set")).frame
    assert case.counts().frame["n"].sum() == answer.events - answer.without_move
    assert 0 < counted["n"].sum() < answer.events, "without pairs of a state and nobody"
    assert table["value"].null_count() == 42_586 - 62


def test_icews_keeps_every_row_of_22_columns(shared):
    path = shared / "data" / "events" / "icews_sample_full_columns.csv"
    parsed = read_foreign(path, "icews").parsed
    frame = parsed.tables["events"]
    assert (len(frame), parsed.aside) == (4_993, ())
    assert (frame["source"] != "").all()
    assert frame["source"].str.contains("^JPN").sum() > 50


def test_mid_gives_disputes_as_events_and_months_as_series(shared):
    path = shared / "data" / "events" / "mid_dyad_month_post1990.csv"
    parsed = read_foreign(path, "mid").parsed
    series, events = parsed.tables["series"], parsed.tables["events"]
    assert (len(series), parsed.aside) == (66_552, ())
    assert int(series["value"].sum()) == 3_583
    assert 500 < len(events) < 3_583
    assert (events["earliest"] <= events["latest"]).all()


def test_gdelt_scores_are_series_and_no_events(shared, tmp_path):
    """With a mapping or by the header; summed by month the same on one core and on two."""
    mapping = tmp_path / "gdelt.toml"
    mapping.write_text(GDELT, encoding="utf-8")
    path = shared / "data" / "events" / "gdelt_dyad_daily_2018_2024.parquet"
    parsed = read_foreign(path, "csv", mapping=mapping).parsed
    assert set(parsed.tables) == {"series"}
    series = parsed.tables["series"]
    assert len(series) == 2_706_008
    answer = import_file(tmp_path / "case", path, "series")
    assert (answer.events, answer.series) == (0, 2_706_008)
    case = Case.open(tmp_path / "case")
    assert case.series_table(by="month").frame["n"].sum() == len(series)
    (pair,) = case.series("score", who="PRK", whom="USA")
    assert pair.starts[0] == date(2018, 1, 1)
    totals = [years_of(tmp_path / "case", cores) for cores in (1, 2)]
    assert totals[0] == totals[1]


def years_of(case, cores):
    words = [Path(sys.executable).with_name("standoff"), "table", "series", "--by", "year"]
    more = {"POLARS_MAX_THREADS": str(cores)}
    done = subprocess.run([*words, "--case", case], capture_output=True, env=os.environ | more,
                          check=True)  # fmt: skip
    return done.stdout


@pytest.mark.parametrize("name", ["keds_dyad_monthly.csv", "gdelt_selected_dyads_daily.csv"])
def test_tables_of_scores_by_their_header(shared, name):
    """One says who and whom in columns; of the other two columns say nothing of whose they are."""
    path = shared / "data" / "events" / name
    if name.startswith("gdelt"):
        with pytest.raises(FileUnreadable, match="'n_nonzero_dyads' does not say whose score"):
            read_foreign(path, "series")
        return
    parsed = read_foreign(path, "series").parsed
    assert (len(parsed.tables["series"]), parsed.aside) == (8 * 10_196, ())


def test_a_wrong_form_is_told_by_its_columns(shared):
    path = shared / "data" / "events" / "keds_dyad_monthly.csv"
    with pytest.raises(FileUnreadable, match="the columns date, weis are missing"):
        read_foreign(path, "keds")
