"""The small deadline game: against its slow twin, its certificate, and what its story asserts."""

from __future__ import annotations

import math

import msgspec
import pytest

from standoff.errors import BadValue
from standoff.game import Solution, deadline_game, then_what
from standoff.game.certificate import SlowGame

from .slow import damped_replies, reachable


def test_size_and_marks(solved: Solution) -> None:
    game = solved.game
    assert len(game.states) == len(reachable(game)) < 200
    assert game.illustrative
    assert all(p.illustrative and p.why for p in game.declaration.parameters.values())


def test_equals_the_slow_twin(solved: Solution) -> None:
    game = solved.game
    p, values = damped_replies(game)
    for state in game.states:
        key = tuple(state.values())
        for i, side in enumerate(game.declaration.sides):
            assert solved.value(side, **state) == pytest.approx(values[i][key], abs=1e-9)
            assert solved.choices(side, **state) == pytest.approx(p[i][key], abs=1e-10)


def test_certificate_is_tight(solved: Solution) -> None:
    assert solved.residual < 1e-11
    assert 0 <= solved.certificate.gain <= solved.gain < 1e-9


@pytest.mark.parametrize(
    ("change", "side", "action"),
    [
        ({"taboo_risk": -4.0}, "challenger", "break_taboo"),
        ({"breach_cost": -6.0}, "challenger", "break_taboo"),
        ({"tension_gain": -2.0}, "challenger", "provoke"),
        ({"relief_price": -4.0}, "target", "relieve"),
        ({"pressure_price": -4.0}, "target", "pressure"),
    ],
)
def test_what_costs_more_is_done_less(solved, change, side, action) -> None:
    dearer = deadline_game(**change).solve()
    before, after = solved.probability(side, action), dearer.probability(side, action)
    assert after < before / 1.5


def test_an_ultimatum_that_must_not_lapse_forces_a_move(solved: Solution) -> None:
    quiet_now = solved.probability("challenger", "restrain", deadline="1")
    assert quiet_now < solved.probability("challenger", "restrain", deadline="3")
    harmless = deadline_game(lapsed_ultimatum_cost=0.0).solve()
    assert harmless.probability("challenger", "restrain", deadline="1") > quiet_now


def _path_sum(solution: Solution, state: dict[str, str], months: int, event: str) -> float:
    """P(event within months) by enumerating every path."""
    game = solution.game
    slow = SlowGame(game.declaration, game.parameters)
    wanted = game.declaration.events[event]

    def missed(key: tuple[str, ...], left: int) -> float:
        if not left:
            return 1.0
        named = dict(zip(game.declaration.factors, key, strict=True))
        first, second = (solution.choices(s, **named) for s in game.declaration.sides)
        total = 0.0
        for a, b in slow.pairs():
            if all(slow.situation(key, a, b)[k] == v for k, v in wanted.items()):
                continue
            ahead = slow.moves(key, a, b)
            total += first[a] * second[b] * sum(q * missed(n, left - 1) for n, q in ahead.items())
        return total

    return 1.0 - missed(tuple(state.values()), months)


def test_then_what_equals_the_sum_over_paths(solved: Solution) -> None:
    answer = then_what(solved, {"deadline": "2"}, horizon=0)
    for event, chance in answer.by_deadline.items():
        assert chance == pytest.approx(_path_sum(solved, answer.state, 2, event), abs=1e-12)
    after = then_what(solved, {"deadline": "none"}, horizon=2)
    assert after.by_deadline == {}
    assert after.met is None
    for event, chance in after.after_deadline.items():
        assert chance == pytest.approx(_path_sum(solved, after.state, 2, event), abs=1e-12)


def test_then_what_adds_up(solved: Solution) -> None:
    answer = then_what(solved, horizon=3)
    assert set(answer.by_deadline) == {"taboo_broken", "provocation", "relief"}
    for event, chance in answer.after_deadline.items():
        mixed = answer.met * answer.if_met[event] + (1 - answer.met) * answer.if_unmet[event]
        assert chance == pytest.approx(mixed, abs=1e-12)
    assert answer.if_unmet["taboo_broken"] > answer.if_met["taboo_broken"]
    assert answer.illustrative
    assert "illustrative" in answer.note
    assert msgspec.json.decode(msgspec.json.encode(answer))["met"] == answer.met
    longer = then_what(solved, horizon=12)
    assert all(longer.after_deadline[e] >= answer.after_deadline[e] for e in answer.by_deadline)


def test_no_horizon_no_chance(solved: Solution) -> None:
    assert set(then_what(solved, horizon=0).after_deadline.values()) == {0.0}


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ({"horizon": -1}, "horizon"),
        ({"clock": "relief"}, "clock"),
        ({"demand": "peace"}, "peace"),
        ({"state": {"deadline": "7"}}, "deadline"),
        ({"state": {"weather": "fine"}}, "weather"),
    ],
)
def test_wrong_questions_are_refused_by_name(solved, arguments, word) -> None:
    with pytest.raises(BadValue, match=word):
        then_what(solved, **arguments)


@pytest.mark.parametrize(
    ("overrides", "word"),
    [
        ({"tabu_cost": 1.0}, "tabu_cost"),
        ({"taboo_cost": math.nan}, "taboo_cost"),
        ({"new_ultimatum": 1.5}, "deadline"),
        ({"patience_target": 1.0}, "discount"),
    ],
)
def test_wrong_parameters_are_refused_by_name(overrides, word) -> None:
    with pytest.raises(BadValue, match=word):
        deadline_game(**overrides).solve()


def test_asking_by_name(solved: Solution) -> None:
    assert sum(solved.choices("target", deadline="1").values()) == pytest.approx(1)
    with pytest.raises(BadValue, match="bomb"):
        solved.probability("challenger", "bomb")
    with pytest.raises(BadValue, match="referee"):
        solved.choices("referee")


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_game_is_told_whole(solved: Solution, language: str) -> None:
    game = solved.game
    told = game.describe(language)
    patience = "0,95" if language == "de" else "0.95"
    named = [*game.declaration.parameters, *game.declaration.factors, patience]
    assert all(name in told for name in named)
    assert "{" not in told
    with pytest.raises(BadValue, match="fr"):
        game.describe("fr")
