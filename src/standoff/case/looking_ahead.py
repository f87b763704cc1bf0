"""What a `Case` says of the future: forecasts, the ledger of frozen ones, backtests.

`Case` inherits these methods; each hands over to the file of this room that holds the work.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from standoff.nouns import Forecast
from standoff.nouns.answers import ForecastAnswer
from standoff.nouns.backtest import Backtest
from standoff.nouns.ledger import Illustration, Ledger

if TYPE_CHECKING:
    from standoff.case.case import Case

__all__ = ["LookingAhead"]


class LookingAhead:
    """The methods of `Case` on what is to come."""

    @property
    def _case(self) -> Case:
        return cast("Case", self)

    def forecast(
        self,
        question: str | None = None,
        *,
        by: date | None = None,
        start: date | None = None,
        knows_until: date | None = None,
        proposed: bool = False,
        model: str = "pool",
        progress: Callable[[str], None] = lambda words: None,
    ) -> ForecastAnswer:
        """Chances of a question (or of the case's questions), every model beside `model`."""
        from standoff.case.forecasting import forecast_case

        return forecast_case(
            self._case, question, by=by, start=start, knows_until=knows_until, proposed=proposed,
            model=model, progress=progress,
        )  # fmt: skip

    def illustrate(self, asked: date, *, proposed: bool = False) -> Illustration:
        """The case's kinds and horizons as asked on one day, beside what came of them."""
        from standoff.case.forecasting import illustrate

        return illustrate(self._case, asked, proposed=proposed)

    def save_forecasts(
        self, forecasts: Sequence[Forecast], *, by: str = "", today: date | None = None
    ) -> tuple[int, int]:
        """Freeze forecasts in the journal: (newly saved, saved before)."""
        from standoff.case.ledger import save_forecasts

        return save_forecasts(self._case, forecasts, by=by, today=today or date.today())

    def ledger(self, *, as_of: date | None = None, proposed: bool = False) -> Ledger:
        """Frozen forecasts, and the scores of those whose deadline has passed."""
        from standoff.case.ledger import ledger_of

        return ledger_of(self._case, as_of=as_of or date.today(), proposed=proposed)

    def backtest(
        self,
        patterns: Sequence[str] = (),
        *,
        first: date | None = None,
        last: date | None = None,
        dyad: str | None = None,
        proposed: bool = False,
        jobs: int = 1,
        cluster: str = "",
        progress: Callable[[int, int], None] | None = None,
    ) -> Backtest:
        """Rolling-origin backtest of `patterns`, by default of the kinds in `backtest.toml`.

        `dyad` is written CHALLENGER,TARGET; by default it is the case's. A backtest of the case's
        own kinds, pair and whole time is kept in its folder, for the desk to show.
        """
        from standoff.case.backtesting import backtest_case, keep_backtest, kinds_of_case
        from standoff.case.typed import parse_dyad

        asked = kinds_of_case(self._case, patterns)
        made = backtest_case(
            self._case, asked, first=first, last=last, proposed=proposed, jobs=jobs,
            dyad=parse_dyad(dyad) if dyad else None,
            cluster=cluster, progress=progress,
        )  # fmt: skip
        if not (patterns or first or last or dyad or proposed):
            keep_backtest(self._case, made)
        return made

    def write_backtest(self, backtest: Backtest, path: str | Path, *, language: str = "en") -> None:
        """Write a backtest as a page."""
        from standoff.case.replacing import refuse_to_replace
        from standoff.report import backtest_sheet, write_sheet

        target = Path(path)
        refuse_to_replace(target)
        write_sheet(backtest_sheet(backtest, language), target)
