"""`standoff estimate`: what it prints, what it refuses, and that it can be stopped."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time

import jsonschema
import pytest
from click.testing import CliRunner

from standoff.cli import root
from standoff.nouns.schemas import schema_of

from .test_reading import write


def run(*args):
    return CliRunner().invoke(root, ["estimate", *map(str, args)])


@pytest.fixture(scope="module")
def data(shared):
    return shared / "data"


def test_the_published_start_answers_with_the_keys_of_the_contract(data):
    done = run("escalation", "--data", data / "escalation", "--start", "published", "--json")
    assert done.exit_code == 0
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, schema_of("estimate-escalation"))
    wanted = {"log_likelihood", "violation", "converged", "seconds", "start", "switched",
              "audience_costs", "standard_errors"}  # fmt: skip
    assert wanted <= set(answer)
    assert answer["log_likelihood"] == pytest.approx(-8190.526141, abs=1e-5)
    assert answer["violation"] < 2e-11
    with (data / "escalation" / "published_theta.csv").open(encoding="utf-8") as stream:
        published = [float(row["se"]) for row in csv.DictReader(stream)]
    assert list(answer["standard_errors"].values()) == pytest.approx(published, rel=1e-6)
    assert len(answer["audience_costs"]) == 125
    unseen = [c for c in answer["audience_costs"].values() if "never faced" in c["reason"]]
    assert len(unseen) == 70
    assert "backing_down_payoff" in done.stderr


def test_several_starts_answer_best_and_runs(data, tmp_path):
    args = ("escalation", "--data", data / "escalation", "--starts", 2, "--pool",
            "--keep", tmp_path, "--json")  # fmt: skip
    one, again = run(*args), run(*args)
    answer = json.loads(one.stdout)
    jsonschema.validate(answer, schema_of("estimate-escalation-starts"))
    assert [entry["start"] for entry in answer["runs"]] == ["zeros", "pooled"]
    assert answer["best"]["converged"]
    assert answer["best"]["tau"] > 0
    second = json.loads(again.stdout)
    assert second["runs"] == answer["runs"]
    assert second["best"]["estimates"] == answer["best"]["estimates"]
    assert one.stderr.count("converged") >= 2


@pytest.mark.parametrize("form", ["table", "csv", "latex"])
def test_estimates_are_written_as_tables(data, form):
    done = run("escalation", "--data", data / "escalation", "--start", "published",
               "--format", form)  # fmt: skip
    assert done.exit_code == 0
    assert "USA" in done.stdout
    expected = r"backing\_down\_payoff" if form == "latex" else "backing_down_payoff"
    assert expected in done.stdout


@pytest.mark.parametrize(
    ("args", "value"),
    [
        (("escalation", "--data", "escalation", "--start", "published"), "backing_down_payoff"),
        (("signalling", "--data", "sanctions", "--method", "npl"), "estimate"),
    ],
)
def test_csv_is_one_table_of_numbers_for_statistics_programs(data, args, value):
    """Nothing stands before the header, and a negative estimate is a number, not a text."""
    name, flag, folder, *rest = args
    done = run(name, flag, data / folder, *rest, "--format", "csv")
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert rows
    assert value in rows[0]
    estimates = [float(row[value]) for row in rows]
    assert min(estimates) < 0
    assert "log-likelihood" in done.stderr or "converged" in done.stderr


def test_signalling_answers(data):
    done = run("signalling", "--data", data / "sanctions", "--method", "npl", "--json")
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, schema_of("estimate-signalling"))
    assert answer["log_likelihood"] == pytest.approx(-3932.44738, abs=1e-5)
    assert answer["aic"] == pytest.approx(7904.895, abs=1e-3)
    assert sum(answer["equilibria"]) == answer["rows"] == 418
    shown = run("signalling", "--data", data / "sanctions", "--method", "pl")
    assert "barWA:lncaprat" in shown.stdout


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("escalation",), 2, "--data"),
        (("escalation", "--data", "nowhere"), 1, "countries.csv"),
        (("signalling", "--data", "nowhere"), 1, "nowhere"),
        (("escalation", "--data", ".", "--bounded", "--pool"), 2, "choose one"),
        (("escalation", "--data", ".", "--starts", "0"), 2, "--starts"),
        (("signalling", "--data", ".", "--method", "magic"), 2, "--method"),
    ],
)
def test_misuse_is_told(args, code, said):
    program = [sys.executable, "-m", "standoff", "estimate", *args]
    done = subprocess.run(program, capture_output=True, text=True)
    assert done.returncode == code
    assert said in done.stderr


def test_a_bad_row_or_start_is_told_with_exit_code_1(tmp_path):
    folder = write(tmp_path, dyad_months={3: [4, "1999-12", 2, 1, 1, 1]})
    program = [sys.executable, "-m", "standoff", "estimate", "escalation", "--data", folder]
    done = subprocess.run(program, capture_output=True, text=True)
    assert done.returncode == 1
    assert "row 3: state is 1" in done.stderr
    done = subprocess.run([*program[:-1], write(tmp_path), "--start", "noon"],
                          capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 1
    assert "uniform:SEED" in done.stderr


def test_ctrl_c_stops_it_and_keeps_what_was_finished(data, tmp_path):
    program = [sys.executable, "-m", "standoff", "estimate", "escalation", "--data",
               str(data / "escalation"), "--starts", "40", "--pool", "--jobs", "2",
               "--keep", str(tmp_path)]  # fmt: skip
    started = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               env=os.environ | {"OMP_NUM_THREADS": "1"})  # fmt: skip
    end = time.monotonic() + 120
    while not list(tmp_path.glob("*.json")) and time.monotonic() < end:
        time.sleep(0.2)
    started.send_signal(signal.SIGINT)
    out, said = started.communicate(timeout=120)
    assert started.returncode == 130
    assert "Stopped" in said
    assert "Traceback" not in said
    assert out == ""
    assert list(tmp_path.glob("*.json"))
    assert not list(tmp_path.glob("*.part"))


def test_a_plot_an_interval_and_a_supposition(tmp_path):
    from xml.etree import ElementTree

    folder = write(tmp_path)
    picture = tmp_path / "costs.svg"
    done = run("escalation", "--data", folder, "--pool", "--bootstrap", "parametric",
               "--draws", 20, "--what-if", "gamma.state1=-1", "--plot", picture,
               "--json")  # fmt: skip
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, schema_of("estimate-escalation"))
    assert answer["intervals"] == "parametric"
    assert answer["draws"] == 20
    assert answer["draws_converged"] <= 20
    assert answer["what_if"] == {"gamma.state1": -1.0}
    assert [sum(row["before"]) for row in answer["supposed"]] == pytest.approx(
        [1.0] * len(answer["supposed"])
    )
    assert ElementTree.parse(picture).getroot().tag.endswith("svg")
    shown = run("escalation", "--data", folder, "--pool", "--what-if", "gamma.state1=-1")
    assert "peace / crisis / war" in shown.stdout
    for words, said in (("nonsense", "NAME=VALUE"), ("alpha.ZZZ=1", "unknown parameter")):
        refused = subprocess.run(
            [sys.executable, "-m", "standoff", "estimate", "escalation", "--data", str(folder),
             "--what-if", words], capture_output=True, text=True)  # fmt: skip
        assert refused.returncode in (1, 2)
        assert said in refused.stderr


def test_fits_are_compared_on_unseen_months(tmp_path):
    folder = write(tmp_path)
    keep = tmp_path / "runs"
    args = ("escalation", "--data", folder, "--held-out", "--folds", 2, "--keep", keep)
    done = run(*args, "--json")
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, schema_of("estimate-escalation-held-out"))
    models = [(fit["model"], fit["search"]) for fit in answer["fits"]]
    assert ("unbounded", "relaxed") in models
    assert ("bounded", "anchored") in models
    assert ("pooled", "relaxed") in models
    nets = [fit["net"] for fit in answer["fits"] if not fit["seen"]]
    assert nets == sorted(nets, reverse=True)
    assert all(fit["net"] <= fit["score"] for fit in answer["fits"])
    assert any("published" in remark for remark in answer["remarks"])
    assert len(list(keep.iterdir())) == 15
    assert "15/15" in done.stderr
    table = run(*args)
    assert "held-out score" in table.stdout
    refused = run("escalation", "--data", folder, "--held-out", "--pool")
    assert refused.exit_code == 2
