"""Forecasts of a case: its questions, or one given in words or in a file, and "then what?".

A question is asked on a day (`knows_until`); what became known later is not seen. Without that day
a question is asked on the eve of its window, or on the last day that the record covers, whichever
is earlier.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.case.then_what import deadline_answer
from standoff.errors import CaseError, QuestionError
from standoff.nouns import Forecast, Question
from standoff.nouns.answers import ForecastAnswer

if TYPE_CHECKING:
    from standoff.case.case import Case

__all__ = ["forecast_case"]

_DAY = timedelta(days=1)


def forecast_case(
    case: Case,
    question: str | None,
    *,
    by: date | None,
    start: date | None,
    knows_until: date | None,
    proposed: bool,
) -> ForecastAnswer:
    """One forecast a question, the game's answer beside them where the case has a deadline."""
    questions = _questions(case, question, by, start, knows_until, proposed)
    accepted, total = case.reviewed
    return ForecastAnswer(
        forecasts=tuple(_forecast(case, asked, knows_until, proposed) for asked in questions),
        then_what=deadline_answer(case, proposed=proposed),
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


def _forecast(case: Case, question: Question, knows_until: date | None, proposed: bool) -> Forecast:
    from standoff.forecast import base_rate

    known = knows_until or question.knows_until
    return base_rate(
        question,
        case.events(proposed=proposed),
        case.coverage_or_articles(proposed=proposed),
        knows_until=known or min(question.start - _DAY, _last_known(case, question.end, proposed)),
        reviewed=case.reviewed,
    )
