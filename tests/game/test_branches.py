"""Following parameters through folds, and the export to Gambit's format."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from standoff.errors import BadValue
from standoff.game import Solution
from standoff.game.branches import follow_parameter
from standoff.game.enumeration import find_equilibria
from standoff.game.gambit import to_gambit
from standoff.game.games.textbook import textbook_game


def test_a_gentle_branch_ends_where_the_game_is_solved(solved: Solution) -> None:
    journey = follow_parameter(solved, "taboo_risk", -3.0)
    direct = solved.game.with_parameters(taboo_risk=-3.0).solve()
    assert journey.folds == ()
    assert journey.end.first == pytest.approx(direct.first, abs=1e-9)
    assert journey.values[0] == solved.game.parameters["taboo_risk"]
    assert journey.values[-1] <= -3.0
    column = 2
    at = solved.game.index()
    told = [first[at, column] for first in journey.first]
    assert all(b < a for a, b in pairwise(told))


def test_a_fold_is_passed_and_named() -> None:
    """As hunting hares pays more, the equilibrium of stags ceases to exist: the branch turns."""
    game = textbook_game("stag_hunt", precision=8.0)
    start = max(find_equilibria(game.model, starts=40), key=lambda found: float(found.first[0, 0]))
    stags = game.solution(start)
    assert stags.probability("row", "stag") > 0.9
    journey = follow_parameter(stags, "hare_alone_row", 8.0)
    assert len(journey.folds) == 1
    assert 3.0 < journey.folds[0] < 8.0
    assert journey.end is None
    assert "turned back" in repr(journey)
    along = journey.probability("row", "stag")
    assert len(along) == len(journey.values)
    assert along[0] == pytest.approx(stags.probability("row", "stag"))
    with pytest.raises(BadValue, match="hare"):
        journey.probability("row", "boar")
    assert max(journey.values) == pytest.approx(journey.folds[0], abs=0.1)
    # Beyond the fold the upper equilibria are gone, before it they are there.
    for value, count in ((journey.folds[0] - 0.2, 3), (journey.folds[0] + 0.2, 1)):
        moved = game.with_parameters(hare_alone_row=value)
        assert len(find_equilibria(moved.model, starts=60)) == count


@pytest.mark.parametrize("name", ["new_ultimatum", "patience_target"])
def test_parameters_beyond_payoffs_are_refused(solved: Solution, name: str) -> None:
    with pytest.raises(BadValue, match=name):
        follow_parameter(solved, name, 0.2)


def _read(text: str) -> np.ndarray:
    """Payoffs of a two-player .nfg text: (2, rows, columns)."""
    numbers = [float(word) for word in text.rsplit("\n\n", 1)[1].split()]
    return np.array(numbers).reshape(-1, 2).T


def test_export_lists_the_first_side_fastest() -> None:
    text = to_gambit(textbook_game("matching_pennies"))
    assert text.startswith('NFG 1 R "matching_pennies" { "row" "column" }')
    told = _read(text)
    assert told[0].tolist() == [9.0, 0.0, 0.0, 1.0]
    assert told[1].tolist() == [0.0, 1.0, 1.0, 0.0]


def test_a_state_is_exported_with_its_future(solved: Solution) -> None:
    """The equilibrium's choices are logit replies in the exported game."""
    table = _read(to_gambit(solved.game, solved, deadline="1")).reshape(2, 3, 3)
    second = np.array(list(solved.choices("target", deadline="1").values()))
    worth = second @ table[0]
    logit = np.exp(worth) / np.exp(worth).sum()
    assert list(solved.choices("challenger", deadline="1").values()) == pytest.approx(logit)
    with pytest.raises(BadValue, match="solution"):
        to_gambit(solved.game)
