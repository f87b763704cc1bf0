"""Months confronted with a game: brute-force twins, gradients, recovery, and branches that end."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from standoff.errors import BadValue
from standoff.game import Game, parse_declaration, read_declaration, simulate
from standoff.game.certificate import SlowGame
from standoff.game.estimation_months.branch import BranchEnded, Tracked, Tracker
from standoff.game.estimation_months.curvature import sharpened
from standoff.game.estimation_months.filtering import count, kernels_of
from standoff.game.estimation_months.fitting import (
    at_mode,
    fit_months,
    held_at_zero,
    no_game,
    on_main_branch,
)
from standoff.game.estimation_months.modes import find_modes, fit_largest
from standoff.game.estimation_months.objective import Objective
from standoff.game.estimation_months.posterior import ASSUMED, flat_directions, information
from standoff.game.estimation_months.prior import normal_prior
from standoff.game.estimation_months.rivals import tell_apart
from standoff.game.estimation_months.sequence import read_months
from standoff.game.games.coercion import coercion_game
from standoff.game.statics.implied import short_clocks

SMALL = Path(__file__).with_name("small_coercion.toml")


@pytest.fixture(scope="module")
def game() -> Game:
    return Game(read_declaration(SMALL))


def _rows(game: Game, seed: int, months: int, *, dyads: int = 1) -> list[list[dict]]:
    drawn = simulate(game.solve(), paths=dyads, months=months, seed=seed)
    return [drawn.path(k) for k in range(dyads)]


def _holed(rows: list[dict], seed: int) -> list[dict]:
    """The same months with holes: home unseen now and then, some moves, one state impossible."""
    rng = np.random.default_rng(seed)
    out = []
    for row in rows:
        row = dict(row)
        row["home"] = row["home"] if rng.random() < 0.4 else None
        row["target"] = row["target"] if rng.random() < 0.8 else None
        out.append(row)
    out[2] |= {"last_month": "taboo", "moratorium": "on"}
    return out


def _brute_force(game: Game, rows: list[dict]) -> float:
    """Sum over every path of the hidden factor and of unseen moves, by names alone."""
    solution, slow = game.solve(), SlowGame(game.declaration, game.parameters)
    (one, ours), (two, yours) = game.declaration.sides.items()
    possible = {tuple(state.values()) for state in game.states}

    def choice(side: str, state: dict, move: str, of: tuple, seen: bool) -> float:
        if tuple(state.values()) in possible:
            return solution.probability(side, move, **state)
        return 1.0 if seen else 1.0 / len(of)

    total = 0.0
    homes = [("calm", "trouble") if row["home"] is None else (row["home"],) for row in rows]
    start = 1.0 / len(homes[0])
    for path in product(*homes):
        months = []
        for row, home in zip(rows, path, strict=True):
            state = {name: row[name] for name in game.declaration.factors} | {"home": home}
            a = (row[one],) if row[one] else ours
            b = (row[two],) if row[two] else yours
            months.append(sum(choice(one, state, x, ours, bool(row[one]))
                              * choice(two, state, y, yours, bool(row[two]))
                              for x in a for y in b))  # fmt: skip
        law = 1.0
        for t in range(len(rows) - 1):
            if rows[t]["home"] and rows[t + 1]["home"]:
                continue
            state = {name: rows[t][name] for name in game.declaration.factors} | {"home": path[t]}
            ahead = slow.moves(tuple(state.values()), "restrain", "hold")
            law *= sum(p for s, p in ahead.items() if s[-1] == path[t + 1])
        total += start * law * float(np.prod(months))
    return float(np.log(total))


def test_the_filter_sums_over_all_that_is_hidden(game: Game) -> None:
    for seed in range(4):
        rows = _holed(_rows(game, seed, 7)[0], seed)
        months = read_months(game, [rows])
        solution = game.solve()
        found = count(months, kernels_of(months), (solution.first, solution.second))
        assert found.log_likelihood == pytest.approx(_brute_force(game, rows), abs=1e-10)


def test_smoothed_counts_are_the_derivative_in_log_choices(game: Game) -> None:
    """Fisher's identity, against finite differences of the likelihood."""
    months = read_months(game, [_holed(_rows(game, 9, 12)[0], 9)])
    kernels, solution = kernels_of(months), game.solve()
    choices = (solution.first, solution.second)
    counts = count(months, kernels, choices)
    for side, seen in enumerate((counts.first, counts.second)):
        for state, move in np.argwhere(seen > 0.05)[:6]:
            ends = []
            for sign in (1, -1):
                moved = [p.copy() for p in choices]
                moved[side][state, move] *= np.exp(sign * 1e-5)
                ends.append(count(months, kernels, (moved[0], moved[1])).log_likelihood)
            slope = (ends[0] - ends[1]) / 2e-5
            assert slope == pytest.approx(seen[state, move], rel=1e-5, abs=1e-7)


