"""Declaring games: Python and TOML say the same, and every fault is named."""

from __future__ import annotations

import math
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.errors import BadValue, FileUnreadable, StandoffError
from standoff.game import Game, deadline_game, parse_declaration, read_declaration
from standoff.game.certificate import SlowGame

from .slow import damped_replies, reachable

BASE = """
name = "tiny"
sides = { ours = ["wait", "press"], theirs = ["give", "refuse"] }
discounts = { ours = 0.8, theirs = "patience" }
[factors.heat]
kind = "KIND"
levels = ["cold", "warm", "hot"]
law = [
  { when = { ours = "press" }, to = { up = "climb" } },
  { when = { theirs = "give" }, to = "stay" },
]
[payoffs.fear]
side = "theirs"
when = { heat = "not cold" }
times = { ours = { wait = 0.5, press = 2 } }
[payoffs]
gain = { side = "ours", when = { theirs = "give" } }
[parameters]
fear = { value = -1 }
gain = { value = 1 }
climb = { value = 0.25 }
patience = { value = 0.7 }
"""
LADDER = BASE.replace("KIND", "ladder")


def test_an_empty_change_changes_nothing() -> None:
    game = Game(parse_declaration(LADDER))
    assert game.with_parameters().solve().first.tolist() == game.solve().first.tolist()
    assert game.with_parameters(fear=-3.0).parameters["fear"] == -3.0


def test_round_trip_through_python() -> None:
    told = deadline_game().declaration
    assert parse_declaration(LADDER) == msgspec.convert(
        msgspec.to_builtins(parse_declaration(LADDER)), type(told)
    )


def test_irreversible_levels_never_fall() -> None:
    Game(parse_declaration(BASE.replace("KIND", "irreversible"))).solve()
    falls = BASE.replace("KIND", "irreversible").replace('to = "stay"', 'to = "down"')
    with pytest.raises(BadValue, match="factor heat at heat warm, ours wait, theirs give"):
        Game(parse_declaration(falls)).solve()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('up = "climb"', 'upwards = "climb"', ["heat, rule 1", "upwards", "one of", "up"]),
        ('up = "climb"', 'up = "clmb"', ["clmb", "climb"]),
        ('ours = "press" }', 'ours = "pres" }', ["heat, rule 1, ours", "pres", "press"]),
        ('heat = "not cold"', 'heat = "not icy"', ["payoff fear, heat", "icy", "cold"]),
        ('side = "ours"', 'side = "us"', ["payoff gain", "us"]),
        ("press = 2", "presss = 2", ["times ours", "presss"]),
        ("gain = { value = 1 }", "", ["payoff gain", "parameter"]),
        ('theirs = "patience"', 'others = "patience"', ["discounts", "others"]),
        ('["cold", "warm", "hot"]', '["cold", "cold"]', ["heat", "twice"]),
        ('["cold", "warm", "hot"]', '["cold", "stay"]', ["heat", "stay"]),
        ("value = 0.25", "value = 1.25", ["factor heat at heat cold, ours press", "chance"]),
        ("value = 0.25", "value = -0.25", ["factor heat", "ours press", "chance"]),
        ('"ladder"', '"chain"', ["heat, rule 1", "chain"]),
        ('"ladder"', '"clock"', ["heat", "length"]),
        ('"ladder"', '"snake"', ["snake"]),
        ("[payoffs]", "[payofs]", ["payofs"]),
        ('name = "tiny"', "name = tiny", ["TOML"]),
    ],
)
def test_faults_name_their_place(old: str, new: str, words: list[str]) -> None:
    text = LADDER.replace(old, new)
    assert text != LADDER
    with pytest.raises(BadValue) as caught:
        Game(parse_declaration(text)).solve()
    assert all(word in str(caught.value) for word in words)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_refused_cleanly(text: str) -> None:
    with pytest.raises(StandoffError):
        parse_declaration(text)


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        read_declaration(tmp_path / "missing.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FileUnreadable):
        read_declaration(tmp_path / "binary.toml")
    (tmp_path / "huge.toml").write_text("#" * 1_000_001)
    with pytest.raises(FileUnreadable):
        read_declaration(tmp_path / "huge.toml")
    (tmp_path / "good.toml").write_text(LADDER)
    assert read_declaration(tmp_path / "good.toml").name == "tiny"


def _random_declaration(seed: int) -> str:
    """A game with a clock, a flag, a ladder and a chain whose laws read each other at random."""
    rng = np.random.default_rng(seed)
    pick = lambda *names: str(rng.choice(names))  # noqa: E731
    return f"""
name = "random{seed}"
sides = {{ a = ["x", "y", "z"], b = ["u", "v"] }}
discounts = {{ a = {rng.uniform(0, 0.9):.3f}, b = {rng.uniform(0, 0.9):.3f} }}
[factors.tick]
kind = "clock"
length = {rng.integers(1, 4)}
law = [{{ when = {{ tick = "none", b = "{pick("u", "v")}" }}, to = {{ start = "p" }} }},
       {{ when = {{ flag = "on", weather = "{pick("wet", "dry")}" }}, to = "stay" }}]
[factors.flag]
kind = "flag"
law = [{{ when = {{ a = "{pick("x", "z")}", tick = "not none" }}, to = {{ on = "p", off = "q" }} }},
       {{ when = {{ rung = ["low", "{pick("mid", "top")}"] }}, to = "off" }}]
[factors.rung]
kind = "ladder"
levels = ["low", "mid", "top"]
law = [{{ when = {{ a = "{pick("x", "y")}", b = "u" }}, to = {{ up = "p", down = "q" }} }},
       {{ when = {{ b = "v" }}, to = "{pick("up", "down", "stay")}" }}]
[factors.weather]
kind = "chain"
levels = ["dry", "wet"]
law = [{{ when = {{ weather = "dry" }}, to = {{ wet = "p" }} }}, {{ to = {{ dry = "q" }} }}]
[payoffs]
one = {{ side = "a", when = {{ rung = "top", b = "u" }}, times.a = {{ x = 1, y = -1 }} }}
two = {{ side = "b", when.flag = "on", times = {{ tick = {{ none = 0, 1 = "p" }}, a.z = 3 }} }}
three = {{ side = "b", when = {{ a = "x", b = "v" }} }}
four = {{ side = "a", when = {{ a = "y" }}, times = {{ weather = {{ wet = -2 }} }} }}
[parameters]
one = {{ value = {rng.normal():.3f} }}
two = {{ value = {rng.normal():.3f} }}
three = {{ value = {rng.normal():.3f} }}
four = {{ value = {rng.normal():.3f} }}
p = {{ value = {rng.uniform(0, 0.5):.3f} }}
q = {{ value = {rng.uniform(0, 0.5):.3f} }}
"""


@pytest.mark.parametrize("seed", range(6))
def test_arrays_say_what_the_rules_say(seed: int) -> None:
    """Factored operator, its adjoint, payoffs and reachable states against rule-by-rule reading."""
    game = Game(parse_declaration(_random_declaration(seed)))
    slow = SlowGame(game.declaration, game.parameters)
    keys = [tuple(state.values()) for state in game.states]
    assert sorted(keys) == reachable(game)
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(2, len(keys)))
    expected = game.model.transition.expect(values)
    weights = rng.normal(size=expected.shape)
    actions = [list(moves) for moves in game.declaration.sides.values()]
    for k, key in enumerate(keys):
        for i, a in enumerate(actions[0]):
            for j, b in enumerate(actions[1]):
                ahead = slow.moves(key, a, b)
                assert math.fsum(ahead.values()) == pytest.approx(1)
                mean = sum(q * values[:, keys.index(n)] for n, q in ahead.items())
                assert expected[:, k, i, j] == pytest.approx(mean, abs=1e-12)
                told = [slow.payoff(side, key, a, b) for side in game.declaration.sides]
                assert game.model.payoffs[:, k, i, j] == pytest.approx(told, abs=1e-12)
    assert np.sum(weights * expected) == pytest.approx(
        np.sum(game.model.transition.push(weights) * values)
    )


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("convention", ["private_shocks", "quantal_response"])
def test_solutions_equal_the_slow_twin(seed: int, convention: str) -> None:
    game = Game(parse_declaration(_random_declaration(seed)), convention=convention, precision=0.7)
    solution = game.solve()
    p, values = damped_replies(game)
    for state in game.states:
        for i, side in enumerate(game.declaration.sides):
            key = tuple(state.values())
            assert solution.choices(side, **state) == pytest.approx(p[i][key], abs=1e-9)
            assert solution.value(side, **state) == pytest.approx(values[i][key], abs=1e-8)


