"""`standoff forecast` and `backtest` on the bundled case, for a person and for a program."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from test_commands import answer_of, run

from standoff.case import Case
from standoff.errors import QuestionError, StandoffError

TODAY_LIKE = "2039-12-31"


@pytest.fixture(scope="module")
def korea(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ahead") / "korea"
    assert run("demo", "--case", folder).exit_code == 0
    return folder


def test_every_model_stands_beside_the_one_chosen(korea):
    words = ("PRK weapon_test:short_range", "--by", "2020-03-09", "--knows-until", "2019-12-09")
    pool = answer_of("forecast", *words, "--case", korea)["forecasts"][0]
    assert pool["model"] == "pool"
    base = answer_of("forecast", *words, "--model", "base_rate", "--case", korea)["forecasts"][0]
    assert base["model"] == "base_rate"
    assert pool["baselines"]["base_rate"] == base["probability"]
    assert base["baselines"]["pool"] == pool["probability"]
    shown = run("forecast", *words, "--case", korea).stdout
    assert "weights its models" in shown
    assert "Comparable ultimatums of the record: n = 3" in shown


@pytest.fixture
def few_kinds(korea, tmp_path):
    """The case with two kinds and three horizons to ask for."""
    folder = shutil.copytree(korea, tmp_path / "korea")
    file = folder / "backtest.toml"
    head, *kinds = file.read_text(encoding="utf-8").split("[[kind]]")
    head = head.replace("[31, 91, 182, 365]", "[31, 91, 365]")
    chosen = [kind for kind in kinds if '"short-range"' in kind or '"deadline"' in kind]
    file.write_text("[[kind]]".join([head, *chosen]), encoding="utf-8")
    return folder


def test_an_illustration_says_that_n_is_one_and_scores_what_the_record_can_tell(few_kinds):
    done = run("forecast", "--as-of", "2019-12-09", "--case", few_kinds)
    assert done.exit_code == 0
    assert "n = 1" in done.stdout.splitlines()[0]
    answer = Case.open(few_kinds).illustrate(date(2019, 12, 9))
    assert {row.kind for row in answer.rows} == {"short-range", "deadline"}
    assert len({row.forecast.deadline for row in answer.rows}) == 3
    for row in answer.rows:
        assert (row.brier is None) == (row.came is None)
        assert row.forecast.knows_until == answer.asked


def test_saved_forecasts_are_listed_and_the_past_is_refused(korea):
    words = ("forecast", "PRK weapon_test", "--by", TODAY_LIKE, "--save", "--by-whom", "ann")
    first, again = run(*words, "--case", korea), run(*words, "--case", korea)
    assert "1 frozen" in first.stderr
    assert "0 frozen in the journal; 1 saved before" in again.stderr
    due = run("forecast", "--due", "--case", korea)
    assert "1 frozen and open, 0 due; frozen live." in due.stdout
    with pytest.raises(QuestionError, match="has passed"):
        run("forecast", "PRK weapon_test", "--by", "2019-12-31", "--knows-until", "2019-12-09",
            "--save", "--case", korea)  # fmt: skip


def test_a_backtest_prints_a_table_for_people_and_json_for_programs(korea, tmp_path):
    words = ("--ask", "PRK weapon_test:nuclear", "--from", "2010-01-31", "--to", "2011-12-31",
             "--case", korea)  # fmt: skip
    answer = answer_of("backtest", *words)
    assert answer["label"] == "curated with hindsight"
    assert {row["model"] for row in answer["scored"]} >= {"base_rate", "pool"}
    shown = run("backtest", *words, "--page", tmp_path / "b.html")
    assert "curated with hindsight" in shown.stdout
    assert (tmp_path / "b.html").is_file()


def test_options_that_contradict_each_other_are_a_usage_error(korea):
    assert run("forecast", "--due", "--as-of", "2019-12-09", "--case", korea).exit_code == 2
    assert run("forecast", "PRK weapon_test", "--case", korea).exit_code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("--as-of", "2019-12-09", "--by", "2020-01-01"),
        ("--due", "--knows-until", "2019-12-09"),
        ("--by", "2020-01-01"),
        ("", "--by", "2020-01-01"),
        ("questions.toml", "--from", "2020-01-01"),
        ("--by-whom", "ann"),
    ],
)
def test_an_option_that_would_change_nothing_is_a_usage_error(words, korea):
    done = run("forecast", *words, "--case", korea)
    assert (done.exit_code, done.stdout) == (2, "")


def test_no_core_is_a_usage_error(korea):
    done = run("backtest", "--ask", "PRK weapon_test", "--jobs", "0", "--case", korea)
    assert done.exit_code == 2


def test_a_file_of_questions_that_is_not_there_is_named_once(korea, tmp_path):
    with pytest.raises(StandoffError) as fault:
        run("forecast", tmp_path / "none.toml", "--case", korea)
    assert str(fault.value).count("none.toml") == 1


def test_a_backtest_of_few_days_claims_neither_skill_nor_calibration(korea, tmp_path):
    words = ("--ask", "PRK weapon_test", "--from", "2018-11-30", "--to", "2018-12-31",
             "--case", korea)  # fmt: skip
    answer = answer_of("backtest", *words)
    assert (answer["better"], answer["worse"]) == (0, 0)
    shown = run("backtest", *words, "--page", tmp_path / "b.html")
    assert "too few to say" in shown.stdout
    assert "too few days of asking" in (tmp_path / "b.html").read_text("utf-8")


def test_proposed_articles_cover_the_time_that_they_count_in(tmp_path):
    """What counts with --proposed is also looked at: there are windows of the past, and a rate."""
    folder = tmp_path / "few"
    for day in ("2021-03-01", "2021-05-04", "2021-07-06"):
        text = tmp_path / f"{day}.txt"
        text.write_text(f"Armenia attacked Azerbaijan on {day}.\n", encoding="utf-8")
        words = ("read", text, "--published", day, "--language", "en", "--dyad", "ARM,AZE")
        assert run(*words, "--case", folder).exit_code == 0
    words = ("forecast", "ARM attack -> AZE", "--by", "2021-07-16", "--case", folder)
    unseen, counted = (answer_of(*words, *more) for more in ((), ("--proposed",)))
    assert unseen["forecasts"][0]["n"] == 0
    assert counted["forecasts"][0]["n"] > 5
    assert set(counted["forecasts"][0]["baselines"]) == {"base_rate", "recency_weighted"}
    shown = run(*words)
    assert "50%" not in shown.stdout.partition("The pool weights")[0], "a prior is no answer"
    with pytest.raises(StandoffError, match="--from says when to begin"):
        run("backtest", "--ask", "ARM attack -> AZE", "--proposed", "--case", folder)
