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
    from standoff.game.branches import follow_parameter
    from standoff.game.changing import follow_change
    from standoff.game.declare import Declaration, Factor, Parameter, Payoff, Rule
    from standoff.game.derivatives import gradient, sensitivity
    from standoff.game.enumeration import find_equilibria
    from standoff.game.gambit import to_gambit
    from standoff.game.game import Game
    from standoff.game.games.bargaining import bargaining
    from standoff.game.games.coercion import coercion_game
    from standoff.game.games.deadline import deadline_game
    from standoff.game.games.escalation import escalation_game
    from standoff.game.games.signalling import Crisis, signalling_equilibria
    from standoff.game.games.textbook import textbook_game
    from standoff.game.play import Play
    from standoff.game.reading import parse_declaration, read_declaration
    from standoff.game.simulation import simulate
    from standoff.game.solution import Solution
    from standoff.game.trees.gambit import to_efg
    from standoff.game.trees.logit import logit_branch
    from standoff.game.trees.solution import TreeSolution
    from standoff.game.trees.tree import Chance, Decision, End, InformationSet, Tree

_HOME = {
    "Chance": "trees.tree",
    "Crisis": "games.signalling",
    "Decision": "trees.tree",
    "Declaration": "declare",
    "End": "trees.tree",
    "Factor": "declare",
    "Game": "game",
    "InformationSet": "trees.tree",
    "Parameter": "declare",
    "Payoff": "declare",
    "Play": "play",
    "Rule": "declare",
    "Solution": "solution",
    "Tree": "trees.tree",
    "TreeSolution": "trees.solution",
    "bargaining": "games.bargaining",
    "coercion_game": "games.coercion",
    "deadline_game": "games.deadline",
    "escalation_game": "games.escalation",
    "find_equilibria": "enumeration",
    "follow_change": "changing",
    "follow_parameter": "branches",
    "gradient": "derivatives",
    "logit_branch": "trees.logit",
    "parse_declaration": "reading",
    "read_declaration": "reading",
    "sensitivity": "derivatives",
    "signalling_equilibria": "games.signalling",
    "simulate": "simulation",
    "textbook_game": "games.textbook",
    "then_what": "aftermath",
    "to_efg": "trees.gambit",
    "to_gambit": "gambit",
}

__all__ = [
    "Chance",
    "Crisis",
    "Decision",
    "Declaration",
    "End",
    "Factor",
    "Game",
    "InformationSet",
    "Parameter",
    "Payoff",
    "Play",
    "Rule",
    "Solution",
    "Tree",
    "TreeSolution",
    "bargaining",
    "coercion_game",
    "deadline_game",
    "escalation_game",
    "find_equilibria",
    "follow_change",
    "follow_parameter",
    "gradient",
    "logit_branch",
    "parse_declaration",
    "read_declaration",
    "sensitivity",
    "signalling_equilibria",
    "simulate",
    "textbook_game",
    "then_what",
    "to_efg",
    "to_gambit",
]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"standoff.game.{_HOME[name]}"), name)
    raise AttributeError(f"module 'standoff.game' has no attribute {name!r}")
