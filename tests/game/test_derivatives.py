"""Implicit-function derivatives against central finite differences, forward against adjoint."""

from __future__ import annotations

import numpy as np
import pytest

from standoff.errors import BadValue
from standoff.game import Game, Solution, deadline_game, parse_declaration
from standoff.game.derivatives import gradient, sensitivity

from .test_declaring import _random_declaration

NAMES = sorted(deadline_game().parameters)


def _central(game: Game, name: str, step: float = 1e-5) -> tuple[np.ndarray, np.ndarray]:
    value = game.parameters[name]
    up, down = (game.with_parameters(**{name: value + d}).solve() for d in (step, -step))
    return (up.first - down.first) / (2 * step), (up.values - down.values) / (2 * step)


@pytest.mark.parametrize("name", NAMES)
def test_forward_equals_finite_differences(solved: Solution, name: str) -> None:
    choices, values = _central(solved.game, name)
    told = sensitivity(solved, name)
    assert told.first == pytest.approx(choices, abs=1e-7)
    assert told.values == pytest.approx(values, rel=1e-6, abs=1e-6)
    assert np.abs(told.first.sum(axis=1)).max() < 1e-12


@pytest.mark.parametrize("convention", ["private_shocks", "quantal_response"])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_any_law_any_convention(seed: int, convention: str) -> None:
    game = Game(parse_declaration(_random_declaration(seed)), convention=convention, precision=1.3)
    solution = game.solve()
    for name in game.parameters:
        choices, values = _central(game, name)
        told = sensitivity(solution, name)
        assert told.first == pytest.approx(choices, abs=1e-7)
        assert told.values == pytest.approx(values, abs=1e-6)


def test_adjoint_equals_forward(solved: Solution) -> None:
    slopes = gradient(solved, "target", "relieve", deadline="2")
    assert set(slopes) == set(NAMES)
    for name in NAMES:
        forward = sensitivity(solved, name).probability("target", "relieve", deadline="2")
        assert slopes[name] == pytest.approx(forward, abs=1e-12)


def test_unknown_parameter(solved: Solution) -> None:
    with pytest.raises(BadValue, match="weather"):
        sensitivity(solved, "weather")
