"""What a newcomer does wrong or at the wrong time: one sentence, and nothing counted twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from standoff.case import Case
from standoff.case.starting import await_case
from standoff.errors import CaseError
from standoff.record import Journal, note_entry

TEXT = "Nordkorea testete am Montag eine Rakete. Die USA drohten mit neuen Sanktionen.\n"


def standoff(*words, cwd, stdout=subprocess.PIPE):
    return subprocess.run(
        [sys.executable, "-m", "standoff", *map(str, words)],
        cwd=cwd, stdout=stdout, stderr=subprocess.PIPE, text=True, timeout=120,
    )  # fmt: skip


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("content", ["", "[case]\n", "case = 3\n", "[head]\nseq = 0\n"])
def test_a_case_file_that_says_nothing_is_refused(tmp_path, content):
    (tmp_path / "case.toml").write_text(content, encoding="utf-8")
    done = standoff("phases", cwd=tmp_path)
    assert done.returncode == 1
    assert "case.toml" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["case.toml"]


def test_the_same_text_under_another_date_does_not_count_twice(tmp_path, article):
    first = ("read", article, "--language", "de", "--case", "c", "--published")
    assert standoff(*first, "2020-03-03", cwd=tmp_path).returncode == 0
    again = standoff(*first, "2020-03-04", "--json", cwd=tmp_path)
    answer = json.loads(again.stdout)
    assert (answer["added"], answer["known"], answer["codings"]) == (0, 1, 0)
    assert answer["redated"] == ["a.txt is in the case already, published 2020-03-03"]
    assert "does not count twice" in again.stderr
    case = Case.open(tmp_path / "c")
    assert len(case.articles) == 1
    elsewhere = standoff(*first, "2020-03-04", "--outlet", "Bote", "--json", cwd=tmp_path)
    assert json.loads(elsewhere.stdout)["added"] == 1, "a reprint elsewhere is another article"


def test_two_first_reads_at_once_both_get_in(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Im Jahr {number}: {TEXT}", encoding="utf-8")
    readers = [
        subprocess.Popen(
            [sys.executable, "-m", "standoff", "read", f"{number}.txt", "--language", "de",
             "--published", "2020-03-03", "--case", "c"],
            cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for number in range(3)
    ]  # fmt: skip
    for reader in readers:
        _, said = reader.communicate(timeout=120)
        assert reader.returncode == 0, said
    case = Case.open(tmp_path / "c")
    assert len(case.articles) == 3
    assert (case.info.head_seq, case.info.head_hash) == (case.verify().seq, case.head_hash)


def test_a_start_that_died_half_way_is_finished(tmp_path):
    Journal.create(tmp_path / "journal.sqlite")
    await_case(tmp_path, seconds=0)
    assert Case.open(tmp_path).articles == ()


def test_a_journal_with_entries_but_no_case_file_is_left_alone(tmp_path):
    Journal.create(tmp_path / "journal.sqlite").append([note_entry({"topic": "x"}, by="anna")])
    with pytest.raises(CaseError, match=r"a journal here, but no case\.toml"):
        await_case(tmp_path, seconds=0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("words", [("doctor",), ("code", "a.txt", "--json"), ("--help",)])
def test_an_output_that_cannot_be_written_is_one_sentence(tmp_path, article, words):
    with Path("/dev/full").open("w") as full:
        done = standoff(*words, cwd=tmp_path, stdout=full)
    assert done.returncode == 1
    assert "Error: the output cannot be written: No space left on device." in done.stderr
    assert "Traceback" not in done.stderr


def test_months_are_not_quiet_where_nothing_was_reviewed(tmp_path, article):
    words = ("read", article, "--language", "de", "--published", "2020-03-13", "--case", "c")
    standoff(*words, cwd=tmp_path)
    done = standoff("phases", "--case", "c", cwd=tmp_path)
    assert "No month can be named" in done.stdout
    case = Case.open(tmp_path / "c")
    assert [month.label for month in case.phases().months] == [""]
    assert [month.label for month in case.phases(proposed=True).months] == ["provocation"]
    assert case.phases(proposed=True).proposed_counted
    assert (
        "ARE counted here" in standoff("phases", "--proposed", "--case", "c", cwd=tmp_path).stdout
    )


# No function words to tell English by, and too long to be tried in both languages.
WORDLESS = "North Korea fired missiles near Japan. " * 12


def test_a_text_whose_language_cannot_be_told_is_named(tmp_path):
    (tmp_path / "s.txt").write_text(WORDLESS, encoding="utf-8")
    words = ("s.txt", "--published", "2020-03-03")
    for form in ("table", "csv"):
        coded = standoff("code", *words, "--format", form, cwd=tmp_path)
        assert "s.txt: nothing was coded" in coded.stderr
        assert "--language en" in coded.stderr
    read = standoff("read", *words, "--case", "c", cwd=tmp_path)
    assert "Warning: s.txt: nothing was coded" in read.stderr
    assert "again with --language" in read.stderr
    said = standoff("code", *words, "--language", "en", cwd=tmp_path)
    assert "weapon_test" in said.stdout
    assert "nothing was coded" not in said.stderr


def test_a_case_without_claims_says_how_to_get_some(tmp_path, article):
    standoff("read", article, "--published", "2020-03-03", "--case", "c", cwd=tmp_path)
    asked = standoff("claims", "--case", "c", cwd=tmp_path)
    assert asked.returncode == 1
    assert "standoff claims --propose" in asked.stderr


def test_a_command_does_its_sums_on_one_thread_unless_told_otherwise(tmp_path):
    """numpy reads the setting when it is loaded, which no command does before it is said."""
    code = (
        "import sys, os; sys.argv = ['standoff', 'convert', '190', '--from', 'cameo', '--to',"
        " 'plover']\nfrom standoff.cli import main\n"
        "assert 'numpy' not in sys.modules\n"
        "try: main()\nexcept SystemExit: pass\n"
        "sys.stderr.write(os.environ['OMP_NUM_THREADS'])"
    )
    for told, expected in ({}, "1"), ({"OMP_NUM_THREADS": "2"}, "2"):
        bare = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
        done = subprocess.run(
            [sys.executable, "-c", code], env=bare | told, capture_output=True, text=True
        )
        assert done.stderr.endswith(expected), done.stderr


def test_a_forecast_with_nothing_behind_it_shows_no_probability(tmp_path, article):
    standoff("read", article, "--published", "2020-03-03", "--case", "c", cwd=tmp_path)
    asked = ("forecast", "PRK weapon_test", "--by", "2020-03-31", "--proposed", "--case", "c")
    told = standoff(*asked, cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    (row,) = [line for line in told.stdout.splitlines() if "2020-03-31" in line and "pool" in line]
    assert " open " in row
    assert "50%" not in row, "the prior says nothing about the world"
    (forecast,) = json.loads(standoff(*asked, "--json", cwd=tmp_path).stdout)["forecasts"]
    assert forecast["n"] == 0
