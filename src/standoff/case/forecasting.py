"""Forecasts of a case: its questions, or one given in words or in a file, and "then what?".

A question is asked on a day (`knows_until`); what became known later is not seen. Without that day
a question is asked on the eve of its window, or on the last day that the record covers, whichever
is earlier.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.case.then_what import deadline_answer
from standoff.errors import CaseError, QuestionError
from standoff.nouns import EventPattern, Forecast, Question
from standoff.nouns.answers import ForecastAnswer
from standoff.nouns.ledger import Comparable, Horizon, Illustration
from standoff.nouns.when import day_given

if TYPE_CHECKING:
    from standoff.case.case import Case
    from standoff.forecast.asking import Panel

__all__ = ["asked_before", "forecast_case", "illustrate"]

_DAY = timedelta(days=1)


def forecast_case(
    case: Case,
    question: str | None,
    *,
    by: date | None,
    start: date | None,
    knows_until: date | None,
    proposed: bool,
    model: str = "pool",
    progress: Callable[[str], None] = lambda words: None,
) -> ForecastAnswer:
    """One forecast a question, the game's answer beside them where the case has a deadline.

    `progress` hears of each question before it is answered.
    """
    by, start, knows_until = (
        day_given(day, name)
        for day, name in ((by, "by"), (start, "start"), (knows_until, "knows_until"))
    )
    questions = _questions(case, question, by, start, knows_until, proposed)
    panels = _panels(case, proposed)
    days = [_known_until(case, asked, knows_until, proposed) for asked in questions]
    accepted, total = case.accepted
    forecasts = []
    for number, (asked, day) in enumerate(zip(questions, days, strict=True), 1):
        progress(f"Question {number} of {len(questions)}: {asked.pattern} ...")
        forecasts.append(panels(day).forecast(asked, model=model, reviewed=case.reviewed))
    return ForecastAnswer(
        forecasts=tuple(forecasts),
        then_what=deadline_answer(case, proposed=proposed),
        comparables=_comparables(case, questions, panels(max(days))) if days else (),
        accepted=accepted,
        codings=total,
        proposed_counted=proposed,
    )


def _questions(
    case: Case,
    question: str | None,
    by: date | None,
    start: date | None,
    knows_until: date | None,
    proposed: bool,
) -> list[Question]:
    from standoff.forecast import load_questions, parse_question

    if question and question.endswith(".toml"):
        return load_questions(question)
    if question:
        if by is None:
            raise QuestionError("a question without a deadline", expected="a last day (--by)")
        if not knows_until and not start and by <= _covered_until(case, proposed):
            raise QuestionError(
                f"the record already covers {by}, so it matters on which day this is asked",
                expected="--knows-until or --from",
                next="e.g. --knows-until 2019-12-09 --by 2019-12-31",
            )
        known = knows_until or _last_known(case, by, proposed)
        return [parse_question(question, start or known + _DAY, by)]
    path = case.folder / "questions.toml"
    if not Path(path).is_file():
        raise CaseError(
            "this case has no questions.toml",
            where=str(case.folder),
            next='ask one: `standoff forecast "PRK weapon_test" --by YYYY-MM-DD --case DIR`',
        )
    return load_questions(path)


def _covered_until(case: Case, proposed: bool) -> date:
    covered = [
        row.end for row in case.coverage_or_articles(proposed=proposed) if row.level != "none"
    ]
    return max(covered, default=case.period(proposed=proposed)[1])


def _last_known(case: Case, by: date, proposed: bool) -> date:
    return min(_covered_until(case, proposed), by - _DAY)


def _known_until(case: Case, question: Question, asked: date | None, proposed: bool) -> date:
    known = asked or question.knows_until
    return known or min(question.start - _DAY, _last_known(case, question.end, proposed))


def _panels(case: Case, proposed: bool) -> Callable[[date], Panel]:
    """The panel of models of each day of asking, made once."""
    from standoff.forecast.asking import Panel
    from standoff.forecast.view import View

    events, coverage = case.events(proposed=proposed), case.coverage_or_articles(proposed=proposed)
    try:
        dyad = case.dyad
    except CaseError:
        dyad = ("", "")
    made: dict[date, Panel] = {}

    def panel(day: date) -> Panel:
        if day not in made:
            made[day] = Panel(View(events, coverage, knows_until=day, dyad=dyad))
        return made[day]

    return panel


def asked_before(
    case: Case, forecasts: Sequence[Forecast], *, days: int = 7, proposed: bool = False
) -> tuple[Forecast, ...]:
    """The same questions about the same windows, as they were answered `days` days earlier.

    What became known in between is not used. The window
    only lies farther ahead.
    """
    panels = _panels(case, proposed)
    return tuple(
        panels(one.knows_until - timedelta(days=days)).forecast(
            one.question, model=one.model, reviewed=case.reviewed
        )
        for one in forecasts
    )


def illustrate(case: Case, asked: date, *, proposed: bool = False) -> Illustration:
    """Every kind and horizon of `backtest.toml` as asked on one day, beside what came: n = 1."""
    from standoff.case.backtesting import kinds_of_case
    from standoff.forecast import brier_score, outcome_of

    kinds, panel = kinds_of_case(case), _panels(case, proposed)(asked)
    events, coverage = case.events(proposed=proposed), case.coverage_or_articles(proposed=proposed)
    rows = []
    for kind in kinds.kind:
        pattern = EventPattern.parse(kind.pattern)
        for days in kinds.days:
            question = Question(
                pattern=pattern, start=asked + _DAY, end=asked + timedelta(days=days)
            )
            forecast = panel.forecast(question, reviewed=case.reviewed)
            base = forecast.baselines["base_rate"]
            came = outcome_of(question, events, coverage)
            rows.append(
                Horizon(
                    kind=kind.id,
                    text=kind.text,
                    forecast=forecast,
                    base_rate=base,
                    came=came,
                    brier=None if came is None else brier_score(forecast.probability, came),
                    base_brier=None if came is None else brier_score(base, came),
                )
            )
    return Illustration(case=case.info.id, asked=asked, rows=tuple(rows), reviewed=case.reviewed)


def _comparables(case: Case, questions: list[Question], panel: Panel) -> tuple[Comparable, ...]:
    """The challenger's ultimatums of the past, and which of what is asked followed them."""
    from standoff.forecast.comparable import comparables

    challenger = panel.view.dyad[0]
    if not challenger:
        return ()
    accounts = case.record.accounts(as_of=panel.view.knows_until)
    due = {id_: one.due for one in accounts if one.due for id_ in one.opened_by}
    asked = list({str(one.pattern): one.pattern for one in questions}.values())
    ultimatum = EventPattern.parse(f"{challenger} ultimatum")
    return comparables(panel.view, asked, due, pattern=ultimatum)
