"""Pictures of answers that need no case."""

from __future__ import annotations

from pathlib import Path

from standoff.nouns.estimates import EscalationEstimate
from standoff.nouns.game_fit import CoercionEstimate
from standoff.report import save_chart
from standoff.report.charts.payoffs import payoffs_chart

__all__ = ["draw_game_fit", "save_backing_down"]


def save_backing_down(fit: EscalationEstimate, path: Path) -> None:
    """Every state's payoff of backing down with its interval, as SVG or PNG by the ending."""
    save_chart(payoffs_chart(fit), path)


def draw_game_fit(answer: CoercionEstimate, path: Path) -> None:
    """Prior beside posterior of every parameter, as SVG or PNG by the ending."""
    from standoff.report.charts.game_fit import game_fit_chart

    save_chart(game_fit_chart(answer), path)
