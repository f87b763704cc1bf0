"""How good forecasts were, beside a named baseline and with n.

    Brier score   mean (p - x)^2                 0 is perfect, 0.25 is what even odds get
    log score     mean -log(p if x else 1 - p)   0 is perfect, ln 2 is what even odds get

Both are proper: nothing but the true probability does best in expectation (Gneiting & Raftery
2007). Lower is better. A forecast of 0 for what happened costs the log score infinity.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from types import MappingProxyType

from standoff.cycle import count_events
from standoff.errors import BadValue
from standoff.nouns import Event, Forecast, Question, Score, coverage_level, kinds_of
from standoff.nouns.event import Coverage

__all__ = ["RULES", "brier_score", "log_score", "outcome_of", "score_forecasts"]


def brier_score(probability: float, happened: bool) -> float:
    """(p - x)^2 of one forecast."""
    return (_checked(probability) - happened) ** 2


def log_score(probability: float, happened: bool) -> float:
    """-log of the probability given to what came, in nats."""
    given = _checked(probability) if happened else 1.0 - _checked(probability)
    return -math.log(given) if given > 0.0 else math.inf


RULES = MappingProxyType({"brier": brier_score, "log": log_score})


def _checked(probability: float) -> float:
    if not 0.0 <= probability <= 1.0:
        raise BadValue(f"probability {probability}", expected="0 to 1")
    return probability


def outcome_of(
    question: Question, events: Sequence[Event], coverage: Sequence[Coverage]
) -> bool | None:
    """Whether the question came true: None while the record cannot say.

    False needs complete coverage of the whole window; fuzzy dates may leave it open as well.
    """
    found = [event for event in events if question.pattern.matches(event)]
    count = count_events(found, question.start, question.end)
    if count.sure >= question.pattern.at_least:
        return True
    level = coverage_level(coverage, kinds_of(question.pattern), question.start, question.end)
    if level == "complete" and count.possible < question.pattern.at_least:
        return False
    return None


def score_forecasts(
    forecasts: Sequence[Forecast],
    outcomes: Sequence[bool],
    *,
    rule: str = "brier",
    baseline: str = "base_rate",
    label: str = "",
) -> Score:
    """Mean score of forecasts by one model, and of the baseline they carry.

    Raises `BadValue` without forecasts, for several models at once, for an unknown rule, or for a
    baseline that a forecast does not carry (its own model's name stands for itself).
    """
    models = {forecast.model for forecast in forecasts}
    if len(models) != 1 or len(forecasts) != len(outcomes):
        raise BadValue(
            f"{len(forecasts)} forecasts by {len(models)} models with {len(outcomes)} outcomes",
            expected="one outcome for each forecast of one model",
        )
    if rule not in RULES:
        raise BadValue(f"score {rule!r}", expected=f"one of {', '.join(RULES)}")
    pairs = list(zip(forecasts, outcomes, strict=True))
    n = len(pairs)
    return Score(
        model=forecasts[0].model,
        rule=rule,
        value=sum(RULES[rule](forecast.probability, came) for forecast, came in pairs) / n,
        baseline=baseline,
        baseline_value=sum(RULES[rule](_baseline(f, baseline), came) for f, came in pairs) / n,
        n=n,
        label=label,
    )


def _baseline(forecast: Forecast, name: str) -> float:
    if name == forecast.model:
        return forecast.probability
    if name not in forecast.baselines:
        raise BadValue(
            f"baseline {name!r}",
            where=f"forecast of {forecast.question.pattern}",
            expected=f"one of {', '.join(sorted(forecast.baselines))}",
        )
    return forecast.baselines[name]
