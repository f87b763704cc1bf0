"""Small games in one piece: the same residual, derivative and solution as the reduced equations."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.game import flat, solving
from standoff.game.flat import FlatCurve
from standoff.game.lines import Line
from standoff.game.lu import Factors
from standoff.game.model import Model
from standoff.game.starts import random_start

from .random_games import random_model


@st.composite
def models(draw: st.DrawFn) -> Model:
    return random_model(
        draw(st.integers(0, 10_000)),
        states=draw(st.integers(1, 6)),
        actions=(draw(st.integers(1, 4)), draw(st.integers(1, 4))),
        delta=draw(st.floats(0, 0.98)),
        precision=draw(st.floats(0.1, 10)),
        convention=draw(st.sampled_from(["private_shocks", "quantal_response"])),
    )


@given(models(), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_a_flat_point_is_the_linearised_point(model: Model, t: float) -> None:
    line, v = Line.precision(model), random_start(model, 1, 0)
    curve = FlatCurve(line)
    one, other = curve.point(t, v.ravel()), line.point(t, v)
    scale = 1 + np.abs(v).max()
    assert one.residual == pytest.approx(other.residual.ravel(), abs=1e-12 * scale)
    assert curve.pull(one) == pytest.approx(line.pull(other).ravel(), abs=1e-12 * scale)
    change = np.random.default_rng(2).normal(size=v.shape)
    # The derivative, undone: what solves the one system solves the other.
    step = other.solve(change)
    missed = one.dense @ step.ravel() - change.ravel()
    assert np.abs(missed).max() < 1e-9 * (1 + np.abs(one.dense).max() * np.abs(step).max())
    ahead = v + 0.1 * change
    assert one.moved(ahead.ravel()).size == pytest.approx(line.point(t, ahead).size, abs=1e-9)


@pytest.mark.parametrize("seed", range(20))
def test_both_ways_find_the_same_equilibrium(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    convention = "private_shocks" if seed % 2 else "quantal_response"
    model = random_model(seed, states=1 + seed % 7, convention=convention, precision=3.0)
    assert model.states * sum(model.actions) <= flat.FEW
    in_one = solving.solve_arrays(model)
    monkeypatch.setattr(solving, "FEW", 0)
    reduced = solving.solve_arrays(model)
    assert in_one.worths == pytest.approx(reduced.worths, abs=1e-10)
    assert in_one.branch.followed
    assert in_one.branch.checked


@given(st.integers(0, 1000), st.integers(1, 8))
@settings(max_examples=50, deadline=None)
def test_one_factorisation_answers_for_matrix_transpose_and_sign(seed: int, size: int) -> None:
    rng = np.random.default_rng(seed)
    matrix, right = rng.normal(size=(size, size)), rng.normal(size=size)
    factors = Factors(matrix)
    assert matrix @ factors.solve(right) == pytest.approx(right, abs=1e-6)
    assert matrix.T @ factors.solve(right, transposed=True) == pytest.approx(right, abs=1e-6)
    assert factors.sign == np.linalg.slogdet(matrix)[0]


def test_a_singular_matrix_is_refused() -> None:
    with pytest.raises(np.linalg.LinAlgError):
        Factors(np.zeros((3, 3)))


def test_orientations_agree() -> None:
    found = set()
    for seed in range(30):
        model = random_model(seed, states=3, precision=20.0, delta=0.5)
        v = random_start(model, seed, 2)
        line = Line.precision(model)
        signs = FlatCurve(line).point(1.0, v.ravel()).orientation, line.point(1.0, v).orientation
        assert signs[0] == signs[1]
        found.add(signs[0])
    assert found == {-1, 1}
