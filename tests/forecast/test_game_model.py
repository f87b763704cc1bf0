"""The game model: against a sum over all paths, on a planted world, and before it can know."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from scipy.stats import poisson

from planted import covered, day, event
from standoff.forecast import parse_question
from standoff.forecast.asked import Asked
from standoff.forecast.asking import Panel
from standoff.forecast.game_model import GameFit, GameModel, _Now, _run, fit_game
from standoff.forecast.view import View
from standoff.game import Game, parse_declaration
from standoff.nouns import Event

LONG = [covered("1990-01-01", "2020-12-31")]
DYAD = ("AAA", "BBB")
TWO = """
name = "two"
sides.one = ["stay", "go"]
sides.two = ["stay", "go"]
discounts = { one = 0.5, two = 0.3 }
[factors.mood]
levels = ["calm", "hot"]
law = [{ when = { one = "go" }, to = "hot" }, { to = { calm = 0.7 } }]
[payoffs]
gain = { side = "one", when = { one = "go", mood = "calm" } }
pain = { side = "two", when = { one = "go", two = "stay" } }
[parameters]
gain = { value = 0.8 }
pain = { value = -0.5 }
"""


@pytest.mark.parametrize("side", [0, 1, -1])
def test_days_ahead_equal_the_sum_over_all_paths_of_play(side: int) -> None:
    solution = Game(parse_declaration(TWO)).solve()
    fit = GameFit(solution, date(2000, 1, 1), 0)
    now = _Now(fit, 0, {}, (), np.zeros((0, 2), dtype=np.int64))
    rates = np.array([0.2, 1.5]) if side >= 0 else np.array([0.6])
    shares, most = [0.5, 1.0, 0.3], 3
    ahead = solution.game.model.transition.dense.reshape(2, 2, 2, 2)
    expected = np.zeros(most)
    for moves in product(product(range(2), range(2)), repeat=3):
        for states in product(range(2), repeat=3):
            weight, here, mean = 1.0, 0, 0.0
            for (a, b), after, share in zip(moves, states, shares, strict=True):
                weight *= solution.first[here, a] * solution.second[here, b]
                weight *= ahead[here, a, b, after]
                mean += share * rates[(a, b)[side] if side >= 0 else 0]
                here = after
            expected += weight * poisson.sf(np.arange(most), mean)
    assert _run(now, side, rates, shares, most) == pytest.approx(expected, abs=1e-12)


def restless(first: int = 1990, last: int = 2019) -> list[Event]:
    """Every spring BBB presses and AAA tests three months running; else nothing happens."""
    made = []
    for year in range(first, last + 1):
        made += [
            event(f"p{year}-{m}", f"{year}-{m:02d}-05", source="BBB", target="AAA", move="sanction")
            for m in (3, 4)
        ]
        made += [
            event(f"t{year}-{m}", f"{year}-{m:02d}-20", target="BBB", system="short_range")
            for m in (4, 5, 6)
        ]
    return made


def _asked(view: View, text: str, days: int = 31) -> Asked:
    start = view.knows_until + timedelta(days=1)
    return Asked(parse_question(text, start, start + timedelta(days=days - 1)), view)


def test_after_a_provocation_the_game_sees_more_of_them() -> None:
    """A play that knows last month: tests follow tests in this world."""
    chances = {}
    for until in ("2018-04-30", "2018-12-31"):
        view = View(restless(), LONG, knows_until=day(until), dyad=DYAD)
        look = Panel(view).looks(_asked(view, "AAA weapon_test"))["game"]
        chances[until] = look.chance(1)
        name, figures = look.reasons[0]
        assert name == "game"
        assert figures["until"] == date(2017, 12, 31)
        assert look.interval[0] <= look.chance(1) <= look.interval[1]
        assert all(a >= b for a, b in zip(look.at_least, look.at_least[1:], strict=False))
    assert chances["2018-04-30"] > chances["2018-12-31"]


def test_what_becomes_known_later_changes_nothing() -> None:
    view = View(restless(), LONG, knows_until=day("2010-06-30"), dyad=DYAD)
    later = event("x", "2010-07-02", target="BBB", system="intercontinental")
    more = View([*restless(), later], LONG, knows_until=day("2010-06-30"), dyad=DYAD)
    for text in ("AAA weapon_test", "BBB sanction -> AAA"):
        one, two = (Panel(v).looks(_asked(v, text, 365))["game"] for v in (view, more))
        assert one == two


def test_it_says_that_the_record_is_too_short() -> None:
    view = View([], [covered("2019-01-01", "2019-12-31")], knows_until=day("2019-12-31"), dyad=DYAD)
    assert fit_game(view) is None
    look = GameModel({2019: None}).look(_asked(view, "AAA weapon_test"))
    assert look.reasons[0][0] == "no_game"
    assert look.interval == (0.0, 1.0)
