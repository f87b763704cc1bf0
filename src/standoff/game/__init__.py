"""Games: declare, solve, certify and play a standoff between two sides (MODELS.md, sections 1-4).

    from standoff.game import deadline_game, then_what, Play
    solution = deadline_game(taboo_risk=-3.0).solve()
    solution.probability("challenger", "break_taboo", deadline="1")
    then_what(solution, horizon=3).if_unmet

A declaration (`declare.py`, or a TOML file) is compiled to arrays (`compiling.py`), solved, and
every solution is certified by slow code of its own (`certificate.py`).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standoff.game.aftermath import then_what
    from standoff.game.declare import Declaration, Factor, Parameter, Payoff, Rule
    from standoff.game.game import Game
    from standoff.game.games.deadline import deadline_game
    from standoff.game.play import Play
    from standoff.game.reading import parse_declaration, read_declaration
    from standoff.game.solution import Solution

_HOME = {
    "Declaration": "declare",
    "Factor": "declare",
    "Game": "game",
    "Parameter": "declare",
    "Payoff": "declare",
    "Play": "play",
    "Rule": "declare",
    "Solution": "solution",
    "deadline_game": "games.deadline",
    "parse_declaration": "reading",
    "read_declaration": "reading",
    "then_what": "aftermath",
}

__all__ = [
    "Declaration",
    "Factor",
    "Game",
    "Parameter",
    "Payoff",
    "Play",
    "Rule",
    "Solution",
    "deadline_game",
    "parse_declaration",
    "read_declaration",
    "then_what",
]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"standoff.game.{_HOME[name]}"), name)
    raise AttributeError(f"module 'standoff.game' has no attribute {name!r}")