@pytest.mark.parametrize("seed", range(3))
def test_operators_kept_apart_or_multiplied_give_the_same(seed, monkeypatch) -> None:
    """Large games keep one operator a factor, small ones multiply them: no difference."""
    text = _random_declaration(seed)
    merged = Game(parse_declaration(text)).model.transition
    values = np.random.default_rng(seed).normal(size=(3, merged.shape[0]))
    told, back = merged.expect(values), merged.push(merged.expect(values))
    monkeypatch.setattr("standoff.game.transitions._merged", lambda steps: steps)
    apart = Game(parse_declaration(text)).model.transition
    assert apart.expect(values) == pytest.approx(told, abs=1e-12)
    assert apart.push(told) == pytest.approx(back, abs=1e-12)


def test_a_game_without_words_of_its_own_is_told_in_sentences() -> None:
    told = Game(parse_declaration(BASE.replace("KIND", "ladder"))).describe()
    assert told.startswith("The game tiny.\nOurs may choose: wait, press.\n")
    assert "If ours plays press: heat goes one up with probability climb = 0.25." in told
    assert "if heat is not cold" in told


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "KIND"', 'kind = "lader"', "factor heat.*lader.*ladder"),
        ("fear = { value = -1 }", 'fear = { value = "much" }', "parameter fear"),
        ("[payoffs.fear]", "[payoffs.fear]\nsid = 1", "payoff fear.*sid"),
        ("ours = 0.8", "ours = 1.8", "discount of ours"),
    ],
)
def test_misshapen_entries_are_named(old: str, new: str, said: str) -> None:
    text = BASE.replace(old, new).replace("KIND", "ladder")
    with pytest.raises(BadValue, match=said):
        _ = Game(parse_declaration(text)).model
