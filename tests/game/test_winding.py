"""Branches of large games round their folds: beside the small games' way, and bordered systems."""

from __future__ import annotations

import numpy as np
import pytest

import standoff as so
from standoff.game.bordering import Border, solve_bordered
from standoff.game.branches import follow_parameter
from standoff.game.enumeration import find_equilibria
from standoff.game.games.textbook import textbook_game
from standoff.game.linearised import Linearised
from standoff.game.lines import Line
from standoff.game.winding import TurnedAway, wind


def test_a_bordered_system_is_solved_as_the_matrix_written_out() -> None:
    solution = so.games.named("coercion_small").solve()
    point, rng = Linearised(solution.game.model, solution.worths), np.random.default_rng(3)
    shape = (2, point.model.states)
    column, row, right = rng.standard_normal((3, *shape))
    values, dt = solve_bordered(point, Border(column, row, 0.3), right, 0.7, tolerance=1e-12)
    size = right.size
    matrix = np.zeros((size + 1, size + 1))
    matrix[:size, :size], matrix[:size, size] = point.dense, -column.ravel()
    matrix[size] = np.append(row.ravel(), 0.3)
    wanted = np.linalg.solve(matrix, np.append(right.ravel(), 0.7))
    assert np.append(values.ravel(), dt) == pytest.approx(wanted, abs=1e-8)


def test_a_branch_without_folds_ends_where_the_game_is_solved() -> None:
    solution = so.games.named("coercion_small").solve()
    line = Line.precision(solution.game.model)
    end = wind(line, line.point(0.0, solution.game.model.uniform()))
    assert end.folds == ()
    assert end.point.v == pytest.approx(solution.worths, abs=1e-9)


def test_folds_are_those_that_arclength_finds() -> None:
    """Hares pay more: stags cease to exist, and the branch leaves the other way."""
    game = textbook_game("stag_hunt", precision=8.0)
    start = max(find_equilibria(game.model, starts=40), key=lambda found: float(found.first[0, 0]))
    slow = follow_parameter(game.solution(start), "hare_alone_row", 8.0)
    line = Line.between(game.model, game.with_parameters(hare_alone_row=8.0).model)
    with pytest.raises(TurnedAway, match="leaves") as left:
        wind(line, Linearised(line.at(0.0), start.worths * 8.0))
    begin = game.parameters["hare_alone_row"]
    (fold,) = left.value.folds
    assert begin + fold * (8.0 - begin) == pytest.approx(slow.folds[0], abs=0.02)