def test_the_gradient_is_that_of_the_log_posterior(game: Game) -> None:
    rows = [_holed(_rows(game, 3, 40)[0], 3), _rows(game, 4, 30)[0]]
    prior = normal_prior(game, "articles")
    theta = prior.mean + 0.2 * np.random.default_rng(1).normal(size=len(prior.names))
    objective = Objective.begin(read_months(game, rows), prior, theta)
    gradient = objective.at(theta).gradient
    for k in range(len(theta)):
        step = np.zeros(len(theta))
        step[k] = 1e-4
        up, down = objective.at(theta + step), objective.at(theta - step)
        slope = (up.log_posterior - down.log_posterior) / 2e-4
        assert gradient[k] == pytest.approx(slope, rel=1e-5, abs=1e-6), prior.names[k]


def test_information_is_the_mean_outer_score(game: Game) -> None:
    """One month in each of three states: every pair of moves, weighed by its probability."""
    prior = normal_prior(game, "zero")
    theta = np.array([game.parameters[name] for name in prior.names])
    rows = _rows(game, 5, 3)[0]
    total = np.zeros((len(theta), len(theta)))
    told = game.declaration.sides
    solution = game.solve()
    for row in rows:
        state = {name: row[name] for name in game.declaration.factors}
        for a, b in product(*told.values()):
            objective = Objective.begin(
                read_months(game, [[state | {"challenger": a, "target": b}]]), prior, theta
            )
            score = objective.at(theta).gradient - prior.slope(theta)
            chance = solution.probability("challenger", a, **state)
            chance *= solution.probability("target", b, **state)
            total += chance * np.outer(score, score)
    objective = Objective.begin(read_months(game, [rows]), prior, theta)
    assert np.allclose(information(objective, objective.at(theta)), total, atol=1e-8)


def _coverage(game: Game, dyads: int, months: int, seeds: range) -> tuple[np.ndarray, np.ndarray]:
    """Per seed and parameter: does the 95 % interval hold the truth, and sd over prior sd."""
    held, ratio = [], []
    for seed in seeds:
        fit = fit_months(game, _rows(game, seed, months, dyads=dyads))
        assert fit.mode.converged
        truth = np.array([game.parameters[name] for name in fit.prior.names])
        held.append(np.abs(fit.laplace.mode - truth) <= 1.96 * fit.laplace.sd)
        ratio.append(fit.laplace.sd / fit.prior.sd)
    return np.array(held), np.array(ratio)


def test_planted_payoffs_come_back_from_many_dyads(game: Game) -> None:
    held, ratio = _coverage(game, 60, 60, range(3))
    assert held.mean() >= 0.85
    assert (ratio.mean(axis=0) < 0.6).sum() >= 6


