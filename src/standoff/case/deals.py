"""The bargaining range along a record, at the game's own payoffs or at those fitted to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from standoff.errors import BadValue
from standoff.nouns.deal import DealMonth, DealRange

if TYPE_CHECKING:
    from standoff.game import Game, Solution

__all__ = ["DEAL", "draw_deals", "find_deals"]

DEAL = {"challenger": "pledge", "target": "relieve"}
"""A moratorium for relief."""


def find_deals(
    folder: Path,
    game: Game,
    *,
    deal: Mapping[str, str] | None = None,
    mapping: str = "gravest",
    fitted: bool = False,
    prior: str = "zero",
    proposed: bool = False,
    told: Callable[[str], None] | None = None,
) -> DealRange:
    """The range in each month of the case in `folder`; with `fitted` payoffs are estimated first.

    Raises `BadValue` for unknown names and where no month has a state of the game, `NotSolved`.
    """
    import numpy as np

    from standoff.case.case import Case
    from standoff.game.deals import bargains
    from standoff.game.estimation_months.sequence import series_of

    case = Case.open(folder)
    agreed = {**DEAL, **(deal or {})}
    rows = case.months(mapping, proposed=proposed).frame.to_dicts()
    assumed = [tuple(n for n in game.declaration.factors if row.get(n) is None) for row in rows]
    solution = _fitted(game, rows, prior, told) if fitted else game.solve()
    filled = [row | {name: game.start[name] for name in names}
              for row, names in zip(rows, assumed, strict=True)]  # fmt: skip
    states = series_of(game, filled).states[:, 0]
    use = np.flatnonzero(states >= 0)
    if not len(use):
        raise BadValue("no month has a state of the game", where=game.name)
    found = bargains(solution, agreed, states[use])
    sides = list(game.declaration.sides)
    months = [
        DealMonth(
            month=str(rows[at]["month"]),
            gains={side: float(found.gains[i, n]) for i, side in enumerate(sides)},
            least=-float(found.gains[0, n]),
            most=float(found.gains[1, n]),
            width=float(found.width[n]),
            parts={side: {name: float(part[n]) for name, part in found.parts[i].items()}
                   for i, side in enumerate(sides)},
            assumed=assumed[at],
        )
        for n, at in enumerate(use)
    ]  # fmt: skip
    return DealRange(
        game=game.name,
        case=case.info.id,
        mapping=mapping,
        deal=agreed,
        fitted=fitted,
        parameters=solution.game.parameters,
        residual=solution.residual,
        how=solution.how,
        months=tuple(months),
        left_out=tuple(str(rows[at]["month"]) for at in np.flatnonzero(states < 0)),
        illustrative=game.illustrative and not fitted,
    )


def _fitted(
    game: Game, rows: list[dict[str, Any]], prior: str, told: Callable[[str], None] | None
) -> Solution:
    from standoff.errors import NotSolved
    from standoff.game.estimation_months.modes import fit_largest

    fit = fit_largest(game, [rows], prior=prior)  # type: ignore[arg-type]
    if not fit.mode.converged:
        raise NotSolved("the fit did not converge", residual=fit.mode.decrement)
    if told:
        told(f"Fitted to {fit.sequences.months} months in {fit.evaluations} evaluations.")
    return fit.solution


def draw_deals(answer: DealRange, path: Path) -> None:
    """What each would have to grant, month by month, as SVG or PNG."""
    from standoff.report import save_chart
    from standoff.report.charts.deal import deal_chart

    save_chart(deal_chart(answer), path)
