"""`standoff import`: one line on what went in, the set-aside rows on stderr, JSON by its schema."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema

from standoff.cli.convert import SCHEMES
from standoff.record.importing.conversion import CONVERTIBLE

ROOT = Path(__file__).parents[2]
TABLE = "date,source,target,weis\n1990-08-02,IRQ,KUW,223\n1990-08-03,USA,IRQ,999\n"


def standoff(*words):
    script = Path(sys.executable).with_name("standoff")
    return subprocess.run([script, *map(str, words)], capture_output=True, text=True, check=False)


def test_import_says_what_went_in_and_what_was_set_aside(tmp_path):
    path, case = tmp_path / "k.csv", tmp_path / "case"
    path.write_text(TABLE, encoding="utf-8")
    done = standoff("import", path, "--as", "keds", "--case", case)
    assert done.returncode == 0, done.stderr
    assert "1 event taken in without evidence" in done.stdout
    assert "1 row was set aside" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("Next: ")
    again = standoff("import", path, "--as", "keds", "--case", case, "--json")
    answer = json.loads(again.stdout)
    schema = json.loads((ROOT / "docs" / "schema" / "import.json").read_text(encoding="utf-8"))
    jsonschema.validate(answer, schema)
    assert answer["known"] is True
    sound = standoff("doctor", "--case", case)
    assert "is sound: 1 entries" in sound.stdout


def test_a_file_of_another_form_is_one_sentence_and_exit_1(tmp_path):
    path = tmp_path / "k.csv"
    path.write_bytes("date,source\nKöln,x\n".encode("latin-1"))
    done = standoff("import", path, "--as", "icews", "--case", tmp_path / "case")
    assert done.returncode == 1
    assert "is not UTF-8" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "case").exists()


def test_an_unknown_form_is_a_usage_fault(tmp_path):
    done = standoff("import", tmp_path / "k.csv", "--as", "poems")
    assert done.returncode == 2


def test_codes_convert_on_the_command_line():
    done = standoff("convert", "COERCE", "REQUEST", "--from", "plover", "--to", "cameo", "--json")
    answer = json.loads(done.stdout)
    jsonschema.validate(
        answer, json.loads((ROOT / "docs" / "schema" / "convert.json").read_text("utf-8"))
    )
    assert [(row["codes"], row["lossy"]) for row in answer["rows"]] == [
        (["17"], False), (["02", "10"], True)
    ]  # fmt: skip
    shown = standoff("convert", "174", "--from", "weis", "--to", "cameo")
    assert "13" in shown.stdout
    assert shown.stderr.strip().startswith("Next:")
    unknown = standoff("convert", "999", "--from", "weis", "--to", "cameo")
    assert unknown.returncode == 1
    assert "is no WEIS code" in unknown.stderr


def test_the_command_line_offers_every_scheme_that_converts():
    assert set(SCHEMES) == set(CONVERTIBLE)


def test_a_mistyped_state_is_no_quiet_one(tmp_path):
    (tmp_path / "k.csv").write_text("date,source,target,weis\n2001-01-05,ISR,PAL,174\n", "utf-8")
    standoff("import", tmp_path / "k.csv", "--as", "keds", "--case", tmp_path / "c")
    for kind in ("counts", "events", "panel"):
        wrong = standoff("table", kind, "--who", "XXX", "--case", tmp_path / "c")
        right = standoff("table", kind, "--who", "ISR", "--case", tmp_path / "c")
        assert "No event that counts fits" in wrong.stderr
        assert "No event that counts fits" not in right.stderr


def test_scores_alone_lead_to_the_table_of_series(tmp_path):
    (tmp_path / "s.csv").write_text("date,USA_PRK\n2001-01-05,1.5\n", "utf-8")
    done = standoff("import", tmp_path / "s.csv", "--as", "series", "--case", tmp_path / "c")
    assert "table series --by month" in done.stderr.strip().splitlines()[-1]
    assert done.stdout == "1 value of series taken in.\n"


def test_a_table_of_ones_own_leads_to_a_mapping_which_may_name_systems(tmp_path):
    (tmp_path / "t.csv").write_text(
        "day,kind\n2001-01-05,icbm\n2001-01-06,word\n2001-01-07,icbm\n", "utf-8"
    )
    bare = standoff("import", tmp_path / "t.csv", "--as", "csv", "--case", tmp_path / "c")
    assert bare.returncode == 1
    assert "--mapping FILE.toml" in bare.stderr
    (tmp_path / "m.toml").write_text(
        '[columns]\ndate = "day"\nmove = "kind"\n[constants]\nwho = "PRK"\n'
        '[moves]\nicbm = "weapon_test:intercontinental"\nword = "threat"\n',
        "utf-8",
    )
    done = standoff("import", tmp_path / "t.csv", "--as", "csv", "--mapping", tmp_path / "m.toml",
                    "--case", tmp_path / "c")  # fmt: skip
    assert done.stdout.startswith("3 events taken in")
    table = standoff("table", "counts", "--by", "year", "--each", "move,system",
                     "--case", tmp_path / "c")  # fmt: skip
    assert table.stdout.splitlines()[1:] == [
        '2001-01-01,threat,"",1,1,partial',
        "2001-01-01,weapon_test,intercontinental,2,2,partial",
    ]


def test_sets_that_are_added_up_are_named(tmp_path):
    """KEDS codes the Gulf stories twice; a sum over both counts them twice, and says so."""
    rows = [f"2001-01-0{n},USA,IRQ,223,{name}\n" for n in (1, 2) for name in ("leads", "full")]
    (tmp_path / "k.csv").write_text("date,source,target,weis,set\n" + "".join(rows), "utf-8")
    standoff("import", tmp_path / "k.csv", "--as", "keds", "--case", tmp_path / "c")
    said = "Added up from 2 imported sets (full 2, leads 2)"
    for kind in ("counts", "panel"):
        both = standoff("table", kind, "--case", tmp_path / "c")
        one = standoff("table", kind, "--origin", "full", "--case", tmp_path / "c")
        assert said in both.stderr
        assert "Added up" not in one.stderr
    apart = standoff("table", "counts", "--each", "set", "--case", tmp_path / "c")
    assert "Added up" not in apart.stderr
