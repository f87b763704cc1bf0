"""Clocks by period: how much of each month or week lies under something that could be foreseen.

A clock is a column of numbers, one a period: the share of its days before a vote, under a deadline,
in given months of the year; or years of drift. A clock must not be made of what the record counts
(a moratorium that is declared in a month is itself a mild deed of that month): the model would then
explain deeds by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import numpy as np

from standoff.cycle.hidden.emission import Array

__all__ = ["before_days", "in_months", "in_spans", "years_of_drift"]

Window = tuple[date, date]


def before_days(days: Iterable[date], within: int, windows: Sequence[Window]) -> Array:
    """Share of each window within `within` days before one of `days`, that day not included."""
    spans = [(day - timedelta(days=within), day - timedelta(days=1)) for day in days]
    return in_spans(spans, windows)


def in_spans(spans: Iterable[Window], windows: Sequence[Window]) -> Array:
    """Share of the days of each window that lie in any of the spans, both ends included."""
    first, last = (np.array([window[end].toordinal() for window in windows]) for end in (0, 1))
    share = np.zeros(len(windows))
    for start, end in _merged(spans):
        overlap = np.minimum(last, end) - np.maximum(first, start) + 1
        share += np.maximum(overlap, 0)
    result: Array = share / (last - first + 1)
    return result


def _merged(spans: Iterable[Window]) -> list[tuple[int, int]]:
    """Spans as ordinals that do not overlap."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((a.toordinal(), b.toordinal()) for a, b in spans):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def in_months(months: Iterable[int], windows: Sequence[Window]) -> Array:
    """Share of the days of each window that lie in these months (1 to 12) of any year."""
    wanted = set(months)
    shares = []
    for start, end in windows:
        days = (start + timedelta(days=n) for n in range((end - start).days + 1))
        hits = [day.month in wanted for day in days]
        shares.append(sum(hits) / len(hits))
    return np.array(shares)


def years_of_drift(windows: Sequence[Window]) -> Array:
    """Tens of years since the first window."""
    starts = np.array([window[0].toordinal() for window in windows], dtype=np.float64)
    decades: Array = (starts - starts[0]) / 3652.5
    return decades
