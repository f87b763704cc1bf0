"""The cues of a language, read from `data/claims`: which words claim what, in which form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from standoff.coding.claims.patterns import find_pattern
from standoff.coding.datafiles import read_table
from standoff.errors import DataError

__all__ = ["Cue", "Cues", "load_cues"]


class Cue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One cue; see the head of `data/claims/de.toml`."""

    name: str
    form: str
    patterns: tuple[str, ...]
    example: str
    not_example: str
    with_: tuple[str, ...] = msgspec.field(name="with", default=())
    not_: tuple[str, ...] = msgspec.field(name="not", default=())
    measure: str = ""
    quantifier: str = ""
    asserted: int | None = None

    def find(self, low: Sequence[str]) -> tuple[int, int] | None:
        """Where the cue stands in a sentence of lower-case tokens, None if it does not hold."""
        if any(find_pattern(low, pattern) for pattern in self.not_):
            return None
        if self.with_ and not any(find_pattern(low, pattern) for pattern in self.with_):
            return None
        found = (find_pattern(low, pattern) for pattern in self.patterns)
        return next((place for place in found if place), None)


class Cues(Struct, frozen=True, kw_only=True):
    """All cues of a language, the words for kinds of month, and those for quantifiers."""

    cue: tuple[Cue, ...]
    kinds: dict[str, tuple[str, ...]]
    quantifiers: dict[str, tuple[str, ...]]

    def kinds_in(self, low: Sequence[str]) -> tuple[str, ...]:
        """The kinds that a sentence names, in the order in which it names them."""
        places = {}
        for kind, patterns in self.kinds.items():
            found = [place[0] for p in patterns if (place := find_pattern(low, p))]
            if found:
                places[kind] = min(found)
        return tuple(sorted(places, key=lambda kind: places[kind]))

    def quantifier_in(self, low: Sequence[str]) -> str:
        """The quantifier of a sentence, the first of the data file that it holds."""
        for name, patterns in self.quantifiers.items():
            if any(find_pattern(low, pattern) for pattern in patterns):
                return name
        return ""


@cache
def load_cues(language: str) -> Cues:
    """The cues of German (`de`) or English (`en`); raises `DataError` for a broken file."""
    path = f"claims/{language}.toml"
    table: dict[str, Any] = read_table(path)
    try:
        return msgspec.convert(table, Cues)
    except msgspec.ValidationError as fault:
        raise DataError(str(fault), where=f"coding/data/{path}") from None
