"""Before choosing: what each of a side's moves would lead to, the other playing its equilibrium.

If side i does a in state s, the other side j, who chooses at once, does b with P_j(b|s). Then

    next(b')  = sum_b P_j(b|s) sum_s' f(s'|s,a,b) P_j(b'|s')
    soon(b')  = 1 - sum_b P_j(b|s) sum_s' f(s'|s,a,b) U_T(s',b')

with U_T(s,b') the chance that j does not once do b' in the T months from s on, when both play their
equilibrium: U_0 = 1, U_t = sum_ab P_1 P_2 1{j does not do b'} E[U_t-1]. Both are exact. What the
move is worth to i itself, at once and by what comes later, is split as in `explaining.py`.
"""

from __future__ import annotations

import numpy as np

from standoff.game.certificate import SlowGame
from standoff.game.explaining import reason_for
from standoff.game.solution import Solution
from standoff.game.telling import Words
from standoff.nouns.game_page import PlayMove

__all__ = ["outlook", "unseen_by_state"]


def outlook(
    solution: Solution, side: str, state: dict[str, str], *, months: int, language: str
) -> tuple[PlayMove, ...]:
    """Every move of a side in a state, beside the likeliest; `months` is T. Raises `BadValue`."""
    game = solution.game
    chances = solution.choices(side, **state)
    usual = max(chances, key=lambda action: chances[action])
    words, other = Words(game.declaration, language), _other(solution, side)
    unseen, told = unseen_by_state(solution, side, months), []
    for action, chance in chances.items():
        ahead = _ahead(solution, side, action, state)
        reason = reason_for(solution, side, action, beside=usual, **state)
        replies, soon = _replies(solution, side, ahead), 1.0 - _mean(ahead, unseen)
        told.append(
            PlayMove(
                name=action,
                told=words.name(action),
                chance=chance,
                at_once=sum(reason.now.values()),
                later=reason.later,
                replies=dict(zip(other, map(float, replies), strict=True)),
                soon=dict(zip(other, map(float, soon), strict=True)),
            )
        )
    return tuple(told)


def unseen_by_state(solution: Solution, side: str, months: int) -> np.ndarray:
    """U_T: chance that the other side does not do each of its moves in T months, (S, moves)."""
    game, number = solution.game, solution.game.side(side)
    play = solution.first[:, :, None] * solution.second[:, None, :]
    count = play.shape[2 - number]  # of the other side's moves
    unseen = np.ones((count, len(play)))
    for _ in range(months):
        later = game.model.transition.expect(unseen)
        for move in range(count):
            kept = play.copy()
            kept[(slice(None), slice(None), move) if number == 0 else (slice(None), move)] = 0.0
            unseen[move] = (kept * later[move]).sum(axis=(1, 2))
    return unseen.T


def _other(solution: Solution, side: str) -> tuple[str, ...]:
    sides = solution.game.declaration.sides
    return next(tuple(actions) for name, actions in sides.items() if name != side)


def _ahead(solution: Solution, side: str, action: str, state: dict[str, str]) -> dict[int, float]:
    """Numbers of the states that next month may bring after the move, with their chances."""
    game = solution.game
    slow, first = SlowGame(game.declaration, game.parameters), game.side(side) == 0
    rival = next(name for name in game.declaration.sides if name != side)
    here = tuple(state[name] for name in game.declaration.factors)
    found: dict[int, float] = {}
    for reply, chance in solution.choices(rival, **state).items():
        pair = (action, reply) if first else (reply, action)
        for after, p in slow.moves(here, *pair).items():
            number = game.index(**dict(zip(game.declaration.factors, after, strict=True)))
            found[number] = found.get(number, 0.0) + chance * p
    return found


def _replies(solution: Solution, side: str, ahead: dict[int, float]) -> np.ndarray:
    """Mean choices of the other side over states: (moves,)."""
    return _mean(ahead, solution.second if solution.game.side(side) == 0 else solution.first)


def _mean(ahead: dict[int, float], rows: np.ndarray) -> np.ndarray:
    return np.asarray(sum(p * rows[number] for number, p in ahead.items()))
