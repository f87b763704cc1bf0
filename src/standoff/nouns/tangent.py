"""`GameTangent`: a stored solution with its slopes, from which sliders answer at once."""

from __future__ import annotations

import math
from collections.abc import Mapping

from msgspec import Struct

__all__ = ["GameTangent", "OutcomeSlope"]


class OutcomeSlope(Struct, frozen=True, kw_only=True):
    """A chance at the stored solution and its derivative in each payoff.

    `what` is `SIDE: ACTION` (this month, in `state`) or the name of an event (within `months`).
    """

    what: str
    chance: float
    slopes: dict[str, float]

    def at(self, parameters: Mapping[str, float], values: Mapping[str, float]) -> float:
        """The chance when `parameters` take `values`: its tangent on the log-odds scale."""
        p = min(max(self.chance, 1e-12), 1 - 1e-12)
        move = sum(self.slopes[name] * (x - parameters[name]) for name, x in values.items())
        logit = math.log(p / (1 - p)) + move / (p * (1 - p))
        return 1 / (1 + math.exp(-logit)) if logit > -700 else 0.0


class GameTangent(Struct, frozen=True, kw_only=True):
    """First-order answers around one certified solution (`how`, `residual`).

    `parameters` are the values at which it was solved, `fitted` whether they come from a record.
    """

    game: str
    variant: str
    state: dict[str, str]
    months: int
    parameters: dict[str, float]
    fitted: bool
    how: str
    residual: float
    outcomes: tuple[OutcomeSlope, ...]

    def at(self, **values: float) -> dict[str, float]:
        """Every outcome with some payoffs at other values; `KeyError` for an unknown one.

        Chances of one side's actions are scaled so that they add up to 1.
        """
        raw = {one.what: one.at(self.parameters, values) for one in self.outcomes}
        sides: dict[str, float] = {}
        for what, chance in raw.items():
            side, colon, _ = what.partition(": ")
            if colon:
                sides[side] = sides.get(side, 0.0) + chance
        return {
            what: chance / sides.get(what.partition(": ")[0], 1.0) if ": " in what else chance
            for what, chance in raw.items()
        }
