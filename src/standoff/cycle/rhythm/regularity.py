"""The regularity test: are the intervals between events more even than chance would have it?

The statistic is the coefficient of variation of the intervals (standard deviation over mean): 0 for
a clock, about 1 for events without memory, more for bursts. The null is a renewal record without
memory in which only season and density are kept: in each five-year stratum as many days are drawn
as there were, each day of the year in proportion to how many events that season had in all years.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from standoff.cycle.rhythm.outcome import outcome
from standoff.errors import BadValue
from standoff.nouns import RhythmTest

__all__ = ["coefficient_of_variation", "regularity_test", "seasonal_weights"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SEASON_DAYS = 61


def regularity_test(
    days: Sequence[date],
    start: date,
    end: date,
    *,
    draws: int = 1999,
    seed: int = 1,
    years: int = 5,
) -> RhythmTest:
    """Test whether the intervals between `days` in [start, end] are regular.

    Equal days count once. The period must be covered throughout. Raises `BadValue` for days outside
    it.
    """
    if start > end or any(not start <= day <= end for day in days):
        raise BadValue(f"days outside {start} to {end}", expected="days within the period")
    happened = np.unique([day.toordinal() for day in days]).astype(np.int64)
    calendar = np.arange(start.toordinal(), end.toordinal() + 1)
    strata = _years_since(calendar, start) // years
    rng = np.random.default_rng(seed)
    weights = seasonal_weights(happened, calendar)
    drawn = _draw_days(happened, calendar, strata, weights, draws, rng)
    return outcome(
        "regularity",
        coefficient_of_variation(happened[None])[0],
        coefficient_of_variation(drawn),
        perfect=0.0,
        n=max(len(happened) - 1, 0),
        unit="intervals",
        seed=seed,
    )


def coefficient_of_variation(days: Ints) -> Floats:
    """Standard deviation over mean of each row's intervals (draws, n); 0 below two intervals."""
    gaps = np.diff(days, axis=1).astype(np.float64)
    if gaps.shape[1] < 2:
        return np.zeros(len(days))
    spread: Floats = gaps.std(axis=1, ddof=1) / gaps.mean(axis=1)
    return spread


def _years_since(calendar: Ints, start: date) -> Ints:
    """Whole years (of 365.25 days) since the start, for each day."""
    return ((calendar - start.toordinal()) / 365.25).astype(np.int64)


def seasonal_weights(happened: Ints, calendar: Ints) -> Floats:
    """Weight of each day of the calendar: events of its season, all years, two months around it.

    One event is added to the whole year, so that no season is impossible.
    """
    position = np.array([date.fromordinal(int(day)).timetuple().tm_yday - 1 for day in calendar])
    events = np.bincount(position[np.isin(calendar, happened)], minlength=366)
    seen = np.bincount(position, minlength=366)
    shift = np.arange(-(SEASON_DAYS // 2), SEASON_DAYS // 2 + 1)
    around = (np.arange(366)[:, None] + shift) % 366
    rate = (events[around].sum(axis=1) + SEASON_DAYS / 366) / np.maximum(
        seen[around].sum(axis=1), 1
    )
    weights: Floats = rate[position]
    return weights


def _draw_days(
    happened: Ints,
    calendar: Ints,
    strata: Ints,
    weights: Floats,
    draws: int,
    rng: np.random.Generator,
) -> Ints:
    """`draws` records (draws, n): as many different days in each stratum as there were."""
    parts = []
    for stratum in np.unique(strata):
        inside = strata == stratum
        days = calendar[inside]
        n = int(np.isin(days, happened).sum())
        if n:
            # The n largest of log weight + Gumbel noise: days without replacement, by weight.
            keys = np.log(weights[inside]) + rng.gumbel(size=(draws, len(days)))
            parts.append(days[np.argpartition(-keys, n - 1, axis=1)[:, :n]])
    if not parts:
        return np.zeros((draws, 0), dtype=np.int64)
    return np.sort(np.concatenate(parts, axis=1), axis=1)
