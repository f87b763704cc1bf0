"""`deadline`: a small game of an ultimatum: what comes by the deadline, and what after it?

A challenger has demanded relief within three months; a target may grant it, wait, or press. Each
month both choose at once. The state is the deadline clock (none, 3, 2, 1), last month's conduct of
the challenger, the relief so far, and the challenger's moratorium: at most 72 states. It is the
smallest game in which "then what?" has an answer, and a sketch of `coercion` (MODELS.md, section
4). `deadline.toml` states its maths, each parameter with its reason and marked illustrative.
"""

from __future__ import annotations

from standoff.game.game import Game
from standoff.game.reading import shipped

__all__ = ["deadline_game"]


def deadline_game(**overrides: float) -> Game:
    """The small deadline game; `overrides` set parameters by name (`game.parameters`)."""
    return Game(shipped("deadline"), overrides)
