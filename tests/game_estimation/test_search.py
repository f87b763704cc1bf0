"""The search: it comes back, it recovers, it respects bounds, it says what it did."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from standoff.errors import BadValue
from standoff.game.estimation.border import bounded_step
from standoff.game.estimation.equilibria import find_equilibria
from standoff.game.estimation.fit import Fit, Options, estimate
from standoff.game.estimation.inference import infer
from standoff.game.estimation.multistart import best_first, frozen_starts, run_starts
from standoff.game.estimation.pooling import choose_tau, pooled_problem
from standoff.game.estimation.sequential import Arrow, solve
from standoff.game.estimation.starts import named_start, perturbed
from standoff.game.estimation.switching import better_equilibria, switch

from .worlds import world


def test_a_perturbed_published_point_is_found_again(published):
    _, problem, folder = published
    start = perturbed(named_start("published", problem, folder), 1e-3, seed=11)
    fit = estimate(problem, start)
    assert fit.converged
    assert fit.log_likelihood == pytest.approx(-8190.526141, abs=1e-5)
    assert np.abs(fit.theta - named_start("published", problem, folder).theta).max() < 1e-3


def test_a_neutral_start_ends_far_above_the_published_optimum(published):
    _, problem, _ = published
    fit = estimate(problem, named_start("pooled", problem))
    assert fit.converged
    assert fit.violation < 1e-8
    assert fit.log_likelihood > -7717.9


def test_switching_finds_better_equilibria_at_the_published_theta(published):
    _, problem, folder = published
    start = named_start("published", problem, folder)
    point, moved, gains = better_equilibria(problem.at(start.theta, start.v))
    assert point.log_likelihood > -7948.8
    assert point.violation < 1e-9
    assert len(moved) >= 40
    assert (gains > 0).all()
    again = switch(solve(problem.at(start.theta, start.v)), rounds=2)
    assert again.trail.converged
    assert again.trail.point.log_likelihood > -7846.6
    assert len(again.pairs) == 2


def test_the_truth_is_recovered_from_elsewhere(small):
    _, problem, truth, _ = small
    fit = estimate(problem, named_start("uniform:4", problem))
    errors = infer(problem, fit).errors
    assert fit.converged
    assert np.abs((fit.theta - truth) / errors).max() < 4.0
    assert np.median(errors) < 0.2


def test_the_reduced_hessian_is_that_of_the_likelihood_along_the_equilibrium(small):
    _, problem, _, _ = small
    fit = estimate(problem, named_start("zeros", problem))
    border = Arrow(fit.point(problem), fit.multipliers).border()
    direction = np.random.default_rng(0).normal(size=problem.design.size)

    def along(length: float) -> float:
        theta = fit.theta + length * direction
        found = find_equilibria(problem, theta, near=fit.v, tries=0)
        return problem.at(theta, np.stack([v[0] for v in found.values])).log_likelihood

    h = 1e-3
    measured = -(along(h) - 2 * along(0.0) + along(-h)) / h**2
    assert measured == pytest.approx(direction @ border @ direction, rel=1e-3)


def test_every_equilibrium_found_solves_and_none_comes_twice(small):
    _, problem, truth, _ = small
    found = find_equilibria(problem, 3 * truth, tries=12)
    assert found.numbers().min() >= 1
    for pair, values in enumerate(found.values):
        for at, one in enumerate(values):
            v = np.broadcast_to(one, problem.counts.shape)
            gap = problem.at(3 * truth, v).gap[pair]
            assert np.abs(gap).max() < 1e-9
            assert all(np.abs(one - other).max() > 1e-6 for other in values[:at])


def test_switching_never_makes_it_worse(published):
    _, problem, _ = published
    trail = solve(estimate(problem, named_start("zeros", problem)).point(problem))
    switched = switch(trail, rounds=1, tries=10)
    assert switched.trail.point.objective <= trail.point.objective
    assert len(switched.pairs) == len(switched.gained)


def test_bounds_hold_and_what_rests_on_one_has_no_error(small):
    _, problem, _, _ = small
    tight = problem.bounded(-0.5, 0.0)
    fit = estimate(tight, named_start("zeros", tight))
    alphas = fit.theta[tight.design.alphas]
    assert fit.converged
    assert (alphas >= -0.5).all()
    assert (alphas <= 0.0).all()
    told = infer(tight, fit)
    for at in range(tight.design.size):
        if told.reasons[at]:
            assert np.isnan(told.errors[at])
    assert "rests on its bound" in told.reasons
    free = estimate(problem, named_start("zeros", problem))
    assert fit.log_likelihood < free.log_likelihood


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_a_bounded_step_is_the_minimum_within_its_bounds(seed):
    draw = np.random.default_rng(seed)
    size = int(draw.integers(1, 7))
    root = draw.normal(size=(size, size))
    hessian, slope = root @ root.T + 0.1 * np.eye(size), 3 * draw.normal(size=size)
    low, high = -draw.uniform(0, 1, size), draw.uniform(0, 1, size)
    step = bounded_step(hessian, slope, low, high)
    assert ((step >= low) & (step <= high)).all()
    reference = minimize(
        lambda x: slope @ x + x @ hessian @ x / 2, np.zeros(size), method="L-BFGS-B",
        jac=lambda x: slope + hessian @ x, bounds=list(zip(low, high, strict=True)),
        options={"ftol": 1e-15, "gtol": 1e-12},
    )  # fmt: skip
    assert slope @ step + step @ hessian @ step / 2 <= reference.fun + 1e-8


def test_a_flat_direction_is_named_and_gets_no_error():
    _, problem, _, _ = world(400, countries=4, pairs=10)
    blind = problem.with_counts(0 * problem.counts)
    fit = estimate(blind, named_start("zeros", blind))
    told = infer(blind, fit)
    assert np.isnan(told.errors).all()
    assert all(reason.startswith("flat") for reason in told.reasons)
    assert len(told.flat) == problem.design.size
    assert all(direction.loadings for direction in told.flat)


def test_pooling_shrinks_towards_the_mean_and_stays_finite(small):
    panel, _, _, _ = small
    spreads = []
    for tau in (0.05, 1.0, 20.0):
        problem = pooled_problem(panel, tau)
        fit = estimate(problem, named_start("zeros", problem))
        assert fit.converged
        spreads.append(np.ptp(fit.theta[problem.design.alphas]))
    assert spreads[0] < spreads[1] <= spreads[2] * 1.001
    problem = pooled_problem(panel, 1.0)
    fit = estimate(problem, named_start("zeros", problem))
    pooled = choose_tau(panel, fit, 1.0, (0.3, 1.0, 3.0))
    assert pooled.tau in (0.3, 1.0, 3.0)
    assert max(dict(pooled.evidence).values()) == dict(pooled.evidence)[pooled.tau]
    assert pooled.means().shape == (4,)


def test_starts_are_frozen_and_unknown_ones_refused(small):
    _, problem, _, _ = small
    one, again = (named_start("uniform:7", problem) for _ in range(2))
    assert (one.theta == again.theta).all()
    assert (one.v == again.v).all()
    assert np.abs(one.theta).max() < 1
    assert frozen_starts(3) == ("zeros", "pooled", "uniform:1")
    assert len(set(frozen_starts(60))) == 60
    for bad in ("nonsense", "uniform:", "uniform:-1", "uniform:x", "published", ""):
        with pytest.raises(BadValue, match="unknown start"):
            named_start(bad, problem)


def test_cores_do_not_change_a_digit_and_finished_runs_are_kept(small, tmp_path):
    _, problem, _, _ = small
    names = frozen_starts(3)
    seen: list[str] = []

    def note(at: int, of: int, fit: Fit) -> None:
        seen.append(f"{at}/{of} {fit.start}")

    one = run_starts(problem, names, jobs=1, folder=tmp_path, progress=note)
    two = run_starts(problem, names, jobs=2)
    for left, right in zip(one, two, strict=True):
        assert left.theta.tobytes() == right.theta.tobytes()
        assert left.v.tobytes() == right.v.tobytes()
    assert seen == ["1/3 zeros", "2/3 pooled", "3/3 uniform:1"]
    kept = sorted(tmp_path.glob("*.json"))
    assert len(kept) == 3
    kept[0].write_text("{broken", encoding="utf-8")
    back = run_starts(problem, names, jobs=1, folder=tmp_path)
    assert [fit.theta.tobytes() for fit in back] == [fit.theta.tobytes() for fit in one]
    others = run_starts(problem, names[:1], Options(switch_rounds=1), folder=tmp_path)
    assert others[0].switched == ()
    assert len(list(tmp_path.glob("*.json"))) == 4
    assert best_first(one)[0].objective == min(fit.objective for fit in one)
