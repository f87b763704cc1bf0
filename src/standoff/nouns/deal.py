"""`DealRange`: month by month, whether a deal would have suited both sides, and why not."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["DealMonth", "DealRange"]


class DealMonth(Struct, frozen=True, kw_only=True):
    """One month: what each side gains by the deal, in units of payoff, and its parts.

    A payment from the target to the challenger would have to be at least `least` and at most
    `most`; `width` is `most - least`, and where it is negative the range is empty. `parts` maps
    each side to the payoffs of the month, `later` and `freedom`; they add up to its gain. `assumed`
    names factors that nobody looked at, taken at their start.
    """

    month: str
    gains: dict[str, float]
    least: float
    most: float
    width: float
    parts: dict[str, dict[str, float]]
    assumed: tuple[str, ...] = ()


class DealRange(Struct, frozen=True, kw_only=True):
    """The deal asked after in every month of a record whose state the game can be in.

    `parameters` are those the game was solved at, `fitted` whether they were estimated from the
    same months. `left_out` are months without a state of the game.
    """

    game: str
    case: str
    mapping: str
    deal: dict[str, str]
    fitted: bool
    parameters: dict[str, float]
    residual: float
    how: str
    months: tuple[DealMonth, ...]
    left_out: tuple[str, ...]
    illustrative: bool

    @property
    def open_months(self) -> int:
        """Months with a range that is not empty."""
        return sum(one.width >= 0 for one in self.months)
