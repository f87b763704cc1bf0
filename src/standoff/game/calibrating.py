"""Prices of moves at which play shows moves as often as a record does.

In a discrete choice model every alternative but one may have a constant of its own; the constants
then carry how often each is chosen, and all other payoffs only explain how that varies with the
state (McFadden 1974). In a game the constants are plain prices of moves. Shares of n months of
equilibrium play are brought to those wanted by the contraction of Berry (1994),

    price_m <- price_m + log(wanted_m / wanted_idle) - log(share_m / share_idle),

damped, each game solved from the last. Idle is the side's first move. It is a calibration and no
estimate: one number a move is met, and nothing is said of its uncertainty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from standoff.errors import BadValue, NotSolved
from standoff.game.game import Game
from standoff.game.solution import Solution
from standoff.game.visits import expected_months
from standoff.game.whatif import solve_near

__all__ = ["Calibrated", "calibrate", "move_shares"]

LONGEST, SHORTEST = 1.0, 1 / 50
"""Longest change of a price in a round, and the damping below which a game counts as not solved."""

Move = tuple[str, str]
"""A side and its action."""


@dataclass(frozen=True)
class Calibrated:
    """Prices by parameter, the shares of moves that play shows there, and rounds it took."""

    prices: dict[str, float]
    shares: dict[Move, float]
    rounds: int
    solution: Solution


def move_shares(solution: Solution, months: int) -> dict[Move, float]:
    """Share of the first `months` months in which each side makes each move, exact."""
    weight = expected_months(solution, months) / months
    sides = solution.game.declaration.sides.items()
    found = {}
    for (side, actions), p in zip(sides, (solution.first, solution.second), strict=True):
        for action, share in zip(actions, weight @ p, strict=True):
            found[side, action] = float(share)
    return found


def calibrate(
    game: Game,
    prices: Mapping[str, Move],
    wanted: Mapping[Move, float],
    *,
    months: int = 384,
    within: float = 0.02,
    rounds: int = 60,
) -> Calibrated:
    """The values of the parameters `prices`, each the price of a move, that meet shares `wanted`.

    `within` is the largest gap of a log odds that is left. Raises `BadValue` for a move without a
    wanted share, `NotSolved` where the shares are not met or a game is not solved.
    """
    _check(game, prices, wanted)
    solution, damp, last = game.solve(), 1.0, np.inf
    for done in range(rounds):
        shares = move_shares(solution, months)
        gaps = {name: _gap(game, move, wanted, shares) for name, move in prices.items()}
        last = max(map(abs, gaps.values()))
        if last <= within:
            now = {name: solution.game.parameters[name] for name in prices}
            return Calibrated(now, shares, done, solution)
        solution, damp = _stepped(solution, gaps, damp)
    raise NotSolved(f"the shares of moves were not met in {rounds} rounds", residual=last)


def _stepped(solution: Solution, gaps: Mapping[str, float], damp: float) -> tuple[Solution, float]:
    """The game at prices moved by `damp` times their gaps, and the damping of the next round."""
    while damp > SHORTEST:
        moved = {
            name: solution.game.parameters[name] + damp * float(np.clip(gap, -LONGEST, LONGEST))
            for name, gap in gaps.items()
        }
        try:
            return solve_near(solution.game.with_parameters(**moved), solution), min(1.0, 2 * damp)
        except NotSolved:
            damp /= 3
    raise NotSolved("no game nearby is solved", residual=solution.residual)


def _gap(
    game: Game, move: Move, wanted: Mapping[Move, float], shares: Mapping[Move, float]
) -> float:
    """Log odds of a move against the side's idle one, wanted less shown."""
    idle = (move[0], game.declaration.sides[move[0]][0])
    return float(np.log(wanted[move] / wanted[idle]) - np.log(shares[move] / shares[idle]))


def _check(game: Game, prices: Mapping[str, Move], wanted: Mapping[Move, float]) -> None:
    for name, (side, action) in prices.items():
        game.side(side)
        actions = game.declaration.sides[side]
        if name not in game.parameters or action not in actions[1:]:
            raise BadValue(f"{name!r} as the price of {action!r}", expected="a parameter, a move")
        for needed in ((side, action), (side, actions[0])):
            if not wanted.get(needed, 0.0) > 0:
                raise BadValue(f"no share is wanted of {side} {needed[1]}", expected="above 0")
