"""Tangents against finite differences of solved games."""

from __future__ import annotations

import numpy as np
import pytest

from standoff.errors import BadValue
from standoff.game import Solution
from standoff.game.solving import solve_arrays
from standoff.game.tangents import tangents
from standoff.game.whatif import Start, first_passage

NAMES = ("relief_gain", "taboo_risk", "patience_target")
STEP = 1e-4


def _around(solution: Solution, name: str) -> tuple[Solution, Solution]:
    here = solution.game.parameters[name]
    ends = (here + d for d in (-STEP, STEP))
    low, high = (solution.game.with_parameters(**{name: x}).solve() for x in ends)
    return low, high


def test_slopes_are_finite_differences(solved: Solution) -> None:
    found, state = tangents(solved, NAMES), {"deadline": "1"}
    event = next(iter(solved.game.declaration.events))
    passage = found.first_passage(event, 4, **state)
    for k, name in enumerate(NAMES):
        low, high = _around(solved, name)
        for side, actions in solved.game.declaration.sides.items():
            slopes = found.choices(side, **state)[k]
            for action, slope in zip(actions, slopes, strict=True):
                pair = (one.probability(side, action, **state) for one in (high, low))
                numeric = np.subtract(*pair) / (2 * STEP)
                assert slope == pytest.approx(numeric, abs=2e-4)
        ends = [first_passage(one, Start(state), 4, event)[-1] for one in (high, low)]
        assert passage[k] == pytest.approx(np.subtract(*ends) / (2 * STEP), abs=2e-4)


def test_newton_from_ahead_ends_on_the_branch(solved: Solution) -> None:
    found, there = tangents(solved, NAMES), solved.game.parameters["relief_gain"] + 0.3
    game = solved.game.with_parameters(relief_gain=there)
    ahead = found.ahead({"relief_gain": 0.3})
    near = game.solution(solve_arrays(game.model, start=ahead))
    assert near.worths == pytest.approx(game.solve().worths, abs=1e-9)
    exact = np.abs(game.solve().worths - ahead).max()
    assert exact < 0.2 * np.abs(game.solve().worths - solved.worths).max()


def test_progress_is_told_and_chances_of_laws_are_refused(solved: Solution) -> None:
    told: list[tuple[int, int]] = []
    tangents(solved, NAMES[:2], tell=lambda *pair: told.append(pair))
    assert told == [(1, 2), (2, 2)]
    with pytest.raises(BadValue, match="new_ultimatum"):
        tangents(solved, ("new_ultimatum",))
    with pytest.raises(BadValue, match="unknown event"):
        tangents(solved, NAMES[:1]).first_passage("rain", 3)


def test_changed_payoffs_share_states_and_laws_and_nothing_else(solved: Solution) -> None:
    game = solved.game
    for changes in ({"relief_gain": 0.9}, {"new_ultimatum": 0.2}, {"patience_target": 0.8}):
        near = game.with_parameters(**changes)
        alone = type(game)(game.declaration, {**game.changes, **changes})
        assert near.model.discounts == alone.model.discounts
        assert np.array_equal(near.model.payoffs, alone.model.payoffs)
        assert np.array_equal(near.model.transition.dense, alone.model.transition.dense)
