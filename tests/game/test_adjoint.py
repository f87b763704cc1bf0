"""Slopes for sliders: against differences of solved games, and stored once."""

from __future__ import annotations

import numpy as np
import pytest

import standoff as so
from standoff.case import game_tangent, kept_tangent
from standoff.errors import BadValue
from standoff.game import Game
from standoff.game.whatif import Start, first_passage


@pytest.fixture(scope="module")
def game() -> Game:
    return so.games.deadline()


def test_slopes_are_differences_of_solved_games(game: Game) -> None:
    state = {"deadline": "2"}
    event = next(iter(game.declaration.events))
    told = game_tangent(game, state=state, events=[event], months=5)
    name = next(iter(told.outcomes[0].slopes))
    for name in told.outcomes[0].slopes:
        ends = [
            game.with_parameters(**{name: game.parameters[name] + step}).solve()
            for step in (1e-5, -1e-5)
        ]
        for one in told.outcomes:
            side, colon, action = one.what.partition(": ")
            found = [
                solved.probability(side, action, **state)
                if colon
                else first_passage(solved, Start(state), 5, one.what)[-1]
                for solved in ends
            ]
            assert one.slopes[name] == pytest.approx((found[0] - found[1]) / 2e-5, abs=1e-7)


def test_a_slider_moves_chances_that_stay_chances(game: Game) -> None:
    event = next(iter(game.declaration.events))
    told = game_tangent(game, events=[event])
    assert told.at() == pytest.approx({one.what: one.chance for one in told.outcomes})
    name = next(iter(told.outcomes[0].slopes))
    for size in (-50.0, 0.3, 50.0):
        moved = told.at(**{name: told.parameters[name] + size})
        assert all(0 <= chance <= 1 for chance in moved.values())
        for side in game.declaration.sides:
            parts = [x for what, x in moved.items() if what.startswith(f"{side}: ")]
            assert np.sum(parts) == pytest.approx(1)
    with pytest.raises(KeyError):
        told.at(nonsense=1.0)


def test_a_tangent_is_made_once(game: Game, tmp_path) -> None:
    event = next(iter(game.declaration.events))
    one = kept_tangent(tmp_path, game, events=[event])
    assert len(list(tmp_path.iterdir())) == 1
    assert kept_tangent(tmp_path, game, events=[event]) == one
    kept_tangent(tmp_path, game, events=[event], months=3)
    assert len(list(tmp_path.iterdir())) == 2
    with pytest.raises(BadValue, match="event"):
        game_tangent(game, events=["sunshine"])
