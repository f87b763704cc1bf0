"""The charts of a page, one file each; every one is a few lines over `standoff.report.grammar`."""

from standoff.report.charts.ahead import forecast_chart
from standoff.report.charts.card import claim_card
from standoff.report.charts.counts import counts_chart
from standoff.report.charts.definitions import definitions_chart
from standoff.report.charts.of_claim import claim_chart
from standoff.report.charts.ribbon import phase_ribbon
from standoff.report.charts.timeline import timeline_chart
from standoff.report.charts.transitions import transitions_chart

__all__ = [
    "claim_card",
    "claim_chart",
    "counts_chart",
    "definitions_chart",
    "forecast_chart",
    "phase_ribbon",
    "timeline_chart",
    "transitions_chart",
]
