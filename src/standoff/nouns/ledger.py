"""`FrozenForecast`: a forecast set down before anyone knew; and what became of it."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from standoff.nouns.forecast import Forecast

__all__ = ["Comparable", "FrozenForecast", "Horizon", "Illustration", "Ledger", "Settled"]


class FrozenForecast(Struct, frozen=True, kw_only=True):
    """A forecast as it stands in the journal since `saved_at`; `hash` is of its own content.

    The journal's chain of hashes holds it in place: what was said cannot be changed unseen.
    """

    hash: str
    seq: int
    saved_at: datetime
    by: str
    forecast: Forecast


class Settled(Struct, frozen=True, kw_only=True):
    """A frozen forecast whose deadline has passed.

    `came` is None while the record cannot say; the scores stand beside those of the base rate that
    was frozen with it.
    """

    frozen: FrozenForecast
    came: bool | None
    brier: float | None = None
    log: float | None = None
    base_brier: float | None = None


class Ledger(Struct, frozen=True, kw_only=True):
    """All frozen forecasts as they stand on `as_of`: those that are open, and those that are due.

    `n` of the settled ones could be scored; the means are over them, None without any.
    """

    as_of: date
    open: tuple[FrozenForecast, ...]
    settled: tuple[Settled, ...]
    n: int
    brier: float | None
    base_brier: float | None
    label: str = "frozen live"


class Horizon(Struct, frozen=True, kw_only=True):
    """One question of an illustration: pool beside base rate, and what came, if it is known."""

    kind: str
    text: dict[str, str]
    forecast: Forecast
    base_rate: float
    came: bool | None
    brier: float | None
    base_brier: float | None


class Illustration(Struct, frozen=True, kw_only=True):
    """All questions of a case as asked on one day, scored by what is known now: n = 1."""

    case: str
    asked: date
    rows: tuple[Horizon, ...]
    reviewed: tuple[int, int] = (0, 0)


class Comparable(Struct, frozen=True, kw_only=True):
    """An ultimatum of the past, and what the record shows within `days` days after it ran out.

    `ran_out` is the day the deadline passed, else the day it was set. `followed` maps a pattern to
    the first day on which it is on record in that time.
    """

    event: str
    on: date | None
    ran_out: date
    who: str
    whom: str
    terms: str
    text: dict[str, str]
    days: int
    followed: dict[str, date]
