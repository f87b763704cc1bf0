"""Forecasts: the choice of hyper-parameters, and what a backtest costs.

    python benchmarks/forecast.py --tune     mean log score by ridge and half-life, before 2012 only
    python benchmarks/forecast.py --time     CPU seconds of the backtest of the bundled case

The record is the bundled case `korea`. Tuning asks at month ends from 2000 to 2010 and uses only
windows that ended by 2011, seen through a view that is cut off there.
"""

from __future__ import annotations

import argparse
import math
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from standoff import Case
from standoff.case.backtesting import kinds_of_case
from standoff.forecast.asked import Asked
from standoff.forecast.backtest import month_ends
from standoff.forecast.pool import came_by
from standoff.forecast.recency import Recency
from standoff.forecast.regression import ClockRegression
from standoff.forecast.view import View
from standoff.nouns import EventPattern, Question

LAST = date(2011, 12, 31)
MORE = ("PRK weapon_test", "PRK summit")


def tune(case: Case) -> None:
    """Mean log score of each candidate over all kinds, horizons and origins before 2012."""
    candidates = {f"ridge {ridge:g}": ClockRegression(ridge) for ridge in (1, 4, 16, 64, 256)}
    candidates |= {f"half-life {years:g} years": Recency(years) for years in (2, 5, 10, 1000)}
    asked = kinds_of_case(case)
    whole = View(case.events(), case.coverage, knows_until=LAST, dyad=case.dyad)
    views = {day: whole.at(day) for day in month_ends(date(2000, 1, 31), date(2010, 12, 31))}
    losses: dict[str, list[float]] = {name: [] for name in candidates}
    for text in [*(kind.pattern for kind in asked.kind), *MORE]:
        pattern = EventPattern.parse(text)
        matching = whole.of_kind(pattern)
        for days in asked.days:
            for day, view in views.items():
                end = day + timedelta(days=days)
                if end > LAST:
                    continue
                question = Question(pattern=pattern, start=day + timedelta(days=1), end=end)
                came = came_by(question, matching) is not None
                stands = Asked(question, view)
                for name, model in candidates.items():
                    chance = min(max(model.look(stands).at_least[0], 1e-6), 1 - 1e-6)
                    losses[name].append(-math.log(chance if came else 1 - chance))
    n = len(next(iter(losses.values())))
    print(f"mean log score over {n} forecasts, windows ended by {LAST} (lower is better)")
    for name, found in losses.items():
        print(f"  {name:20} {sum(found) / n:.4f}")


def cost(case: Case) -> None:
    """CPU seconds of the whole backtest on one core."""
    began = time.process_time()
    answer = case.backtest()
    seconds = time.process_time() - began
    n = sum(row.n for row in answer.scored if row.days)
    print(f"backtest: {answer.origins} origins, {n} scored forecasts, {seconds:.1f} CPU seconds")
    for sentence in answer.sentences():
        print(f"  {sentence}")


def main() -> None:
    """What was asked for, or both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tune", action="store_true")
    parser.add_argument("--time", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        case = Case.demo("korea", Path(folder) / "korea")
        if options.tune or not options.time:
            tune(case)
        if options.time or not options.tune:
            cost(case)


if __name__ == "__main__":
    main()
