"""The chart of a claim: bars of its readings, or the line of its estimate, whichever tells more."""

from __future__ import annotations

import math

from standoff.nouns import Finding, PageData
from standoff.report.charts.card import COUNTED
from standoff.report.charts.definitions import definitions_chart
from standoff.report.charts.scale import scale_chart
from standoff.report.grammar import Chart

__all__ = ["claim_chart"]


def claim_chart(page: PageData, finding: Finding, width: int = 420) -> Chart | None:
    """Bars for a count with several readings, the line of a test against chance; None if neither.

    A count that has one reading, and an estimate that is no number, leave nothing to draw.
    """
    if finding.claim.form in COUNTED:
        bars = len(finding.definitions) > 1 and finding.claim.asserted is not None
        return definitions_chart(page, finding, width) if bars else None
    return None if math.isnan(finding.estimate) else scale_chart(page, finding, width)
