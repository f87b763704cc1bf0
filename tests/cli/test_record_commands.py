"""`events`, `merge`, `accounts` and `agreement` as a person and as a program would call them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from standoff.case import Case
from standoff.case.reviewing import decide
from standoff.cli import root
from standoff.errors import BadValue

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"

DISPATCHES = sorted((Path(__file__).parents[1] / "cases" / "dispatches").glob("*.txt"))


def run(*words):
    done = CliRunner().invoke(root, [str(word) for word in words])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def answer_of(name, *words):
    done = run(name, *words, "--json")
    assert done.exit_code == 0, done.stderr
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, json.loads((SCHEMAS / f"{name}.json").read_text("utf-8")))
    return answer


@pytest.fixture
def folder(tmp_path):
    Case.read_into(tmp_path / "c", DISPATCHES, dyad="PRK,USA")
    return tmp_path / "c"


@pytest.mark.parametrize("command", ["events", "accounts"])
def test_proposed_codings_count_only_when_asked_for_and_every_output_says_so(folder, command):
    assert answer_of(command, "--case", folder)["proposed_counted"] is False
    assert not answer_of(command, "--case", folder)[command]
    assert answer_of(command, "--proposed", "--case", folder)["proposed_counted"] is True
    for done in (run(command, "--proposed", "--case", folder),):
        assert "proposed codings ARE counted here" in done.stderr
        assert "ARE counted here" in done.stdout
    assert "are not counted" in run(command, "--case", folder).stderr


def test_events_are_listed_with_reports_and_merged_by_hand(folder):
    rows = answer_of("events", "--proposed", "--move", "weapon_test", "--case", folder)["events"]
    (row,) = rows
    assert len(row["reports"]) == 3
    assert row["event"]["id"] in run("events", "--proposed", "--case", folder).stdout
    one, other = row["reports"][0]["id"], row["event"]["id"]
    words = (one, other, "--why", "another test", "--by", "anna", "--case", folder)
    assert answer_of("merge", *words, "--apart")["changed"] == 2
    assert len(answer_of("events", "--proposed", "--move", "weapon_test", "--case", folder)[
        "events"]) == 2  # fmt: skip
    assert "another test" in run("merge", "--case", folder).stdout
    assert answer_of("merge", *words, "--undo")["rulings"] == []
    assert "No ruling stands" in run("merge", "--case", folder).stdout
    assert run("merge", one, "--case", folder).exit_code == 2


def test_an_account_is_set_with_a_reason_and_the_rules_stay_visible(folder):
    (account,) = [
        one for one in answer_of("accounts", "--proposed", "--case", folder)["accounts"]
        if one["kind"] == "ultimatum"
    ]  # fmt: skip
    words = ("--set", account["id"], "--state", "lapsed", "--by", "anna", "--case", folder)
    with pytest.raises(BadValue, match="without a reason"):
        run("accounts", *words)
    answer = answer_of("accounts", *words, "--why", "nothing came of it", "--proposed")
    (found,) = [one for one in answer["accounts"] if one["id"] == account["id"]]
    assert found["state"] == "lapsed"
    assert found["changes"][-1] | {"on": None} == found["changes"][-1] | {
        "by": "anna", "why": "nothing came of it", "on": None,
    }  # fmt: skip
    assert "set by anna" in run("accounts", "--proposed", "--case", folder).stdout
    assert run("accounts", "--set", "x", "--case", folder).exit_code == 2
    with pytest.raises(BadValue, match="no account 'x'"):
        run("accounts", "--set", "x", "--state", "kept", "--why", "y", "--case", folder)


def test_two_reviewers_and_their_agreement(folder):
    case = Case.open(folder)
    ids = [item.id for item in case.record.codings][:4]
    for by, moves in (("anna", "aarr"), ("bert", "aara")):
        for id_, key in zip(ids, moves, strict=True):
            kept = key == "a"
            decide(case, id_, "accept" if kept else "reject", by=by, why="" if kept else "no")
    answer = answer_of("agreement", "--case", folder)
    assert answer["reviewers"] == ["anna", "bert"]
    assert answer["both"] == 4
    decision = next(row for row in answer["fields"] if row["field"] == "decision")
    # By hand: a a, a a, r r, r a; D_o = 1/8 * 2 = 1/4, D_e = 2*5*3/(8*7) = 15/28.
    assert decision["alpha"] == pytest.approx(1 - (1 / 4) / (15 / 28))
    assert decision["agreed"] == 0.75
    shown = run("agreement", "--case", folder).stdout
    assert "anna, bert" in shown
    assert "0.533" in shown


def test_one_reviewer_alone_agrees_with_nobody(folder):
    assert answer_of("agreement", "--case", folder)["both"] == 0
    assert "open" in run("agreement", "--case", folder).stdout
