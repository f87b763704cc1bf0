"""The bargaining range: against the rules read one by one, and where it must be empty or open."""

from __future__ import annotations

import math

import numpy as np
import pytest

import standoff as so
from standoff.errors import BadValue
from standoff.game.certificate import SlowGame
from standoff.game.deals import bargains
from standoff.game.solution import Solution

DEAL = {"challenger": "pledge", "target": "relieve"}


@pytest.fixture(scope="module")
def small() -> Solution:
    return so.games.named("coercion_small").solve()


def test_gains_are_those_of_the_rules(small: Solution) -> None:
    """G(deal) - L by names, without arrays; parts add up."""
    game = small.game
    slow = SlowGame(game.declaration, game.parameters)
    states = np.array([0, 7, len(game.states) - 1])
    found = bargains(small, DEAL, states)
    for n, index in enumerate(states):
        state = game.states[index]
        place = tuple(state.values())
        for i, side in enumerate(game.declaration.sides):
            worth = slow.payoff(side, place, *DEAL.values())
            worth += slow.discount(side) * math.fsum(
                p * small.value(side, **dict(zip(state, after, strict=True)))
                for after, p in slow.moves(place, *DEAL.values()).items()
            )
            gain = worth - small.value(side, **state)
            assert found.gains[i, n] == pytest.approx(gain, abs=1e-9)
            assert sum(part[n] for part in found.parts[i].values()) == pytest.approx(gain, abs=1e-9)


def test_relief_worth_more_than_it_costs_opens_the_range() -> None:
    """The target does not grant it for nothing, so both have something to win by the deal."""
    widths = []
    for gain in (0.0, 1.0, 3.0):
        values = {"relief_gain": gain, "relief_price": -3.0}
        solved = so.games.named("coercion_small").with_parameters(**values).solve()
        widths.append(bargains(solved, DEAL, np.array([0])).width[0])
    assert widths[0] < widths[1] < widths[2]
    assert widths[0] < 0 < widths[2]


def test_a_deal_names_a_move_of_both_sides(small: Solution) -> None:
    for deal in ({"challenger": "pledge"}, DEAL | {"target": "surrender"}):
        with pytest.raises(BadValue, match="deal"):
            bargains(small, deal, np.array([0]))
