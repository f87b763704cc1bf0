"""Forecasts: the questions, their change since last week, what was frozen, and past scores.

    ahead       the case's questions, or the one that the address asks
    freeze      set forecasts down in the journal, before anyone knows
    backtest    ask the same questions at the end of every month of the past, aside

From a probability a way leads down to its reasons, to events and their sentences. A question that
is only asked is not saved.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import msgspec
from starlette.responses import Response

from standoff.case import Case
from standoff.case.desk_ahead import (
    Ahead,
    ahead_of,
    can_be_asked_back,
    ledger_rows,
    track_record,
)
from standoff.case.typed import strangers
from standoff.desk.actors import actors_read, actors_suggested
from standoff.desk.ask import Ask
from standoff.desk.background import Later
from standoff.desk.charts import chart_files
from standoff.desk.faults import translated
from standoff.desk.pages import case_page
from standoff.desk.shelf import Open
from standoff.errors import BadValue, CaseError, QuestionError, StandoffError
from standoff.nouns.vocabulary import MOVES

__all__ = ["ahead", "backtest", "event_address", "freeze", "own_forecasts"]


def ahead(ask: Ask) -> Response:
    """The case's questions, or the one that the address asks."""
    with ask.case() as (case, kept):
        asked = {name: ask.query(name) for name in ("who", "move", "whom")}
        codes: dict[str, str] = {}
        # Looked at before its result is: a backtest that ends meanwhile is shown the next time.
        pending = bool(kept.job and kept.job.running)
        past, fresh = _past(ask, case, kept)
        fault: StandoffError | None = None
        made: Later[Ahead] = Later(None, True)
        try:
            if asked["move"]:
                codes = {name: actors_read(ask, case, asked[name]) for name in ("who", "whom")}
                made = _asked(ask, kept, asked | codes)
            else:
                made = own_forecasts(ask, kept)
        except CaseError as found:
            if not asked["move"]:
                return case_page(ask, case, "nothing.html", here_page="ahead")
            fault = found
        except StandoffError as found:
            fault = found
        return case_page(
            ask, case, "ahead.html", here_page="ahead", fault=fault, asked=asked,
            codes=codes, actors=actors_suggested(ask, case), notes=_notes(ask, made),
            body=made.value and made.value.body,
            unasked=bool(made.fresh and made.value and not made.value.forecasts),
            waiting=not (made.fresh and fresh),
            by_day=ask.query("by"),
            pending=pending, moves=MOVES, sides=case.info.dyad or (),
            **past,
            freezable=not asked["move"] and _freezable(made), saved=ask.number("saved", -1),
        )  # fmt: skip


def own_forecasts(ask: Ask, kept: Open) -> Later[Ahead]:
    """The answers to the case's own questions, made aside."""
    language, proposed, address = ask.language, ask.proposed, partial(event_address, ask)
    return kept.later(
        ("ahead", language, proposed),
        lambda case: ahead_of(
            case,
            language=language,
            proposed=proposed,
            address=address,
            files=partial(chart_files, ask),
        ),
    )


def _asked(ask: Ask, kept: Open, asked: dict[str, str]) -> Later[Ahead]:
    """The answer to the question in the address."""
    by = ask.day("by")
    if by is None or asked["move"] not in MOVES or not asked["who"]:
        raise QuestionError("half a question", expected="an actor, a move, and a last day")
    words = f"{asked['who']} {asked['move']}" + (f" -> {asked['whom']}" if asked["whom"] else "")
    language, proposed, address = ask.language, ask.proposed, partial(event_address, ask)

    def answer(case: Case) -> Ahead:
        found = case.forecast(words, by=by, proposed=proposed).forecasts
        made = ahead_of(
            case, language=language, proposed=proposed, address=address, forecasts=found
        )
        return msgspec.structs.replace(made, notes=tuple(strangers(case, [words])))

    return kept.later(("asked", words, by, language, proposed), answer)


def _past(ask: Ask, case: Case, kept: Open) -> tuple[dict[str, Any], bool]:
    """The ledger and the backtest: what earlier answers were worth; and whether that is fresh."""
    language, today, files = ask.language, _today(), partial(chart_files, ask)

    def gathered(case: Case) -> dict[str, Any]:
        ledger, rows = ledger_rows(case, language, as_of=today)
        return {
            "ledger": ledger, "frozen": rows, "record": track_record(case, language, files),
        }  # fmt: skip

    made = kept.later(("past", language, ask.proposed, today), gathered)
    nothing: dict[str, Any] = {"ledger": None, "frozen": None, "record": None}
    known = {"job": kept.job, "can_ask_back": can_be_asked_back(case)}
    return {**(made.value or nothing), **known}, made.fresh


def _freezable(made: Later[Ahead]) -> bool:
    return bool(
        made.fresh and made.value and any(f.deadline > _today() for f in made.value.forecasts)
    )


def _today() -> date:
    return datetime.now(UTC).date()


def event_address(ask: Ask, id_: str) -> str:
    """The page of an event, counted as on this page."""
    return ask.address("event", id_, proposed="1" if ask.proposed else "")


def _notes(ask: Ask, made: Later[Ahead]) -> list[tuple[str, str]]:
    """What the answer warns of, with the language that it is in."""
    return [translated(note, ask.language) for note in (made.value.notes if made.value else ())]


# -- what is written ------------------------------------------------------------------------------


def freeze(ask: Ask) -> Response:
    """Freeze those of the case's forecasts whose deadline lies ahead."""
    with ask.case() as (case, kept):
        made = own_forecasts(ask, kept)
        if made.value is None or not made.fresh:
            raise BadValue(
                "the forecasts are still being computed", next="go back, wait, and freeze them then"
            )
        ahead_of_today = [one for one in made.value.forecasts if one.deadline > _today()]
        if not ahead_of_today:
            raise QuestionError(
                "every deadline has passed", expected="a question whose last day lies ahead"
            )
        new, _ = case.save_forecasts(ahead_of_today, by=ask.by, today=_today())
    return ask.go(ask.address("ahead", saved=str(new)))


def backtest(ask: Ask) -> Response:
    """Begin the backtest of the case's kinds; the page of forecasts shows how far it is."""
    with ask.case() as (case, kept):
        if not can_be_asked_back(case):
            raise CaseError("this case says no kinds to ask for", expected="a file backtest.toml")
        kept.begin(lambda snapshot, tell: snapshot.backtest(progress=tell))
    return ask.go(ask.address("ahead") + "#record")
