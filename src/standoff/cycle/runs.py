"""Runs of equal labels: phases with their censoring, transitions, and how long phases last.

A run that touches the edge of the period or an uncovered month is censored there: it may have been
longer. Dwell times are therefore never plain averages. With memoryless (geometric) durations a run
of L months that was seen to end has probability q (1 - q)^(L - 1), one cut off after L months
(1 - q)^(L - 1), for nobody knows whether it went on. So the maximum-likelihood mean 1 / q is

    months whose next month was seen / ends seen

(the discrete form of the exponential estimate in Kalbfleisch & Prentice, "The Statistical Analysis
of Failure Time Data", 2002, chapter 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from standoff.cycle.calendar import step_end
from standoff.nouns import Dwell, LabelledMonth, Phase

__all__ = ["dwell_times", "month_transitions", "runs_of_months"]

CENSORED = {(False, False): "", (True, False): "left", (False, True): "right", (True, True): "both"}


def runs_of_months(months: Sequence[LabelledMonth], step: str = "month") -> tuple[Phase, ...]:
    """Phases: maximal runs of consecutive covered months (or weeks) with one label."""
    phases = []
    place = 0
    for (covered, label), group in groupby(months, key=lambda m: (m.covered, m.label)):
        run = list(group)
        after = place + len(run)
        if covered:
            unseen_before = place == 0 or not months[place - 1].covered
            unseen_after = after == len(months) or not months[after].covered
            phases.append(
                Phase(
                    start=run[0].month,
                    end=step_end(run[-1].month, step),
                    name=label,
                    probability=1.0,
                    months=len(run),
                    censored=CENSORED[unseen_before, unseen_after],
                )
            )
        place = after
    return tuple(phases)


def month_transitions(
    months: Iterable[LabelledMonth], names: Sequence[str]
) -> dict[str, dict[str, int]]:
    """`[a][b]`: how many months labelled b came right after one labelled a, both covered."""
    counts = {name: dict.fromkeys(names, 0) for name in names}
    for before, after in pairwise(months):
        if before.covered and after.covered:
            counts[before.label][after.label] += 1
    return counts


def dwell_times(phases: Iterable[Phase], names: Sequence[str]) -> tuple[Dwell, ...]:
    """How long phases of each name last, with the number of phases and ends behind it."""
    by_name: dict[str, list[Phase]] = {name: [] for name in names}
    for phase in phases:
        by_name[phase.name].append(phase)
    return tuple(_dwell(name, runs) for name, runs in by_name.items())


def _dwell(name: str, runs: list[Phase]) -> Dwell:
    months = sum(run.months for run in runs)
    ended = sum(run.censored in ("", "left") for run in runs)
    followed = months - (len(runs) - ended)
    return Dwell(
        name=name,
        n=len(runs),
        months=months,
        ended=ended,
        followed=followed,
        complete=tuple(run.months for run in runs if not run.censored),
        mean=followed / ended if ended else None,
    )
