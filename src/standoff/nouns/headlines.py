"""`Headlines`: where a case stands, as its first page says before anything else."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from standoff.nouns.account import Account
from standoff.nouns.event import Event
from standoff.nouns.phase import Phase

__all__ = ["Headlines"]


class Headlines(Struct, frozen=True, kw_only=True):
    """The state of a case on `as_of`, the last day of its period.

    `counted` events stand behind it. `phase` is the last one, `before` the one that it followed;
    `latest` is the last deed with a date. `due` is the open account whose deadline comes next;
    where none lies ahead, the one that ran out last. `states` counts accounts by their state.
    """

    as_of: date
    counted: int
    phase: Phase | None = None
    before: Phase | None = None
    latest: Event | None = None
    due: Account | None = None
    states: dict[str, int] = {}
