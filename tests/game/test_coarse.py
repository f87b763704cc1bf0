"""The coarse system: the exact one on cells, its transpose, and the same solutions."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.linalg as sla

import standoff as so
from standoff.game import coarse, linear
from standoff.game.linearised import Linearised


@pytest.fixture
def point(monkeypatch) -> Linearised:
    monkeypatch.setattr(coarse, "FEWEST", 0)
    monkeypatch.setattr(coarse, "CELLS", 12)
    solution = so.games.named("coercion_small").solve()
    return Linearised(solution.game.model, solution.worths)


def _ends(point: Linearised) -> tuple[np.ndarray, np.ndarray]:
    """R and P of both sides, written out: (2 C, 2 S) and (2 S, 2 C)."""
    cells = point.model.transition.cells
    spread = (cells.cell[:, None] == np.arange(len(cells.sizes))).astype(float)
    mean = spread.T / cells.sizes[:, None]
    return sla.block_diag(mean, mean), sla.block_diag(spread, spread)


def test_cells_share_slow_factors_and_all_states_have_one(point) -> None:
    cells = point.model.transition.cells
    assert 1 < len(cells.sizes) <= 12
    assert cells.sizes.sum() == point.model.states


def test_the_preconditioner_is_that_of_the_formula(point) -> None:
    """M^-1 = I + P (A_c^-1 - I) R with A_c = R (I - K) P."""
    mean, spread = _ends(point)
    small = mean @ point.dense @ spread
    size = len(point.dense)
    whole = np.eye(size) + spread @ (np.linalg.inv(small) - np.eye(len(small))) @ mean
    right = np.random.default_rng(3).normal(size=(2, point.model.states))
    assert np.allclose(point.own_coarse.apply(right).ravel(), whole @ right.ravel())
    assert np.allclose(point.own_coarse.apply_transposed(right).ravel(), whole.T @ right.ravel())


def test_a_lent_system_gives_the_same_solution(point, monkeypatch) -> None:
    change = np.random.default_rng(5).normal(size=point.v.shape)
    exact = point.solve(change)
    adjoint = point.solve_transposed(change)
    monkeypatch.setattr(linear, "DENSE", 0)
    assert point.own_coarse is not None
    far = Linearised(point.model, point.v + 1.0)
    assert far.own_coarse is not None
    near = Linearised(point.model, point.v, near=far)
    assert near.coarse is far.own_coarse
    assert np.allclose(near.solve(change, tolerance=1e-12), exact, atol=1e-8)
    assert np.allclose(near.solve_transposed(change), adjoint, atol=1e-8)


def test_small_games_do_without_cells() -> None:
    assert so.games.named("coercion_small").model.transition.cells is None
