"""Count regression on lags and clocks: does the recent past or the calendar say more than the mean?

The days with an event in the window asked about are regressed, over all past windows of that length
(one starting each 30 days, so that neighbours overlap), on what was known at their start:

    y_t ~ negative binomial,   log mean = log(days) + b0 + b1 log(1 + last 3 blocks)
                               + b2 log(1 + last 12 blocks) + b3 log(1 + blocks since the last)
                               + b4 [share of the window in the half-year before a vote] + season

Columns are standardised, the coefficients shrunk by a ridge towards none; overlapping windows share
one weight. A window that starts later is learned from windows that started as much later. `RIDGE`
is fixed on forecasts whose windows ended before 2012 (`benchmarks/forecast.py --tune`).
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standoff.forecast.asked import Asked, Outlook, knows_nothing
from standoff.forecast.blocks import BLOCK_DAYS, Blocks, blocks_of
from standoff.forecast.clocks import election_days, share_before
from standoff.forecast.negative_binomial import NegativeBinomial, fit_negative_binomial
from standoff.forecast.wording import Reason

__all__ = ["COLUMNS", "RIDGE", "ClockRegression"]

Array = NDArray[np.float64]
RIDGE = 64.0
COLUMNS = ("last_3", "last_12", "since_last", "before_vote", "season_cos", "season_sin")
_LAGS, _BEFORE, _FORGET = 12, 180, 60
_FEWEST = 8


class _Ahead(NamedTuple):
    """The window asked about in blocks: how many lie before it, how many it has, its days."""

    gap: int
    blocks: int
    days: int


class ClockRegression:
    """Negative binomial regression on lags and clocks."""

    name = "clock_regression"

    def __init__(self, ridge: float = RIDGE) -> None:
        self.ridge = ridge

    def look(self, asked: Asked) -> Outlook:
        """The distribution of the count; with too little past, next to nothing is claimed."""
        blocks, ahead = blocks_of(asked), _ahead(asked)
        features = _features(asked, blocks, ahead)
        starts = np.arange(_LAGS - 1, len(blocks) - ahead.gap - ahead.blocks)
        y, usable = _responses(blocks, starts, ahead)
        starts, y = starts[usable], y[usable]
        now = len(blocks) - 1
        if len(starts) < _FEWEST or now < _LAGS - 1:
            return knows_nothing(asked, ("short_past", {"n": len(starts)}))
        x, scale = _standardised(features[starts])
        span = float(ahead.blocks * BLOCK_DAYS)
        offset = np.full(len(y), np.log(span))
        weight = np.full(len(y), 1.0 / ahead.blocks)
        fit = fit_negative_binomial(x, y, offset, weight, ridge=self.ridge)
        row = (features[now] - scale[0]) / scale[1]
        return _outlook(asked, fit, row, np.log(float(ahead.days)), len(y))


def _ahead(asked: Asked) -> _Ahead:
    days = asked.past.days
    gap = (asked.first - asked.view.knows_until).days - 1
    return _Ahead(round(gap / BLOCK_DAYS), max(1, round(days / BLOCK_DAYS)), days)


def _features(asked: Asked, blocks: Blocks, ahead: _Ahead) -> Array:
    """What was known at the end of each block, and the calendar of the window that follows."""
    counts = blocks.counts
    run = np.concatenate([[0.0], counts.cumsum()])
    upto = np.arange(1, len(counts) + 1)
    starts = blocks.ends + 1 + ahead.gap * BLOCK_DAYS
    ends = starts + max(ahead.days, 1) - 1
    middle = (starts + ends) / 2.0 * (2.0 * np.pi / 365.25)
    return np.column_stack(
        [
            np.log1p(run[upto] - run[np.maximum(upto - 3, 0)]),
            np.log1p(run[upto] - run[np.maximum(upto - 12, 0)]),
            np.log1p(_since_last(counts)),
            share_before(_votes(asked, blocks), _BEFORE, starts, ends),
            np.cos(middle),
            np.sin(middle),
        ]
    )


def _since_last(counts: Array) -> Array:
    """Blocks since one with an event, at most `_FORGET`."""
    place = np.arange(len(counts), dtype=float)
    last = np.maximum.accumulate(np.where(counts > 0, place, -_FORGET))
    return np.minimum(place - last, _FORGET)


def _votes(asked: Asked, blocks: Blocks) -> tuple[date, ...]:
    if not len(blocks):
        return ()
    first = date.fromordinal(int(blocks.ends[0])).year
    return election_days(asked.view.dyad, first, asked.question.end.year + 1)


def _responses(
    blocks: Blocks, starts: NDArray[np.int64], ahead: _Ahead
) -> tuple[Array, NDArray[np.bool_]]:
    """Days with an event in the window after each block, and whether the record covers it."""
    run = np.concatenate([[0.0], blocks.counts.cumsum()])
    holes = np.concatenate([[0], (~blocks.covered).cumsum()])
    first = starts + 1 + ahead.gap
    last = first + ahead.blocks
    history = holes[starts + 1] - holes[np.maximum(starts + 1 - _LAGS, 0)]
    return run[last] - run[first], (holes[last] - holes[first] + history) == 0


def _standardised(x: Array) -> tuple[Array, tuple[Array, Array]]:
    """Columns with mean 0 and spread 1; one that never varies is left out by becoming 0."""
    mean, spread = x.mean(axis=0), x.std(axis=0)
    scale = np.where(spread > 1e-9, spread, np.inf)
    return (x - mean) / scale, (mean, scale)


def _outlook(asked: Asked, fit: NegativeBinomial, row: Array, offset: float, n: int) -> Outlook:
    log_mean, error = fit.predict(row, offset)
    tail = fit.at_least(log_mean, asked.most)
    place = max(asked.past.needed, 1) - 1
    ends = [float(fit.at_least(log_mean + z * error, asked.most)[place]) for z in (-1.96, 1.96)]
    return Outlook(
        at_least=tuple(tail.tolist()),
        interval=(ends[0], ends[1]),
        reasons=(_reason(fit, row, log_mean, n),),
    )


def _reason(fit: NegativeBinomial, row: Array, log_mean: float, n: int) -> Reason:
    """The expected count, and the column that moves it most just now."""
    pushes = fit.beta[1:] * row
    place = int(np.argmax(np.abs(pushes)))
    return "regression", {
        "mean": float(np.exp(log_mean)),
        "n": n,
        "column": COLUMNS[place],
        "factor": float(np.exp(pushes[place])),
    }
