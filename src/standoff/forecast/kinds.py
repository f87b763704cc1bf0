"""What a case asks again and again: kinds of event and horizons, from `backtest.toml`.

label = "curated with hindsight"        # or "mechanical source"; "frozen live" is the ledger's
first = 2000-01-31                      # first and last day of asking
last = 2024-11-30
days = [31, 91, 182, 365]               # horizons

[[kind]]
id = "short-range"
pattern = "PRK weapon_test:short_range"
text = { en = "...", de = "..." }       # optional
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from standoff.errors import QuestionError
from standoff.files import read_toml
from standoff.nouns import EventPattern
from standoff.nouns.backtest import BACKTEST_LABELS, Kind

__all__ = ["HORIZONS", "AskedKinds", "kinds_from", "load_kinds"]

HORIZONS = (31, 91, 182, 365)
_Days = Annotated[int, Meta(ge=1, le=3660)]


class AskedKinds(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file as read; `first` and `last` may be left to the record."""

    kind: tuple[Kind, ...] = ()
    days: tuple[_Days, ...] = HORIZONS
    first: date | None = None
    last: date | None = None
    label: str = "curated with hindsight"

    def __post_init__(self) -> None:
        ids = [kind.id for kind in self.kind]
        if not ids or len(set(ids)) < len(ids) or len(set(self.days)) < len(self.days):
            raise QuestionError("kinds to ask for", expected="one or more, each id and day once")
        if self.label not in BACKTEST_LABELS:
            raise QuestionError(
                f"label {self.label!r}", expected=f"one of {', '.join(BACKTEST_LABELS)}"
            )
        for kind in self.kind:
            EventPattern.parse(kind.pattern)


def load_kinds(path: Path) -> AskedKinds:
    """The kinds of a TOML file; errors name the file and the key at fault."""
    table = read_toml(path, fault=QuestionError)
    try:
        return msgspec.convert(table, AskedKinds)
    except msgspec.ValidationError as fault:
        raise QuestionError(str(fault), where=str(path)) from None
    except QuestionError as fault:
        raise QuestionError(
            fault.what, where=str(path), expected=fault.expected, next=fault.next
        ) from None


def kinds_from(patterns: tuple[str, ...], label: str) -> AskedKinds:
    """Kinds given as patterns in one line each; the pattern is the id."""
    return AskedKinds(
        kind=tuple(Kind(id=pattern, pattern=pattern) for pattern in patterns), label=label
    )
