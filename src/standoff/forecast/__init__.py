"""Room `forecast`: probabilities with a deadline, their reasons, and how good they were.

The way in is `known` (what may be seen), then `past` (windows of the covered record), then a model
(`base_rate`, `recency_weighted`), then `shape` (one form for every model's answer), then `score`.
"""

from standoff.forecast.base_rate import base_rate
from standoff.forecast.question import load_questions, parse_question
from standoff.forecast.recency import recency_weighted
from standoff.forecast.score import brier_score, log_score, outcome_of, score_forecasts

__all__ = [
    "base_rate",
    "brier_score",
    "load_questions",
    "log_score",
    "outcome_of",
    "parse_question",
    "recency_weighted",
    "score_forecasts",
]
