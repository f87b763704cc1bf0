"""Expected months and steps between levels against a plain matrix power; notebook tables."""

from __future__ import annotations

import numpy as np
import pytest

from standoff.game import Game, Solution, parse_declaration, simulate
from standoff.game.visits import expected_months, steps_between

from .test_declaring import LADDER


def _matrix(solution: Solution) -> np.ndarray:
    """Month to month, (S, S)."""
    moves = solution.game.model.transition.dense
    pairs = (solution.first[:, :, None] * solution.second[:, None, :]).reshape(len(moves), -1)
    return np.einsum("sp,spn->sn", pairs, moves)


def test_months_and_steps_are_those_of_the_chain(solved: Solution) -> None:
    matrix, begin = _matrix(solved), np.zeros(len(solved.first))
    begin[solved.game.index(deadline="2")] = 1
    told = expected_months(solved, 5, {"deadline": "2"})
    plain = sum(begin @ np.linalg.matrix_power(matrix, k) for k in range(5))
    assert told == pytest.approx(plain, abs=1e-12)
    levels, steps = steps_between(solved, told, "relief")
    at = np.array([state["relief"] for state in solved.game.states])
    for step in steps:
        share = (told * (at == step.source)) @ matrix[:, at == step.target]
        assert step.chance == pytest.approx(share.sum() / levels[step.source])
    assert sum(levels.values()) == pytest.approx(5)


def test_notebooks_show_escaped_tables(solved: Solution) -> None:
    assert "break_taboo" in solved._repr_html_()
    assert "taboo_broken" in simulate(solved, paths=50, months=3)._repr_html_()
    hostile = LADDER.replace("gain = { value = 1 }", 'gain = { value = 1, why = "<script>" }')
    told = Game(parse_declaration(hostile))._repr_html_()
    assert "&lt;script&gt;" in told
    assert "<script>" not in told
