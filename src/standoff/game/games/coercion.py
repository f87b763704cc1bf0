"""`coercion`: the game of the two articles (MODELS.md, section 4).

A challenger (North Korea) and a target (the United States) move at once, month by month. The state
is what the last month showed, a moratorium, the challenger's deadline, a deal announced in public,
the target's election, the arsenal, relief in force, the target's reputation and its home: 40,320
states before unreachable ones are dropped. Two readings of why there is tension are variants:
`tension_for_home` (it pays at home, opening costs) and `tension_for_relief` (it pays only through
what it extorts). `coercion.toml` states laws and payoffs by name; sizes are illustrative.
`coercion_small.toml` is the same with few factors, for what has to be solved many times.
"""

from __future__ import annotations

from standoff.game.game import Game
from standoff.game.reading import shipped

__all__ = ["coercion_game", "coercion_small"]


def coercion_game(variant: str = "tension_for_home", **overrides: float) -> Game:
    """The coercion game in one of its variants; `overrides` set parameters by name.

    Raises `BadValue` for an unknown variant or parameter.
    """
    return Game(shipped("coercion")).variant(variant).with_parameters(**overrides)


def coercion_small(variant: str = "tension_for_home", **overrides: float) -> Game:
    """The same game with few factors: 60 states. Raises `BadValue` like `coercion_game`."""
    return Game(shipped("coercion_small")).variant(variant).with_parameters(**overrides)
