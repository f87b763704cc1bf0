"""`ClocksAnswer`: what a hidden model says of clocks that everybody could see coming."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["CLOCK_VERDICTS", "Clock", "ClockEffect", "ClocksAnswer"]

CLOCK_VERDICTS = ("raised", "lowered", "open", "untold")


class Clock(Struct, frozen=True, kw_only=True):
    """One clock: `id` as asked for, what it is and what one unit of it is, by language.

    `on` counts the observed periods in which it stands above 0, of `n`; None where it is no share.
    """

    id: str
    text: dict[str, str]
    unit: dict[str, str]
    on: int | None
    n: int


class ClockEffect(Struct, frozen=True, kw_only=True):
    """What one unit of a clock does: `what` is `rate` (of a kind) or `pull` (towards a state).

    `of` names the kind or the state, `state` numbers the state from 1, the calmest first. `ratio`
    multiplies the rate, or the odds of a step into the state rather than into the others; with its
    95 % interval, None where the model's curvature gives none. `learned` is the share of the weak
    prior's variance that the record took away. `verdict` is `raised` or `lowered` where the
    interval leaves out 1, `untold` where the record cannot tell (no interval, or less than half
    learned), else `open`.
    """

    clock: str
    what: str
    of: str
    state: int | None = None
    ratio: float
    interval: tuple[float, float] | None
    learned: float
    verdict: str


class ClocksAnswer(Struct, frozen=True, kw_only=True):
    """A model with clocks beside the same model without them.

    `bic` and `held_out` (log score a period on what follows the first `trained` periods) with and
    without; `can_pull` is False for a semi-Markov chain of two states, which has one way out of
    each. `state_names` names the states, the calmest first.
    """

    kind: str
    states: int
    state_names: tuple[str, ...]
    clocks: tuple[Clock, ...]
    effects: tuple[ClockEffect, ...]
    can_pull: bool
    n: int
    bic: float
    bic_without: float
    held_out: float | None
    held_out_without: float | None
    trained: int
    converged: bool
    starts: int
    agreeing: int
