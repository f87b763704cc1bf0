"""What-ifs: first passage against simulation and path counting, search against its own answer."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from click.testing import CliRunner

import standoff as so
from standoff.case import draw_what_if, what_if
from standoff.cli import root
from standoff.errors import BadValue, NotSolved
from standoff.game import Game, Solution, nearby, simulate
from standoff.game.branches import follow_parameter
from standoff.game.certificate import SlowGame
from standoff.game.changing import Changed, follow_change
from standoff.game.enumeration import find_equilibria
from standoff.game.games.textbook import textbook_game
from standoff.game.nearby import MOST_GAIN, Nearby
from standoff.game.whatif import Start, drawn_changes, first_passage, required, solve_near

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "what-if.json"


@pytest.fixture(scope="module")
def solved() -> Solution:
    return so.games.deadline().solve()


def _by_rules(solution: Solution, start: Start, months: int, event: str) -> list[float]:
    """The same by walking states by name through the declaration, without any array."""
    game = solution.game
    slow, condition = SlowGame(game.declaration, game.parameters), game.declaration.events[event]
    (one, ours), (two, yours) = game.declaration.sides.items()
    mass = {tuple((game.start | dict(start.state)).values()): 1.0}
    seen, out = 0.0, []
    for month in range(months):
        ahead: dict[tuple, float] = {}
        for state, weight in mass.items():
            named = dict(zip(game.start, state, strict=True))
            for a in ours:
                for b in yours:
                    chance = weight
                    for side, move in ((one, a), (two, b)):
                        fixed = start.moves.get(side) if month < start.months else None
                        chance *= float(fixed == move) if fixed else solution.probability(
                            side, move, **named)  # fmt: skip
                    if _holds(named | {one: a, two: b}, condition):
                        seen += chance
                        continue
                    for after, p in slow.moves(state, a, b).items():
                        ahead[after] = ahead.get(after, 0.0) + chance * p
        mass = ahead
        out.append(seen)
    return out


def _holds(named: dict[str, str], condition: dict) -> bool:
    for key, wanted in condition.items():
        options = (wanted,) if isinstance(wanted, str) else wanted
        if not any(named[key] != w[4:] if w.startswith("not ") else named[key] == w
                   for w in options):  # fmt: skip
            return False
    return True


@pytest.mark.parametrize(
    "start",
    [Start(), Start({"deadline": "1"}), Start({"deadline": "2"}, {"target": "relieve"}, 2)],
)
def test_first_passage_agrees_with_the_rules(solved: Solution, start: Start) -> None:
    for event in solved.game.declaration.events:
        found = first_passage(solved, start, 4, event)
        assert found == pytest.approx(_by_rules(solved, start, 4, event), abs=1e-9)
        assert np.all(np.diff(found) >= 0)


def test_first_passage_agrees_with_simulated_paths(solved: Solution) -> None:
    drawn = simulate(solved, paths=20_000, months=6, seed=4)
    exact = first_passage(solved, Start(), 6, "taboo_broken")
    assert np.abs(drawn.first_passage("taboo_broken").cumsum() - exact).max() < 0.015


def test_a_near_solution_is_the_same_equilibrium(solved: Solution) -> None:
    name = next(iter(solved.game.declaration.payoffs))
    name = solved.game.declaration.payoffs[name].parameter or name
    changed = solved.game.with_parameters(**{name: solved.game.parameters[name] + 0.2})
    near, cold = solve_near(changed, solved), changed.solve()
    assert near.residual < 1e-10
    assert near.first == pytest.approx(cold.first, abs=1e-8)
    assert solve_near(solved.game, solved) is solved


def test_draws_keep_signs_and_repeat(solved: Solution) -> None:
    game = solved.game
    one = drawn_changes(game, 0.5, 7, 3)
    assert one == drawn_changes(game, 0.5, 7, 3)
    assert all(np.sign(value) == np.sign(game.parameters[name]) for name, value in one.items())
    assert all(drawn_changes(game, 0.0, 7, 3)[n] == game.parameters[n] for n in one)


def test_the_value_that_is_found_gives_the_aim(solved: Solution) -> None:
    now = float(first_passage(solved, Start(), 6, "taboo_broken")[-1])
    aim = now * 0.8
    found = required(solved, "taboo_risk", event="taboo_broken", months=6, aim=aim)
    assert found.value is not None
    there = solved.game.with_parameters(taboo_risk=found.value).solve()
    assert first_passage(there, Start(), 6, "taboo_broken")[-1] == pytest.approx(aim, abs=0.006)
    nowhere = required(
        solved, "taboo_risk", event="taboo_broken", months=6, aim=0.9999999, ends=(
            solved.game.parameters["taboo_risk"] - 0.1, solved.game.parameters["taboo_risk"] + 0.1),
    )  # fmt: skip
    assert nowhere.value is None
    assert len(nowhere.tried) == 11


def test_faults_are_named(solved: Solution) -> None:
    game: Game = solved.game
    with pytest.raises(BadValue, match="unknown event"):
        first_passage(solved, Start(), 3, "rain")
    with pytest.raises(BadValue, match="unknown action"):
        first_passage(solved, Start(moves={"target": "dance"}), 3, "taboo_broken")
    with pytest.raises(BadValue, match="nothing is changed"):
        what_if(game, event="taboo_broken")
    with pytest.raises(BadValue, match="an aim needs a parameter"):
        what_if(game, event="taboo_broken", aim=0.5)
    with pytest.raises(BadValue, match="unknown parameter"):
        required(solved, "luck", event="taboo_broken", months=3, aim=0.5)


def test_before_and_after_share_their_draws(tmp_path: Path) -> None:
    game = so.games.deadline()
    same = what_if(
        game, event="taboo_broken", months=4, draws=6,
        parameters={"taboo_risk": game.parameters["taboo_risk"]},
    )  # fmt: skip
    assert same.before.by_month == same.after.by_month
    assert same.before.low[-1] < same.before.middle[-1] < same.before.high[-1]
    moved = what_if(game, event="taboo_broken", months=4, draws=6, state_after={"deadline": "1"})
    assert moved.difference is not None
    assert moved.difference[0] <= moved.difference[1] <= moved.difference[2]
    draw_what_if(moved, tmp_path / "fan.svg")
    assert "<svg" in (tmp_path / "fan.svg").read_text(encoding="utf-8")


def test_the_command(tmp_path: Path) -> None:
    words = ["what-if", "deadline", "--change", "taboo_risk=-1", "--months", "3", "--draws", "2",
             "--aim", "0.5", "--by", "taboo_risk"]  # fmt: skip
    done = CliRunner().invoke(root, [*words, "--json"])
    assert done.exit_code == 0, done.stderr
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert answer["needed"]["parameter"] == "taboo_risk"
    shown = CliRunner().invoke(root, words)
    assert "taboo_risk" in shown.stdout
    assert shown.stderr.strip().splitlines()[-1].startswith("Next:")
    assert CliRunner().invoke(root, ["what-if", "deadline", "--change", "x"]).exit_code == 2


def test_where_the_equilibrium_ends_is_said() -> None:
    """As hunting hares pays more, that of stags ceases to exist: the fold is named, play jumps."""
    game = textbook_game("stag_hunt", precision=8.0)
    start = max(find_equilibria(game.model, starts=40), key=lambda one: float(one.first[0, 0]))
    stags = game.solution(start)
    (fold,) = follow_parameter(stags, "hare_alone_row", 8.0).folds
    beyond = follow_change(game.with_parameters(hare_alone_row=8.0), stags)
    assert beyond.ended_at(stags)["hare_alone_row"] == pytest.approx(fold, abs=0.02)
    assert beyond.solution.probability("row", "stag") < 0.1
    assert beyond.solution.residual < 1e-10
    before = follow_change(game.with_parameters(hare_alone_row=fold - 0.2), stags)
    assert before.ends is None
    assert before.ended_at(stags) == {}
    assert before.solution.probability("row", "stag") > 0.5


def test_the_command_says_in_a_sentence_where_the_equilibrium_ends(monkeypatch) -> None:
    monkeypatch.setattr(Changed, "ended_at", lambda *_: {"taboo_risk": -2.6})
    shown = CliRunner().invoke(root, ["what-if", "deadline", "--change", "taboo_risk=-3"])
    assert "ends at taboo_risk -2.6" in shown.stdout


def test_draws_beyond_the_exact_ones_come_by_one_step_with_what_it_leaves() -> None:
    game = so.games.named("coercion_small")
    asked = {"event": "taboo_broken", "months": 6, "moves": {"target": "relieve"},
             "parameters": {"relief_gain": 0.3}, "draws": 12, "spread": 0.05}  # fmt: skip
    exact = what_if(game, **asked)
    rough = what_if(game, **asked, exact=4)
    assert (exact.stepped, exact.unsolved) == (0, 0)
    assert rough.stepped + rough.unsolved == 8
    assert rough.unsolved == 0
    assert 0 < rough.stepped_once <= rough.stepped
    assert 0 < rough.stepped_gain <= MOST_GAIN
    assert rough.after.middle == pytest.approx(exact.after.middle, abs=2e-3)
    assert what_if(game, **asked, jobs=2) == exact


def test_a_step_too_rough_is_refused(monkeypatch) -> None:
    game = so.games.named("coercion_small")
    near = Nearby.around(game.solve(), ["relief_gain", "acting_price"])
    far = game.with_parameters(relief_gain=0.6, acting_price=-1.0)
    more, _ = near.stepped(far)
    assert 1 < more.branch.steps <= nearby.STEPS
    assert more.gain <= MOST_GAIN
    monkeypatch.setattr(nearby, "STEPS", 1)
    with pytest.raises(NotSolved, match="few steps"):
        near.stepped(far)
    assert near.exact(far).residual < 1e-10
    here, full = near.stepped(game)
    assert full
    assert here.residual < 1e-10
