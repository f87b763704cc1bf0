"""Rhythm tests: whether kinds alternate, keep an order, or come at regular intervals.

`sequence` (what came when), then one file a test: `alternation`, `order` (with `arrangements`, the
fair shuffle of runs), `turns`, `regularity`; `thinning` for a second look without the dense years.
"""

from standoff.cycle.rhythm.alternation import alternation_test
from standoff.cycle.rhythm.order import order_test
from standoff.cycle.rhythm.regularity import regularity_test
from standoff.cycle.rhythm.sequence import (
    KindSequence,
    kind_sequence,
    sequence_of_events,
    sequence_of_months,
)
from standoff.cycle.rhythm.thinning import median_test, thin_dense_years, thinnings
from standoff.cycle.rhythm.turns import turns_test

__all__ = [
    "KindSequence",
    "alternation_test",
    "kind_sequence",
    "median_test",
    "order_test",
    "regularity_test",
    "sequence_of_events",
    "sequence_of_months",
    "thin_dense_years",
    "thinnings",
    "turns_test",
]