def test_one_dyad_says_what_it_cannot_tell(game: Game) -> None:
    """Thirty years: what the target loses by a taboo, which it cannot help, stays the prior's."""
    fit = fit_months(game, _rows(game, 11, 360))
    ratio = dict(zip(fit.prior.names, fit.laplace.sd / fit.prior.sd, strict=True))
    assert ratio["tension_at_home"] < 0.3
    assert ratio["exposure"] > 0.5
    assert ratio["taboo_broken"] > ASSUMED
    flat = flat_directions(fit.prior.names, fit.prior.sd, fit.laplace.data)
    assert any("taboo_broken" in dict(one.weights) for one in flat)
    assert fit.solution.residual < 1e-10
    assert on_main_branch(fit.solution)


@pytest.mark.full
def test_intervals_hold_their_promise_over_many_records(game: Game) -> None:
    held, _ = _coverage(game, 60, 60, range(100, 130))
    share = held.mean()
    assert 0.90 <= share <= 0.99, share


def test_other_starts_lead_to_the_same_mode_or_say_so(game: Game) -> None:
    """Much data: one mode, whatever the start. Two ways to be together (or apart): two modes."""
    fit = fit_months(game, _rows(game, 31, 60, dyads=20))
    modes = find_modes(fit, 4)
    assert len(modes.found) == 1
    assert modes.found[0].searches + modes.lost == 5
    assert modes.found[0].share == 1.0
    told = sharpened(fit.sequences, fit.prior, fit.mode.best, fit.laplace)
    assert modes.log_evidence == pytest.approx(told.log_evidence)
    again = at_mode(fit, modes.found[0].mode, modes.found[0].laplace)
    assert np.array_equal(again.solution.first, fit.solution.first)
    assert again.solution.residual < 1e-9


def test_two_modes_are_told_apart_and_share_the_mass() -> None:
    """Half of the months both go and half both stay: a gain or a loss of going alike explain it."""
    game = Game(parse_declaration(FOLD))
    row = {"place": "here"}
    both = [row | {"one": "go", "two": "go"}, row | {"one": "stay", "two": "stay"}]
    fit = fit_months(game, [both * 30])
    modes = find_modes(fit, 6)
    shares = [one.share for one in modes.found]
    assert sum(shares) == pytest.approx(1.0)
    assert shares == sorted(shares, reverse=True)
    for one in modes.found:
        assert np.abs(one.mode.best.gradient).max() < 0.05
    ends = {tuple(np.round(one.mode.best.theta, 2)) for one in modes.found}
    assert len(ends) == len(modes.found)
    largest = fit_largest(game, [both * 30])
    assert largest.laplace.log_evidence == pytest.approx(modes.found[0].laplace.log_evidence)


def test_evidence_has_the_curvature_of_the_posterior_itself(game: Game) -> None:
    """Twin: the posterior of two payoffs summed over a grid, on the mode's own branch."""
    free = ("relief_price", "exposure")
    names = normal_prior(game).names
    rows = _rows(game, 6, 120)
    fit = fit_months(game, rows, held=[name for name in names if name not in free])
    told = sharpened(fit.sequences, fit.prior, fit.mode.best, fit.laplace)
    here = Tracked(fit.prior.named(fit.mode.best.theta), fit.mode.best.point)
    objective = Objective(fit.sequences, fit.prior, Tracker(game, here))
    reach, points = np.linspace(-4.5, 4.5, 15), []
    for one, two in product(reach, reach):
        objective.tracker.last = here
        points.append(objective.at(fit.mode.best.theta + fit.laplace.sd * (one, two)).log_posterior)
    cell = 2 * np.log(reach[1] - reach[0]) + np.log(fit.laplace.sd).sum()
    summed = np.logaddexp.reduce(points) + cell
    assert told.log_evidence == pytest.approx(summed, abs=0.01)
    assert abs(fit.laplace.log_evidence - summed) > 0.03, "that of the expected information is off"


@pytest.mark.full
def test_planted_payoffs_of_the_coercion_game_come_back() -> None:
    """With short clocks; `benchmarks/coercion_recovery.py` does it for the full game."""
    game = short_clocks(coercion_game(relief_price=-2.6, acting_price=-2.0), deadline=2, election=1)
    held, ratio = _coverage(game, 20, 120, range(2))
    assert held.mean() >= 0.88
    assert (ratio.mean(axis=0) < 0.5).sum() >= 8


