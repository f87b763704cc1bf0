"""What-ifs of declared games: one change, both distributions, uncertainty carried through."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from standoff.errors import BadValue, NotSolved
from standoff.nouns.whatif import Fan, NeededValue, WhatIf

if TYPE_CHECKING:
    from standoff.game import Game, Solution
    from standoff.game.estimation_months.fitting import MonthsFit
    from standoff.game.whatif import Start

__all__ = ["draw_what_if", "what_if"]

Pair = tuple[np.ndarray, np.ndarray]


def what_if(
    game: Game,
    *,
    event: str,
    months: int = 12,
    parameters: Mapping[str, float] | None = None,
    state: Mapping[str, str] | None = None,
    state_after: Mapping[str, str] | None = None,
    moves: Mapping[str, str] | None = None,
    move_months: int = 1,
    draws: int = 0,
    spread: float = 0.25,
    seed: int = 1,
    aim: float | None = None,
    by: str = "",
    fitted_to: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> WhatIf:
    """Before and after a change (see `standoff.game.whatif`); `aim` with `by` searches a value.

    `fitted_to` is the folder of a case: the payoffs are then estimated from its months, and drawn
    from the posterior instead of around their values. Raises `BadValue` for unknown names and where
    nothing is changed or sought, `NotSolved`.
    """
    from standoff.game.whatif import (
        Start,
        first_passage,
        posterior_draws,
        solve_near,
        spread_draws,
    )

    changed = dict(parameters or {})
    if not (changed or state_after or moves or aim):
        raise BadValue("nothing is changed", expected="a parameter, a state, a move, or an aim")
    if (aim is None) != (not by):
        raise BadValue("an aim needs a parameter, and a parameter an aim", expected="both")
    begin = Start(dict(state or {}))
    then = Start({**begin.state, **(state_after or {})}, dict(moves or {}), move_months)
    fit, case = _fit(game, fitted_to) if fitted_to else (None, "")
    before = fit.solution if fit else game.solve()
    game = before.game
    draw = posterior_draws(fit, seed) if fit else spread_draws(game, spread, seed)
    after = solve_near(game.with_parameters(**changed), before)
    ends = [first_passage(s, at, months, event) for s, at in ((before, begin), (after, then))]
    pairs = [
        _pair(before, changed, (begin, then), months, event, draw(number))
        for number in _told(draws, progress)
    ]
    drawn = [pair for pair in pairs if pair is not None]
    return WhatIf(
        game=game.name,
        event=event,
        months=months,
        state=game.start | dict(begin.state),
        state_after=game.start | dict(then.state),
        parameters=changed,
        moves=dict(then.moves),
        move_months=move_months,
        before=_fan(ends[0], [pair[0] for pair in drawn]),
        after=_fan(ends[1], [pair[1] for pair in drawn]),
        residuals=(before.residual, after.residual),
        how=(before.how, after.how),
        draws=draws,
        unsolved=draws - len(drawn),
        spread=spread if draws and not fit else 0.0,
        fitted_to=case,
        seed=seed,
        difference=_difference(drawn),
        needed=_needed(after, then, event, months, aim, by) if aim is not None else None,
        illustrative=game.illustrative and not fit,
    )


def _fit(game: Game, folder: Path) -> tuple[MonthsFit, str]:
    """The game fitted to a case's months, and the id; raises `NotSolved`."""
    from standoff.case.case import Case
    from standoff.game.estimation_months.fitting import fit_months

    case = Case.open(folder)
    fit = fit_months(game, [case.months().frame.to_dicts()])
    if not fit.mode.converged:
        raise NotSolved("the fit did not converge", residual=fit.mode.decrement)
    return fit, case.info.id


def _told(draws: int, progress: Callable[[int, int], None] | None) -> Iterator[int]:
    """The numbers of the draws; each is told to `progress` once it is done with."""
    for number in range(draws):
        yield number
        if progress:
            progress(number + 1, draws)


def _pair(
    near: Solution,
    changed: Mapping[str, float],
    starts: tuple[Start, Start],
    months: int,
    event: str,
    values: Mapping[str, float],
) -> Pair | None:
    """Before and after at one draw of the parameters; None where one of them is not solved."""
    from standoff.game.whatif import first_passage, solve_near

    drawn = near.game.with_parameters(**values)
    try:
        before = solve_near(drawn, near)
        after = solve_near(drawn.with_parameters(**changed), before)
    except NotSolved:
        return None
    return (
        first_passage(before, starts[0], months, event),
        first_passage(after, starts[1], months, event),
    )


def _fan(here: np.ndarray, drawn: list[np.ndarray]) -> Fan:
    told = tuple(float(x) for x in here)
    if not drawn:
        return Fan(by_month=told)
    low, middle, high = np.quantile(np.array(drawn), (0.05, 0.5, 0.95), axis=0)
    return Fan(
        by_month=told,
        low=tuple(float(x) for x in low),
        middle=tuple(float(x) for x in middle),
        high=tuple(float(x) for x in high),
    )


def _difference(drawn: list[Pair]) -> tuple[float, float, float] | None:
    if not drawn:
        return None
    moved = [float(after[-1] - before[-1]) for before, after in drawn]
    low, middle, high = (float(q) for q in np.quantile(moved, (0.05, 0.5, 0.95)))
    return low, middle, high


def _needed(
    solution: Solution, start: Start, event: str, months: int, aim: float, by: str
) -> NeededValue:
    from standoff.game.whatif import required

    found = required(solution, by, event=event, months=months, aim=aim, start=start)
    return NeededValue(
        parameter=by,
        aim=aim,
        now=solution.game.parameters[by],
        value=found.value,
        tried=found.tried,
        jumped=found.jumped,
    )


def draw_what_if(answer: WhatIf, path: Path) -> None:
    """The fan chart of a what-if as SVG or PNG."""
    from standoff.report import save_chart
    from standoff.report.charts.whatif import fan_chart

    save_chart(fan_chart(answer), path)
