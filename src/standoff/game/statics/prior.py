"""Drawing the parameters of a game from a stated prior.

Payoff parameters get the sign of the game file and a size |N(0, scale)| (`articles`), or
N(0, scale) whatever the file says (`neutral`), each on the scale of the file's `[prior]`.
Multipliers, which stand in `times`, are |N(0, scale)|. Chances move on the log-odds scale around
their value. Everything else is held.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from standoff.errors import BadValue
from standoff.game.declare import Declaration, Prior
from standoff.game.game import Game

__all__ = ["PRIORS", "PriorName", "draw_parameters", "multipliers", "payoff_parameters"]

PriorName = Literal["articles", "neutral"]
PRIORS: tuple[PriorName, ...] = ("articles", "neutral")


def payoff_parameters(game: Declaration) -> tuple[str, ...]:
    """Parameters that payoffs are linear in, in the order of the file."""
    names = {term.parameter or name for name, term in game.payoffs.items()}
    return tuple(name for name in game.parameters if name in names)


def multipliers(game: Declaration) -> tuple[str, ...]:
    """Parameters that weigh payoff terms."""
    names = {
        weight
        for term in game.payoffs.values()
        for weights in term.times.values()
        for weight in weights.values()
        if isinstance(weight, str)
    }
    return tuple(name for name in game.parameters if name in names)


def draw_parameters(
    game: Game, prior: Prior, kind: PriorName, seed: int, number: int
) -> dict[str, float]:
    """Draw `number` of a prior around the game; a function of (seed, number) alone."""
    if kind not in PRIORS:
        raise BadValue(f"prior {kind[:40]!r}", expected=f"one of {', '.join(PRIORS)}")
    chance = np.random.default_rng([seed, number])
    told, values = game.declaration, game.parameters
    drawn = {}
    for name in payoff_parameters(told):
        size = prior.scale(name) * chance.standard_normal()
        drawn[name] = float(np.sign(values[name]) * abs(size) if kind == "articles" else size)
    for name in multipliers(told):
        drawn[name] = float(prior.multiplier_scale * abs(chance.standard_normal()))
    for name in prior.chances:
        odds = np.log(values[name] / (1 - values[name]))
        odds += prior.chance_spread * chance.standard_normal()
        drawn[name] = float(1 / (1 + np.exp(-odds)))
    return drawn
