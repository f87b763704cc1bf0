"""Exporting a stage game to Gambit's format, for comparison with its solvers.

Gambit knows no states that recur, so what is written is one state's game in strategic form (.nfg):
payoffs of the moment, plus, given a solution, the discounted values that follow. For a game that
is played once this is the whole game, and Gambit's logit branch is this package's quantal response.
Format: Gambit manual, "The strategic game (.nfg) file format, payoff version".
"""

from __future__ import annotations

from standoff.errors import BadValue
from standoff.game.game import Game
from standoff.game.solution import Solution

__all__ = ["quoted", "to_gambit"]


def to_gambit(game: Game, solution: Solution | None = None, **state: str) -> str:
    """Text of an .nfg file; without a solution only a game without tomorrow can be exported."""
    model = game.model
    if solution is None and max(model.discounts) > 0 and model.states > 1:
        raise BadValue(
            "a game with a tomorrow has no strategic form",
            where=f"game {game.name}",
            expected="a solution, whose values stand for what follows",
        )
    index = game.index(**state)
    table = model.payoffs[:, index].copy()
    if solution is not None:
        expected = model.transition.expect(solution.values)[:, index]
        for i in (0, 1):
            table[i] += model.discounts[i] * expected[i]
    sides = [quoted(side) for side in game.declaration.sides]
    moves = ["{ " + " ".join(map(quoted, m)) + " }" for m in game.declaration.sides.values()]
    head = f"NFG 1 R {quoted(game.name)} {{ {' '.join(sides)} }}\n\n{{ {' '.join(moves)} }}\n"
    rows, columns = table.shape[1:]
    # The first player's strategies run fastest.
    pairs = (
        f"{float(table[0, a, b])!r} {float(table[1, a, b])!r}"
        for b in range(columns)
        for a in range(rows)
    )
    return f"{head}{quoted(game.declaration.title)}\n\n{' '.join(pairs)}\n"


def quoted(name: str) -> str:
    """A name as Gambit reads it."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
