"""The weapon system of a test, told by the words of its clause."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from standoff.coding.datafiles import read_table

__all__ = ["weapon_system"]


@cache
def _stems() -> tuple[tuple[str, str], ...]:
    """(stem, system), the telling ones first."""
    table = read_table("codebook/systems.toml")
    return tuple((stem, name) for name, row in table.items() for stem in row.split())


def weapon_system(move: str, words: Iterable[str]) -> str:
    """The system of a weapon test: the first system in the data with a stem in these words."""
    if move != "weapon_test":
        return ""
    here = list(words)
    for stem, system in _stems():
        if any(stem in word for word in here):
            return system
    return ""
