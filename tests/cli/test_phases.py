"""`standoff phases`: tables, CSV, hidden models, the page, imported series, thin records."""

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from standoff.cli import root
from standoff.nouns import Phases
from standoff.nouns.cycle import CycleAnswer


@pytest.fixture(scope="module")
def korea(tmp_path_factory):
    from standoff.case import Case

    folder = tmp_path_factory.mktemp("phases") / "korea"
    Case.demo("korea", folder)
    return folder


def run(*arguments):
    return CliRunner().invoke(root, ["phases", *map(str, arguments)])


def test_csv_and_json_tell_the_same_phases(korea):
    rows = list(csv.DictReader(io.StringIO(run("--case", korea, "--csv").stdout)))
    found = msgspec.json.decode(run("--case", korea, "--json").stdout, type=Phases)
    assert [row["phase"] for row in rows] == [phase.name for phase in found.phases]
    assert sum(int(row["length"]) for row in rows) == sum(m.covered for m in found.months)


@pytest.mark.parametrize("way", ["mildest", "most", "raised"])
def test_other_ways_of_naming(korea, way):
    result = run("--case", korea, "--way", way, "--json")
    assert msgspec.json.decode(result.stdout, type=Phases).way == way


@pytest.mark.parametrize("model", ["markov", "semi-markov"])
def test_hidden_models_give_probabilities(korea, model):
    result = run("--case", korea, "--model", model, "--states", 2, "--from", "2012-01-01",
                 "--to", "2020-12-31", "--json")  # fmt: skip
    found = msgspec.json.decode(result.stdout, type=Phases)
    assert found.way == "model"
    for month in found.months:
        assert sum(month.probabilities.values()) == pytest.approx(1.0)


@pytest.fixture(scope="module")
def page(korea, tmp_path_factory):
    target = tmp_path_factory.mktemp("page") / "cycle.html"
    result = run("--case", korea, "--from", "2016-01-01", "--to", "2020-12-31", "--page", target,
                 "--json")  # fmt: skip
    assert result.exit_code == 0, result.output
    return target, result


def test_the_page_answers_four_questions_each_way(page):
    target, result = page
    # An interval may be infinite at either end, which JSON writes as null.
    told = result.stdout.replace("[null,", "[-1e300,").replace("null]", "1e300]")
    answer = msgspec.json.decode(told, type=CycleAnswer)
    assert [question.id for question in answer.questions] == [
        "cycle", "shorter", "turns", "exception",
    ]  # fmt: skip
    assert len(answer.readings) >= 4
    assert all(len(question.verdicts) == len(answer.readings) for question in answer.questions)
    text = target.read_text()
    assert "The ever same rhythm?" in text
    for part in ("Gravest deed", "95% interval", "What follows what", "Hidden semi-Markov"):
        assert part in text
    assert "<script" not in text


