"""From a declaration to arrays: law tables, payoffs by state and actions, reachable states.

State k is one level of every factor; states are numbered with the last factor running fastest and
those that cannot be reached from the start are dropped. Everything stays addressable by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from standoff.errors import BadValue, one_of
from standoff.game.declare import Condition, Declaration
from standoff.game.laws import axes_of, check_tables, holds, law_tables, number
from standoff.game.model import Convention, Model
from standoff.game.transitions import FactoredTransition

__all__ = ["Space", "compile_game", "pattern_of", "payoffs_of", "space_of", "term_patterns"]


@dataclass(frozen=True)
class Space:
    """The states that can occur, by name: `places[k]` is the level number of every factor."""

    factors: dict[str, tuple[str, ...]]
    places: np.ndarray

    def names(self, index: int) -> dict[str, str]:
        """Factor -> level of state `index`."""
        return {
            name: levels[k]
            for (name, levels), k in zip(self.factors.items(), self.places[index], strict=True)
        }

    def index(self, state: dict[str, str]) -> int:
        """Number of a state given by name; every factor must be named."""
        for name in (*state, *self.factors):
            if name not in self.factors or name not in state:
                fault = "unknown factor" if name in state else "no level of factor"
                known = ", ".join(self.factors)
                raise BadValue(f"{fault} {name!r}", expected=f"one level for each of {known}")
        for name, level in state.items():
            if level not in self.factors[name]:
                raise BadValue(
                    f"unknown level {level!r}",
                    where=f"factor {name}",
                    expected=one_of(self.factors[name], level),
                )
        place = [levels.index(state[name]) for name, levels in self.factors.items()]
        found = np.flatnonzero((self.places == place).all(axis=1))
        if not len(found):
            raise BadValue(f"state {state} cannot be reached from the start of the game")
        return int(found[0])


def space_of(game: Declaration, values: dict[str, float]) -> tuple[Space, FactoredTransition]:
    """The reachable states and their motion."""
    tables = law_tables(game, values)
    check_tables(game, tables)
    factors = {name: factor.names for name, factor in game.factors.items()}
    levels = tuple(len(names) for names in factors.values())
    whole = FactoredTransition(
        tables, levels, {side: len(moves) for side, moves in game.sides.items()}
    )
    begin = [factors[name].index(factor.first) for name, factor in game.factors.items()]
    kept = whole.reachable(int(np.ravel_multi_index(begin, levels)))
    places = np.stack(np.unravel_index(kept, levels), axis=1)
    transition = whole if len(kept) == np.prod(levels) else whole.restricted(kept)
    return Space(factors, places), transition


def compile_game(
    game: Declaration, values: dict[str, float], convention: Convention, precision: float
) -> tuple[Space, Model]:
    """Arrays of a checked declaration at given parameter values."""
    space, transition = space_of(game, values)
    first, second = (_discount(game, side, values) for side in game.sides)
    payoffs = payoffs_of(game, values, space)
    return space, Model(payoffs, transition, (first, second), convention, precision)


def payoffs_of(game: Declaration, values: dict[str, float], space: Space) -> np.ndarray:
    """u_i(s,a,b) for every state kept: (2, S, A, B)."""
    widths = [len(moves) for moves in game.sides.values()]
    out = np.zeros((2, len(space.places), *widths))
    for name, term in game.payoffs.items():
        side = list(game.sides).index(term.side)
        value = values[term.parameter or name]
        out[side] += value * _pattern(game, values, space, term.when, term.times)
    return out


def term_patterns(
    game: Declaration, values: dict[str, float], space: Space, *, only: str = ""
) -> dict[str, np.ndarray]:
    """What one unit of each term's parameter pays, broadcastable to (S, A, B).

    With `only` those terms alone that the parameter of this name weighs in `times`.
    """
    weighed = {
        name: [w for weights in term.times.values() for w in weights.values()]
        for name, term in game.payoffs.items()
    }
    return {
        name: _pattern(game, values, space, term.when, term.times)
        for name, term in game.payoffs.items()
        if not only or only in weighed[name]
    }


def _pattern(
    game: Declaration,
    values: dict[str, float],
    space: Space,
    when: Condition,
    times: dict[str, dict[str, float | str]],
) -> np.ndarray:
    """What one unit of a term's parameter pays: broadcastable to (S, A, B)."""
    axes = axes_of(game)
    read = [key for key in axes if key in when or key in times]
    table = np.zeros([len(axes[key]) for key in read])
    for place in product(*(range(len(axes[key])) for key in read)):
        situation = {key: axes[key][k] for key, k in zip(read, place, strict=True)}
        if holds(when, situation):
            weights = (number(w.get(situation[key], 1.0), values) for key, w in times.items())
            table[place] = float(np.prod(list(weights)))
    return table[tuple(_grid(game, space, read))]


def _discount(game: Declaration, side: str, values: dict[str, float]) -> float:
    """The discount factor of a side; raises `BadValue` where it is none."""
    told = number(game.discounts[side], values)
    if not 0 <= told < 1:
        where = f"game {game.name}, discount of {side}"
        raise BadValue(f"{told:g}", where=where, expected="a number in [0, 1)")
    return told


def pattern_of(game: Declaration, space: Space, condition: Condition) -> np.ndarray:
    """1 where a condition holds, else 0: (S, A, B)."""
    widths = [len(moves) for moves in game.sides.values()]
    table = _pattern(game, {}, space, condition, {})
    return np.broadcast_to(table, (len(space.places), *widths))


def _grid(game: Declaration, space: Space, read: list[str]) -> list[np.ndarray]:
    """Index arrays that lay a small table out over states and actions."""
    factors, sides = list(game.factors), list(game.sides)
    out = []
    for key in read:
        if key in sides:
            shape = (1, -1, 1) if key == sides[0] else (1, 1, -1)
            out.append(np.arange(len(game.sides[key])).reshape(shape))
        else:
            out.append(space.places[:, factors.index(key)].reshape(-1, 1, 1))
    return out
