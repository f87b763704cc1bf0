"""Small games with known answers, each a TOML file that states its maths and its source.

`prisoners_dilemma`, `stag_hunt`, `matching_pennies`, `chicken` are played once (one state, nothing
after it); `attrition` is dynamic: a prize goes to whoever holds out longer.
"""

from __future__ import annotations

from standoff.errors import BadValue
from standoff.game.game import Game
from standoff.game.model import Convention
from standoff.game.reading import shipped

__all__ = ["TEXTBOOK", "textbook_game"]

TEXTBOOK = ("attrition", "chicken", "matching_pennies", "prisoners_dilemma", "stag_hunt")


def textbook_game(
    name: str,
    *,
    convention: Convention = "quantal_response",
    precision: float = 1.0,
    **overrides: float,
) -> Game:
    """A textbook game by name; raises `BadValue` for an unknown one."""
    if name not in TEXTBOOK:
        raise BadValue(f"unknown textbook game {name!r}", expected=f"one of {', '.join(TEXTBOOK)}")
    return Game(shipped(name), overrides, convention, precision)
