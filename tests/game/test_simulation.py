"""Simulated paths: the same bits however they are run, and the right chances."""

from __future__ import annotations

import numpy as np
import pytest

from standoff.errors import BadValue, StandoffError
from standoff.game import Solution
from standoff.game.aftermath import chances_within
from standoff.game.simulation import draw_paths, simulate, tables_of
from standoff.game.simulation_kernel import draw_paths_compiled


def _same(one, other) -> bool:
    pairs = ((one.first, other.first), (one.payoffs, other.payoffs), (one.last, other.last))
    return all(np.array_equal(a, b) for a, b in pairs)


def test_threads_do_not_matter(solved: Solution) -> None:
    runs = [simulate(solved, paths=999, months=12, seed=5, threads=n) for n in (1, 2, 7)]
    assert _same(runs[0].outcomes, runs[1].outcomes)
    assert _same(runs[0].outcomes, runs[2].outcomes)
    assert not _same(runs[0].outcomes, simulate(solved, paths=999, months=12, seed=6).outcomes)


@pytest.mark.parametrize("seed", [0, 1, 2**63 + 11])
def test_compiled_and_plain_give_the_same_bits(solved: Solution, seed: int) -> None:
    table = tables_of(solved)
    arguments = (table, 3, 100, 1100, 24, seed, len(solved.game.declaration.events))
    assert _same(draw_paths(*arguments), draw_paths_compiled(*arguments))


def test_first_passages_have_the_exact_chances(solved: Solution) -> None:
    paths, months = 200_000, 6
    run = simulate(solved, paths=paths, months=months, seed=11)
    begin = np.zeros(len(solved.game.states))
    begin[solved.game.index()] = 1.0
    for event in solved.game.declaration.events:
        exact = [chances_within(solved, begin, k)[event] for k in range(months + 1)]
        for share, chance in zip(run.first_passage(event), np.diff(exact), strict=True):
            assert abs(share - chance) < 5 * (chance * (1 - chance) / paths) ** 0.5 + 1e-9
        assert run.chance(event) == pytest.approx(run.first_passage(event).sum())


def test_the_mean_payoff_is_the_value_without_shocks(solved: Solution) -> None:
    """Policy evaluation by a linear system against the mean over paths."""
    game, model = solved.game, solved.game.model
    play = solved.first[:, :, None] * solved.second[:, None, :]
    moves = np.stack([model.transition.push((play * _one(model, k))[None])[0]
                      for k in range(model.states)])  # fmt: skip
    run = simulate(solved, paths=20_000, months=400, seed=2)
    for i, side in enumerate(game.declaration.sides):
        earned = (model.payoffs[i] * play).sum(axis=(1, 2))
        value = np.linalg.solve(np.eye(model.states) - model.discounts[i] * moves, earned)
        told = run.outcomes.payoffs[i]
        error = told.std() / np.sqrt(len(told))
        assert abs(told.mean() - value[game.index()]) < 5 * error
        low, high = run.payoff_quantiles(side, (0.1, 0.9))
        assert low < told.mean() < high


def _one(model, k: int) -> np.ndarray:
    out = np.zeros((model.states, 1, 1))
    out[k] = 1.0
    return out


def test_a_path_is_what_was_counted(solved: Solution) -> None:
    run = simulate(solved, paths=20, months=8, seed=3)
    events = solved.game.declaration.events
    for number in range(20):
        path = run.path(number)
        assert path[0]["deadline"] == solved.game.start["deadline"]
        for k, condition in enumerate(events.values()):
            months = [m for m, now in enumerate(path, 1) if condition.items() <= now.items()]
            assert run.outcomes.first[k, number] == (months[0] if months else 0)


@pytest.mark.parametrize("wrong", [{"paths": 0}, {"months": 0}, {"threads": 0}, {"months": 10**6}])
def test_wrong_sizes_are_refused(solved: Solution, wrong: dict) -> None:
    with pytest.raises(StandoffError, match=next(iter(wrong))):
        simulate(solved, **wrong)


def test_unknown_names(solved: Solution) -> None:
    run = simulate(solved, paths=2, months=2)
    with pytest.raises(BadValue, match="peace"):
        run.chance("peace")
    with pytest.raises(BadValue, match="no path"):
        run.path(2)


def test_pieces_change_no_bit_and_are_told(
    solved: Solution, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = simulate(solved, paths=350, months=6, seed=5)
    told: list[tuple[int, int]] = []
    monkeypatch.setattr("standoff.game.simulation.PIECE", 100)
    pieces = simulate(
        solved, paths=350, months=6, seed=5, threads=2, tell=lambda *p: told.append(p)
    )
    assert np.array_equal(whole.outcomes.first, pieces.outcomes.first)
    assert np.array_equal(whole.outcomes.payoffs, pieces.outcomes.payoffs)
    assert told == [(87, 350), (175, 350), (262, 350), (350, 350)]
