"""`escalation`: audience costs between pairs of states (Crisman-Cox & Gibilisco, AJPS 2018).

States and actions are peace, crisis, war; s' = max(a, b); with 1, 2, 3 for the levels side i gets

    u_i(s,a,b) = x_ij'beta_s + z_i'kappa_a + gamma_s 1{a>1, b>1} + alpha_i 1{b>=s, a<s}

(MODELS.md, section 2). One dyad's game has 13 indices, the parameters of `escalation.toml`;
`indices` makes them from covariates and coefficients. alpha is the payoff of backing down.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from standoff.game.game import Game
from standoff.game.reading import shipped

__all__ = ["escalation_game", "indices"]

SIDES = ("first", "second")


def escalation_game(**overrides: float) -> Game:
    """The game of one dyad; `overrides` set indices by name (`game.parameters`)."""
    return Game(shipped("escalation"), overrides)


def indices(
    x: np.ndarray,
    z: np.ndarray,
    beta: np.ndarray,
    kappa: np.ndarray,
    gamma: Sequence[float],
    alpha: Sequence[float],
) -> dict[str, float]:
    """The 13 indices of a dyad by name.

    x (2, 4) directed covariates of each side, z (2, 3) covariates of each country; beta (2, 4) and
    kappa (2, 3) for crisis and war; gamma (3,) for peace, crisis, war; alpha (2,) of both sides.
    """
    out: dict[str, float] = {}
    for i, side in enumerate(SIDES):
        for level, name in enumerate(("crisis", "war")):
            out[f"state_{name}_{side}"] = float(np.dot(x[i], beta[level]))
            out[f"action_{name}_{side}"] = float(np.dot(z[i], kappa[level]))
        out[f"backing_down_{side}"] = float(alpha[i])
    for level, name in enumerate(("peace", "crisis", "war")):
        out[f"clash_{name}"] = float(gamma[level])
    return out
