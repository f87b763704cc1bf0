"""Claims, phases and forecasts: the report's own sections, with links into the desk.

From each number a way leads down: a forecast names the events behind it, an event shows the
sentences that tell of it, a sentence stands in its article. A question can be put to the record on
the page of forecasts; its answer is not saved.
"""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from standoff.case import Case
from standoff.case.desk_side import answer_page, part_of
from standoff.desk.ask import Ask
from standoff.desk.checking import downloads_of
from standoff.desk.pages import case_page
from standoff.desk.shelf import Open
from standoff.errors import CaseError, QuestionError, StandoffError
from standoff.nouns import Forecast
from standoff.nouns.vocabulary import MOVES

__all__ = ["ahead", "claims", "phases"]


def claims(ask: Ask) -> Response:
    """The claims of the case with their verdicts."""
    with ask.case() as (case, kept):
        return _part_page(ask, case, kept, "claims", "claims", kept_one=ask.query("kept") == "1")


def phases(ask: Ask) -> Response:
    """Phases, transitions, how long phases last, counts by month."""
    with ask.case() as (case, kept):
        return _part_page(ask, case, kept, "phases", "rhythm")


def ahead(ask: Ask) -> Response:
    """The case's questions, or the one that the address asks."""
    with ask.case() as (case, kept):
        asked = {name: ask.query(name) for name in ("who", "move", "whom")}
        fault: StandoffError | None = None
        forecasts: tuple[Forecast, ...] | None = None
        if asked["move"]:
            try:
                forecasts = _asked(ask, case, kept, asked)
            except StandoffError as found:
                fault, forecasts = found, ()
        return _part_page(
            ask,
            case,
            kept,
            "ahead",
            "ahead",
            forecasts,
            asked=asked,
            by_day=ask.query("by"),
            fault=fault,
            moves=MOVES,
            sides=case.info.dyad or (),
        )


def _asked(ask: Ask, case: Case, kept: Open, asked: dict[str, str]) -> tuple[Forecast, ...]:
    """The answer to the question in the address."""
    by = ask.day("by")
    actors = [asked["who"], *([asked["whom"]] if asked["whom"] else [])]
    if by is None or asked["move"] not in MOVES or not all(map(_is_actor, actors)):
        raise QuestionError("half a question", expected="a code of a state, a move, and a last day")
    words = f"{asked['who']} {asked['move']}" + (f" -> {asked['whom']}" if asked["whom"] else "")
    answer = kept.derived(
        ("asked", words, by, ask.proposed),
        lambda: case.forecast(words, by=by, proposed=ask.proposed),
    )
    return answer.forecasts


def _part_page(
    ask: Ask, case: Case, kept: Open, name: str, part: str,
    forecasts: tuple[Forecast, ...] | None = None, **values: Any,
) -> Response:  # fmt: skip
    asked = () if forecasts is None else tuple(one.question.pattern for one in forecasts)
    days = () if forecasts is None else tuple(one.question.end for one in forecasts)
    key = (part, ask.language, ask.proposed, str(asked), days, forecasts is None)

    def drawn() -> Any:
        page = answer_page(
            case, language=ask.language, proposed=ask.proposed, part=part, forecasts=forecasts
        )
        return part_of(
            page, part, lambda id_: _event_address(ask, id_), lambda id_: downloads_of(ask, id_)
        )

    try:
        body = kept.derived(key, drawn)
    except CaseError:
        return case_page(ask, case, "nothing.html", here_page=name)
    return case_page(ask, case, f"{name}.html", here_page=name, body=body, **values)


def _event_address(ask: Ask, id_: str) -> str:
    return ask.address("event", id_, proposed="1" if ask.proposed else "")


def _is_actor(said: str) -> bool:
    return said == "*" or (said.isascii() and said.replace("_", "").isalpha() and len(said) <= 40)
