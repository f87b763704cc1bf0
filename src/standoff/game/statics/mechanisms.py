"""Mechanisms: claims about what drives what, each as a contrast, an outcome and a sign.

They stand in `data/mechanisms.toml`, whose head explains the fields. A comparative static varies
one thing and asks which way an outcome's probability moves: the **state** (high against low, all
other factors alike) or a **parameter** (one way or the other).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
from msgspec import Struct

from standoff.errors import BadValue, DataError
from standoff.game.declare import Condition

__all__ = ["Mechanism", "StaticsFile", "read_mechanisms", "statics_file"]


class Mechanism(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One claim. State contrasts have `high` and `low`, parameter contrasts `parameter`."""

    id: str
    row: int
    en: str
    de: str
    outcome: tuple[Condition, ...]
    sign: Literal["+", "-"]
    given: Condition = {}
    high: Condition = {}
    low: Condition = {}
    parameter: str = ""
    towards: Literal["up", "down"] = "up"
    seen_high: Condition = {}
    seen_low: Condition = {}
    proxy: dict[str, str] = {}
    nothing: dict[str, str] = {}

    def __post_init__(self) -> None:
        if bool(self.parameter) == bool(self.high and self.low):
            raise BadValue(
                "a mechanism varies a state (high and low) or a parameter, and not both",
                where=f"mechanism {self.id}",
            )

    @property
    def direction(self) -> int:
        """+1 or -1: the sign that the claim asserts."""
        return 1 if self.sign == "+" else -1

    @property
    def record_contrast(self) -> tuple[Condition, Condition] | None:
        """What months of a record can be compared; None where nothing can."""
        high, low = self.seen_high or self.high, self.seen_low or self.low
        return None if self.nothing or not high or not low else (high, low)


class StaticsFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The mechanisms that are tested."""

    mechanisms: tuple[Mechanism, ...]


def read_mechanisms(text: str, where: str = "mechanisms.toml") -> StaticsFile:
    """Mechanisms written in TOML; raises `DataError` where the text breaks the form."""
    try:
        found = msgspec.convert(tomllib.loads(text), StaticsFile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise DataError(f"bad mechanisms: {fault}", where=where) from None
    if len({one.id for one in found.mechanisms}) != len(found.mechanisms):
        raise DataError("two mechanisms of one id", where=where)
    return found


@cache
def statics_file() -> StaticsFile:
    """The shipped mechanisms."""
    path = files("standoff.game").joinpath("data/mechanisms.toml")
    return read_mechanisms(path.read_text("utf-8"))
