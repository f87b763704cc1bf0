"""`standoff table`: CSV into a pipe, files by their ending, notes on stderr, JSON by its schema."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import polars as pl
import pytest

ROOT = Path(__file__).parents[2]
TABLE = """date,source,target,weis,set
1990-08-02,IRQ,KUW,223,lead
1990-08-03,USA,IRQ,174,lead
1990-09-03,USA,IRQ,174,full
1990-08-03,XYZ,IRQ,174,full
"""


def standoff(*words):
    script = Path(sys.executable).with_name("standoff")
    return subprocess.run([script, *map(str, words)], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    (folder / "k.csv").write_text(TABLE, encoding="utf-8")
    done = standoff("import", folder / "k.csv", "--as", "keds", "--case", folder / "case")
    assert done.returncode == 0, done.stderr
    (folder / "s.csv").write_text("date,a,b,score\n2018-01-01,AFG,AUS,1.5\n", encoding="utf-8")
    done = standoff("import", folder / "s.csv", "--as", "series", "--case", folder / "case")
    assert "1 value of series" in done.stdout, done.stderr
    return folder / "case"


def rows_of(done):
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1].startswith("Next: ")
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_counts_come_as_csv_and_their_notes_on_stderr(case):
    done = standoff("table", "counts", "--who", "usa", "--move", "ultimatum", "--case", case)
    assert [(row["period"], row["n"]) for row in rows_of(done)] == [
        ("1990-08-01", "1"),
        ("1990-09-01", "1"),
    ]
    assert "0 of 0 codings reviewed" in done.stderr


def test_a_panel_has_codes_of_states_and_says_who_is_none(case):
    words = ("--codes", "cow", "--by", "year", "--undirected", "--columns", "plover")
    done = standoff("table", "panel", *words, "--case", case)
    found = {(row["source"], row["target"]): row["n_threaten"] for row in rows_of(done)}
    assert found == {("2", "645"): "2", ("2", "690"): "0", ("645", "690"): "0"}
    assert "no state of the list cow on that day: 1 of 4 (XYZ 1)." in done.stderr


def test_every_kind_is_a_table(case):
    assert len(rows_of(standoff("table", "events", "--origin", "full", "--case", case))) == 2
    (score,) = rows_of(standoff("table", "series", "--by", "month", "--case", case))
    assert (score["source"], score["total"]) == ("AFG", "1.5")
    assert rows_of(standoff("table", "codings", "--case", case)) == []


@pytest.mark.parametrize("ending", ["csv", "parquet", "dta"])
def test_a_file_is_written_by_its_ending(case, tmp_path, ending):
    path = tmp_path / f"out.{ending}"
    done = standoff("table", "counts", "--out", path, "--case", case)
    assert done.returncode == 0, done.stderr
    assert f"rows written to {path}" in done.stdout
    if ending == "parquet":
        assert pl.read_parquet(path)["n"].to_list() == [3, 1]
    assert path.stat().st_size > 50


@pytest.mark.parametrize("kind", ["events", "counts", "panel", "series", "codings"])
def test_json_follows_its_schema(case, kind):
    done = standoff("table", kind, "--json", "--case", case)
    answer = json.loads(done.stdout)
    schema = json.loads((ROOT / "docs" / "schema" / "table.json").read_text(encoding="utf-8"))
    jsonschema.validate(answer, schema)
    assert len(answer["data"]) == answer["rows"]
    assert all(len(row) == len(answer["columns"]) for row in answer["data"])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("counts", "--move", "waltz"), "move 'waltz'"),
        (("counts", "--zone", "Moon"), "'Moon' is no time zone"),
        (("panel", "--states", "XXX"), "'XXX' is no iso3 code"),
        (("counts", "--each", "mood"), "for each 'mood'"),
        (("counts", "--out", "x.xlsx"), "the ending '.xlsx'"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence_and_exit_1(case, words, says):
    done = standoff("table", *words, "--case", case)
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_form_never_tried_on_real_files_says_so(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "event_id_cnty,event_date,time_precision,sub_event_type,actor1,actor2,country,location,"
        "source,fatalities\nX1,2023-02-16,1,Armed clash,Norland Front,Sudria Front,Sudria,Suda,"
        "Bote,0\n",
        encoding="utf-8",
    )
    done = standoff("import", path, "--as", "acled", "--case", tmp_path / "case")
    assert done.returncode == 0, done.stderr
    assert "not tried on real files" in done.stderr
