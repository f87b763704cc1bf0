"""`WhatIf`: when an event comes as things are, and with something changed."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["Fan", "NeededValue", "WhatIf"]


class Fan(Struct, frozen=True, kw_only=True):
    """Chances of having seen an event by the end of month 1, 2, ...: at the values of the game,
    and the 5, 50 and 95 % quantiles over draws of its parameters (empty without draws)."""

    by_month: tuple[float, ...]
    low: tuple[float, ...] = ()
    middle: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


class NeededValue(Struct, frozen=True, kw_only=True):
    """What would have to be true: the value of `parameter` at which the chance reaches `aim`.

    `now` is its present value, `tried` holds (value, chance). `value` is None where no value within
    the values tried does, or where the chance leaps over the aim (`jumped`).
    """

    parameter: str
    aim: float
    now: float
    value: float | None
    tried: tuple[tuple[float, float], ...]
    jumped: bool = False


class WhatIf(Struct, frozen=True, kw_only=True):
    """First passage of `event` within `months` before and after a change, with uncertainty.

    `parameters`, `state_after` and `moves` (in the first `move_months`) are what was changed.
    `difference` are the 5, 50 and 95 % quantiles over draws of after minus before at the last
    month; of `draws` pairs `unsolved` had no certified equilibrium. `stepped` draws were solved by
    first-order prediction and one step of Newton's method (`stepped_once`), or up to three: of
    these the full certificate holds in `stepped_certified`, and nobody gains more than
    `stepped_gain` (units of payoff) by a deviation.
    `residuals` are those of the two certificates. `fitted_to` names the case whose months the
    payoffs were estimated from; draws are then those of the posterior, and `spread` is 0. `ended`
    are the values, on the way to the changed parameters, at which the equilibrium followed from
    before ends in a fold: what is shown beyond is another one. Empty where it does not end.
    """

    game: str
    event: str
    months: int
    state: dict[str, str]
    state_after: dict[str, str]
    parameters: dict[str, float]
    moves: dict[str, str]
    move_months: int
    before: Fan
    after: Fan
    residuals: tuple[float, float]
    how: tuple[str, str]
    draws: int = 0
    unsolved: int = 0
    stepped: int = 0
    stepped_once: int = 0
    stepped_certified: int = 0
    stepped_gain: float = 0.0
    spread: float = 0.0
    seed: int = 1
    difference: tuple[float, float, float] | None = None
    needed: NeededValue | None = None
    illustrative: bool = True
    fitted_to: str = ""
    ended: dict[str, float] = {}
