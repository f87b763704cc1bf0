"""`standoff review` as a person uses it: keys in, decisions in the journal, resumable."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from standoff.case import Case
from standoff.cli import root

TEXT = (
    "Nordkorea hat am Montag eine Rakete getestet. Die USA verhängten neue Sanktionen gegen "
    "Nordkorea. China kritisierte die USA. Südkorea lobte China.\n"
)


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    where = tmp_path / "case"
    words = ["read", str(path), "--published", "2020-03-03", "--case", str(where)]
    assert CliRunner().invoke(root, words).exit_code == 0
    assert len(Case.open(where).codings) >= 3
    return where


def review(folder, keys, by="anna"):
    words = ["review", "--by", by, "--case", str(folder)]
    done = CliRunner().invoke(root, words, input=keys)
    assert done.exit_code == 0, done.output
    return done


def statuses(folder):
    return [item.status for item in Case.open(folder).record.codings]


def test_accept_reject_and_change_are_kept_at_once(folder):
    review(folder, "a\nr\nnot said here\nc\nstance=unconfirmed\nq\n")
    items = Case.open(folder).record.codings
    assert [item.status for item in items][:3] == ["accepted", "rejected", "changed"]
    assert items[2].coding.stance == "unconfirmed"
    assert items[1].verdicts[0].why == "not said here"


def test_a_review_is_taken_up_where_it_was_left(folder):
    review(folder, "a\nq\n")
    again = review(folder, "q\n")
    assert "[1/" not in again.stdout
    assert "[2/" in again.stdout
    assert "[1/" in review(folder, "q\n", by="boris").stdout


def test_undo_takes_back_only_the_own_last_decision(folder):
    review(folder, "a\na\nu\nq\n")
    assert statuses(folder)[:2] == ["accepted", "proposed"]
    assert "Nothing to take back" in review(folder, "u\nq\n", by="boris").stderr


def test_bad_keys_and_bad_values_are_told_and_nothing_is_kept(folder):
    done = review(folder, "x\nr\n\nc\nmove=dance\nc\nnothing\nq\n")
    assert "is no key here" in done.stderr
    assert "without a reason" in done.stderr
    assert "dance" in done.stderr
    assert set(statuses(folder)) == {"proposed"}


def test_a_line_of_several_keys_decides_nothing(folder):
    done = review(folder, "aaa\nabort\nq\n")
    assert done.stderr.count("is no key here") == 2
    assert set(statuses(folder)) == {"proposed"}


def test_only_accepted_codings_enter_figures(folder):
    case = Case.open(folder)
    assert case.events() == ()
    assert case.events(proposed=True)
    review(folder, "a\nq\n")
    assert len(Case.open(folder).events()) == 1


def test_the_end_of_the_input_ends_the_review(folder):
    review(folder, "")
    assert set(statuses(folder)) == {"proposed"}
