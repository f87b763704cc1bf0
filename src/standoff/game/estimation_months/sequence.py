"""Months by name, turned into numbers a likelihood can use.

Each row names a level for every factor at the start of the month and the action of each side. Three
things may be missing, and each is kept apart:

- **an action** is unknown (nobody looked): all actions of the side are possible;
- **a factor's level** is unknown in some months, or the factor is `hidden` altogether: it is summed
  out, from one month to the next by its law (`filtering.py`);
- **the state cannot occur** in the game (a record need not obey the game's laws): the month says
  nothing, and is counted.

Numbers beyond a factor's levels mean its end, so that a record made for long clocks and many levels
can be read into a game with fewer: a deadline of 6 is the first level of a clock of length 2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from standoff.errors import BadValue
from standoff.game.declare import Factor
from standoff.game.game import Game

__all__ = ["Row", "Sequences", "Series", "read_months", "series_of"]

Row = Mapping[str, object]
"""One month: factor -> level and side -> action; None or absent where unknown."""


@dataclass(frozen=True)
class Series:
    """Months of one dyad, T of them in a row, with H joint levels of what is hidden.

    `states` (T, H) are numbers of states, -1 where the game has no such state; `allowed` (T, H)
    says which joint levels the month may have; `moves` (T, 2) are numbers of actions, -1 where
    unknown. `levels` (T, F, H) are level numbers of every factor, `seen` (T, F) where the level is
    known; `hidden` the factors that are not always seen, `actions` how many actions each side has.
    """

    labels: tuple[str, ...]
    states: np.ndarray
    allowed: np.ndarray
    moves: np.ndarray
    levels: np.ndarray
    seen: np.ndarray
    hidden: tuple[int, ...]
    actions: tuple[int, int]

    @property
    def usable(self) -> np.ndarray:
        """Months that have a state and at least one known move: (T,)."""
        return np.asarray((self.states >= 0).any(axis=1) & (self.moves >= 0).any(axis=1))


@dataclass(frozen=True)
class Sequences:
    """All dyads of a record, for one game."""

    game: Game
    series: tuple[Series, ...]

    @property
    def months(self) -> int:
        """Months that say something."""
        return int(sum(one.usable.sum() for one in self.series))

    @property
    def visited(self) -> np.ndarray:
        """Numbers of the states that any month may be in."""
        found = np.concatenate([one.states.ravel() for one in self.series])
        return np.unique(found[found >= 0])


def read_months(
    game: Game, dyads: Sequence[Sequence[Row]], *, hidden: Sequence[str] = ()
) -> Sequences:
    """The months of one or several dyads; raises `BadValue` for unknown names or no month."""
    for name in hidden:
        if name not in game.declaration.factors:
            known = ", ".join(game.declaration.factors)
            raise BadValue(f"no factor {name!r} to hide", expected=f"one of {known}")
    found = Sequences(game, tuple(series_of(game, rows, hidden) for rows in dyads if rows))
    if not found.series or not found.months:
        raise BadValue("no month with a known move and a state of the game", where=game.name)
    return found


def series_of(game: Game, rows: Sequence[Row], hidden: Sequence[str] = ()) -> Series:
    """One dyad's months."""
    factors = game.declaration.factors
    known = np.array([[_known(row, name, hidden) for name in factors] for row in rows])
    open_ = tuple(int(k) for k in np.flatnonzero(~known.all(axis=0)))
    widths = [len(list(factors.values())[k].names) for k in open_]
    combos = np.array(list(product(*map(range, widths))), dtype=np.int64)
    combos = combos.reshape(int(np.prod(widths)), len(open_))
    levels = np.zeros((len(rows), len(factors), len(combos)), dtype=np.int64)
    allowed = np.ones((len(rows), len(combos)), dtype=bool)
    for f, (name, factor) in enumerate(factors.items()):
        told = [_level(factor, name, row[name]) if known[t, f] else -1
                for t, row in enumerate(rows)]  # fmt: skip
        column = np.array(told)[:, None]
        if f in open_:
            own = combos[:, open_.index(f)]
            levels[:, f] = own
            allowed &= (column < 0) | (column == own)
        else:
            levels[:, f] = column
    return Series(
        labels=tuple(str(row.get("month", t)) for t, row in enumerate(rows)),
        states=_numbers(game, levels),
        allowed=allowed,
        moves=np.array([_moves(game, row) for row in rows], dtype=np.int64),
        levels=levels,
        seen=known,
        hidden=open_,
        actions=game.model.actions,
    )


def _known(row: Row, name: str, hidden: Sequence[str]) -> bool:
    return name not in hidden and row.get(name) is not None


def _level(factor: Factor, name: str, told: object) -> int:
    """Number of a level; numbers beyond the end are the end."""
    names, word = factor.names, str(told)
    if word in names:
        return names.index(word)
    if word.isdecimal() and any(one.isdecimal() for one in names):
        numbers = {int(one): k for k, one in enumerate(names) if one.isdecimal()}
        return numbers[max(numbers)] if int(word) > max(numbers) else numbers[min(numbers)]
    raise BadValue(
        f"unknown level {word[:40]!r}",
        where=f"factor {name}",
        expected=f"one of {', '.join(names)}",
    )


def _moves(game: Game, row: Row) -> list[int]:
    found = []
    for side, actions in game.declaration.sides.items():
        told = row.get(side)
        if told is not None and told not in actions:
            raise BadValue(
                f"unknown action {str(told)[:40]!r}",
                where=f"side {side}, month {row.get('month', '')}",
                expected=f"one of {', '.join(actions)}",
            )
        found.append(-1 if told is None else actions.index(str(told)))
    return found


def _numbers(game: Game, levels: np.ndarray) -> np.ndarray:
    """State numbers (T, H) of level numbers (T, F, H); -1 where the game has no such state."""
    widths = [len(names) for names in game.space.factors.values()]
    where = np.full(int(np.prod(widths)), -1, dtype=np.int64)
    where[np.ravel_multi_index(list(game.space.places.T), widths)] = np.arange(
        len(game.space.places)
    )
    return where[np.ravel_multi_index(list(levels.transpose(1, 0, 2)), widths)]
