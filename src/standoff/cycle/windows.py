"""Windows of equal length in the covered past: what a base rate is a rate of.

Windows go back from a day without overlapping, so that none is counted twice and the last day known
is used. Windows that touch uncovered time are dropped (the grid does not shift over a hole); those
that are covered in part are kept and flagged, since a count there is a lower bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from standoff.errors import BadValue
from standoff.nouns import CoveredSpan, coverage_spans
from standoff.nouns.event import Coverage

__all__ = ["windows_back"]


def windows_back(
    until: date,
    days: int,
    coverage: Sequence[Coverage],
    kinds: Sequence[str],
    *,
    earliest: date | None = None,
) -> tuple[CoveredSpan, ...]:
    """Covered windows of `days` days, the last one ending on `until`, in order of time.

    `earliest` limits how far back they go. Raises `BadValue` for windows without length.
    """
    if days < 1:
        raise BadValue(f"windows of {days} days", expected="one day or more")
    starts = [row.start for row in coverage if row.level != "none"]
    first = max(min(starts), earliest or date.min) if starts else until
    windows: list[CoveredSpan] = []
    spans = list(coverage_spans(coverage, kinds, first, until))
    end = until
    while spans and (end - first).days + 1 >= days:
        start = end - timedelta(days=days - 1)
        while spans[-1].start > end:
            spans.pop()
        levels = [span.level for span in spans if span.end >= start]
        if "none" not in levels:
            level = "complete" if set(levels) == {"complete"} else "partial"
            windows.append(CoveredSpan(start=start, end=end, level=level))
        if (start - first).days < 1:
            break
        end = start - timedelta(days=1)
    return tuple(reversed(windows))
