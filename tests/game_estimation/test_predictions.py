"""Predictions of the crisis game: slopes against differences, limits, and the command."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import numpy as np
import pytest
from click.testing import CliRunner

from standoff.cli import root
from standoff.errors import BadValue
from standoff.game.estimation_signalling import (
    compare,
    constrained_likelihood,
    nested_pseudo_likelihood,
    predict,
    pseudo_likelihood,
    read_crises,
)
from standoff.game.estimation_signalling.equilibria import answer
from standoff.game.estimation_signalling.predicting import _outcomes, _slopes, _solve, _start
from standoff.nouns.schemas import schema_of


@pytest.fixture(scope="module")
def fitted(shared):
    crises = read_crises(shared / "data" / "sanctions")
    return crises, nested_pseudo_likelihood(crises)


def test_slopes_are_those_of_differences_along_the_equilibrium(fitted):
    crises, fit = fitted
    x, direction = _start(fit), np.random.default_rng(3).normal(size=crises.size)
    slopes = np.stack([crises.gather_each(by) for by in _slopes(crises.indices(fit.theta), x)], 1)
    h, ends = 1e-4, []
    for side in (h, -h):
        payoffs = crises.indices(fit.theta + side * direction)
        moved = _solve(payoffs, x)
        assert np.abs(moved - answer(payoffs, moved)).max() < 1e-9
        ends.append(_outcomes(payoffs, moved))
    measured = (ends[0] - ends[1]) / (2 * h)
    assert slopes @ direction == pytest.approx(measured, rel=1e-3, abs=2e-4)


def test_every_row_has_probabilities_within_their_limits(fitted):
    crises, fit = fitted
    chance, low, high = predict(crises, fit)
    assert chance.sum(1) == pytest.approx(1)
    assert (low <= chance).all()
    assert (chance <= high).all()
    assert (low > 0).all()
    assert (high < 1).all()
    expected = (chance * crises.counts.sum(1, keepdims=True)).sum(0)
    assert expected == pytest.approx(crises.counts.sum(0), rel=0.1)


def test_a_covariate_at_its_own_value_changes_nothing(fitted):
    crises, fit = fitted
    even = crises.with_column("anticipatedsendercosts", 2.0)
    own = nested_pseudo_likelihood(even, fit.beliefs)
    there = compare(even, own, "anticipatedsendercosts", [2.0])
    assert there.rows.tolist() == [len(crises.counts)]
    assert there.probabilities[0] == pytest.approx(predict(even, own)[0].mean(0), abs=1e-6)


def test_functions_of_a_column_are_taken_anew(fitted):
    crises, _ = fitted
    moved = crises.with_column("senderecondep", 0.25)
    for payoff in (0, 3):
        at = crises.terms[payoff].index(("sqrt", "senderecondep"))
        assert (moved.blocks[payoff][:, at] == 0.5).all()
    with pytest.raises(BadValue, match="sqrt"):
        crises.with_column("senderecondep", -1.0)


def test_unknown_columns_and_missing_covariances_are_told(fitted):
    crises, fit = fitted
    with pytest.raises(BadValue, match="no payoff has"):
        compare(crises, fit, "weather", [1.0])
    blind = compare(crises, replace(fit, covariance=None), "contig", [0.0, 1.0])
    assert np.isnan(blind.low).all()
    assert blind.probabilities.sum(1) == pytest.approx(1)


def test_every_estimator_brings_its_covariance(fitted):
    crises, fit = fitted
    for one in (fit, pseudo_likelihood(crises), constrained_likelihood(crises)):
        assert one.covariance is not None
        assert np.sqrt(np.diag(one.covariance)) == pytest.approx(one.errors)


def test_the_command_varies_a_covariate_and_takes_formulas(shared):
    def run(*args):
        data = str(shared / "data" / "sanctions")
        return CliRunner().invoke(root, ["estimate", "signalling", "--data", data, *args])

    done = run("--vary", "lncaprat=0,2", "--json")
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, schema_of("estimate-signalling"))
    assert [at["value"] for at in answer["varied"]] == [0.0, 2.0]
    assert all(sum(at["probabilities"]) == pytest.approx(1) for at in answer["varied"])
    shown = run("--vary", "lncaprat=0,2")
    assert "concession, %" in shown.stdout
    fewer = json.loads(run("--payoff", "bara ~ 1", "--json").stdout)
    assert len(fewer["coefficients"]) == 19
    assert fewer["log_likelihood"] < answer["log_likelihood"]
    for args, said in ((("--vary", "lncaprat"), "COLUMN=V1"), (("--payoff", "XX ~ a"), "NAME ~"),
                       (("--payoff", "VA"), "NAME ~")):  # fmt: skip
        refused = run(*args)
        assert refused.exit_code == 2
        assert said in refused.output + refused.stderr


def test_what_varies_is_drawn(shared, tmp_path):
    asked = ["estimate", "signalling", "--data", str(shared / "data" / "sanctions"), "--vary",
             "lncaprat=0,2,4"]  # fmt: skip
    target = tmp_path / "outcomes.svg"
    done = CliRunner().invoke(root, [*asked, "--plot", str(target)])
    assert done.exit_code == 0, done.output
    text = target.read_text(encoding="utf-8")
    for name in ("status quo", "concession", "stand firm", "back down", "lncaprat"):
        assert name in text
    alone = CliRunner().invoke(root, ["estimate", "signalling", "--data", "x", "--plot", "y.svg"])
    assert alone.exit_code == 2
    assert "--vary" in str(alone.exception) + alone.output


def test_a_table_without_a_first_stage_begins_at_shares(shared, tmp_path, fitted):
    import csv

    crises, known = fitted
    with (shared / "data" / "sanctions" / "sanctionsData.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    kept = [name for name in rows[0] if name not in ("PRhat", "PFhat")]
    table = tmp_path / "bare.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        out = csv.DictWriter(stream, kept, extrasaction="ignore", lineterminator="\n")
        out.writeheader()
        out.writerows(rows)
    bare = read_crises(table)
    assert bare.first_stage is None
    assert ((bare.pooled_beliefs() > 0) & (bare.pooled_beliefs() < 1)).all()
    again = nested_pseudo_likelihood(bare)
    assert again.log_likelihood == pytest.approx(known.log_likelihood, abs=1e-5)
    assert again.theta == pytest.approx(known.theta, abs=1e-4)
    with pytest.raises(BadValue, match="npl or cmle"):
        pseudo_likelihood(bare)
    assert crises.first_stage is not None
