"""Pictures of answers that need no case."""

from __future__ import annotations

from pathlib import Path

from standoff.errors import BadValue
from standoff.nouns.estimates import CrisisEstimate, EscalationEstimate
from standoff.nouns.game_fit import CoercionEstimate
from standoff.report import save_chart
from standoff.report.charts.payoffs import payoffs_chart

__all__ = ["draw_game_fit", "save_backing_down", "save_outcomes"]


def save_backing_down(fit: EscalationEstimate, path: Path) -> None:
    """Every state's payoff of backing down with its interval, as SVG or PNG by the ending."""
    save_chart(payoffs_chart(fit), path)


def draw_game_fit(answer: CoercionEstimate, path: Path) -> None:
    """Prior beside posterior of every parameter, as SVG or PNG by the ending."""
    from standoff.report.charts.game_fit import game_fit_chart

    save_chart(game_fit_chart(answer), path)


def save_outcomes(fit: CrisisEstimate, path: Path) -> None:
    """How outcomes move with the covariate that was varied, as SVG or PNG by the ending.

    Raises `BadValue` where none was varied.
    """
    from standoff.report.charts.outcomes import outcomes_chart

    if not fit.varied:
        raise BadValue("no covariate was varied, so there is nothing to draw",
                       next="name one with its values, e.g. --vary lncaprat=0,1,2,3")  # fmt: skip
    save_chart(outcomes_chart(fit), path)
