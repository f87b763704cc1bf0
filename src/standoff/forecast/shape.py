"""The common shape of every model's answer, so that all are read, frozen and scored alike."""

from __future__ import annotations

from datetime import date

from standoff.errors import BadValue
from standoff.forecast.past import Past
from standoff.forecast.wording import Reason, reason_texts
from standoff.nouns import Forecast, Question

__all__ = ["shape_forecast"]


def shape_forecast(
    question: Question,
    past: Past,
    *,
    model: str,
    probability: float,
    interval: tuple[float, float],
    baselines: dict[str, float],
    reasons: list[Reason],
    dates: tuple[date, date],
    reviewed: tuple[int, int],
) -> Forecast:
    """A `Forecast` from a model's number; `dates` is (knows_until, made_at).

    What is already on record within the window is certain, whatever the model says.
    """
    knows_until, made_at = dates
    if made_at < knows_until:
        raise BadValue(
            f"made on {made_at} with knowledge up to {knows_until}",
            where="forecast",
            expected="knowledge no later than the day it is made",
        )
    if past.needed <= 0:
        probability, interval = 1.0, (1.0, 1.0)
    texts = reason_texts(reasons)
    return Forecast(
        question=question,
        model=model,
        probability=probability,
        interval=interval,
        knows_until=knows_until,
        made_at=made_at,
        deadline=question.end,
        n=past.n,
        k=past.k,
        baselines=baselines,
        reasons=texts["en"],
        events=past.events,
        reviewed=reviewed,
        reason_texts=texts,
    )
