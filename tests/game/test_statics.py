"""Mechanisms: effects against brute force and finite differences, contrasts of months by hand."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nchypergeom_fisher

import standoff as so
from standoff.errors import DataError, StandoffError
from standoff.game import Solution
from standoff.game.statics.implied import Effect, Statics, effect_of, short_clocks, solve_draw
from standoff.game.statics.mechanisms import Mechanism, read_mechanisms, statics_file
from standoff.game.statics.prior import draw_parameters, multipliers, payoff_parameters
from standoff.game.statics.seen import odds_ratio, seen_in_months

KNOWN = {one.id: one for one in statics_file().mechanisms}


@pytest.fixture(scope="module")
def solved() -> Solution:
    """The same rules on the fewest states: clocks of one month."""
    return short_clocks(so.games.coercion(), deadline=1, election=1).solve()


def _fits(name: dict[str, str], condition: dict) -> bool:
    for key, wanted in condition.items():
        options = (wanted,) if isinstance(wanted, str) else wanted
        if not any(name[key] != one[4:] if one.startswith("not ") else name[key] == one
                   for one in options):  # fmt: skip
            return False
    return True


def _outcome(solution: Solution, one: Mechanism, number: int) -> float:
    state, sides = solution.game.states[number], solution.game.declaration.sides
    return sum(
        solution.first[number, i] * solution.second[number, j]
        for (i, a), (j, b) in product(enumerate(sides["challenger"]), enumerate(sides["target"]))
        if any(_fits(state | {"challenger": a, "target": b}, c) for c in one.outcome)
    )


@pytest.mark.parametrize("name", ["relief_lengthens_detente", "reputation_demands", "no_hurry"])
def test_a_state_contrast_agrees_with_its_slow_reading(solved: Solution, name: str) -> None:
    one = KNOWN[name]
    varied = {*one.high, *one.low}
    groups: dict[tuple, tuple[list, list]] = {}
    for number, state in enumerate(solved.game.states):
        key = tuple(level for factor, level in state.items() if factor not in varied)
        for place, condition in enumerate((one.high, one.low)):
            if _fits(state, one.given) and _fits(state, condition):
                groups.setdefault(key, ([], []))[place].append(_outcome(solved, one, number))
    moved = [np.mean(a) - np.mean(b) for a, b in groups.values() if a and b]
    found = effect_of(solved, one)
    assert found.mean == pytest.approx(np.mean(moved), abs=1e-12)
    assert found.agree == pytest.approx(np.mean(np.array(moved) * one.direction > 1e-4))


@pytest.mark.parametrize("name", ["breach_cost", "outside_rival"])
def test_a_parameter_contrast_agrees_with_a_difference(solved: Solution, name: str) -> None:
    one, game = KNOWN[name], solved.game
    rows = [k for k, state in enumerate(game.states) if _fits(state, one.given)]
    ends = []
    for step in (1e-4, -1e-4):
        there = game.with_parameters(**{one.parameter: game.parameters[one.parameter] + step})
        solution = there.solve()
        ends.append(np.mean([_outcome(solution, one, k) for k in rows]))
    towards = 1 if one.towards == "up" else -1
    difference = towards * (ends[0] - ends[1]) / 2e-4
    assert effect_of(solved, one).mean == pytest.approx(difference, rel=1e-4)


def test_draws_respect_the_prior_and_repeat() -> None:
    game, prior = so.games.coercion("tension_for_relief"), so.games.coercion().declaration.prior
    drawn = [draw_parameters(game, prior, "articles", 3, n) for n in range(40)]
    assert drawn[5] == draw_parameters(game, prior, "articles", 3, 5)
    for name in payoff_parameters(game.declaration):
        assert {float(np.sign(one[name])) for one in drawn} == {np.sign(game.parameters[name])}
    assert multipliers(game.declaration) == ("exposure", "outside_rivalry")
    assert all(one["exposure"] >= 0 and 0 < one["test_success"] < 1 for one in drawn)
    neutral = [draw_parameters(game, prior, "neutral", 3, n)["calm"] for n in range(40)]
    assert min(neutral) < 0 < max(neutral)


def test_a_draw_gives_every_effect() -> None:
    game = short_clocks(so.games.coercion(), deadline=1, election=1)
    two = (KNOWN["finished_arsenal"], KNOWN["passing_ultimatum"])
    effects = solve_draw(Statics(game, two, game.declaration.prior, "articles", 1), 0)
    assert effects is not None
    assert all(isinstance(one, Effect) and one.mean != 0 for one in effects)
    assert effects[0].mean < 0


def test_every_mechanism_speaks_of_the_game() -> None:
    game = so.games.coercion().declaration
    names = {side: set(moves) for side, moves in game.sides.items()}
    names |= {name: set(factor.names) for name, factor in game.factors.items()}
    for one in KNOWN.values():
        assert (one.en[-1], one.de[-1]) == (".", ".")
        assert 1 <= one.row <= 28
        assert not one.parameter or one.parameter in game.parameters
        conditions = (one.given, one.high, one.low, one.seen_high, one.seen_low, *one.outcome)
        for condition in conditions:
            for key, wanted in condition.items():
                options = (wanted,) if isinstance(wanted, str) else wanted
                assert {word.removeprefix("not ") for word in options} <= names[key]


def test_a_broken_file_says_so() -> None:
    with pytest.raises(DataError, match="bad mechanisms"):
        read_mechanisms("[[mechanisms]]\nid = 'x'\n")
    with pytest.raises(StandoffError, match="or a parameter, and not both"):
        Mechanism(id="x", row=1, en="", de="", outcome=(), sign="+")


MONTHS = [
    {"challenger": "break_taboo", "target": "hold", "capability": "3"},
    {"challenger": "restrain", "target": "hold", "capability": "3"},
    {"challenger": "break_taboo", "target": "hold", "capability": "0"},
    {"challenger": None, "target": "hold", "capability": "0"},
]


def test_months_are_counted_by_hand() -> None:
    seen = seen_in_months(KNOWN["finished_arsenal"], MONTHS, "gravest")
    assert (seen.came_high, seen.n_high, seen.came_low, seen.n_low) == (1, 2, 1, 1)
    assert seen.verdict == "open"
    nothing = seen_in_months(KNOWN["audience_cost"], MONTHS, "gravest")
    assert (nothing.n_high, nothing.odds_ratio, nothing.verdict) == (0, None, "open")
    assert "does not vary" in nothing.why
    counts = {("3", "restrain"): 40, ("0", "break_taboo"): 40, ("0", "restrain"): 5,
              ("3", "break_taboo"): 2}  # fmt: skip
    tests = [
        {"capability": level, "challenger": move, "target": "hold"}
        for (level, move), n in counts.items()
        for _ in range(n)
    ]
    assert seen_in_months(KNOWN["finished_arsenal"], tests, "last").verdict == "supported"
    flipped = [row | {"capability": "0" if row["capability"] == "3" else "3"} for row in tests]
    assert seen_in_months(KNOWN["finished_arsenal"], flipped, "last").verdict == "contradicted"


@given(st.integers(1, 12), st.integers(1, 12), st.data())
def test_intervals_are_exact(n_high: int, n_low: int, data: st.DataObject) -> None:
    """At each end the tail beyond the table has probability 2.5 % (Cornfield's definition)."""
    a, c = data.draw(st.integers(0, n_high)), data.draw(st.integers(0, n_low))
    ratio, ends = odds_ratio(a, n_high, c, n_low)
    if a + c in (0, n_high + n_low):
        assert (ratio, ends) == (None, None)
        return
    assert ends is not None
    law = (n_high + n_low, n_high, a + c)
    if ends[0] > 0:
        assert nchypergeom_fisher.sf(a - 1, *law, ends[0]) == pytest.approx(0.025, abs=1e-4)
    if ends[1] is not None:
        assert nchypergeom_fisher.cdf(a, *law, ends[1]) == pytest.approx(0.025, abs=1e-4)
