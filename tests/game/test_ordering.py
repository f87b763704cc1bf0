"""Ladders with shuffled numbers: put in order, solved there, and brought back."""

from __future__ import annotations

import numpy as np
import pytest

from standoff.game.linear import BAND
from standoff.game.model import Model
from standoff.game.ordering import ladder_order, renumbered
from standoff.game.solving import solve_arrays

from .random_games import random_model


def _ladder(states: int) -> Model:
    return random_model(
        5, states=states, delta=0.95, precision=1.0, convention="quantal_response", ladder=True
    )


def test_a_shuffled_ladder_gives_the_same_equilibrium() -> None:
    model = _ladder(400)
    shuffled = np.random.default_rng(3).permutation(400)
    game = renumbered(model, shuffled)
    assert game.transition.bandwidth > BAND
    one, other = solve_arrays(model), solve_arrays(game)
    assert other.certificate.residual < 1e-10
    assert other.first == pytest.approx(one.first[shuffled], abs=1e-9)
    assert other.values == pytest.approx(one.values[:, shuffled], abs=1e-8)
    order = ladder_order(game)
    assert order is not None
    assert renumbered(game, order).transition.bandwidth <= BAND


def test_what_is_in_order_or_has_none_is_left_alone() -> None:
    assert ladder_order(_ladder(400)) is None
    assert ladder_order(random_model(1, states=400)) is None
    assert ladder_order(renumbered(_ladder(100), np.arange(100)[::-1])) is None
