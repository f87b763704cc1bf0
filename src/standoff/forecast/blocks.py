"""The past of one kind of event in blocks of 30 days that end on the last day known.

A grid that hangs on the day of asking uses everything known, whatever the day of the month. Blocks
that the record does not cover stay in the grid, flagged, so that lags keep their length.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from standoff.cycle import count_windows
from standoff.forecast.asked import Asked
from standoff.nouns import coverage_levels, kinds_of

__all__ = ["BLOCK_DAYS", "Blocks", "blocks_of"]

BLOCK_DAYS = 30


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """Sure days with an event (B,), covered or not (B,), last day of each as an ordinal (B,)."""

    counts: NDArray[np.float64]
    covered: NDArray[np.bool_]
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.counts)


def blocks_of(asked: Asked) -> Blocks:
    """The blocks from the first covered day to the last day known, in order of time."""
    view, kinds = asked.view, kinds_of(asked.question.pattern)
    until = view.knows_until
    starts = [row.start for row in view.coverage if row.level != "none" and row.start <= until]
    number = ((until - min(starts)).days + 1) // BLOCK_DAYS if starts else 0
    lasts = [until - timedelta(days=BLOCK_DAYS * back) for back in range(number - 1, -1, -1)]
    windows = [(last - timedelta(days=BLOCK_DAYS - 1), last) for last in lasts]
    counts = count_windows(asked.known, windows)
    levels = coverage_levels(view.coverage, kinds, windows)
    return Blocks(
        counts=np.array([count.sure for count in counts], dtype=float),
        covered=np.array([level != "none" for level in levels], dtype=bool),
        ends=np.array([last.toordinal() for last in lasts], dtype=np.int64),
    )
