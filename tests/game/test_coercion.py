"""`coercion`: MODELS.md, section 4, state by state; the laws against readings of their own."""

from __future__ import annotations

import math

import numpy as np
import pytest
from msgspec.structs import replace

import standoff as so
from standoff.errors import BadValue
from standoff.game import Game, Solution
from standoff.game.calibrating import calibrate, move_shares
from standoff.game.certificate import SlowGame
from standoff.game.declare import Prior
from standoff.game.statics.implied import short_clocks

QUIET = {
    "last_month": "quiet", "moratorium": "off", "deadline": "none", "deal": "none",
    "election": "far", "capability": "0", "relief": "none", "reputation": "unknown",
    "home": "calm",
}  # fmt: skip


@pytest.fixture(scope="module")
def solved() -> Solution:
    return so.games.coercion().solve()


@pytest.fixture(scope="module")
def slow() -> SlowGame:
    game = so.games.coercion()
    return SlowGame(game.declaration, game.parameters)


def _law(slow: SlowGame, factor: str, a: str, b: str, **state: str) -> dict[str, float]:
    """Next levels of one factor."""
    names = list(slow.game.factors)
    out: dict[str, float] = {}
    for ahead, chance in slow.moves(tuple((QUIET | state).values()), a, b).items():
        level = ahead[names.index(factor)]
        out[level] = out.get(level, 0.0) + chance
    return out


def test_its_size() -> None:
    game = so.games.coercion()
    assert math.prod(len(f.names) for f in game.declaration.factors.values()) == 40_320
    assert [len(moves) for moves in game.declaration.sides.values()] == [5, 5]
    assert len(game.states) == 28_800


@pytest.mark.parametrize(
    ("factor", "moves", "state", "wanted"),
    [
        ("last_month", "break_taboo engage", {}, {"taboo": 1}),
        ("last_month", "demand relieve", {}, {"extortion": 1}),
        ("last_month", "provoke engage", {}, {"provocation": 1}),
        ("last_month", "pledge pressure", {}, {"detente": 1}),
        ("last_month", "restrain engage", {}, {"detente": 1}),
        ("last_month", "restrain announce", {}, {"quiet": 1}),
        ("moratorium", "pledge hold", {}, {"on": 1}),
        ("moratorium", "break_taboo hold", {"moratorium": "on"}, {"off": 1}),
        ("moratorium", "provoke hold", {"moratorium": "on"}, {"on": 1}),
        ("deadline", "demand hold", {}, {"6": 1}),
        ("deadline", "demand hold", {"deadline": "4"}, {"3": 1}),
        ("deadline", "restrain hold", {"deadline": "1"}, {"none": 1}),
        ("deadline", "demand relieve", {"deadline": "5"}, {"none": 1}),
        ("deal", "restrain announce", {}, {"announced": 1}),
        ("deal", "break_taboo announce", {}, {"none": 1}),
        ("deal", "restrain engage", {"deal": "announced"}, {"none": 1}),
        ("deal", "restrain announce", {"deal": "announced"}, {"none": 1}),
        ("election", "restrain hold", {}, {"3": 1 / 45, "far": 44 / 45}),
        ("election", "restrain hold", {"election": "3"}, {"2": 1}),
        ("election", "restrain hold", {"election": "1"}, {"far": 1}),
        ("capability", "break_taboo hold", {"capability": "2"}, {"2": 0.7, "3": 0.3}),
        ("capability", "break_taboo hold", {"capability": "3"}, {"3": 1}),
        ("relief", "provoke relieve", {}, {"partial": 1}),
        ("relief", "provoke pressure", {"relief": "full"}, {"partial": 1}),
        ("reputation", "demand relieve", {"deadline": "2"},
         {"yielding": 0.5, "unknown": 0.48, "resolute": 0.02}),
        ("reputation", "demand relieve", {"last_month": "taboo"},
         {"yielding": 0.5, "unknown": 0.48, "resolute": 0.02}),
        ("reputation", "demand hold", {"deadline": "1"},
         {"yielding": 0.03, "unknown": 0.47, "resolute": 0.5}),
        ("reputation", "demand relieve", {}, {"yielding": 0.03, "unknown": 0.95, "resolute": 0.02}),
        ("reputation", "demand relieve", {"election": "1", "deadline": "1"},
         {"yielding": 0.25, "unknown": 0.5, "resolute": 0.25}),
        ("home", "demand relieve", {}, {"calm": 0.92, "trouble": 0.08}),
    ],
)  # fmt: skip
def test_laws(slow: SlowGame, factor: str, moves: str, state: dict, wanted: dict) -> None:
    assert _law(slow, factor, *moves.split(), **state) == pytest.approx(wanted)


