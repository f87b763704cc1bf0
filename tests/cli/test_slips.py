"""Slips of the hand: a name that is nearly right, a file in the wrong place, a case half named.

Each is met with one sentence that says what was meant, and never with an answer that misleads.
In this process, through the same `root` as the program.
"""

from __future__ import annotations

import os
import sys
from datetime import date

import pytest
from click.testing import CliRunner

from standoff.case import Case
from standoff.cli import root
from standoff.errors import StandoffError, one_of

TEXT = "North Korea tested a missile on Monday. The United States threatened North Korea.\n"


def run(*words):
    """(exit code, stdout, stderr) with an error as the program writes it."""
    done = CliRunner().invoke(root, [str(word) for word in words])
    if isinstance(done.exception, StandoffError):
        return done.exception.exit_code, done.stdout, f"{done.stderr}Error: {done.exception}"
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("slips")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    told = {"published": date(2019, 12, 9), "language": "en"}
    Case.read_into(folder / "c", [folder / "a.txt"], dyad="PRK,USA", **told)
    return folder / "c"


def test_the_likeliest_name_is_offered():
    assert one_of(["talks", "threat"], "treat").endswith("(did you mean 'threat'?)")
    assert one_of(["talks"], "xyz") == one_of(["talks"]) == "one of talks"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("events", "--move", "weapon_tst"), "did you mean 'weapon_test'?"),
        (("forecast", "PRK weapon_tst", "--by", "2020-03-31"), "did you mean 'weapon_test'?"),
        (("solve", "dedline"), "did you mean 'deadline'?"),
        (("solve", "deadline", "--set", "relief_gian=1"), "did you mean 'relief_gain'?"),
        (("export", "no/x.zip", "--as", "bundle"), "there is no folder no"),
        (("import", "a.txt", "--as", "brat", "--case", "none"), "belong to the articles of one"),
        (("mechanisms", "--case", "none"), "there is no case here"),
        (("estimate", "escalation", "--data", "none"), "countries.csv, dyads.csv"),
        (("estimate", "signalling", "--data", "none"), "sanctionsData.csv"),
        (("score-codings", "none.csv", "none.csv"), "none.csv: cannot be read: No such file"),
        (("what-if", "deadline"), "(--change), a state (--then)"),
        (("phases", "--rule", "monhts"), "did you mean 'months'?"),
    ],
)
def test_what_was_meant_is_said(case, words, says):
    where = () if "--case" in words or words[0] in ("solve", "estimate", "score-codings",
                                                    "what-if") else ("--case", case)  # fmt: skip
    code, _, said = run(*words, *where)
    assert code == 1
    assert says in said


def test_a_month_is_written_as_a_month():
    code, _, said = run("play", "--month", "2019-13")
    assert code == 2
    assert "write it as YYYY-MM" in said


def test_an_actor_that_nothing_names_is_said_beside_the_forecast(case):
    asked = ("--by", "2020-03-31", "--knows-until", "2019-12-09", "--case", case)
    assert (
        "nothing on record names PKR; did you mean PRK?"
        in run("forecast", "PKR weapon_test", *asked)[2]
    )
    assert "Warning" not in run("forecast", "PRK weapon_test -> USA", *asked)[2]


def test_a_claim_on_an_actor_that_nothing_names(case, tmp_path):
    sheet = tmp_path / "claims.csv"
    sheet.write_text(
        "id,form,text,start,end,asserted,pattern\n"
        "one,count,Once.,2019-12-01,2019-12-09,1,PKR weapon_test\n",
        encoding="utf-8",
    )
    code, _, said = run("claims", "--sheet", sheet, "--case", case)
    assert code == 0
    assert "nothing on record names PKR; did you mean PRK?" in said


def test_claims_of_a_sheet_are_kept_once_and_stand_in_the_case(case, tmp_path):
    sheet = tmp_path / "claims.csv"
    sheet.write_text(
        "id,form,text,start,end,asserted,pattern\n"
        "two,count,Twice.,2019-12-01,2019-12-09,2,PRK weapon_test\n",
        encoding="utf-8",
    )
    for _ in range(2):
        assert run("claims", "--sheet", sheet, "--keep", "--case", case)[0] == 0
    code, shown, _ = run("claims", "--case", case)
    assert code == 0
    assert shown.count("“Twice.”") == 1
    assert run("claims", "--keep", "--case", case)[0] == 2


@pytest.mark.parametrize(
    ("option", "says"),
    [(("--dyad", "RUS,UKR"), "the sides of this case are PRK,USA, and not RUS,UKR"),
     (("--journal", "postgresql://u@127.0.0.1:1/x"), "only for a new case")],
)  # fmt: skip
def test_what_starts_a_case_does_not_pass_unnoticed_later(case, option, says):
    article = case.parent / "a.txt"
    code, _, said = run("read", article, "--published", "2019-12-09", *option, "--case", case)
    assert code == 1
    assert says in said
    again = ("read", article, "--published", "2019-12-09", "--dyad", "PRK,USA", "--case", case)
    assert run(*again)[0] == 0


def test_a_chronology_names_actors_by_their_codes(case, tmp_path):
    table = tmp_path / "facts.csv"
    table.write_text(
        "id,earliest,who,move\none,2019-02-03,Nordkorea,weapon_test\n", encoding="utf-8"
    )
    code, _, said = run("import", table, "--as", "csv", "--case", case)
    assert code == 1
    assert "'Nordkorea' is no code of an actor" in said


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_toml_file_may_begin_with_a_byte_order_mark(case, mark):
    path = case / "questions.toml"
    path.write_text(
        mark + '[[question]]\npattern = "PRK talks"\nstart = 2019-12-10\nend = 2019-12-31\n',
        encoding="utf-8",
    )
    try:
        code, shown, _ = run("forecast", "--case", case)
        assert code == 0
        assert "PRK talks" in shown
        path.write_bytes("x = 1".encode("utf-16"))  # as an older PowerShell writes it
        assert "the file is UTF-16" in run("forecast", "--case", case)[2]
    finally:
        path.unlink()


@pytest.mark.skipif(sys.platform != "linux", reason="only there is a name any bytes")
def test_a_file_whose_name_is_no_utf_8_is_read(tmp_path):
    """As it comes out of an old archive."""
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text(TEXT, encoding="utf-8")
    told = ("--published", "2019-12-09", "--language", "en")
    for form in (("--format", "csv"), ("--json",), ()):
        code, shown, _ = run("code", path, *told, *form)
        assert code == 0
        assert form == () or "caf\ufffd.txt" in shown
    assert run("read", path, *told, "--case", tmp_path / "c")[0] == 0
    code, _, said = run("read", path, *told, "--case", tmp_path / os.fsdecode(b"f\xe4ll"))
    assert code == 1
    assert "the name of this folder is no text" in said
