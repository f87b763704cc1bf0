"""`ThenWhat`, `GameTurn`: what a solved game says of a deadline, and one month of a played game."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["GameTurn", "ThenWhat"]


class ThenWhat(Struct, frozen=True, kw_only=True):
    """What a solved game says comes by and after a deadline; parameters may be illustrative.

    Probabilities that an event of the game (`taboo_broken`, ...) happens at least once:
    `by_deadline` within the `months_to_deadline` months up to and with the deadline's own (empty
    where no deadline runs), `after_deadline` within the `horizon_months` months that follow.
    `if_met` and `if_unmet` are `after_deadline` given that the demand (event `demand`) was met in
    time or not; `met` is the chance that it is (None where no deadline runs). All are exact, by
    forward propagation. `residual` is that of the solution's certificate.
    """

    game: str
    state: dict[str, str]
    by_deadline: dict[str, float]
    after_deadline: dict[str, float]
    horizon_months: int
    residual: float
    parameters: dict[str, float]
    illustrative: bool
    note: str
    months_to_deadline: int = 0
    demand: str = ""
    met: float | None = None
    if_met: dict[str, float] = {}
    if_unmet: dict[str, float] = {}


class GameTurn(Struct, frozen=True, kw_only=True):
    """One month of a played game: both moves, what the other side's was worth, what it led to."""

    month: int
    state: dict[str, str]
    moves: dict[str, str]
    chances: dict[str, float]
    payoffs: dict[str, float]
    told: tuple[str, ...]
