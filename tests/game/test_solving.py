"""Solving games as arrays: residuals, certificates, large systems, folds, many equilibria."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from standoff.errors import BadValue, NotSolved
from standoff.game.arclength import trace
from standoff.game.continuation import Branch
from standoff.game.enumeration import find_equilibria
from standoff.game.linear import solve_values
from standoff.game.linearised import Linearised
from standoff.game.lines import Line
from standoff.game.model import Model
from standoff.game.replies import damped_replies
from standoff.game.solving import certified, solve_arrays
from standoff.game.sparse import SparseTransition
from standoff.game.starts import random_start

from .random_games import random_model


def once(payoffs: list, precision: float) -> Model:
    """A one-shot game in quantal response: one state, no tomorrow."""
    still = SparseTransition.of_dense(np.ones((1, *np.shape(payoffs)[1:], 1)))
    table = np.array(payoffs, dtype=float)[:, None]
    return Model(table, still, (0.0, 0.0), "quantal_response", precision)


COORDINATION = [[[2.0, 0.0], [0.0, 1.0]], [[2.0, 0.0], [0.0, 1.0]]]


def _slow_residual(model: Model, worths: np.ndarray) -> float:
    """max|Phi(v) - v| with loops over states and actions; moves as one dense array."""
    t, (a, b) = model.precision, model.actions
    moves = model.transition.matrix.toarray().reshape(model.states, a, b, model.states)
    choices, values = [], []
    for part in (worths[:, :a], worths[:, a:]):
        p = np.exp(t * (part - part.max(axis=1, keepdims=True)))
        p /= p.sum(axis=1, keepdims=True)
        soft = np.log(np.exp(t * part).sum(axis=1)) / t
        plain = (p * part).sum(axis=1)
        choices.append(p)
        values.append(soft if model.convention == "private_shocks" else plain)
    worst = 0.0
    for s in range(model.states):
        games = [model.payoffs[i, s] + model.discounts[i] * moves[s] @ values[i] for i in (0, 1)]
        mine, yours = games[0] @ choices[1][s], choices[0][s] @ games[1]
        worst = max(worst, np.abs(np.append(mine, yours) - worths[s]).max())
    return float(worst)


def _check(model: Model) -> None:
    solved = solve_arrays(model)
    assert _slow_residual(model, solved.worths) < 1e-9
    assert abs(solved.certificate.residual - _slow_residual(model, solved.worths)) < 1e-10
    assert solved.certificate.gain_bound < 1e-7


def _draw(seed: int) -> Model:
    rng = np.random.default_rng([7, seed])
    return random_model(
        seed,
        states=int(rng.integers(1, 9)),
        actions=(int(rng.integers(1, 5)), int(rng.integers(1, 5))),
        delta=float(rng.uniform(0, 0.98)),
        precision=float(rng.choice([0.3, 1, 4, 12])),
        convention="private_shocks" if seed % 2 else "quantal_response",
        ladder=seed % 3 == 0,
    )


@pytest.mark.parametrize("seed", range(60))
def test_no_false_certificate(seed: int) -> None:
    _check(_draw(seed))


def test_a_wrong_point_is_refused() -> None:
    model = random_model(3)
    good = solve_arrays(model)
    off = Linearised(model, good.worths * model.precision + 1e-6)
    with pytest.raises(NotSolved, match="certificate") as caught:
        certified(model, off.v, Branch("made up", 0))
    assert caught.value.residual > 1e-8


@pytest.mark.parametrize("ladder", [True, False])
@pytest.mark.parametrize("convention", ["private_shocks", "quantal_response"])
def test_large_games_by_banded_and_iterative_solvers(ladder: bool, convention: str) -> None:
    model = random_model(
        5, states=1500, delta=0.97, precision=1.5, convention=convention, ladder=ladder
    )
    solved = solve_arrays(model)
    assert solved.certificate.residual < 1e-10
    by_replies = damped_replies(model, model.uniform(), near=1e-3)
    assert np.abs(by_replies.choices[0] - solved.first).max() < 1e-7


@pytest.mark.parametrize("states", [40, 300])
@pytest.mark.parametrize("ladder", [True, False])
@pytest.mark.parametrize("transposed", [True, False])
def test_linear_solvers_agree_with_the_dense_matrix(states, ladder, transposed) -> None:
    model = random_model(2, states=states, ladder=ladder, precision=1.0)
    point = Linearised(model, random_start(model, 1, 0))
    right = np.random.default_rng(0).normal(size=(2, states))
    matrix = point.dense.T if transposed else point.dense
    told = solve_values(point, right, transposed=transposed, tolerance=1e-12)
    assert matrix @ told.ravel() == pytest.approx(right.ravel(), abs=1e-8)
    apply = point.apply_transposed if transposed else point.apply
    assert apply(told) == pytest.approx(right, abs=1e-8)


def test_the_derivative_is_the_derivative() -> None:
    model = random_model(8, states=4, convention="quantal_response")
    v = random_start(model, 1, 1)
    point, rng = Linearised(model, v), np.random.default_rng(1)
    change, weights = rng.normal(size=(2, *v.shape))
    step = point.solve(change)
    ahead, behind = (v + d * step for d in (1e-6, -1e-6))
    numeric = (ahead - model.reply(ahead) - behind + model.reply(behind)) / 2e-6
    assert numeric == pytest.approx(change, abs=1e-6)
    assert (weights * step).sum() == pytest.approx((point.solve_transposed(weights) * change).sum())


def test_coordination_has_three_equilibria_at_high_precision_and_one_at_low() -> None:
    assert len(find_equilibria(once(COORDINATION, 0.5), starts=30)) == 1
    found = find_equilibria(once(COORDINATION, 6.0), starts=60)
    assert len(found) == 3
    told = sorted(float(e.first[0, 0]) for e in found)
    assert told == pytest.approx(_roots(COORDINATION, 6.0), abs=1e-9)


def _roots(payoffs: list, t: float) -> list[float]:
    """Fixed points of a symmetric 2 x 2 game by a fine grid and bisection."""
    table = np.array(payoffs[0])

    def miss(p: float) -> float:
        gap = (table[0] - table[1]) @ np.array([p, 1 - p])
        return float(1 / (1 + np.exp(-t * gap)) - p)

    grid = np.linspace(0, 1, 20001)
    out = []
    for low, high in pairwise(grid):
        if miss(low) * miss(high) <= 0 and miss(low) != 0:
            for _ in range(80):
                middle = (low + high) / 2
                low, high = (low, middle) if miss(low) * miss(middle) <= 0 else (middle, high)
            out.append((low + high) / 2)
    return out


def test_an_arc_passes_its_folds_and_meets_all_branches() -> None:
    """Moving one payoff across, the S-shaped branch turns twice; places lie on the equilibria."""
    first = once([[[1.0, 0.0], [0.0, 3.0]], [[1.0, 0.0], [0.0, 3.0]]], 4.0)
    second = once([[[5.0, 0.0], [0.0, 1.0]], [[5.0, 0.0], [0.0, 1.0]]], 4.0)
    line = Line.between(first, second)
    start = Linearised(line.at(0.0), solve_arrays(first).point.v)
    places, backwards = [], 0
    for place in trace(line, start, step=0.05, longest=0.2, limit=400):
        places.append(place)
        backwards += place.speed < 0
        if place.t > 1:
            break
    assert places[-1].t > 1
    assert places[-1].folds == 2
    assert backwards > 0
    for place in places:
        assert place.point.size < 1e-7


def test_natural_steps_give_way_to_arclength_at_a_fold() -> None:
    """The branch from precision 0 of a skewed coordination game folds; the end is certified."""
    skewed = [[[1.0, 0.0], [0.0, 1.1]], [[1.6, 0.0], [0.0, 1.0]]]
    for precision in (1.0, 4.0, 9.0):
        solved = solve_arrays(once(skewed, precision))
        assert solved.certificate.residual < 1e-12
        assert solved.branch.checked


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"discounts": (1.0, 0.5)}, "discount"),
        ({"precision": -1.0}, "precision"),
        ({"convention": "luck"}, "convention"),
        ({"payoffs": np.zeros((2, 3, 3, 3))}, "payoffs"),
    ],
)
def test_bad_models_are_refused(change: dict, word: str) -> None:
    with pytest.raises(BadValue, match=word):
        replace(random_model(1), **change)


def test_bad_numbers_are_refused() -> None:
    model = random_model(1)
    payoffs = model.payoffs.copy()
    payoffs[1, 2, 0, 1] = np.nan
    with pytest.raises(BadValue, match=r"\(1, 2, 0, 1\)"):
        replace(model, payoffs=payoffs)
    with pytest.raises(BadValue, match="precision"):
        solve_arrays(replace(model, precision=0.0))
    moves = np.full((2, 2, 2, 2), 0.5)
    moves[1, 0, 1] = 0.7
    with pytest.raises(BadValue, match=r"\(1, 0, 1\)"):
        SparseTransition.of_dense(moves)
