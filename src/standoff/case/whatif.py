"""What-ifs of declared games: one change, both distributions, uncertainty carried through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from standoff.errors import BadValue, NotSolved
from standoff.nouns.whatif import Fan, NeededValue, WhatIf

if TYPE_CHECKING:
    from standoff.case.whatif_draws import Drawn
    from standoff.game import Game, Solution
    from standoff.game.estimation_months.fitting import MonthsFit
    from standoff.game.whatif import Start

__all__ = ["draw_what_if", "what_if"]

EXACT = 200
"""Draws that are solved to the full certificate unless another number is asked for."""


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
    exact: int = EXACT,
    jobs: int = 1,
    spread: float = 0.25,
    seed: int = 1,
    aim: float | None = None,
    by: str = "",
    fitted_to: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> WhatIf:
    """Before and after a change (see `standoff.game.whatif`); `aim` with `by` searches a value.

    `fitted_to` is the folder of a case: the payoffs are then estimated from its months, and drawn
    from the posterior instead of around their values. The first `exact` of the draws are solved to
    the full certificate, those beyond by prediction and a few steps (`whatif_draws`), by `jobs`
    workers. Raises `BadValue` for unknown names and where nothing is changed or sought,
    `NotSolved`.
    """
    from standoff.case.whatif_draws import asked_around, solve_draws
    from standoff.game.changing import follow_change
    from standoff.game.whatif import (
        Start,
        first_passage,
        posterior_draws,
        spread_draws,
    )

    changed = dict(parameters or {})
    if not (changed or state_after or moves or aim):
        raise BadValue(
            "nothing is changed",
            expected="a parameter (--change), a state (--then), a move (--move) or an aim (--aim)",
            next="e.g. `standoff what-if deadline --change relief_gain=1 --event relief`",
        )
    if (aim is None) != (not by):
        raise BadValue("an aim needs a parameter, and a parameter an aim", expected="both")
    begin = Start(dict(state or {}))
    then = Start({**begin.state, **(state_after or {})}, dict(moves or {}), move_months)
    fit, case = _fit(game, fitted_to) if fitted_to else (None, "")
    before = fit.solution if fit else game.solve()
    game = before.game
    draw = posterior_draws(fit, seed) if fit else spread_draws(game, spread, seed)
    followed = follow_change(game.with_parameters(**changed), before)
    after = followed.solution
    ends = [first_passage(s, at, months, event) for s, at in ((before, begin), (after, then))]
    drawn = []
    if draws:
        values = [draw(number) for number in range(draws)]
        asked = asked_around((before, after), changed, (begin, then), months, event, values, exact)
        drawn = [one for one in solve_draws(asked, jobs=jobs, progress=progress) if one is not None]
    stepped = [one for one in drawn if one.stepped]
    return WhatIf(
        game=game.name,
        event=event,
        months=months,
        state=game.start | dict(begin.state),
        state_after=game.start | dict(then.state),
        parameters=changed,
        moves=dict(then.moves),
        move_months=move_months,
        before=_fan(ends[0], [one.before for one in drawn]),
        after=_fan(ends[1], [one.after for one in drawn]),
        residuals=(before.residual, after.residual),
        how=(before.how, after.how),
        draws=draws,
        unsolved=draws - len(drawn),
        stepped=len(stepped),
        stepped_once=sum(one.stepped == 1 for one in stepped),
        stepped_certified=sum(one.certified for one in stepped),
        stepped_gain=max((one.gain for one in stepped), default=0.0),
        spread=spread if draws and not fit else 0.0,
        fitted_to=case,
        seed=seed,
        difference=_difference(drawn),
        needed=_needed(after, then, event, months, aim, by) if aim is not None else None,
        illustrative=game.illustrative and not fit,
        ended=followed.ended_at(before),
    )


def _fit(game: Game, folder: Path) -> tuple[MonthsFit, str]:
    """The game fitted to a case's months, and the id; raises `NotSolved`."""
    from standoff.case.case import Case
    from standoff.game.estimation_months.modes import fit_largest

    case = Case.open(folder)
    fit = fit_largest(game, [case.months().frame.to_dicts()])
    if not fit.mode.converged:
        raise NotSolved("the fit did not converge", residual=fit.mode.decrement)
    return fit, case.info.id


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


def _difference(drawn: list[Drawn]) -> tuple[float, float, float] | None:
    if not drawn:
        return None
    moved = [float(one.after[-1] - one.before[-1]) for one in drawn]
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