def test_payoffs_of_the_articles(slow: SlowGame) -> None:
    def pay(side: str, moves: str, **state: str) -> float:
        return slow.payoff(side, tuple((QUIET | state).values()), *moves.split())

    acting, taboo = -2.75, -2.75 - 0.77
    assert pay("challenger", "restrain hold", deadline="1") == pytest.approx(-1.0)
    assert pay("challenger", "restrain relieve", deadline="1") == 0
    assert pay("challenger", "provoke hold") == pytest.approx(0.5 + acting)
    assert pay("challenger", "demand hold") == pytest.approx(0.5 + acting - 1.65)
    assert pay("challenger", "pledge hold") == pytest.approx(acting - 1.18)
    assert pay("challenger", "provoke hold", last_month="taboo") == pytest.approx(1.5 + acting)
    assert pay("challenger", "break_taboo hold") == pytest.approx(0.5 + 0.8 + taboo)
    assert pay("challenger", "break_taboo hold", capability="3") == pytest.approx(0.5 + taboo)
    assert pay("challenger", "break_taboo hold", moratorium="on") == pytest.approx(0.3 + taboo)
    assert pay("challenger", "restrain hold", relief="full") == pytest.approx(0.4)
    assert pay("target", "provoke announce") == pytest.approx(-2.77)
    assert pay("target", "provoke announce", last_month="detente") == pytest.approx(1 - 2.77)
    assert pay("target", "break_taboo hold") == pytest.approx(-1.5)
    for exposed in ({"election": "2"}, {"home": "trouble"}, {"election": "1", "home": "trouble"}):
        assert pay("target", "break_taboo hold", **exposed) == pytest.approx(-1.5 * 1.5)
    assert pay("target", "provoke relieve") == pytest.approx(-3.57 * 1.2)
    assert pay("target", "provoke hold", moratorium="on") == pytest.approx(0.4)
    assert pay("target", "restrain hold", moratorium="on", election="3") == pytest.approx(0.8)
    assert pay("target", "restrain engage", deal="announced") == pytest.approx(0.4 + 1.2 - 4.79)
    assert pay("target", "restrain hold", deal="announced") == pytest.approx(0.4 - 1.0)


def test_variants_differ_in_what_tension_pays() -> None:
    home, relief = (so.games.coercion(f"tension_for_{why}") for why in ("home", "relief"))
    changed = {n for n, x in home.parameters.items() if relief.parameters[n] != x}
    assert changed == {"tension_at_home", "opening_cost"}
    assert so.games.coercion(calm=2.0).parameters["calm"] == 2.0
    with pytest.raises(BadValue, match="tension_for_home, tension_for_relief"):
        so.games.coercion("tension_for_fun")
    with pytest.raises(BadValue, match="declares variants"):
        so.games.deadline().variant("any")


def test_a_changed_payoff_shares_what_is_compiled_and_a_changed_law_does_not() -> None:
    small = so.games.named("coercion_small")
    transition = small.model.transition
    changed = small.with_parameters(relief_price=-2.0, patience_target=0.92)
    assert small.with_parameters(relief_price=-2.0).model.transition is transition
    assert changed.model.transition is not transition
    afresh = Game(small.declaration, {**small.changes, "relief_price": -2.0})
    shared = small.with_parameters(relief_price=-2.0)
    assert np.array_equal(shared.model.payoffs, afresh.model.payoffs)
    impatient = small.with_parameters(patience_target=0.5)
    assert impatient.model.discounts == (0.97, 0.5)
    game = so.games.deadline()
    assert game.solve().residual < 1e-9
    for name in game.parameters:
        moved = {name: game.parameters[name] * 0.9}
        other = Game(game.declaration, {**game.changes, **moved})
        assert np.allclose(game.with_parameters(**moved).model.payoffs, other.model.payoffs)
        assert game.with_parameters(**moved).model.discounts == other.model.discounts


