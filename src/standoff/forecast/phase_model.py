"""The phase model: where in the cycle are we, and what do such months bring?

A hidden Markov model is fitted to the monthly days with deeds of each kind (`cycle.hidden`), on the
record as it was known at the turn of the year. Each state k has a rate r_k of the event asked for,

    r_k = (r + sum_t g_t(k) y_t) / (1 + sum_t g_t(k)),      g_t(k) = P(state k in month t | record)

with r the overall rate as a prior worth one month. From the filtered state of the last whole month
known, the chain runs on, and the number of days with an event is added up state by state:

    p_{h+1}(k, n) = sum_j sum_i p_h(j, n - i) A(j, k) Poisson(i; r_k f_h)

where f_h is the share of month h that lies in the window. That is exact for the fitted model; that
the model is right is not claimed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from standoff.cycle.calendar import last_day, months_of
from standoff.cycle.counting import count_windows
from standoff.cycle.hidden import EmSettings, Markov, fit_markov
from standoff.cycle.hidden.emission import log_likelihoods
from standoff.cycle.hidden.markov import filter_states, smooth_states
from standoff.cycle.hidden.naming import name_states
from standoff.cycle.hidden.series import count_series
from standoff.cycle.rule import default_rule
from standoff.errors import BadValue
from standoff.forecast.asked import Asked, Outlook, knows_nothing
from standoff.forecast.view import View
from standoff.forecast.wording import Reason
from standoff.nouns import coverage_levels, kinds_of

__all__ = [
    "STATES",
    "PhaseFit",
    "PhaseModel",
    "add_poisson",
    "days_by_month",
    "fit_phases",
    "shares_ahead",
]

Array = NDArray[np.float64]
STATES = 4
_FEWEST = 36
_SETTINGS = EmSettings(starts=3, max_steps=150, tolerance=1e-5)


@dataclass(frozen=True, slots=True, eq=False)
class PhaseFit:
    """A model fitted to what was known on `fitted_on`, with the names of its states."""

    model: Markov
    names: tuple[str, ...]
    fitted_on: date


def fit_phases(view: View) -> PhaseFit | None:
    """The model of the record as known on the day of the view; None if it is too short."""
    counts = view.month_counts
    if counts is None or (~np.isnan(counts.counts).all(axis=1)).sum() < _FEWEST:
        return None
    try:
        fitted = fit_markov(counts.counts, STATES, settings=_SETTINGS)
    except BadValue:
        return None
    usual = count_series(counts.counts).pooled_mean()
    names = name_states(fitted.model.emission.mean, usual, default_rule().names)
    return PhaseFit(fitted.model, names, view.knows_until)


class _Now(NamedTuple):
    """The state on the last whole month known (K,), each month's states (T, K), the months."""

    fit: PhaseFit
    filtered: Array
    smoothed: Array
    months: tuple[date, ...]


class PhaseModel:
    """Forecasts from the phase of one record; `fits` holds the models by the year they are for.

    The state of a day is worked out once and serves all questions asked on it.
    """

    name = "phase"

    def __init__(self, fits: Mapping[int, PhaseFit | None]) -> None:
        self.fits = fits
        self._states: dict[date, _Now | None] = {}

    def look(self, asked: Asked) -> Outlook:
        """The distribution of the count from the state now; next to nothing without a model."""
        now = self._now(asked.view)
        if now is None:
            return knows_nothing(asked, ("no_phase", {"n": _FEWEST}))
        days, seen = days_by_month(asked, now.months)
        shares = shares_ahead(asked, now.months[-1])
        rates = _rates(now.smoothed[seen], days[seen])
        step = now.fit.model.transition
        low, expected, high = (_run(now.filtered, step, r, shares, asked.most) for r in rates)
        place = max(asked.past.needed, 1) - 1
        usual = float(days[seen].mean()) if seen.any() else 0.0
        return Outlook(
            at_least=tuple(expected.tolist()),
            interval=(float(low[place]), float(high[place])),
            reasons=(_reason(now, rates[1], usual),),
        )

    def _now(self, view: View) -> _Now | None:
        day = view.knows_until
        if day not in self._states:
            self._states[day] = _state_of(view, self.fits.get(day.year))
        return self._states[day]


def _state_of(view: View, fit: PhaseFit | None) -> _Now | None:
    counts = view.month_counts if fit else None
    if fit is None or counts is None:
        return None
    model = fit.model
    log_b = log_likelihoods(count_series(counts.counts), model.emission)
    filtered = filter_states(model.start, model.transition, log_b).probabilities[-1]
    smoothed = smooth_states(model.start, model.transition, log_b).probabilities
    return _Now(fit, filtered, smoothed, counts.months)


def _reason(now: _Now, rates: Array, usual: float) -> Reason:
    """The likeliest phase, how likely it is, and how often the event comes in it."""
    leading = int(now.filtered.argmax())
    name = now.fit.names[leading]
    same = [other == name for other in now.fit.names]
    weights = now.filtered[same]
    rate = float(weights @ rates[same] / weights.sum())
    return "phase", {
        "phase": name,
        "share": float(weights.sum()),
        "month": now.months[-1],
        "rate": rate,
        "usual": usual,
    }


def days_by_month(asked: Asked, months: tuple[date, ...]) -> tuple[Array, NDArray[np.bool_]]:
    """Days with the event asked about in each month, and whether the record covers its kind."""
    windows = [(month, last_day(month)) for month in months]
    levels = coverage_levels(asked.view.coverage, kinds_of(asked.question.pattern), windows)
    days = [count.sure for count in count_windows(asked.known, windows)]
    return np.array(days, float), np.array([level != "none" for level in levels], bool)


def _rates(weights: Array, days: Array) -> tuple[Array, Array, Array]:
    """Lower, expected, upper monthly rate of each state: gamma quantiles, prior of one month."""
    from scipy.special import gammaincinv

    usual = (days.sum() + 0.5) / (len(days) + 1.0)
    shape = usual + weights.T @ days
    months = 1.0 + weights.sum(axis=0)
    low, high = (gammaincinv(shape, q) / months for q in (0.025, 0.975))
    return low, shape / months, high


def shares_ahead(asked: Asked, last: date) -> list[float]:
    """Share in the window of each month after the last one known, up to the window's end."""
    shares = []
    for month in months_of(last_day(last) + timedelta(days=1), asked.question.end):
        end = last_day(month)
        days = (min(end, asked.question.end) - max(month, asked.first)).days + 1
        shares.append(max(days, 0) / ((end - month).days + 1))
    return shares


def _run(now: Array, transition: Array, rates: Array, shares: list[float], most: int) -> Array:
    """P(at least 1, ..., most) events in the months ahead, the chain starting from `now` (K,)."""
    held = np.zeros((len(now), most + 1))  # the last column is "most or more"
    held[:, 0] = now
    for share in shares:
        held = transition.T @ held
        if share > 0.0:
            held = np.vstack(
                [add_poisson(row, rate * share) for row, rate in zip(held, rates, strict=True)]
            )
    totals = held.sum(axis=0)
    tail: Array = np.clip(totals[::-1].cumsum()[::-1][1:], 0.0, 1.0)
    return tail


def add_poisson(held: Array, mean: float) -> Array:
    """A count with the distribution `held` plus a Poisson one; the last place gathers the rest."""
    most = len(held) - 1
    steps = np.cumprod(np.concatenate([[np.exp(-mean)], mean / np.arange(1, most + 1)]))
    added = np.convolve(held[:-1], steps[:-1])[:most] if most else held[:0]
    return np.append(added, max(held.sum() - added.sum(), 0.0))
