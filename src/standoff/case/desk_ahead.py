"""What the desk shows of the future: forecasts with what they were a week ago, and past scores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from standoff.case.backtesting import kept_backtest
from standoff.case.desk_side import answer_page, naming_of_page, part_of
from standoff.errors import CaseError
from standoff.nouns import Forecast
from standoff.nouns.ledger import FrozenForecast, Ledger

if TYPE_CHECKING:
    from standoff.case.case import Case

__all__ = ["Ahead", "ahead_of", "can_be_asked_back", "ledger_rows", "track_record"]

#: Sections of the sheet of a backtest that answer "can this be trusted?".
TRUST, SCORES = ("reliability", "skill"), ("scores", "method")


Files = Callable[[str], Sequence[tuple[str, str]]]


class Ahead(msgspec.Struct, frozen=True, kw_only=True):
    """Forecasts, their questions in words, the section that shows them, and what to beware of."""

    forecasts: tuple[Forecast, ...]
    labels: tuple[str, ...]
    body: Any
    notes: tuple[str, ...] = ()

    @property
    def labelled(self) -> tuple[tuple[Forecast, str], ...]:
        """Each forecast with its question in words."""
        return tuple(zip(self.forecasts, self.labels, strict=True))


def ahead_of(
    case: Case,
    *,
    language: str,
    proposed: bool,
    address: Callable[[str], str],
    forecasts: tuple[Forecast, ...] | None = None,
    files: Files | None = None,
) -> Ahead:
    """The case's questions, or `forecasts` at hand, each beside its answer of a week before."""
    from standoff.case.forecasting import asked_before
    from standoff.report.charts.ahead import forecast_label

    page = answer_page(
        case, language=language, proposed=proposed, part="ahead", forecasts=forecasts
    )
    earlier = asked_before(case, page.forecasts, proposed=proposed)
    page = msgspec.structs.replace(page, earlier=earlier)
    naming = naming_of_page(page)
    return Ahead(
        forecasts=page.forecasts,
        labels=tuple(forecast_label(naming, one) for one in page.forecasts),
        body=part_of(page, "ahead", address, None, files),
    )


def track_record(case: Case, language: str, files: Files | None = None) -> dict[str, Any] | None:
    """The kept backtest: its label, its sections as HTML, and whether the record went on since."""
    from standoff.report import backtest_sheet
    from standoff.report.sheet import sections_html

    backtest = kept_backtest(case)
    if backtest is None:
        return None
    sheet = backtest_sheet(backtest, language)
    return {
        "lead": sheet.lead,
        "trust": sections_html(sheet, TRUST, files),
        "scores": sections_html(sheet, SCORES),
        "outdated": backtest.head != case.head_hash,
    }


def ledger_rows(
    case: Case, language: str, *, as_of: date
) -> tuple[Ledger, Sequence[dict[str, Any]]]:
    """The ledger, and each frozen forecast as a line: what was said, what came, the scores."""
    ledger = case.ledger(as_of=as_of)
    if not (ledger.open or ledger.settled):
        return ledger, ()
    naming = naming_of_page(answer_page(case, language=language))
    due = [
        _row(naming, one.frozen) | {"came": one.came, "brier": one.brier, "base": one.base_brier}
        for one in ledger.settled
    ]
    return ledger, [*due, *(_row(naming, one) | {"waits": True} for one in ledger.open)]


def _row(naming: Any, frozen: FrozenForecast) -> dict[str, Any]:
    from standoff.report.charts.ahead import forecast_label

    forecast = frozen.forecast
    return {
        "question": forecast_label(naming, forecast),
        "saved": frozen.saved_at.date(),
        "by": frozen.by,
        "deadline": forecast.deadline,
        "probability": forecast.probability,
        "base_rate": forecast.baselines.get("base_rate", forecast.probability),
        "seq": frozen.seq,
        "waits": False,
    }


def can_be_asked_back(case: Case) -> bool:
    """True if the case says what a backtest would ask for."""
    from standoff.case.backtesting import kinds_of_case

    try:
        kinds_of_case(case)
    except CaseError:
        return False
    return True
