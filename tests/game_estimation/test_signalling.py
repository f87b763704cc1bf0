"""The crisis game: replies against simulation and differences, estimators against references."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from scipy.special import ndtr
from scipy.stats import multivariate_normal

from standoff.errors import BadValue, FileUnreadable
from standoff.game.estimation_signalling import (
    Crises,
    constrained_likelihood,
    find_equilibria,
    nested_pseudo_likelihood,
    pseudo_likelihood,
    read_crises,
)
from standoff.game.estimation_signalling.constrained import likeliest_equilibria
from standoff.game.estimation_signalling.equilibria import answer
from standoff.game.estimation_signalling.game import FLOOR, outcome_score, outcomes, replies


@pytest.fixture(scope="module")
def sanctions(shared):
    return read_crises(shared / "data" / "sanctions")


@pytest.fixture(scope="module")
def reference(shared):
    path = shared / "data" / "sanctions" / "sigint_reference_estimates.csv"
    with path.open(encoding="utf-8") as stream:
        rows = {row["parameter"]: row for row in csv.DictReader(stream)}
    return lambda column, names: np.array([float(rows[name][column]) for name in names])


def payoffs(draw, rows):
    """SA, VA, CB, WA, WB, a of a plausible size."""
    middle = np.array([0.0, 1.0, -1.5, -1.5, -0.5, -2.0])
    return middle + 0.5 * draw.normal(size=(rows, 6))


def test_replies_are_the_shares_of_a_simulated_game():
    draw = np.random.default_rng(4)
    one = payoffs(draw, 1)
    q, f = np.array([0.6]), np.array([0.4])
    state = replies(one, q, f)
    sa, va, cb, wa, wb, back = one[0]
    e1, e2, e3 = draw.normal(size=(3, 400_000))
    war, quit_ = wa + e1, back + e3
    challenge = q * np.maximum(war, quit_) + (1 - q) * va > sa
    firm = challenge & (war > quit_)
    resist = f * (wb + e2) > cb
    for exact, share in ((state.challenge, challenge), (state.firm, firm),
                         (ndtr(state.resist_z), resist)):  # fmt: skip
        assert exact[0] == pytest.approx(share.mean(), abs=0.004)


def test_the_bivariate_normal_is_that_of_scipy():
    draw = np.random.default_rng(5)
    many = payoffs(draw, 40)
    q = draw.uniform(0.05, 0.95, 40)
    firm = replies(many, q, q).firm
    joint = multivariate_normal(cov=[[1, np.sqrt(0.5)], [np.sqrt(0.5), 1]])
    need = (many[:, 0] - (1 - q) * many[:, 1]) / q
    at = np.stack([(many[:, 3] - many[:, 5]) / np.sqrt(2), many[:, 3] - need], 1)
    assert firm == pytest.approx(joint.cdf(at), abs=2e-5)


def test_derivatives_are_those_of_differences():
    draw = np.random.default_rng(6)
    many, q, f = payoffs(draw, 30), draw.uniform(0.1, 0.9, 30), draw.uniform(0.1, 0.9, 30)
    counts, h = draw.integers(0, 30, (30, 4)).astype(float), 1e-6

    def at(column, size):
        step = np.zeros((30, 8))
        step[:, column] = size
        return replies(many + step[:, :6], q + step[:, 6], f + step[:, 7])

    here = replies(many, q, f)
    for column in range(8):
        up, down = at(column, h), at(column, -h)
        for name in ("challenge", "firm", "resist_z"):
            measured = (getattr(up, name) - getattr(down, name)) / (2 * h)
            assert getattr(here, f"d_{name}")[:, column] == pytest.approx(measured, abs=1e-6)
    three = np.stack([here.challenge, here.firm, ndtr(here.resist_z)])

    def logs(moved):
        return (counts * np.log(outcomes(*moved))).sum(1)

    for column in range(3):
        step = np.zeros((3, 30))
        step[column] = h
        measured = (logs(three + step) - logs(three - step)) / (2 * h)
        inside = outcomes(*three).min(1) > 1e-4
        score = outcome_score(counts, *three)[:, column]
        assert inside.sum() > 10
        assert score[inside] == pytest.approx(measured[inside], rel=1e-4, abs=1e-4)


def test_outcomes_sum_to_one_and_have_a_floor():
    many = payoffs(np.random.default_rng(7), 50)
    state = replies(many, np.full(50, 0.5), np.full(50, 0.5))
    assert outcomes(state.challenge, state.firm, ndtr(state.resist_z)).sum(1) == pytest.approx(1)
    wild = replies(200 * many, np.full(50, 0.5), np.full(50, 0.5))
    assert outcomes(wild.challenge, wild.firm, ndtr(wild.resist_z)).min() >= FLOOR


def test_equilibria_are_fixed_points_and_several_are_found():
    draw = np.random.default_rng(8)
    middle, spread = (0.0, 1.0, -2.0, -1.5, -1.0, -2.0), (1.0, 2.0, 3.0, 1.0, 3.0, 1.0)
    many = draw.normal(middle, spread, (300, 6))
    many[0] = (-0.23, -0.74, -2.79, -0.47, -4.44, -0.86)
    found = find_equilibria(many)
    numbers = np.array([len(roots) for roots in found])
    assert numbers[0] == 3
    assert np.mean(numbers[numbers > 0] % 2 == 1) > 0.9
    for at, roots in enumerate(found):
        row = np.repeat(many[at : at + 1], len(roots), axis=0)
        assert np.abs(answer(row, roots) - roots).max(initial=0) < 1e-6


def test_pseudo_likelihood_has_the_reference_coefficients(sanctions, reference):
    fit = pseudo_likelihood(sanctions)
    assert fit.converged
    assert fit.log_likelihood == pytest.approx(-3963.9558, abs=1e-4)
    assert np.abs(fit.theta - reference("pl_phat_rf", fit.names)).max() < 1e-5
    assert fit.violation > 1e-3


def test_nested_pseudo_likelihood_has_the_reference_coefficients(sanctions, reference):
    fit = nested_pseudo_likelihood(sanctions)
    assert fit.converged
    assert fit.log_likelihood == pytest.approx(-3932.44738, abs=1e-5)
    assert np.abs(fit.theta - reference("npl_from_rf", fit.names)).max() < 1e-5
    assert fit.violation < 1e-8
    assert fit.aic == pytest.approx(7904.895, abs=1e-3)
    assert np.isfinite(fit.errors).all()


def test_constrained_likelihood_is_an_equilibrium_above_the_nested_one(sanctions):
    fit = constrained_likelihood(sanctions)
    assert fit.converged
    assert fit.log_likelihood > -3927.91
    assert fit.violation < 1e-9
    published = {"VA:(Intercept)": 1.31, "CB:(Intercept)": -4.53, "barWA:(Intercept)": -2.46,
                 "barWB:(Intercept)": -4.42, "bara:(Intercept)": -2.71}  # fmt: skip
    for name, value in published.items():
        assert fit.theta[fit.names.index(name)] == pytest.approx(value, abs=0.01)


TRUTH = {"SA:x": 0.3, "VA:(Intercept)": 1.0, "CB:(Intercept)": -1.0, "CB:y": 0.4,
         "barWA:(Intercept)": -1.2, "barWB:(Intercept)": -0.4, "barWB:x": 0.3,
         "bara:(Intercept)": -1.6}  # fmt: skip
FORMULAS = {"SA": "x - 1", "CB": "y", "barWB": "x"}


def simulated(folder, seed, rows=200, games=300):
    """A table of crises played in equilibrium, and its truth."""
    draw = np.random.default_rng(seed)
    table = {name: draw.normal(size=rows) for name in ("x", "y")}
    table |= {name: np.full(rows, 0.5) for name in ("PRhat", "PFhat")}
    path = folder / "crises.csv"

    def save(counts):
        columns = [*table, "sq", "cd", "sf", "bd"]
        with path.open("w", encoding="utf-8", newline="") as stream:
            out = csv.writer(stream)
            out.writerow(columns)
            out.writerows(zip(*table.values(), *counts.T, strict=True))

    save(np.ones((rows, 4), dtype=int))
    empty = read_crises(path, FORMULAS)
    theta = np.array([TRUTH[name] for name in empty.names])
    own = empty.indices(theta)
    x = np.array([roots[0] for roots in find_equilibria(own)])
    state = replies(own, ndtr(x), np.ones(rows))
    chances = outcomes(state.challenge, state.firm, ndtr(x))
    save(np.array([draw.multinomial(games, row / row.sum()) for row in chances]))
    return read_crises(path, FORMULAS), theta


@pytest.mark.parametrize("estimator", [nested_pseudo_likelihood, constrained_likelihood])
def test_the_truth_is_recovered(tmp_path, estimator):
    crises, truth = simulated(tmp_path, seed=9)
    fit = estimator(crises)
    assert fit.converged
    assert np.abs((fit.theta - truth) / fit.errors).max() < 4
    assert np.median(fit.errors) < 0.2


def test_the_likeliest_equilibrium_is_never_less_likely(sanctions):
    fit = nested_pseudo_likelihood(sanctions)
    x = np.full(len(sanctions.counts), 0.1)
    chosen = likeliest_equilibria(sanctions, fit.theta, x)
    own = sanctions.indices(fit.theta)
    kept = chosen == x
    assert np.abs(answer(own, chosen) - chosen)[~kept].max(initial=0) < 1e-6


def test_formulas_and_tables_are_refused_by_name(tmp_path):
    crises, _ = simulated(tmp_path, seed=3, rows=5)
    path = tmp_path / "crises.csv"
    assert isinstance(crises, Crises)
    for formula in ("x * y", "exp(x)", "x + 1y", "sqrt(x"):
        with pytest.raises(BadValue, match="formula of SA"):
            read_crises(path, {"SA": formula})
    with pytest.raises(BadValue, match="no covariate"):
        read_crises(path, {"SA": "- 1"})
    with pytest.raises(FileUnreadable, match="lacks the columns"):
        read_crises(path, {"SA": "wealth"})
    with pytest.raises(FileUnreadable, match=r"row \d: x is .*a number log exists for"):
        read_crises(path, {"SA": "log(x)"})
