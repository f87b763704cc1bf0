"""The pool: models weighted by how well they did on windows that have closed since.

    p = sum_m w_m p_m          w_m  proportional to  prior_m exp( -sum_i log score_m,i / c )

over forecasts i of the same question made every three months in the past `YEARS` years, each made
with what was known then, whose windows were over on the day of asking: a model is never weighted on
the window it is asked about. Windows that overlap tell one thing several times, so their scores
count 1/c, c the number of windows that share a day. Half of the prior belongs to the base rate:
whoever wants its weight has to earn it. A model that has too little to go by on the day is left
out. Source: Hall & Mitchell 2007, "Combining density forecasts" (weights by past log score); a
linear pool of probabilities.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from standoff.cycle import count_events
from standoff.forecast.asked import Outlook
from standoff.forecast.known import known_since
from standoff.nouns import Event, Question

__all__ = ["Answered", "came_by", "mix", "past_origins", "pool_weights"]

YEARS = 8
EVERY_MONTHS = 3
PRIOR_OF_BASE_RATE = 0.5
MONTH_DAYS = 365.25 / 12
_FLOOR = 1e-6


def past_origins(knows_until: date) -> tuple[date, ...]:
    """Days of asking every three months back over the past `YEARS` years, latest first."""
    days = []
    for back in range(EVERY_MONTHS, 12 * YEARS + 1, EVERY_MONTHS):
        month = knows_until.year * 12 + knows_until.month - 1 - back
        if month < 12:
            break
        days.append(_same_day(knows_until, month))
    return tuple(days)


def _same_day(day: date, month: int) -> date:
    """The same day of another month; a month's last day stays the last one."""
    first = date(month // 12, month % 12 + 1, 1)
    following = (first + timedelta(days=32)).replace(day=1)
    ends = (day + timedelta(days=1)).day == 1
    length = (following - first).days
    return first.replace(day=length if ends else min(day.day, length))


def came_by(question: Question, matching: Sequence[Event]) -> date | None:
    """The day from which it was known that the question came true; None if that is not known.

    `matching` are all events of its kind.
    """
    inside = [event for event in matching if event.when.within(question.start, question.end)]
    dated = sorted(
        ((since, event) for event in inside if (since := known_since(event))), key=lambda x: x[0]
    )
    for place, (since, _) in enumerate(dated):
        so_far = [event for _, event in dated[: place + 1]]
        found = count_events(so_far, question.start, question.end).sure
        if found >= question.pattern.at_least:
            return since
    return None


class Answered(Struct, frozen=True, kw_only=True):
    """What the models said on a day, and since when it was known that it came true, if it did.

    `at_least[name]` are a model's chances of at least 1, 2, ... such days; `needed` of them were
    asked for. `covered` is False where the record cannot tell what came; `silent` names the models
    that had too little to go by.
    """

    origin: date
    end: date
    needed: int
    at_least: dict[str, tuple[float, ...]]
    came_on: date | None
    covered: bool = True
    silent: tuple[str, ...] = ()

    def chance(self, name: str) -> float:
        """The chance that a model gave to what was asked."""
        return 1.0 if self.needed <= 0 else self.at_least[name][self.needed - 1]


def pool_weights(
    answers: Iterable[Answered], names: Sequence[str], knows_until: date, days: int
) -> dict[str, float]:
    """Weights of the models `names` on a day, from answers to the same question moved back.

    Only answers given on `past_origins` count, whose window of `days` days is over. Without any,
    the weights are the prior.
    """
    origins = set(past_origins(knows_until))
    closed = [
        one
        for one in answers
        if one.origin in origins and one.end <= knows_until and one.covered and one.needed > 0
    ]
    came = np.array([one.came_on is not None and one.came_on <= knows_until for one in closed])
    overlap = max(1.0, days / (EVERY_MONTHS * MONTH_DAYS))
    losses = np.array(
        [
            _log_losses(np.array([one.chance(name) for one in closed]), came).sum() / overlap
            for name in names
        ]
    )
    raw = np.array([_prior(name, names) for name in names]) * np.exp(losses.min() - losses)
    return dict(zip(names, (raw / raw.sum()).tolist(), strict=True))


def _prior(name: str, names: Sequence[str]) -> float:
    if "base_rate" not in names or len(names) == 1:
        return 1.0 / len(names)
    if name == "base_rate":
        return PRIOR_OF_BASE_RATE
    return (1.0 - PRIOR_OF_BASE_RATE) / (len(names) - 1)


def _log_losses(chances: NDArray[np.float64], came: NDArray[np.bool_]) -> NDArray[np.float64]:
    given = np.clip(np.where(came, chances, 1.0 - chances), _FLOOR, 1.0)
    return np.asarray(-np.log(given), dtype=np.float64)


def mix(outlooks: Mapping[str, Outlook], weights: Mapping[str, float]) -> Outlook:
    """The linear pool of several outlooks.

    Its interval is pooled as well: a range within which the models, by their weights, lie. It says
    how much they and their data leave open, not how wrong all of them may be.
    """
    tails = [weight * np.array(outlooks[name].at_least) for name, weight in weights.items()]
    ends = [weight * np.array(outlooks[name].interval) for name, weight in weights.items()]
    low, high = np.sum(ends, axis=0).tolist()
    leading = sorted(weights.items(), key=lambda pair: -pair[1])
    return Outlook(
        at_least=tuple(np.sum(tails, axis=0).tolist()),
        interval=(low, high),
        reasons=(("pool", {"weights": tuple(leading)}),),
    )
