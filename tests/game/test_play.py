"""Playing against the equilibrium: pure, repeatable, drawn with the right chances."""

from __future__ import annotations

from collections import Counter

import pytest

from standoff.errors import BadValue
from standoff.game import Play, Solution


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


def test_illegal_moves_and_ends(solved: Solution) -> None:
    with pytest.raises(BadValue, match="relieve"):
        Play.begin(solved, "challenger").move("relieve")
    with pytest.raises(BadValue, match="over"):
        _whole(solved, months=1).move("restrain")
    with pytest.raises(BadValue, match="months"):
        Play.begin(solved, "challenger", months=0)
    with pytest.raises(BadValue, match="umpire"):
        Play.begin(solved, "umpire")
