"""The ledger: forecasts frozen in the journal, and scored when their deadline has passed.

A saved forecast is an entry like any other, so the chain of hashes that protects verdicts protects
what was forecast, when and by whom. The same forecast saved twice is one. Only what was saved
before its deadline is a track record; a question of the past is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from standoff.errors import QuestionError
from standoff.forecast import brier_score, log_score, outcome_of
from standoff.nouns import Forecast
from standoff.nouns.ledger import FrozenForecast, Ledger, Settled

if TYPE_CHECKING:
    from standoff.case.case import Case

__all__ = ["frozen_forecasts", "ledger_of", "save_forecasts"]

_TOPIC = "forecast"


def save_forecasts(
    case: Case, forecasts: Sequence[Forecast], *, by: str = "", today: date
) -> tuple[int, int]:
    """Freeze forecasts in the journal: (newly saved, saved before).

    Raises `QuestionError` for one whose deadline has passed on `today`: that is no forecast.
    """
    from standoff.record import note_entry
    from standoff.record.entry import canonical

    known = {frozen.hash for frozen in frozen_forecasts(case)}
    entries = []
    for forecast in forecasts:
        if forecast.deadline <= today:
            raise QuestionError(
                f"the deadline {forecast.deadline} has passed",
                where=str(forecast.question.pattern),
                expected=f"a deadline after {today}",
                next="leave --save out to see the forecast without freezing it",
            )
        hash_ = hashlib.sha256(canonical(forecast).encode()).hexdigest()
        if hash_ not in known:
            body = {"topic": _TOPIC, "hash": hash_, "forecast": msgspec.to_builtins(forecast)}
            entries.append(note_entry(body, by=by))
            known.add(hash_)
    case.append(entries)
    return len(entries), len(forecasts) - len(entries)


def frozen_forecasts(case: Case) -> tuple[FrozenForecast, ...]:
    """Every frozen forecast, in the order they were saved."""
    return tuple(
        FrozenForecast(
            hash=str(note.body["hash"]),
            seq=note.seq,
            saved_at=note.at,
            by=note.by,
            forecast=msgspec.convert(note.body["forecast"], Forecast),
        )
        for note in case.record.notes
        if note.body.get("topic") == _TOPIC
    )


def ledger_of(case: Case, *, as_of: date, proposed: bool = False) -> Ledger:
    """The ledger as it stands on `as_of`."""
    frozen = frozen_forecasts(case)
    due = [one for one in frozen if one.forecast.deadline <= as_of]
    settled = tuple(_settled(case, one, proposed) for one in due)
    scored = [one for one in settled if one.brier is not None]
    bases = [one.base_brier for one in scored if one.base_brier is not None]
    return Ledger(
        as_of=as_of,
        open=tuple(one for one in frozen if one.forecast.deadline > as_of),
        settled=settled,
        n=len(scored),
        brier=sum(one.brier or 0.0 for one in scored) / len(scored) if scored else None,
        base_brier=sum(bases) / len(bases) if bases else None,
    )


def _settled(case: Case, frozen: FrozenForecast, proposed: bool) -> Settled:
    forecast = frozen.forecast
    coverage = case.coverage_or_articles(proposed=proposed)
    came = outcome_of(forecast.question, case.events(proposed=proposed), coverage)
    if came is None:
        return Settled(frozen=frozen, came=None)
    base = forecast.baselines.get("base_rate")
    if forecast.model == "base_rate":
        base = forecast.probability
    return Settled(
        frozen=frozen,
        came=came,
        brier=brier_score(forecast.probability, came),
        log=log_score(forecast.probability, came),
        base_brier=None if base is None else brier_score(base, came),
    )
