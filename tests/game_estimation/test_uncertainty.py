"""The twin solver, the bootstrap, counterfactuals along the branch, and the anchored path."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from standoff.errors import BadValue
from standoff.game.estimation.bootstrap import bootstrap, drawn_counts
from standoff.game.estimation.choices import Choices
from standoff.game.estimation.counterfactual import follow, long_run, share_slopes
from standoff.game.estimation.equilibria import find_equilibria
from standoff.game.estimation.fit import Options, estimate
from standoff.game.estimation.inference import infer
from standoff.game.estimation.pooling import pooled_problem
from standoff.game.estimation.relaxing import ANCHORED, relax
from standoff.game.estimation.sequential import Rules
from standoff.game.estimation.simulate import simulate
from standoff.game.estimation.starts import named_start


@pytest.fixture(scope="module")
def fitted(small):
    panel, problem, _, _ = small
    return panel, problem, estimate(problem, named_start("zeros", problem))


@pytest.mark.parametrize("variant", ["plain", "bounded", "pooled"])
def test_the_general_solver_finds_the_same_optimum(small, variant):
    pytest.importorskip("casadi", reason="CasADi is not installed")
    panel, problem, _, _ = small
    problem = {"plain": problem, "bounded": problem.bounded(-0.5, 0.0),
               "pooled": pooled_problem(panel, 1.0)}[variant]  # fmt: skip
    start = named_start("pooled", problem)
    one = estimate(problem, start, Options(searches=("relaxed",)))
    two = estimate(problem, start, Options(searches=("relaxed",), solver="ipopt"))
    assert one.converged
    assert two.converged
    assert two.objective == pytest.approx(one.objective, abs=1e-6)
    assert np.abs(one.theta - two.theta).max() < 1e-4
    assert np.abs(one.multipliers - two.multipliers).max() < 1e-3


def test_the_general_solver_is_the_fallback(small):
    pytest.importorskip("casadi", reason="CasADi is not installed")
    _, problem, _, _ = small
    start = replace(named_start("zeros", problem), searches=("direct",))
    short = Rules(steps=1)
    assert not estimate(problem, start, Options(rules=short)).converged
    patient = estimate(problem, start, Options(rules=Rules(steps=4), solver="fallback"))
    assert patient.converged
    plain = estimate(problem, start)
    kept = estimate(problem, start, Options(solver="fallback"))
    assert kept.theta.tobytes() == plain.theta.tobytes()


def test_the_anchored_path_forgets_where_it_began(published):
    panel, _, _ = published
    problem = pooled_problem(panel, 2.0)
    first = replace(ANCHORED, last=ANCHORED.first)
    ends = []
    for name in ("zeros", "pooled", "uniform:3"):
        start = named_start(name, problem)
        theta = np.zeros(problem.design.size)
        theta[: len(start.theta)] = start.theta
        ends.append(relax(problem.at(theta, start.v), first)[0].theta)
    spread = np.ptp(ends, axis=0).max()
    assert spread < 0.05 * np.abs(ends[0]).max()


def test_pooled_fits_of_different_starts_agree(published):
    panel, _, _ = published
    problem = pooled_problem(panel, 2.0)
    options = Options(searches=("anchored",))
    fits = [estimate(problem, named_start(name, problem), options)
            for name in ("zeros", "uniform:3")]  # fmt: skip
    assert all(fit.converged for fit in fits)
    alphas = np.array([fit.theta[problem.design.alphas] for fit in fits])
    assert np.corrcoef(alphas).min() > 0.95
    assert max(fit.objective for fit in fits) < 7560


@pytest.mark.parametrize("kind", ["parametric", "pairs"])
def test_a_bootstrap_spreads_as_far_as_the_standard_errors(fitted, kind):
    panel, problem, fit = fitted
    drawn = bootstrap(panel, problem, fit, kind=kind, draws=60)
    again = bootstrap(panel, problem, fit, kind=kind, draws=60, jobs=2)
    assert drawn.thetas.tobytes() == again.thetas.tobytes()
    assert len(drawn.thetas) >= 55
    low, high = drawn.intervals()
    assert (low < high).all()
    if kind == "parametric":
        ratio = drawn.thetas.std(0) / infer(problem, fit).errors
        assert 0.75 < np.median(ratio) < 1.3
    few = bootstrap(panel, problem, fit, kind=kind, draws=2)
    assert np.isnan(few.intervals()[0]).all()


def test_draws_of_pairs_are_whole_pairs_and_parametric_ones_whole_months(fitted):
    panel, _, fit = fitted
    counts = drawn_counts(panel, fit, "pairs", 1, 5)
    times = counts.sum((1, 2, 3)) / panel.counts.sum((1, 2, 3))
    assert times.sum() == len(panel.pairs)
    assert (counts == panel.counts * times[:, None, None, None]).all()
    half = panel.weighted(np.where(np.arange(panel.size[2]) < 100, 1.0, 0.0)[None]
                          * np.ones((len(panel.pairs), 1)))  # fmt: skip
    assert drawn_counts(half, fit, "parametric", 1, 5).sum() == len(panel.pairs) * 2 * 100
    assert not np.array_equal(counts, drawn_counts(panel, fit, "pairs", 1, 6))


def test_long_run_shares_are_those_of_a_long_simulation(small):
    panel, _, _, v = small
    drawn = simulate(panel, v, months=20_000, seed=3)
    shares = np.stack([(drawn.state == state).mean(1) for state in range(3)], 1)
    assert long_run(v) == pytest.approx(shares, abs=0.05)
    assert long_run(v).sum(1) == pytest.approx(1)


def test_a_branch_ends_where_the_equilibrium_is_and_comes_back(fitted):
    _, problem, fit = fitted
    there = problem.replaced(fit.theta, {problem.design.names[-1]: fit.theta[-1] - 1.0})
    branch = follow(fit.point(problem), there)
    assert (branch.reached == 1).all()
    assert problem.at(there, branch.v).violation < 1e-9
    back = follow(problem.at(there, branch.v), fit.theta)
    assert back.v == pytest.approx(fit.v, abs=1e-7)
    felt = np.abs(problem.design.indices(there) - problem.design.indices(fit.theta)).max(1) > 0
    assert (branch.v[~felt] == fit.v[~felt]).all()
    with pytest.raises(BadValue, match="unknown parameter"):
        problem.replaced(fit.theta, {"alpha.NOWHERE": 1.0})


def test_slopes_of_shares_are_those_of_differences(fitted):
    _, problem, fit = fitted
    slopes = share_slopes(problem, fit.theta, fit.v)
    direction = np.random.default_rng(2).normal(size=problem.design.size)
    h = 1e-4
    ends = []
    for side in (h, -h):
        theta = fit.theta + side * direction
        found = find_equilibria(problem, theta, near=fit.v, tries=0)
        ends.append(long_run(np.stack([values[0] for values in found.values])))
    measured = (ends[0] - ends[1]) / (2 * h)
    assert slopes @ direction == pytest.approx(measured, abs=1e-5)


def test_a_branch_that_folds_says_how_far_it_got(published):
    _, problem, folder = published
    start = named_start("published", problem, folder)
    point = problem.at(start.theta, start.v)
    wild = problem.replaced(start.theta, {"gamma.state3": -60.0})
    branch = follow(point, wild)
    short = branch.reached < 1
    assert short.any()
    ways = branch.reached[:, None]
    eta = point.choices.eta + ways * (problem.design.indices(wild) - point.choices.eta)
    assert Choices(branch.v, eta).violation < 1e-8
