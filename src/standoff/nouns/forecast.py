"""`Question`, `Forecast`, `Score`: what is asked, what is answered, and how good answers were."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from standoff.nouns.pattern import EventPattern

__all__ = ["Forecast", "Question", "Score"]


class Question(Struct, frozen=True, kw_only=True):
    """Does the pattern happen on at least `pattern.at_least` days within [start, end]?

    Days, not rows: two reports of one day's launches are one occurrence. `id` and `text` (by
    language) are there where the question came from a file; so is `knows_until`, the day on which
    the question is asked: nothing that became known later may be used.
    """

    pattern: EventPattern
    start: date
    end: date
    id: str = ""
    text: dict[str, str] = {}
    knows_until: date | None = None

    @property
    def days(self) -> int:
        """Length of the window in days, both ends included."""
        return (self.end - self.start).days + 1


class Forecast(Struct, frozen=True, kw_only=True):
    """A probability with the base rate beside it; nothing after `knows_until` can change it.

    `interval` is the 95 % interval (Jeffreys for a base rate). `n` windows were looked at, `k` of
    them had the event. `baselines` maps names to probabilities. `illustrative` marks numbers that
    rest on assumed, not estimated, parameters. `reasons` are in English, `reason_texts` the same
    by language.
    """

    question: Question
    model: str
    probability: float
    interval: tuple[float, float]
    knows_until: date
    made_at: date
    deadline: date
    n: int
    k: int
    baselines: dict[str, float]
    reasons: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    illustrative: bool = False
    label: str = ""
    reviewed: tuple[int, int] = (0, 0)
    reason_texts: dict[str, tuple[str, ...]] = {}

    @property
    def blind(self) -> bool:
        """Nothing stands behind the number, and it is not shown: no past window, so that it is the
        prior alone, or a model that had too little to go by, whose interval is everything."""
        nothing = self.n == 0 or self.interval == (0.0, 1.0)
        return nothing and self.probability < 1 and not self.illustrative


class Score(Struct, frozen=True, kw_only=True):
    """How good a set of forecasts was, against a baseline, with n."""

    model: str
    rule: str
    value: float
    baseline: str
    baseline_value: float
    n: int
    label: str = ""
