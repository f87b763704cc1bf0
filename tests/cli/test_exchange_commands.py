"""`export`, `import` of our own formats, `attach` and `cite`, called as people and programs do."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from standoff.case import Case
from standoff.case.exporting import BINARY
from standoff.case.exporting import FORMS as WRITTEN
from standoff.case.taking_in import OWN_FORMS
from standoff.cli import root
from standoff.cli.export import FORMS
from standoff.cli.import_ import OWN
from standoff.errors import BadValue, NotWritten

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"
DISPATCHES = sorted((Path(__file__).parents[1] / "cases" / "dispatches").glob("*.txt"))


def run(*words):
    done = CliRunner().invoke(root, [str(word) for word in words])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def answer_of(name, schema, *words):
    done = run(name, *words, "--json")
    assert done.exit_code == 0, done.stderr
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, json.loads((SCHEMAS / f"{schema}.json").read_text("utf-8")))
    return answer


@pytest.fixture
def folder(tmp_path):
    Case.read_into(tmp_path / "c", DISPATCHES, dyad="PRK,USA")
    return tmp_path / "c"


def test_the_command_line_offers_every_format():
    assert tuple(sorted(WRITTEN)) == FORMS
    assert {*OWN, "csv"} == set(OWN_FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_each_format_is_written_and_says_what_counts(folder, tmp_path, form):
    path = tmp_path / "out"
    words = (path, "--as", form, "--case", folder, "--proposed")
    answer = answer_of("export", "export", *words)
    assert answer["bytes"] == path.stat().st_size
    assert answer["proposed_counted"] is True
    done = run("export", *words)
    assert "proposed codings ARE counted here" in done.stderr
    assert done.stderr.strip().splitlines()[-1].startswith("Next:")
    bare = run("export", "--as", form, "--case", folder, "--proposed")
    if form in BINARY:
        assert bare.exit_code == 2
    else:
        assert bare.stdout_bytes == path.read_bytes()


def test_a_bundle_makes_the_way_there_and_back(folder, tmp_path):
    run("export", tmp_path / "b.zip", "--as", "bundle", "--case", folder)
    new = tmp_path / "new"
    taken = answer_of("import", "import-own", tmp_path / "b.zip", "--as", "bundle", "--case", new)
    assert (taken["started"], taken["withheld"]) == (True, 3)
    done = answer_of("attach", "attach", new, *DISPATCHES)
    assert (done["attached"], done["missing"]) == (3, [])
    assert run("attach", new, *DISPATCHES).stdout.startswith("0 texts attached, 0 still missing")
    cites = [answer_of("cite", "cite", one) for one in (folder, new)]
    assert cites[0] == cites[1], "the same record is cited alike"
    assert answer_of("doctor", "doctor", "--case", new).get("faults", []) == []


def test_import_of_a_bundle_says_what_is_missing(folder, tmp_path):
    run("export", tmp_path / "b.zip", "--as", "bundle", "--case", folder)
    done = run("import", tmp_path / "b.zip", "--as", "bundle", "--case", tmp_path / "new")
    assert "3 press texts are not in it" in done.stderr
    assert "standoff attach" in done.stderr.strip().splitlines()[-1]


def test_cite_in_both_forms(folder):
    assert run("cite", folder).stdout.startswith("@misc{standoff-c-")
    (item,) = json.loads(run("cite", folder, "--as", "csl").stdout)
    assert item["type"] == "dataset"
    coding = Case.open(folder).codings[0].id
    assert f":coding:{coding}" in run("cite", "--id", coding, "--case", folder).stdout
    with pytest.raises(BadValue):
        run("cite", folder, "--id", "nobody")


def test_events_as_csv_come_back_without_a_mapping(folder, tmp_path):
    run("export", tmp_path / "e.csv", "--as", "csv", "--case", folder, "--proposed")
    new = tmp_path / "new"
    taken = answer_of("import", "import-own", tmp_path / "e.csv", "--as", "csv", "--case", new)
    assert taken["added"] == len(Case.open(new).events()) > 0


@pytest.mark.parametrize("name", ["journal.sqlite", "case.toml"])
def test_no_export_replaces_the_record_itself(folder, name):
    before = (folder / name).read_bytes()
    with pytest.raises(NotWritten, match="part of a record"):
        run("export", folder / name, "--as", "archive", "--case", folder)
    assert (folder / name).read_bytes() == before
    Case.open(folder).verify()


def test_no_table_replaces_an_imported_one(folder, tmp_path):
    foreign = tmp_path / "k.csv"
    foreign.write_text("date,source,target,weis\n2001-01-01,ISR,PAL,174\n", "utf-8")
    run("import", foreign, "--as", "keds", "--case", folder)
    (kept,) = (folder / "imports").glob("*.parquet")
    with pytest.raises(NotWritten, match="part of a record"):
        run("table", "counts", "--out", kept, "--case", folder)
    Case.open(folder).verify()


def test_an_export_to_a_device_or_pipe_leaves_it_there(folder, tmp_path):
    """As root a renamed file would take the place of /dev/full, for every program."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(NotWritten, match="pipe or a device"):
        run("export", pipe, "--as", "archive", "--case", folder)
    assert pipe.is_fifo()


def test_events_show_the_first_and_say_how_many_there_are(folder):
    whole = run("events", "--proposed", "--limit", "0", "--case", folder)
    first = run("events", "--proposed", "--limit", "1", "--case", folder)
    count = len(Case.open(folder).events(proposed=True))
    assert count > 1
    assert f"the first 1 of {count} events" in first.stderr
    assert "the first" not in whole.stderr
    assert len(first.stdout.splitlines()) < len(whole.stdout.splitlines())
    answer = answer_of("events", "events", "--proposed", "--limit", "1", "--case", folder)
    assert len(answer["events"]) == count
