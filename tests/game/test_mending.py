"""Ladders on which single states fold: stretches are solved alone and joined."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from standoff.errors import BadValue, NotSolved
from standoff.game.linearised import Linearised
from standoff.game.mending import mend
from standoff.game.model import Model
from standoff.game.solving import solve_arrays
from standoff.game.sparse import SparseTransition

from .random_games import random_model


def _ladder(seed: int, states: int = 1200) -> Model:
    return random_model(
        seed, states=states, delta=0.99, precision=4.0, convention="quantal_response", ladder=True
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_ladders_with_folds_are_solved(seed: int) -> None:
    solved = solve_arrays(_ladder(seed))
    assert solved.certificate.residual < 1e-10
    assert solved.certificate.gain_bound < 1e-7


def test_damaged_stretches_are_mended() -> None:
    """Two stretches of a solution are overwritten; the game is solved again from what is left."""
    model = _ladder(3)
    solved = solve_arrays(model)
    game = Model(4.0 * model.payoffs, model.transition, model.discounts, model.convention, 1.0)
    v = solved.worths * 4.0
    rng = np.random.default_rng(0)
    for begin in (100, 900):
        v[begin : begin + 12] += rng.normal(size=(12, 6)) * 3
    assert Linearised(game, v).size > 1
    assert mend(game, Linearised(game, v)).size < 1e-10


def test_only_ladders_are_mended() -> None:
    model = random_model(1, states=300)
    with pytest.raises(NotSolved, match="ladder"):
        mend(model, Linearised(model, model.uniform()))


def test_leaking_rows_may_add_to_less_but_not_to_more() -> None:
    matrix = sp.csr_array(np.array([[0.5, 0.2], [0.0, 1.0]]))
    with pytest.raises(BadValue):
        SparseTransition(matrix, (1, 1))
    leaking = SparseTransition(matrix, (1, 1), leaking=True)
    assert leaking.expect(np.ones((1, 2)))[0, :, 0, 0].tolist() == [0.7, 1.0]
    with pytest.raises(BadValue):
        SparseTransition(2 * matrix, (1, 1), leaking=True)
