"""The shipped games under their own names: `so.games.coercion()`, `so.games.named("deadline")`.

Each takes parameter values by name and gives a game to be solved; `signalling` takes arrays of
payoffs, a game a row, and `bargaining` private types of both sides. What each game is stands in
its file in `standoff.game.games`.
"""

from __future__ import annotations

from collections.abc import Callable

from standoff.errors import BadValue, one_of
from standoff.game.game import Game
from standoff.game.games.bargaining import bargaining
from standoff.game.games.coercion import coercion_game as coercion
from standoff.game.games.coercion import coercion_small
from standoff.game.games.deadline import deadline_game as deadline
from standoff.game.games.escalation import escalation_game as escalation
from standoff.game.games.signalling import Crisis as signalling
from standoff.game.games.textbook import TEXTBOOK
from standoff.game.games.textbook import textbook_game as textbook

__all__ = [
    "NAMES",
    "bargaining",
    "coercion",
    "coercion_small",
    "deadline",
    "escalation",
    "named",
    "signalling",
    "textbook",
]

_DECLARED: dict[str, Callable[[], Game]] = {
    "coercion": coercion,
    "coercion_small": coercion_small,
    "deadline": deadline,
    "escalation": escalation,
}

NAMES = (*_DECLARED, *TEXTBOOK)
"""Names of all games that `named` knows (`signalling` and `bargaining` have no states)."""


def named(name: str) -> Game:
    """A shipped game by name at its declared parameters; raises `BadValue` for an unknown one."""
    if name in _DECLARED:
        return _DECLARED[name]()
    if name in TEXTBOOK:
        return textbook(name)
    raise BadValue(
        f"no shipped game {name!r}",
        expected=f"{one_of(NAMES, name)}, or the path of a TOML file that declares a game",
    )
