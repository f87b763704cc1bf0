"""Normal priors of payoffs and multipliers, on the scales that the game file states.

`zero`: every parameter is N(0, scale^2), whatever the articles assert. `articles`: the sign of the
game file is taken over, as the mean and standard deviation of a half-normal |N(0, scale)| on that
side: mean 0.798 scale, standard deviation 0.603 scale (still a normal, so that data may overrule
the sign). Parameters that a variant sets to 0 stay there; chances and discount factors keep their
values: one dyad says too little of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from standoff.errors import BadValue
from standoff.game.game import Game
from standoff.game.statics.prior import multipliers, payoff_parameters

__all__ = ["PRIORS", "NormalPrior", "PriorKind", "normal_prior"]

PriorKind = Literal["zero", "articles"]
PRIORS: tuple[PriorKind, ...] = ("zero", "articles")

HALF_MEAN = float(np.sqrt(2 / np.pi))
HALF_SD = float(np.sqrt(1 - 2 / np.pi))


@dataclass(frozen=True)
class NormalPrior:
    """Independent normals: names of the K free parameters, means and standard deviations (K,)."""

    names: tuple[str, ...]
    mean: np.ndarray
    sd: np.ndarray

    def log_density(self, theta: np.ndarray) -> float:
        """Log of the normalised density."""
        z = (theta - self.mean) / self.sd
        return float(-0.5 * z @ z - np.log(self.sd).sum() - len(z) / 2 * np.log(2 * np.pi))

    def slope(self, theta: np.ndarray) -> np.ndarray:
        """d log density / d theta: (K,)."""
        return np.asarray(-(theta - self.mean) / self.sd**2)

    def named(self, theta: np.ndarray) -> dict[str, float]:
        """Parameter -> value."""
        return {name: float(x) for name, x in zip(self.names, theta, strict=True)}


def normal_prior(game: Game, kind: PriorKind = "zero", *, held: Sequence[str] = ()) -> NormalPrior:
    """The prior of a game's payoffs and multipliers but for those held; raises `BadValue`."""
    if kind not in PRIORS:
        raise BadValue(f"prior {str(kind)[:40]!r}", expected=f"one of {', '.join(PRIORS)}")
    told, scales = game.declaration, game.declaration.prior
    pays = [name for name in payoff_parameters(told) if name not in held]
    weighs = [name for name in multipliers(told) if name not in held]
    scale = np.array(
        [*map(scales.scale, pays), *[scales.multiplier_scale] * len(weighs)], dtype=np.float64
    )
    names = (*pays, *weighs)
    if not names:
        raise BadValue("no parameter is left to estimate", where=f"game {game.name}")
    if kind == "zero":
        return NormalPrior(names, np.zeros(len(names)), scale)
    sign = np.sign([told.parameters[name].value for name in names])
    return NormalPrior(names, sign * HALF_MEAN * scale, HALF_SD * scale)
