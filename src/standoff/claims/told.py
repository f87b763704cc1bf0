"""`Told`: what a claim is tested on: events, how well they are covered, accounts, reviews."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from standoff.nouns import Account, Coverage, CoveredSpan, Event, coverage_spans

__all__ = ["Told"]


class Told(Struct, frozen=True, kw_only=True):
    """The record as a claim sees it; `dyad`: challenger, target; `reviewed`: decided on, all."""

    events: tuple[Event, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    accounts: tuple[Account, ...] = ()
    dyad: tuple[str, str] | None = None
    reviewed: tuple[int, int] = (0, 0)

    def spans(self, kinds: Iterable[str], start: date, end: date) -> tuple[CoveredSpan, ...]:
        """[start, end] cut into spans of equal coverage of `kinds`."""
        return coverage_spans(self.coverage, kinds, start, end)
