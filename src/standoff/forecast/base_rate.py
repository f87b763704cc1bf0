"""The base rate: how often windows of the question's length showed it in the covered past.

    probability = (k + 1/2) / (n + 1)          interval = Beta(k + 1/2, n - k + 1/2), central 95 %

with k of n windows that do not overlap and end on the last day known. It knows nothing of phases,
clocks or moods, and that is its worth: whoever forecasts has to beat it. Where fuzzy dates leave
windows undecided, the probability counts them as misses and the upper end of the interval as hits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from standoff.cycle import jeffreys_interval, jeffreys_mean
from standoff.forecast.asked import Asked, Outlook
from standoff.forecast.known import known_events
from standoff.forecast.past import Past, look_back
from standoff.forecast.reasons import reasons_of
from standoff.forecast.recency import HALF_LIFE_YEARS, weighted_share
from standoff.forecast.shape import shape_forecast
from standoff.nouns import Event, Forecast, Question
from standoff.nouns.event import Coverage

__all__ = ["BaseRate", "base_rate"]


class BaseRate:
    """The base rate as a model."""

    name = "base_rate"

    def look(self, asked: Asked) -> Outlook:
        """The share of past windows with at least 1, 2, ... such days."""
        past = asked.past
        return Outlook(
            at_least=tuple(
                jeffreys_mean(sum(count >= m for count in past.counts), past.n)
                for m in range(1, asked.most + 1)
            ),
            interval=_interval(past),
            reasons=tuple(reasons_of(asked.question, past, asked.known, asked.view.knows_until)),
        )


def _interval(past: Past) -> tuple[float, float]:
    """Jeffreys; windows that only fuzzy dates leave undecided count at its upper end."""
    maybe = sum(past.maybes)
    return jeffreys_interval(past.k, past.n)[0], jeffreys_interval(past.k + maybe, past.n)[1]


def base_rate(
    question: Question,
    events: Iterable[Event],
    coverage: Sequence[Coverage],
    *,
    knows_until: date,
    made_at: date | None = None,
    window_years: float | None = None,
    reviewed: tuple[int, int] = (0, 0),
) -> Forecast:
    """The base rate of `question` as known on `knows_until` (`made_at` is that day by default).

    `window_years` limits how much of the past is looked at. Raises `QuestionError` if the
    question's window is already over.
    """
    known = known_events(events, question.pattern, knows_until)
    past = look_back(question, known, coverage, knows_until=knows_until, window_years=window_years)
    recent = weighted_share(past, knows_until, HALF_LIFE_YEARS)
    return shape_forecast(
        question,
        past,
        model="base_rate",
        probability=jeffreys_mean(past.k, past.n),
        interval=_interval(past),
        baselines={"even_odds": 0.5, "recency_weighted": recent.probability},
        reasons=reasons_of(question, past, known, knows_until),
        dates=(knows_until, made_at or knows_until),
        reviewed=reviewed,
    )