def test_the_page_does_not_replace_another_file(korea, tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("mine")
    result = run("--case", korea, "--from", "2019-01-01", "--to", "2019-06-30", "--page", other)
    assert result.exit_code == 1
    assert other.read_text() == "mine"


def test_the_page_speaks_german(korea, tmp_path):
    target = tmp_path / "zyklus.html"
    result = run("--case", korea, "--from", "2018-01-01", "--to", "2019-12-31", "--page", target,
                 "--language", "de", "--no-models")  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "Der immer gleiche Rhythmus?" in target.read_text()


def keds_file(folder: Path, rows) -> Path:
    path = folder / "keds.csv"
    lines = ["date,source,target,weis,set", *rows]
    path.write_text("\n".join(lines) + "\n")
    return path


def imported(folder, rows):
    case = folder / "case"
    path = keds_file(folder, rows)
    result = CliRunner().invoke(root, ["import", str(path), "--as", "keds", "--case", str(case)])
    assert result.exit_code == 0, result.output
    return case


def weeks(number):
    """One attack of Iraq in odd weeks, talks in even ones, and the same again in another set."""
    from datetime import date, timedelta

    for week in range(number):
        day = date(1991, 1, 7) + timedelta(days=7 * week)
        code, who, whom = ("223", "IRQ", "USA") if week % 2 else ("032", "USA", "IRQ")
        yield f"{day},{who},{whom},{code},leads"
        if week % 4 < 2:
            yield f"{day},{who},{whom},{code},full"


def test_imported_series_become_weeks(tmp_path):
    case = imported(tmp_path, weeks(60))
    options = ("--case", case, "--dyad", "IRQ,USA", "--rule", "mutual", "--by", "week")
    found = msgspec.json.decode(run(*options, "--json").stdout, type=Phases)
    assert found.step == "week"
    assert [phase.name for phase in found.phases[:3]] == ["detente", "attack", "detente"]
    fewer = msgspec.json.decode(run(*options, "--set", "full", "--json").stdout, type=Phases)
    assert sum(bool(month.events) for month in fewer.months) == 30
    assert "expected one of leads, full" in str(run(*options, "--set", "none").exception)
    target = tmp_path / "cycle.html"
    result = run(*options, "--page", target, "--no-models")
    assert result.exit_code == 0, result.output
    text = target.read_text()
    assert "does not say what it covers" in text
    assert "not counted, since they tell the same time again: full" in text


def test_a_dyad_that_never_occurs_says_what_to_do(tmp_path):
    case = imported(tmp_path, weeks(4))
    result = run("--case", case, "--dyad", "FRA,DEU")
    assert result.exit_code == 1
    assert "--dyad" in str(result.exception)


@pytest.mark.parametrize("number", [1, 3])
def test_one_or_two_events_give_a_clear_page(tmp_path, number):
    case = imported(tmp_path, list(weeks(number)))
    target = tmp_path / "cycle.html"
    result = run("--case", case, "--dyad", "IRQ,USA", "--rule", "mutual", "--page", target)
    assert result.exit_code == 0, result.output
    assert "Too little to say" in target.read_text()


def test_the_answer_matches_its_schema_and_holds_no_bare_infinity(page):
    _, result = page
    json.loads(result.stdout, parse_constant=lambda word: pytest.fail(word))


def clocked(korea, *clocks, model="markov"):
    asked = [part for clock in clocks for part in ("--clock", clock)]
    return run("--case", korea, "--model", model, "--states", 2, "--from", "2012-01-01",
               "--to", "2020-12-31", *asked)  # fmt: skip


def test_clocks_say_what_they_move(korea):
    result = clocked(korea, "vote:USA", "months:3,8")
    assert result.exit_code == 0, result.output
    for told in ("vote:USA", "days with provocation", "odds of a step into state 2 of 2",
                 "95% interval", "Without clocks BIC", "effects are shown"):  # fmt: skip
        assert told in result.stdout
    german = run("--case", korea, "--model", "markov", "--states", 2, "--from", "2016-01-01",
                 "--to", "2020-12-31", "--clock", "trend", "--language", "de")  # fmt: skip
    assert "Chancen eines Schritts" in german.stdout


def test_clocks_in_json_are_ratios_with_intervals(korea):
    asked = ("--case", korea, "--model", "semi-markov", "--states", 3, "--from", "2015-01-01",
             "--to", "2020-12-31", "--clock", "during:2017-01-20..2020-12-31",
             "--json")  # fmt: skip
    found = msgspec.json.decode(run(*asked).stdout, type=Phases)
    assert {effect.what for effect in found.clocks.effects} == {"rate", "pull"}
    for effect in found.clocks.effects:
        assert effect.interval is None or effect.interval[0] <= effect.ratio <= effect.interval[1]
        assert 0.0 <= effect.learned <= 1.0
    assert found.clocks.clocks[0].on == 48
    assert found.clocks.n == 72
    for month in found.months:
        assert sum(month.probabilities.values()) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("clock", "told"),
    [
        ("moon", "--clock vote:USA"),
        ("vote:FRA", "no vote of FRA is known"),
        ("months:13", "numbers from 1 to 12"),
        ("before:soon", "YYYY-MM-DD"),
        ("during:2019-01-01", "FIRST..LAST"),
        ("before:1950-01-01", "never moves"),
        ("nowhere.csv", "nowhere.csv"),
    ],
)
def test_clocks_that_mean_nothing_say_why(korea, clock, told):
    result = clocked(korea, clock)
    assert result.exit_code == 1
    assert told in str(result.exception)


def test_the_stated_rule_has_no_clocks(korea):
    result = run("--case", korea, "--clock", "trend")
    assert result.exit_code == 1
    assert "--model markov" in str(result.exception)


def test_a_table_of_clocks_of_your_own(korea, tmp_path):
    table = tmp_path / "mine.csv"
    days = [f"{year}-{month:02}-01" for year in range(2012, 2021) for month in range(1, 13)]
    rows = [f"{day},{n % 5}" for n, day in enumerate(days)]
    table.write_text("\n".join(["date,grain_price", *rows]) + "\n")
    result = clocked(korea, table)
    assert result.exit_code == 0, result.output
    assert "grain_price" in result.stdout
    table.write_text("\n".join(["date,grain_price", *rows[1:]]) + "\n")
    holed = clocked(korea, table)
    assert "no number between 2012-01-01" in str(holed.exception)
    table.write_text("date,grain_price\n2012-01-01,much\n")
    assert "row 2" in str(clocked(korea, table).exception)


def test_the_page_tells_what_clocks_do(page):
    target, result = page
    clocks = json.loads(result.stdout)["clocks"]
    assert [clock["id"] for clock in clocks["clocks"]] == ["vote:USA", "months:3,8", "trend"]
    text = target.read_text()
    assert "What clocks do" in text
    assert "effects were looked at" in text