# Shares of the 384 months of the bundled record, mapping gravest: what the prices were set by.
SEEN = {
    ("challenger", "restrain"): 298, ("challenger", "provoke"): 52,
    ("challenger", "break_taboo"): 27, ("challenger", "demand"): 3, ("challenger", "pledge"): 4,
    ("target", "hold"): 331, ("target", "engage"): 3, ("target", "announce"): 10,
    ("target", "relieve"): 5, ("target", "pressure"): 35,
}  # fmt: skip


@pytest.mark.parametrize("name", ["tension_for_home", "korea_record"])
def test_play_shows_each_move_about_as_often_as_the_record(name: str) -> None:
    solution = short_clocks(so.games.coercion(name), deadline=2, election=1).solve()
    shown = move_shares(solution, 384)
    for move, months in SEEN.items():
        # Of n months of a record itself the share has a standard error of 1/sqrt(n) of it.
        assert shown[move] == pytest.approx(months / 384, rel=0.1 + 1 / months**0.5), move


def test_prices_are_found_from_shares() -> None:
    """The prices at which the shares of a known game are met are those of that game."""
    small = so.games.named("coercion_small")
    prices = {"acting_price": ("challenger", "provoke"), "relief_price": ("target", "relieve")}
    wanted = move_shares(small.solve(), 60)
    begun = small.with_parameters(acting_price=-1.0, relief_price=-3.0)
    found = calibrate(begun, prices, wanted, months=60, within=1e-4)
    assert found.prices == pytest.approx({n: small.parameters[n] for n in prices}, abs=0.01)
    assert found.rounds > 0
    with pytest.raises(BadValue, match="as the price of"):
        calibrate(small, {"acting_price": ("challenger", "restrain")}, wanted)
    with pytest.raises(BadValue, match="no share is wanted"):
        calibrate(small, prices, {("target", "hold"): 1.0})


def test_a_file_without_the_newer_terms_still_loads_and_solves() -> None:
    """Prices of moves came later than the form of the file: older files do without them."""
    told = so.games.named("coercion_small").declaration
    newer = {"acting_price", "taboo_price", "demand_price", "announcement_price",
             "series_underway", "talks_underway"}  # fmt: skip
    old = replace(
        told,
        payoffs={n: term for n, term in told.payoffs.items() if n not in newer},
        parameters={n: one for n, one in told.parameters.items() if n not in newer},
        prior=Prior(payoff_scale=2.0),
    )
    assert Game(old).solve().residual < 1e-9
    with pytest.raises(BadValue, match="unknown parameter 'no'"):
        Game(replace(told, prior=Prior(scales={"no": 1.0})))
    with pytest.raises(BadValue, match="a scale of 0"):
        Game(replace(told, prior=Prior(scales={"calm": 0.0})))


def test_it_solves_with_a_certificate(solved: Solution) -> None:
    assert solved.residual < 1e-10
    assert solved.gain < 1e-8
    assert np.abs(solved.first.sum(axis=1) - 1).max() < 1e-12


def test_the_certificate_agrees_with_the_rules(solved: Solution, slow: SlowGame) -> None:
    """A few states read rule by rule, next states from the declaration alone."""
    game: Game = solved.game
    for state in ({}, {"deadline": "1", "election": "1", "last_month": "extortion"}):
        key = tuple((game.start | state).values())
        row = game.index(**state)
        worth = 0.0
        for b, p in solved.choices("target", **state).items():
            ahead = slow.moves(key, "demand", b)
            later = math.fsum(
                q * solved.value("challenger", **dict(zip(game.start, s, strict=True)))
                for s, q in ahead.items()
            )
            worth += p * (slow.payoff("challenger", key, "demand", b) + 0.97 * later)
        assert solved.worths[row, 3] == pytest.approx(worth, abs=1e-9)


def test_it_is_told_in_words() -> None:
    told = so.games.coercion().describe()
    for words in ("breaks a taboo", "tension_at_home = +0.5", "an election is near",
                  "election_called = 0.0222222", "never fall", "(illustrative)"):  # fmt: skip
        assert words in told


def test_every_word_of_the_game_is_told_in_both_languages() -> None:
    game = so.games.coercion().declaration
    words = {language: set(told) for language, told in game.words.items()}
    short = {
        word for word in words["de"] if word.startswith("short.")
    }  # drawings; English has names
    assert words["de"] - short == words["en"]
    told = so.games.coercion().describe("de")
    assert "bricht ein Tabu" in told
