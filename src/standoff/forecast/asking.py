"""Asking all models: one forecast of the pool, with every model's number beside it.

A `Panel` answers from one view and nothing else: the pool's weights come from the panel's own
answers on earlier days, made anew from what was known then. The phase and game models, fitted once
a year, are shared between the questions of a panel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from standoff.errors import QuestionError
from standoff.forecast.asked import Asked, Model, Outlook
from standoff.forecast.base_rate import BaseRate
from standoff.forecast.game_model import GameFit, GameModel, fit_game
from standoff.forecast.phase_model import PhaseFit, PhaseModel, fit_phases
from standoff.forecast.pool import Answered, came_by, mix, past_origins, pool_weights
from standoff.forecast.recency import Recency
from standoff.forecast.regression import ClockRegression
from standoff.forecast.shape import shape_forecast
from standoff.forecast.view import View
from standoff.nouns import Event, Forecast, Question, coverage_level, kinds_of

__all__ = ["MODELS", "SINGLE", "Panel", "answered", "moved"]

SINGLE = ("base_rate", "recency_weighted", "clock_regression", "phase", "game")
#: The models of a panel, and their pool.
MODELS = (*SINGLE, "pool")


class Panel:
    """The models that answer together from one view."""

    def __init__(self, view: View, fits: Mapping[int, PhaseFit | None] | None = None) -> None:
        self.view = view
        self._fits: dict[int, PhaseFit | None] = dict(fits or {})
        self._games: dict[int, GameFit | None] = {}
        self._phase, self._game = PhaseModel(self._fits), GameModel(self._games)
        self._views: dict[date, View] = {view.knows_until: view}

    def forecast(
        self, question: Question, *, model: str = "pool", reviewed: tuple[int, int] = (0, 0)
    ) -> Forecast:
        """The forecast of `model`, the other models' numbers as its baselines.

        A model that had too little to go by gives no number (the base rate always stands there).
        Raises `QuestionError` for an unknown model or a question whose window is over.
        """
        if model not in MODELS:
            raise QuestionError(f"model {model!r}", expected=f"one of {', '.join(MODELS)}")
        asked = Asked(question, self.view)
        needed = asked.past.needed
        outlooks = self.looks(asked)
        speaking = [name for name in SINGLE if not outlooks[name].silent]
        outlooks["pool"] = mix(outlooks, self.weights(question, speaking))
        others = {
            name: one.chance(needed)
            for name, one in outlooks.items()
            if name != model and (not one.silent or name == "base_rate")
        }
        until = self.view.knows_until
        return shape_forecast(
            question,
            asked.past,
            model=model,
            probability=outlooks[model].chance(needed),
            interval=outlooks[model].interval,
            baselines=others,
            reasons=_reasons(outlooks, model),
            dates=(until, until),
            reviewed=reviewed,
        )

    def looks(self, asked: Asked) -> dict[str, Outlook]:
        """Every single model's answer."""
        models = self.models_on(asked.view.knows_until)
        return {model.name: model.look(asked) for model in models}

    def weights(self, question: Question, names: Sequence[str] = SINGLE) -> dict[str, float]:
        """The weights of models, from the panel's own answers every three months in the past."""
        until = self.view.knows_until
        matching = self.view.of_kind(question.pattern)
        answers = [
            self.answer(moved(question, until, day), matching, day) for day in past_origins(until)
        ]
        found = [one for one in answers if one is not None]
        return pool_weights(found, names, until, question.days)

    def answer(self, question: Question, matching: Sequence[Event], day: date) -> Answered | None:
        """What the models said on `day`, and what came of it; None if the window was over."""
        if question.end <= day:
            return None
        return answered(Asked(question, self.at(day)), matching, self.models_on(day))

    def at(self, day: date) -> View:
        """The view on an earlier day, made once."""
        if day not in self._views:
            self._views[day] = self.view.at(day)
        return self._views[day]

    def models_on(self, day: date) -> Sequence[Model]:
        """The single models as they stand on a day; phases and game are fitted on last year's."""
        if day.year not in self._fits:
            self._fits[day.year] = fit_phases(self.at(date(day.year - 1, 12, 31)))
        if day.year not in self._games:
            self._games[day.year] = fit_game(self.at(date(day.year - 1, 12, 31)))
        return (BaseRate(), Recency(), ClockRegression(), self._phase, self._game)


def answered(asked: Asked, matching: Sequence[Event], models: Sequence[Model]) -> Answered:
    """The models' answers to a question on a day, and what the matching events say came of it."""
    question = asked.question
    level = coverage_level(
        asked.view.coverage, kinds_of(question.pattern), question.start, question.end
    )
    outlooks = {model.name: model.look(asked) for model in models}
    return Answered(
        origin=asked.view.knows_until,
        end=question.end,
        needed=asked.past.needed,
        at_least={name: outlook.at_least for name, outlook in outlooks.items()},
        came_on=came_by(question, matching),
        covered=level != "none",
        silent=tuple(name for name, outlook in outlooks.items() if outlook.silent),
    )


def moved(question: Question, now: date, day: date) -> Question:
    """The same question as it would have been asked on `day`."""
    shift = day - now
    return msgspec.structs.replace(
        question, start=question.start + shift, end=question.end + shift, knows_until=None
    )


def _reasons(outlooks: Mapping[str, Outlook], model: str) -> list[tuple[str, Mapping[str, object]]]:
    """The chosen model's reasons first; a pool opens to those of all its models."""
    order = [model] if model != "pool" else ["pool", "phase", "game", "clock_regression"]
    if "base_rate" not in order:
        order.append("base_rate")
    return [reason for name in order for reason in outlooks[name].reasons]
