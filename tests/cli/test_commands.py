"""Each command on the bundled case, as a person and as a program would call it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from standoff.cli import root
from standoff.errors import QuestionError
from standoff.nouns import CODING_COLUMNS
from standoff.nouns.schemas import ANSWERS, schema_of

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs" / "schema"


def run(*words, stdin=None):
    done = CliRunner().invoke(root, [str(word) for word in words], input=stdin)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def answer_of(name, *words):
    done = run(name, *words, "--json")
    assert done.exit_code == 0, done.stderr
    answer = json.loads(done.stdout)
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.validate(answer, schema)
    return answer


@pytest.fixture(scope="module")
def korea(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "korea"
    done = run("demo", "--case", folder)
    assert done.exit_code == 0, done.stderr
    return folder, done


def test_demo_says_what_came_of_the_claims_and_where_the_page_is(korea):
    folder, done = korea
    assert (folder / "report.html").is_file()
    assert str((folder / "report.html").resolve()) in done.stdout
    assert "codings reviewed" in done.stderr
    assert done.stderr.strip().splitlines()[-1].startswith("Next:")


def test_demo_again_replaces_its_own_folder_with_an_equal_page(korea, tmp_path):
    folder, _ = korea
    assert run("demo", "--case", tmp_path / "korea").exit_code == 0
    ours = (folder / "report.html").read_text(encoding="utf-8")
    again = (tmp_path / "korea" / "report.html").read_text(encoding="utf-8")

    def without_hash(text):
        # The journal notes when an entry was written, so its hash differs between two demos.
        return [line for line in text.splitlines() if "hash" not in line.lower()]

    assert len(without_hash(ours)) == len(without_hash(again))


def test_claims_put_the_literal_reading_first(korea):
    answer = answer_of("claims", "--case", korea[0])
    tests = next(f for f in answer["findings"] if f["claim"].get("asserted") == 13)
    values = [row["value"] for row in tests["definitions"]]
    assert values[:2] == [12, 13]
    assert max(values) > 13
    assert tests["n"] >= 12


def test_every_finding_and_forecast_has_n_and_a_comparison(korea):
    for finding in answer_of("claims", "--case", korea[0])["findings"]:
        assert finding["verdict"] in ("supported", "contradicted", "open")
        assert finding["comparison"]
        assert isinstance(finding["n"], int)
    answer = answer_of("forecast", "--case", korea[0])
    assert answer["then_what"]["illustrative"] is True
    for forecast in answer["forecasts"]:
        assert forecast["n"] > 0
        assert forecast["baselines"]
        low, high = forecast["interval"]
        assert 0 <= low <= forecast["probability"] <= high <= 1


def test_forecast_of_a_question_in_words(korea):
    answer = answer_of(
        "forecast", "PRK weapon_test", "--by", "2019-12-31", "--knows-until", "2019-12-09",
        "--case", korea[0],
    )  # fmt: skip
    assert answer["forecasts"][0]["knows_until"] == "2019-12-09"
    assert answer["forecasts"][0]["question"]["start"] == "2019-12-10"
    with pytest.raises(QuestionError, match="unknown move 'dance'"):
        run("forecast", "PRK dance", "--by", "2029-12-31", "--case", korea[0])
    with pytest.raises(QuestionError, match="--knows-until"):
        run("forecast", "PRK weapon_test", "--by", "2019-12-31", "--case", korea[0])


def test_phases_cover_the_period_month_by_month(korea):
    answer = answer_of("phases", "--case", korea[0])
    months = [month["month"] for month in answer["months"]]
    assert months == sorted(months)
    assert sum(phase["months"] for phase in answer["phases"]) == len(
        [month for month in answer["months"] if month.get("covered", True)]
    )
    done = run("phases", "--case", korea[0])
    assert "probability" in done.stdout


def test_report_in_both_languages(korea, tmp_path):
    for language in ("en", "de"):
        page = tmp_path / f"{language}.html"
        answer = answer_of("report", page, "--language", language, "--case", korea[0])
        assert answer["events"] > 0
        assert f'lang="{language}"' in page.read_text(encoding="utf-8")


def test_doctor_finds_the_record_sound(korea):
    answer = answer_of("doctor", "--case", korea[0])
    assert answer.get("faults", []) == []
    assert answer["entries"] > 0
    assert "missing" not in answer["packages"].values()
    assert {row["name"] for row in answer["settings"]} >= {"quote_limit", "seed"}


def test_code_writes_the_columns_of_the_contract(tmp_path):
    text = "Am Montag testete Nordkorea eine Kurzstreckenrakete. Die USA drohten mit Sanktionen."
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    done = run("code", path, "--published", "2020-03-03", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert rows
    assert tuple(rows[0]) == CODING_COLUMNS
    for row in rows:
        assert text[int(row["start"]) : int(row["end"])] == row["text"]
        assert row["doc"] == "a.txt"
    answer = answer_of("code", path, "--published", "2020-03-03")
    assert len(answer["codings"]) == len(rows)
    lines = run("code", path, "--published", "2020-03-03", "--format", "jsonl").stdout.splitlines()
    assert len(lines) == len(rows)


def test_read_starts_a_case_and_knows_a_reprint(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Die USA verhängten neue Sanktionen gegen Nordkorea.\n", encoding="utf-8")
    folder = tmp_path / "case"
    first = answer_of("read", path, "--published", "2020-03-03", "--case", folder)
    again = answer_of("read", path, "--published", "2020-03-03", "--case", folder)
    assert (first["added"], first["started"]) == (1, True)
    assert (again["added"], again["known"], again["started"]) == (0, 1, False)
    page = run("report", "--proposed", "--case", folder)
    assert page.exit_code == 0
    assert "proposed codings ARE counted" in page.stderr


@pytest.mark.parametrize("side", ["challenger", "target"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_play_takes_numbers_names_and_a_way_out(side, language):
    done = run("play", "--side", side, "--language", language, stdin="9\n1\n2\n\n")
    assert done.exit_code == 0
    assert "none of the moves" in done.stderr
    assert done.stdout.count("\n  1  ") == 3


def test_schemas_are_those_of_the_answers():
    for name in ANSWERS:
        written = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
        assert written == schema_of(name), f"run tools/schemas.py to renew {name}.json"


def test_articles_of_the_press_hold_what_the_issue_names(shared, tmp_path):
    press = shared / "press"
    files = sorted(press.glob("*.txt"))
    answer = answer_of("code", *files)
    for coding in answer["codings"]:
        text = (press / coding["doc"]).read_text(encoding="utf-8")
        assert text[coding["start"] : coding["end"]] == coding["text"]
    opinion, hanoi = ([c for c in answer["codings"] if c["doc"] == path.name] for path in files)
    last_day = date(2019, 12, 31).isoformat()
    assert any(c["move"] == "ultimatum" for c in opinion)
    assert any(c["kind"] == "deadline" and c["latest"] == last_day for c in opinion)
    counts = {(c["number"], c["move"]) for c in opinion if c["kind"] == "count"}
    assert (13, "weapon_test") in counts
    assert any(number == 3 and move in ("summit", "talks") for number, move in counts)
    assert any(c["move"] in ("breach", "moratorium") for c in opinion)
    assert any(c["stance"] == "cancelled" and c["move"] == "agreement" for c in hanoi)
    assert any(c["stance"] == "cancelled" and c["move"] in ("talks", "summit") for c in hanoi)
    assert any(c["move"] == "breakdown" for c in hanoi)
    praise = [c for c in hanoi if c["kind"] == "quote" and c["move"] == "praise"]
    assert len(praise) >= 3
    assert all(c["speaker"].startswith("USA") for c in praise)
    rhythm = [c for c in opinion if "wechseln sich" in c["text"]]
    assert all(c["kind"] == "assessment" for c in rhythm)


def test_scores_of_a_coding_against_itself_are_perfect(tmp_path):
    text = "Am Montag testete Nordkorea eine Rakete. Die USA drohten Nordkorea mit Sanktionen."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    coded = run("code", tmp_path / "a.txt", "--published", "2020-03-03", "--format", "csv")
    (tmp_path / "a.csv").write_text(coded.stdout, encoding="utf-8")
    answer = answer_of("score-codings", tmp_path / "a.csv", tmp_path / "a.csv")
    assert answer["gold"] == answer["predicted"] > 0
    assert answer["found"]["f1"] == answer["typed"]["f1"] == answer["full"]["f1"] == 1.0
    page = run("score-codings", tmp_path / "a.csv", tmp_path / "a.csv").stdout
    assert "constant baseline" in page


def test_scores_are_written_as_a_page_with_every_group_and_its_interval(tmp_path):
    text = "Am Montag testete Nordkorea eine Rakete. Die USA drohten Nordkorea mit Sanktionen."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    coded = run("code", tmp_path / "a.txt", "--published", "2020-03-03", "--format", "csv")
    (tmp_path / "a.csv").write_text(coded.stdout, encoding="utf-8")
    file = tmp_path / "scores.html"
    answer = answer_of("score-codings", tmp_path / "a.csv", tmp_path / "a.csv", "--page", file)
    assert answer["page"] == str(file)
    page = file.read_text(encoding="utf-8")
    for group, rows in answer["by"].items():
        assert f"By {group}" in page
        for value, tally in rows.items():
            assert f">{value}<" in page
            low, high = tally["interval90"]
            assert low < tally["share"] == 1.0 == high
            assert f"{low:.2f} to {high:.2f}" in page
    assert "constant guess" in page
    assert "http" not in page.split("</head>")[1], "a page asks nobody for anything"
