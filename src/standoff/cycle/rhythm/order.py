"""The order test: do three kinds follow each other in one order more than chance would have it?

Runs of equal months or events are collapsed. The statistic is the number of forward triples of
neighbouring runs (first-second-third in any rotation) less the number of reversed ones. Chance
reshuffles the runs within five-year strata without making equal neighbours (`arrangements.py`):
how often each kind comes, in each stretch of years, is kept, as is the fact that runs are runs.

The p-value compares the statistic divided by the root of (1 + forward + reversed triples). Within a
crisis two kinds may take turns, a-b-a-b, which makes triples without direction and a smaller spread
than the shuffles have; dividing by what has a direction (a studentised permutation test: Janssen
1997) takes that out. Sticky, trending and bursty records without any order then pass as such in
95 of 100 cases, as they should (`tests/cycle/test_rhythm_size.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from standoff.cycle.rhythm.arrangements import arrange
from standoff.cycle.rhythm.outcome import DRAWS, outcome, two_sided
from standoff.cycle.rhythm.sequence import Ints, KindSequence
from standoff.errors import BadValue
from standoff.nouns import RhythmTest

__all__ = ["directed_triples", "linked_strata", "order_test"]


Floats = NDArray[np.float64]


def order_test(
    sequence: KindSequence,
    order: Sequence[str],
    *,
    draws: int = DRAWS,
    seed: int = 1,
    years: int = 5,
) -> RhythmTest:
    """Test whether the three kinds in `order` follow each other in that order.

    A positive statistic speaks for the order, a negative one for its reverse. Raises `BadValue`
    unless `order` names three different kinds of the sequence.
    """
    if len(set(order)) != 3 or len(order) != 3:
        raise BadValue(f"order {', '.join(order)}", expected="three different kinds")
    runs = sequence.only(order).collapsed()
    strata = runs.strata(years)
    observed, observed_share = _directed(runs.kinds[None], runs.pieces)
    shuffled = arrange(runs.kinds, strata, linked_strata(runs, strata), 3, draws, seed)
    null, null_share = _directed(shuffled, runs.pieces)
    return outcome(
        "order",
        float(observed[0]),
        null,
        p_value=two_sided(float(observed_share[0]), null_share),
        perfect=float(_triples(runs.pieces).sum()),
        n=len(runs),
        unit="runs",
        seed=seed,
        names=tuple(order),
    )


def linked_strata(runs: KindSequence, strata: Ints) -> NDArray[np.bool_]:
    """Whether each stratum follows on the one before without a hole."""
    firsts = np.searchsorted(strata, np.arange(strata[-1] + 1)) if len(strata) else np.zeros(0, int)
    linked = runs.pieces[firsts] == runs.pieces[firsts - 1]
    if len(linked):
        linked[0] = False
    return linked


def _triples(pieces: Ints) -> NDArray[np.bool_]:
    """Which triples of neighbours (n - 2,) lie in one piece."""
    return pieces[2:] == pieces[:-2]


def _directed(kinds: Ints, pieces: Ints) -> tuple[Floats, Floats]:
    """Forward less reversed triples of each row, plain and divided by root (1 + both)."""
    forward, reversed_ = directed_triples(kinds, pieces)
    return forward - reversed_, (forward - reversed_) / np.sqrt(1.0 + forward + reversed_)


def directed_triples(kinds: Ints, pieces: Ints) -> tuple[Floats, Floats]:
    """Forward and reversed triples of each row of kinds 0, 1, 2 (draws, n) in pieces (n,)."""
    steps = np.diff(kinds, axis=1) % 3
    whole = _triples(pieces)
    forward = (steps[:, 1:] == 1) & (steps[:, :-1] == 1) & whole
    reversed_ = (steps[:, 1:] == 2) & (steps[:, :-1] == 2) & whole
    return forward.sum(axis=1).astype(float), reversed_.sum(axis=1).astype(float)
