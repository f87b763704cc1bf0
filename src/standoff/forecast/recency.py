"""The recency-weighted rate: windows of the past count less the older they are.

Window i, ending a_i years before the last day known, has weight w_i = 2^(-a_i / half-life):

    probability = (sum w_i x_i + 1/2) / (sum w_i + 1)      interval = Beta on the weighted counts

With an endless half-life it is the base rate. The half-life is fixed beforehand, not tuned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from standoff.cycle import jeffreys_interval, jeffreys_mean
from standoff.errors import BadValue
from standoff.forecast.asked import Asked, Outlook
from standoff.forecast.known import known_events
from standoff.forecast.past import Past, look_back
from standoff.forecast.reasons import reasons_of
from standoff.forecast.shape import shape_forecast
from standoff.nouns import Event, Forecast, Question
from standoff.nouns.event import Coverage

__all__ = ["HALF_LIFE_YEARS", "Recency", "WeightedShare", "recency_weighted", "weighted_share"]

HALF_LIFE_YEARS = 5.0


class WeightedShare(NamedTuple):
    """Weighted hits, weighted undecided windows and weighted windows."""

    k: float
    maybe: float
    n: float

    @property
    def probability(self) -> float:
        """(k + 1/2) / (n + 1)."""
        return jeffreys_mean(self.k, self.n)


def weighted_share(past: Past, knows_until: date, half_life: float) -> WeightedShare:
    """The windows of `past`, each weighted by its age."""
    weights = _weights(past, knows_until, half_life)
    hits = sum(w for w, hit in zip(weights, past.hits, strict=True) if hit)
    maybes = sum(w for w, maybe in zip(weights, past.maybes, strict=True) if maybe)
    return WeightedShare(hits, maybes, max(sum(weights), hits + maybes))


def _weights(past: Past, knows_until: date, half_life: float) -> list[float]:
    ages = [(knows_until - window.end).days / 365.25 for window in past.windows]
    return [2.0 ** (-age / half_life) for age in ages]


class Recency:
    """The recency-weighted rate as a model; `half_life` in years."""

    name = "recency_weighted"

    def __init__(self, half_life: float = HALF_LIFE_YEARS) -> None:
        self.half_life = half_life

    def look(self, asked: Asked) -> Outlook:
        """The weighted share of past windows with at least 1, 2, ... such days."""
        past, until = asked.past, asked.view.knows_until
        share = weighted_share(past, until, self.half_life)
        weights = _weights(past, until, self.half_life)
        total = sum(weights)
        counted = list(zip(weights, past.counts, strict=True))
        return Outlook(
            at_least=tuple(
                jeffreys_mean(sum(w for w, count in counted if count >= m), total)
                for m in range(1, asked.most + 1)
            ),
            interval=_interval(share),
            reasons=(("recent", {"k": share.k, "n": share.n, "half_life": self.half_life}),),
        )


def _interval(share: WeightedShare) -> tuple[float, float]:
    low = jeffreys_interval(share.k, share.n)[0]
    return low, jeffreys_interval(share.k + share.maybe, share.n)[1]


def recency_weighted(
    question: Question,
    events: Iterable[Event],
    coverage: Sequence[Coverage],
    *,
    knows_until: date,
    made_at: date | None = None,
    half_life: float = HALF_LIFE_YEARS,
    reviewed: tuple[int, int] = (0, 0),
) -> Forecast:
    """The recency-weighted rate of `question`; `half_life` in years. Errors as for `base_rate`."""
    if not half_life > 0:
        raise BadValue(f"half-life of {half_life} years", expected="more than 0")
    known = known_events(events, question.pattern, knows_until)
    past = look_back(question, known, coverage, knows_until=knows_until)
    share = weighted_share(past, knows_until, half_life)
    figures = {"k": share.k, "n": share.n, "half_life": half_life}
    reasons = reasons_of(question, past, known, knows_until)
    return shape_forecast(
        question,
        past,
        model="recency_weighted",
        probability=share.probability,
        interval=_interval(share),
        baselines={"even_odds": 0.5, "base_rate": jeffreys_mean(past.k, past.n)},
        reasons=[*reasons[:1], ("recent", figures), *reasons[1:]],
        dates=(knows_until, made_at or knows_until),
        reviewed=reviewed,
    )