def test_rivals_without_a_game_predict_each_move_from_those_before(game: Game) -> None:
    """Twin: (times seen + 1/2) / (all + A/2), month after month, in all or after a like month."""
    rows = _holed(_rows(game, 3, 40)[0], 4)
    read = read_months(game, [rows])
    usable = read.series[0].usable
    for by in ("", "last_month"):
        total = 0.0
        for side, actions in game.declaration.sides.items():
            past: dict[object, list[object]] = {}
            for row, use in zip(rows, usable, strict=True):
                if not use or row[side] is None:
                    continue
                like = past.setdefault(row[by] if by else "", [])
                total += np.log((like.count(row[side]) + 0.5) / (len(like) + len(actions) / 2))
                like.append(row[side])
        assert no_game(read, by) == pytest.approx(total)
    with pytest.raises(BadValue, match="no factor"):
        no_game(read, "mood")


def test_a_game_that_made_the_record_beats_one_that_did_not(game: Game) -> None:
    rows = _rows(game, 21, 120, dyads=3)
    home, relief = (
        fit_months(game.variant(name), rows, held=held_at_zero(game, name))
        for name in ("tension_for_home", "tension_for_relief")
    )
    assert relief.prior.names == tuple(
        n for n in home.prior.names if n not in ("tension_at_home", "opening_cost")
    )
    gap = home.laplace.log_evidence - relief.laplace.log_evidence
    assert gap > 5
    assert home.laplace.log_evidence > no_game(home.sequences)
    assert home.laplace.log_evidence > no_game(home.sequences, "last_month")
    apart = tell_apart(home.solution, relief.solution, home.solution.game.start)
    assert apart.nats > 0
    assert sum(x for _, x in apart.moves) == pytest.approx(apart.nats)
    levels = {what: x for what, x in apart.levels if what.startswith("home")}
    assert sum(levels.values()) == pytest.approx(apart.nats)


def test_numbers_beyond_the_end_and_names_that_are_not_known(game: Game) -> None:
    row = {"last_month": "quiet", "moratorium": "off", "relief": "none", "home": "calm",
           "challenger": "restrain", "target": "hold"}  # fmt: skip
    with pytest.raises(BadValue, match="relief"):
        read_months(game, [[row | {"relief": "some"}]])
    with pytest.raises(BadValue, match="target"):
        read_months(game, [[row | {"target": "sleep"}]])
    with pytest.raises(BadValue, match="hide"):
        read_months(game, [[row]], hidden=["weather"])
    with pytest.raises(BadValue, match="no month"):
        read_months(game, [[row | {"challenger": None, "target": None}]])


FOLD = """
name = "together"
sides.one = ["stay", "go"]
sides.two = ["stay", "go"]
discounts = { one = 0.0, two = 0.0 }
[factors.place]
levels = ["here"]
[payoffs]
both_one = { side = "one", parameter = "both", when = { one = "go", two = "go" } }
both_two = { side = "two", parameter = "both", when = { one = "go", two = "go" } }
alone_one = { side = "one", parameter = "cost", when = { one = "go" } }
alone_two = { side = "two", parameter = "cost", when = { two = "go" } }
[parameters]
both = { value = 8.0 }
cost = { value = -2.0 }
"""


def test_a_branch_that_ends_is_not_left_in_silence() -> None:
    """Going together holds up to a cost near the gain of going together; then it is given up."""
    game = Game(parse_declaration(FOLD))
    tracker = Tracker.begin(game, {"both": 8.0, "cost": -2.0})
    assert tracker.last.point.choices[0][0, 1] > 0.9
    assert not tracker.jumps
    before = tracker.last
    with pytest.raises(BranchEnded):
        tracker.go({"both": 8.0, "cost": -8.0})
    assert tracker.last is before
    point = tracker.go({"both": 8.0, "cost": -8.0}, jump=True)
    assert len(tracker.jumps) == 1
    assert point.choices[0][0, 1] < 0.1
