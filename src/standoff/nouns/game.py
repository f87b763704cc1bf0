"""`Game` and `Solution`: a declared game as arrays with names, and an equilibrium of it."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["ThenWhat"]


class ThenWhat(Struct, frozen=True, kw_only=True):
    """What a solved game says comes by and after a deadline; parameters may be illustrative."""

    game: str
    state: dict[str, str]
    by_deadline: dict[str, float]
    after_deadline: dict[str, float]
    horizon_months: int
    residual: float
    parameters: dict[str, float]
    illustrative: bool
    note: str
