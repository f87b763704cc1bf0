"""Slow readable twins: value iteration and forward sums with loops over named states."""

from __future__ import annotations

import math

from standoff.game import Game
from standoff.game.certificate import SlowGame


def reachable(game: Game) -> list[tuple[str, ...]]:
    """Every state that can be reached from the start."""
    slow = SlowGame(game.declaration, game.parameters)
    seen, fresh = set(), {tuple(game.start.values())}
    while fresh:
        seen |= fresh
        pairs = list(slow.pairs())
        fresh = {n for s in fresh for a, b in pairs for n in slow.moves(s, a, b)} - seen
    return sorted(seen)


def damped_replies(game: Game, rounds: int = 4000, pull: float = 0.5):
    """v = Phi(v) by damped iteration, in dictionaries: (choices, values) of both sides."""
    slow, t = SlowGame(game.declaration, game.parameters), game.precision
    states, sides = reachable(game), list(game.declaration.sides.items())
    v = [{s: dict.fromkeys(moves, 0.0) for s in states} for _, moves in sides]
    ahead = {(s, *ab): slow.moves(s, *ab) for s in states for ab in slow.pairs()}
    pay = {(i, s, *ab): slow.payoff(sides[i][0], s, *ab)
           for i in (0, 1) for s in states for ab in slow.pairs()}  # fmt: skip
    for _ in range(rounds):
        p = [{s: _logit(row, t) for s, row in table.items()} for table in v]
        w = [{s: _value(row, p[i][s], t, game.convention) for s, row in v[i].items()}
             for i in (0, 1)]  # fmt: skip
        far = 0.0
        for i in (0, 1):
            delta = slow.discount(sides[i][0])
            for s in states:
                new = dict.fromkeys(v[i][s], 0.0)
                for ab in slow.pairs():
                    later = sum(q * w[i][n] for n, q in ahead[(s, *ab)].items())
                    new[ab[i]] += p[1 - i][s][ab[1 - i]] * (pay[(i, s, *ab)] + delta * later)
                far = max(far, *(abs(new[a] - v[i][s][a]) for a in new))
                v[i][s] = {a: (1 - pull) * v[i][s][a] + pull * new[a] for a in new}
        if far < 1e-12:
            return p, w
    raise AssertionError(f"the slow twin did not settle: {far}")


def _logit(row: dict[str, float], t: float) -> dict[str, float]:
    top = max(row.values())
    weights = {a: math.exp(t * (v - top)) for a, v in row.items()}
    total = sum(weights.values())
    return {a: w / total for a, w in weights.items()}


def _value(row: dict[str, float], p: dict[str, float], t: float, convention: str) -> float:
    if convention == "quantal_response":
        return sum(p[a] * row[a] for a in row)
    top = max(row.values())
    return top + math.log(sum(math.exp(t * (v - top)) for v in row.values())) / t
