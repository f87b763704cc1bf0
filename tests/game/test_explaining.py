"""Reasons of a move: the parts add up to the gap, and each part is what the rules pay."""

from __future__ import annotations

import pytest

from standoff.case import new_play
from standoff.errors import BadValue
from standoff.game import Solution
from standoff.game.certificate import SlowGame
from standoff.game.explaining import reason_for


@pytest.mark.parametrize("state", [{}, {"deadline": "1"}, {"moratorium": "on", "deadline": "2"}])
def test_the_parts_add_up(solved: Solution, state: dict[str, str]) -> None:
    game = solved.game
    slow = SlowGame(game.declaration, game.parameters)
    here = tuple((game.start | state).values())
    for side, rival in (("challenger", "target"), ("target", "challenger")):
        for action in game.declaration.sides[side]:
            reason = reason_for(solved, side, action, **state)
            assert reason.other != action
            assert sum(reason.now.values()) + reason.later == pytest.approx(reason.gap)
            paid = 0.0
            for reply, chance in solved.choices(rival, **state).items():
                for move, sign in ((action, 1), (reason.other, -1)):
                    pair = (move, reply) if side == "challenger" else (reply, move)
                    paid += sign * chance * slow.payoff(side, here, *pair)
            assert sum(reason.now.values()) == pytest.approx(paid)


def test_the_gap_is_that_of_chances(solved: Solution) -> None:
    """With private shocks of scale 1 the log odds of two moves are their gap."""
    from math import log

    reason = reason_for(solved, "challenger", "break_taboo", deadline="1")
    chances = solved.choices("challenger", deadline="1")
    assert reason.gap == pytest.approx(log(chances["break_taboo"] / chances[reason.other]))
    assert list(map(abs, reason.driving.values())) == sorted(
        map(abs, reason.driving.values()), reverse=True
    )


def test_each_reply_is_explained() -> None:
    for language, words in (("en", "likeliest other move"), ("de", "wahrscheinlichsten anderen")):
        play = new_play(side="target", months=2, seed=3, language=language, state={"deadline": "1"})
        play = play.move("hold")
        assert any(words in line for line in play.turns[0].told)
    with pytest.raises(BadValue, match="unknown level"):
        new_play(side="target", months=2, seed=3, language="en", state={"deadline": "99"})
