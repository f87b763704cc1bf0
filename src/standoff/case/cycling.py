"""The cycle of a case: readings under several labels, the hidden model, lags, changes.

`cycle_matter` gathers what it is read from; here it is read, by the month rule or by a hidden
model, whose rates clocks may move, and put together as the page shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from standoff.case.cycle_matter import CycleMatter
from standoff.case.folder import AskedCycle
from standoff.case.page import actor_names
from standoff.errors import BadValue
from standoff.nouns import Phases
from standoff.nouns.cycle import CycleAnswer

if TYPE_CHECKING:
    from standoff.case.case import Case
    from standoff.cycle.clock_effects import ClockColumn
    from standoff.cycle.described import Described
    from standoff.nouns.clocks import ClocksAnswer

__all__ = ["cycle_of", "phases_of"]

Progress = Callable[[str], None]


def phases_of(
    matter: CycleMatter, *, model: str, states: int, way: str, clocks: Sequence[ClockColumn] = ()
) -> Phases:
    """Phases by the month rule (`model` is `rule`), or by a hidden `markov`, `semi_markov` one.

    With `clocks` the model's rates and steps move with them, and the phases say what they do.
    """
    from standoff.cycle import label_months

    if clocks:
        return _with_clocks(matter, clocks, model, states)

    period: dict[str, Any] = {"dyad": matter.dyad, "start": matter.start, "end": matter.end}
    if model == "rule":
        return label_months(
            matter.events, matter.coverage, rule=matter.rule, step=matter.step, way=way, **period
        )
    from standoff.cycle.hidden import hidden_phases

    return hidden_phases(
        matter.events, matter.coverage, states=states, model=model, rule=matter.rule,
        emission="negative_binomial", step=matter.step, **period,
    )  # fmt: skip


def _with_clocks(
    matter: CycleMatter, clocks: Sequence[ClockColumn], kind: str, states: int
) -> Phases:
    from standoff.cycle.clock_effects import clocked_phases
    from standoff.cycle.hidden.record_counts import month_counts

    if kind == "rule":
        raise BadValue(
            "clocks under the stated rule, which has no rates to move",
            next="add --model markov or --model semi-markov",
        )
    record = month_counts(
        matter.events, matter.coverage, dyad=matter.dyad, start=matter.start, end=matter.end,
        rule=matter.rule, step=matter.step,
    )  # fmt: skip
    phases, answer = clocked_phases(
        record, clocks, kind=kind, states=states, rule=matter.rule, dyad=matter.dyad,
        step=matter.step,
    )  # fmt: skip
    return msgspec.structs.replace(phases, clocks=answer)


def cycle_of(
    case: Case,
    matter: CycleMatter,
    *,
    exception: tuple[date, date] | None = None,
    dates: Sequence[date] = (),
    models: bool = True,
    clocks: Sequence[ClockColumn] = (),
    language: str = "en",
    progress: Progress = lambda words: None,
) -> CycleAnswer:
    """Everything the page of the cycle shows; the hidden `models` take most of the time."""
    from standoff.cycle.answering import questions_of, read_cycle, regularity_of, tests_in
    from standoff.cycle.beside import beside_of
    from standoff.cycle.described import Described, described

    asked = case.info.cycle or AskedCycle()
    period = exception or asked.exception
    progress("labelling in four ways and testing each")
    readings = read_cycle(
        matter.events, matter.coverage, dyad=matter.dyad, start=matter.start, end=matter.end,
        rule=matter.rule, step=matter.step, period=period,
    )  # fmt: skip
    beside = beside_of(matter, tuple(dates) or asked.dates, progress)
    model = described(matter, progress) if models else Described()
    moved = _moved(matter, clocks, model, progress)
    return CycleAnswer(
        case=case.info.id,
        title=case.info.title,
        dyad=matter.dyad,
        start=matter.start,
        end=matter.end,
        step=matter.step,
        readings=readings,
        questions=questions_of(readings),
        tests=tests_in(readings),
        events=len(matter.events),
        exception=period,
        regularity=regularity_of(
            matter.events,
            matter.coverage,
            dyad=matter.dyad,
            start=matter.start,
            end=matter.end,
            rule=matter.rule,
        ),
        models=model.rows,
        model=msgspec.structs.replace(model.phases, reviewed=case.reviewed)
        if model.phases
        else None,
        dwell=model.dwell,
        lags=beside.lags,
        around=beside.around,
        changes=beside.changes,
        reviewed=case.reviewed,
        head_hash=case.head_hash,
        names=actor_names((), matter.events[:1], language) | _states(matter.dyad, language),
        remarks=matter.remarks,
        clocks=moved,
    )


def _moved(
    matter: CycleMatter, clocks: Sequence[ClockColumn], model: Described, progress: Progress
) -> ClocksAnswer | None:
    """What the clocks do under a model of the kind and size that describes the record best."""
    from standoff.cycle.hidden.choice import best_by_bic

    if not clocks or not model.rows:
        return None
    best = best_by_bic(model.rows)
    progress(f"fitting clocks: {', '.join(column.id for column in clocks)}")
    return _with_clocks(matter, clocks, best.kind, best.states).clocks


def _states(dyad: tuple[str, str], language: str) -> dict[str, str]:
    from standoff.coding.actors.naming import name_of

    named = {code: name_of(code, language) for code in dyad}
    return {code: name for code, name in named.items() if name}
