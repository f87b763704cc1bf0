"""Playing against the equilibrium: pure, repeatable, drawn with the right chances."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import numpy as np
import pytest

from standoff.errors import BadValue
from standoff.game import Play, Solution
from standoff.game.explaining import reason_for
from standoff.game.games.coercion import coercion_small
from standoff.game.outlook_told import TOUCHED
from standoff.game.play import AHEAD
from standoff.game.whatif import Start, first_passage


def _whole(solution: Solution, **options) -> Play:
    play = Play.begin(solution, "challenger", **options)
    while not play.over:
        play = play.move(play.legal_moves[play.month % 3])
    return play


def test_same_seed_same_play(solved: Solution) -> None:
    assert _whole(solved, seed=4).turns == _whole(solved, seed=4).turns
    assert len({str(_whole(solved, seed=k).turns) for k in range(8)}) > 1


def test_a_move_leaves_the_old_play_alone(solved: Solution) -> None:
    play = Play.begin(solved, "target")
    after = play.move("hold")
    assert play.turns == ()
    assert after.month == 2
    assert after.turns[0].state == play.state
    assert after.turns[0].moves["target"] == "hold"


def test_the_other_side_draws_its_equilibrium_chances(solved: Solution) -> None:
    count = 3000
    drawn = Counter(
        Play.begin(solved, "target", seed=seed).move("hold").turns[0].moves["challenger"]
        for seed in range(count)
    )
    for action, chance in solved.choices("challenger").items():
        spread = (chance * (1 - chance) / count) ** 0.5
        assert abs(drawn[action] / count - chance) < 4.5 * spread


@pytest.mark.parametrize("language", ["en", "de"])
def test_told_in_plain_sentences(solved: Solution, language: str) -> None:
    play = _whole(solved, language=language, months=3)
    for turn in play.turns:
        for line in turn.told:
            assert line[0].isupper()
            assert line.endswith(".")
            assert "_" not in line
            assert "{" not in line
    assert len(play.ending) == 3
    assert play.legal_moves == ()
    assert play.balance["target"] == pytest.approx(sum(t.payoffs["target"] for t in play.turns))


@pytest.fixture(scope="module")
def small() -> Solution:
    return coercion_small().solve()


@pytest.mark.parametrize("side", ["challenger", "target"])
def test_the_outlook_is_the_mean_over_what_next_month_may_bring(small: Solution, side: str) -> None:
    """Against the laws written out, and first passage of an event of the game from each state."""
    state = {"last_month": "provocation", "deadline": "1"}
    play = Play.begin(small, side, state=state)
    law = small.game.model.transition.dense[small.game.index(**state)].reshape(5, 5, -1)
    rows = {"challenger": small.first, "target": small.second}
    now, later = rows[play.other][small.game.index(**state)], rows[play.other]
    event, move = {"target": ("taboo_broken", "break_taboo"),
                   "challenger": ("relief", "relieve")}[side]  # fmt: skip
    seen = np.array([first_passage(small, Start(s), AHEAD, event)[-1] for s in small.game.states])
    for k, told in enumerate(play.outlook):
        after = now @ (law[k] if side == "challenger" else law[:, k])
        assert list(told.replies.values()) == pytest.approx(after @ later)
        assert told.soon[move] == pytest.approx(after @ seen)
        assert told.chance == pytest.approx(small.probability(side, told.name, **state))


def test_what_a_move_is_worth_is_told_beside_the_most_usual_one(small: Solution) -> None:
    play = Play.begin(small, "challenger")
    usual = max(play.outlook, key=lambda move: move.chance)
    assert (usual.at_once, usual.later) == (0.0, pytest.approx(0.0, abs=1e-12))
    for move in play.outlook:
        odds = np.log(move.chance / usual.chance)
        assert move.at_once + move.later == pytest.approx(odds, abs=1e-8)
    with pytest.raises(BadValue, match="relieve"):
        reason_for(small, "challenger", "restrain", beside="relieve")


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_table_keeps_to_what_a_choice_touches(small: Solution, language: str) -> None:
    play = Play.begin(small, "target", state={"deadline": "1"}, language=language)
    lines = play.outlook_told
    told = "\n".join(lines)
    assert lines[1].split() == ["1", "2", "3", "4", "5"]
    assert not re.search("[-\N{MINUS SIGN}]0[.,]0", told)
    words, table = play.replies_told, [line for line in lines if line.startswith("    ")]
    for name in words:
        chances = [move.replies[name] for move in play.outlook]
        rows = [line for line in table if words[name] in line]
        assert bool(rows) >= (max(chances) - min(chances) >= TOUCHED)
    for _ in range(6):
        play = play.move("hold")
    assert play.outlook_told == ()


def test_months_have_names_where_the_calendar_is_known(solved: Solution) -> None:
    play = Play.begin(solved, "target", begins=date(2019, 11, 1), language="de")
    for _ in range(3):
        play = play.move("hold")
    assert [turn.told[0] for turn in play.turns] == ["November 2019.", "Dezember 2019.",
                                                     "Januar 2020."]  # fmt: skip
    assert Play.begin(solved, "target").move("hold").turns[0].told[0] == "Month 1."


def test_a_turn_tells_what_is_new_and_no_more(solved: Solution) -> None:
    play = _whole(solved, months=6)
    for turn, after in zip(play.turns, [t.state for t in play.turns[1:]] + [play.state],
                           strict=True):  # fmt: skip
        changed = sum(turn.state[name] != after[name] for name in after)
        assert turn.told[-1].count(";") == max(changed - 1, 0)


def test_illegal_moves_and_ends(solved: Solution) -> None:
    with pytest.raises(BadValue, match="relieve"):
        Play.begin(solved, "challenger").move("relieve")
    with pytest.raises(BadValue, match="over"):
        _whole(solved, months=1).move("restrain")
    with pytest.raises(BadValue, match="months"):
        Play.begin(solved, "challenger", months=0)
    with pytest.raises(BadValue, match="umpire"):
        Play.begin(solved, "umpire")
