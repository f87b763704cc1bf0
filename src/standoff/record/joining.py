"""Which imported rows some report may join, so that the others can stay out of the merging.

A report joins a fact of the same move whose days lie within a month of its own (`merging`). Of a
million imported rows few are of that kind; the rest are events by themselves. A row on which a
person has ruled is always looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from standoff.nouns import Event
from standoff.record.merging import Report
from standoff.record.rulings import Rulings

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Window"]

#: Reports are compared with facts by month; a day may stand a month away.
_MONTH = timedelta(days=31)


class Window(Struct, frozen=True, kw_only=True):
    """The moves and days of some reports, and the ids of facts that are ruled upon."""

    moves: frozenset[str]
    start: date
    end: date
    ruled: frozenset[str]

    @classmethod
    def of(cls, reports: Sequence[Report], rulings: Rulings) -> Window:
        """The window of reports; without any it holds nothing but what is ruled upon."""
        spans = [span for report in reports if (span := report.span or report.news)]
        first = min((span[0] for span in spans), default=date.max)
        last = max((span[1] for span in spans), default=date.min)
        return cls(
            moves=frozenset(report.coding.move for report in reports),
            start=max(first, date.min + _MONTH) - _MONTH,
            end=min(last, date.max - _MONTH) + _MONTH,
            ruled=frozenset((*rulings.together, *rulings.apart)),
        )

    def holds(self, event: Event) -> bool:
        """True if a report may join the event."""
        near = event.move in self.moves and event.when.touches(self.start, self.end)
        return near or event.id in self.ruled

    def expression(self) -> pl.Expr:
        """The same over the columns `move`, `earliest`, `latest` and `id` of a frame."""
        import polars as pl

        touches = (pl.col("earliest").fill_null(date.min) <= self.end) & (
            pl.col("latest").fill_null(date.max) >= self.start
        )
        near = pl.col("move").is_in(sorted(self.moves)) & touches
        return near | pl.col("id").is_in(sorted(self.ruled))
