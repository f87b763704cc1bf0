"""The cues of a language, read from `data/claims`: which words claim what, in which form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from standoff.coding.claims.patterns import (
    Pattern,
    find_pattern,
    may_fit,
    parse_pattern,
    parse_patterns,
)
from standoff.coding.datafiles import read_table
from standoff.errors import DataError

__all__ = ["REACHES", "Cue", "CueRow", "Cues", "load_cues"]

#: How far the evidence of a cue reaches: its part between commas, that and its neighbour, or all
#: between stronger breaks.
REACHES = ("part", "pair", "whole", "all")
Place = tuple[int, int]


class CueRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One cue as written; see the head of `data/claims/de.toml`."""

    name: str
    form: str
    patterns: tuple[str, ...]
    example: str
    not_example: str
    with_: tuple[str, ...] = msgspec.field(name="with", default=())
    and_: tuple[str, ...] = msgspec.field(name="and", default=())
    not_: tuple[str, ...] = msgspec.field(name="not", default=())
    kinds: int = 0
    reach: str = "part"
    measure: str = ""
    quantifier: str = ""
    asserted: int | None = None


class _Table(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A data file as written."""

    words: dict[str, tuple[str, ...]]
    cue: tuple[CueRow, ...]
    kinds: dict[str, tuple[str, ...]]
    quantifiers: dict[str, tuple[str, ...]]
    counted: tuple[str, ...]


class Cue(Struct, frozen=True, kw_only=True):
    """One cue with its patterns parsed; `row` is how it is written."""

    row: CueRow
    patterns: tuple[Pattern, ...]
    asks: tuple[tuple[Pattern, ...], ...]
    forbids: tuple[Pattern, ...]

    def find(self, low: Sequence[str], words: frozenset[str]) -> Place | None:
        """Where the cue stands in a sentence of lower-case tokens, None if it does not hold.

        `words` are the tokens as a set, by which most patterns are passed over at once.
        """
        place = _first(self.patterns, low, words)
        if place is None or _first(self.forbids, low, words) is not None:
            return None
        held = all(_first(patterns, low, words) is not None for patterns in self.asks)
        return place if held else None


def _first(patterns: Sequence[Pattern], low: Sequence[str], words: frozenset[str]) -> Place | None:
    """Where the first of the patterns that fits stands."""
    found = (find_pattern(low, pattern) for pattern in patterns if may_fit(pattern, words))
    return next((place for place in found if place), None)


class Cues(Struct, frozen=True, kw_only=True):
    """All cues of a language; words for kinds of month, quantifiers and what is counted."""

    cues: tuple[Cue, ...]
    kinds: Mapping[str, tuple[Pattern, ...]]
    quantifiers: Mapping[str, tuple[Pattern, ...]]
    counted: tuple[Pattern, ...]

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
    where = f"coding/data/{path}"
    raw: dict[str, Any] = read_table(path)
    try:
        table = msgspec.convert(raw, _Table)
    except msgspec.ValidationError as fault:
        raise DataError(str(fault), where=where) from None
    classes = table.words
    return Cues(
        cues=tuple(_parsed(row, classes, where) for row in table.cue),
        kinds={name: parse_patterns(rows, classes) for name, rows in table.kinds.items()},
        quantifiers={
            name: parse_patterns(rows, classes) for name, rows in table.quantifiers.items()
        },
        counted=parse_patterns(table.counted, classes),
    )


def _parsed(row: CueRow, classes: Mapping[str, tuple[str, ...]], where: str) -> Cue:
    if row.reach not in REACHES:
        raise DataError(
            f"reach {row.reach!r} of cue {row.name}", where=where, expected=f"{REACHES}"
        )
    asked = [rows for rows in (row.with_, row.and_) if rows]
    return Cue(
        row=row,
        patterns=tuple(parse_pattern(pattern, classes) for pattern in row.patterns),
        asks=tuple(parse_patterns(rows, classes) for rows in asked),
        forbids=parse_patterns(row.not_, classes),
    )
