"""`standoff estimate coercion` and `standoff deal` on the bundled record."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from standoff.case import Case
from standoff.cli import root

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "estimate-coercion.json"
SMALL = Path(__file__).parents[1] / "game_estimation" / "small_coercion.toml"


@pytest.fixture(scope="module")
def korea(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fit") / "korea"
    Case.demo("korea", folder, progress=lambda _: None)
    return folder


def _run(korea, *words):
    told = ("estimate", "coercion", "--case", str(korea), "--game", str(SMALL), *map(str, words))
    return CliRunner().invoke(root, told)


def test_prior_and_posterior_stand_side_by_side(korea, tmp_path):
    plot = tmp_path / "fit.svg"
    done = _run(korea, "--json", "--plot", plot, "--starts", 2)
    assert done.exit_code == 0, done.stderr
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, json.loads(SCHEMA.read_text(encoding="utf-8")))
    home, relief = answer["fits"]
    assert answer["hidden"] == ["home"]
    assert answer["months"] + len(answer["left_out"]) == 384
    gap = home["log_evidence"] - relief["log_evidence"]
    assert answer["log_bayes_factor"] == pytest.approx(gap)
    assert relief["held"]["tension_at_home"] == 0
    told = {one["name"]: one for one in home["parameters"]}
    assert told["taboo_broken"]["speaks"] == "assumption"
    assert told["pressure_price"]["speaks"] == "record"
    for fit in answer["fits"]:
        assert fit["residual"] < 1e-9
        assert sum(mode["share"] for mode in fit["modes"]) == pytest.approx(1)
        assert sum(mode["searches"] for mode in fit["modes"]) + fit["lost"] == 3
        assert fit["modes"][0]["differs"] == {}
        for side in ("challenger", "target"):
            moves = [one for one in fit["moves"] if one["side"] == side]
            seen, expected = (sum(one[key] for one in moves) for key in ("seen", "expected"))
            assert seen == pytest.approx(expected)
    assert plot.read_text(encoding="utf-8").startswith("<svg")
    assert done.stderr.strip().splitlines()[-1].startswith("Next:")


@pytest.mark.parametrize("model", ["coercion", "escalation", "signalling"])
def test_a_drawing_of_another_kind_is_refused_before_the_search(model):
    told = ("estimate", model, "--plot", "fit.doc")
    done = CliRunner().invoke(root, told)
    assert done.exit_code == 2
    assert "fit.doc ends neither in .svg nor in .png" in done.stderr


def test_a_search_that_was_stopped_is_taken_up(korea, tmp_path):
    keep = tmp_path / "search.jsonl"
    words = ("--variant", "tension_for_home", "--keep", keep)
    first = _run(korea, *words, "--steps", "2")
    assert first.exit_code == 3
    assert "not converged" in first.stderr.splitlines()[-1]
    again, whole = _run(korea, *words, "--json"), _run(korea, *words[:2], "--json")
    assert again.exit_code == whole.exit_code == 0
    found = [json.loads(one.stdout)["fits"][0] for one in (again, whole)]
    assert found[0]["log_posterior"] == pytest.approx(found[1]["log_posterior"], abs=1e-4)
    assert found[0]["evaluations"] < found[1]["evaluations"]
    keep.write_text("not ours", encoding="utf-8")
    fault = _run(korea, *words)
    assert fault.exit_code == 1
    assert "kept searches" in str(fault.exception)


def test_the_bargaining_range_along_the_record(korea, tmp_path):
    chart = tmp_path / "deal.svg"
    words = ("deal", "--case", str(korea), "--fitted", "--out", str(chart), "--json")
    done = CliRunner().invoke(root, words)
    assert done.exit_code == 0, done.stderr
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, json.loads((SCHEMA.parent / "deal.json").read_text("utf-8")))
    assert len(answer["months"]) + len(answer["left_out"]) == 384
    assert answer["fitted"]
    assert not answer["illustrative"]
    for one in answer["months"]:
        assert one["width"] == pytest.approx(one["most"] - one["least"])
        assert one["gains"]["target"] == pytest.approx(sum(one["parts"]["target"].values()))
    assert chart.read_text(encoding="utf-8").startswith("<svg")
    shown = CliRunner().invoke(root, words[:3])
    assert "A range in" in shown.stdout
    assert "illustrative" in shown.stderr


def test_a_what_if_carries_the_posterior(korea):
    words = ("what-if", "coercion_small", "--fitted-to", str(korea), "--move", "target=relieve",
             "--event", "taboo_broken", "--months", "6", "--draws", "12", "--json")  # fmt: skip
    done = CliRunner().invoke(root, words)
    assert done.exit_code == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["fitted_to"] == "korea"
    assert answer["spread"] == 0
    assert not answer["illustrative"]
    assert answer["unsolved"] <= 1
    before = answer["before"]
    assert before["low"][-1] < before["by_month"][-1] < before["high"][-1]
    assert json.loads(CliRunner().invoke(root, words).stdout) == answer
