"""Room `report`: pages and charts drawn from nouns.

    write_page(page, path)      one self-contained HTML page from a `PageData`
    write_sheet(sheet, path)    a smaller page: a heading, sentences, charts, tables
    save_chart(chart, path)     one chart as SVG or PNG, with its title, source and review count
    write_chart_csv(chart, path)    the data of a chart, inert in spreadsheets

Charts (`timeline_chart`, `phase_ribbon`, `counts_chart`, `transitions_chart`,
`definitions_chart`, `claim_card`, `forecast_chart`) take a `PageData` and a width in pixels.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from standoff.report.backtest import backtest_sheet
    from standoff.report.balance_page import write_balance
    from standoff.report.charts import (
        claim_card,
        claim_chart,
        counts_chart,
        definitions_chart,
        forecast_chart,
        phase_ribbon,
        timeline_chart,
        transitions_chart,
    )
    from standoff.report.claim_page import write_cards
    from standoff.report.data import chart_csv, write_chart_csv
    from standoff.report.grammar import Chart
    from standoff.report.mechanisms import mechanisms_sheet
    from standoff.report.page import render_page, write_page
    from standoff.report.scores import scores_sheet
    from standoff.report.sheet import Section, Sheet, Table, render_sheet, write_sheet
    from standoff.report.svg import save_chart, standalone_svg

__all__ = [
    "Chart",
    "Section",
    "Sheet",
    "Table",
    "backtest_sheet",
    "chart_csv",
    "claim_card",
    "claim_chart",
    "counts_chart",
    "definitions_chart",
    "forecast_chart",
    "mechanisms_sheet",
    "phase_ribbon",
    "render_page",
    "render_sheet",
    "save_chart",
    "scores_sheet",
    "standalone_svg",
    "timeline_chart",
    "transitions_chart",
    "write_balance",
    "write_cards",
    "write_chart_csv",
    "write_page",
    "write_sheet",
]

_HOME = {
    "Chart": "grammar",
    "Section": "sheet",
    "Sheet": "sheet",
    "Table": "sheet",
    "backtest_sheet": "backtest",
    "mechanisms_sheet": "mechanisms",
    "render_sheet": "sheet",
    "write_sheet": "sheet",
    "chart_csv": "data",
    "write_balance": "balance_page",
    "write_cards": "claim_page",
    "render_page": "page",
    "save_chart": "svg",
    "scores_sheet": "scores",
    "standalone_svg": "svg",
    "write_chart_csv": "data",
    "write_page": "page",
}


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module(f"standoff.report.{_HOME.get(name, 'charts')}"), name)
    raise AttributeError(f"module 'standoff.report' has no attribute {name!r}")
