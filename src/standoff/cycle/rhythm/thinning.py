"""Thinning dense years, so that one well-observed stretch does not decide for all the others.

A year is dense if it holds more than twice the median of the years with anything in them; it is
thinned at random to that median. A rhythm that only the dense years show does not survive this.
Which entries go is chance, and one draw may show what the next one does not: so a record is thinned
several times, and the test of median p-value is the one that is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from standoff.cycle.rhythm.sequence import KindSequence
from standoff.nouns import RhythmTest

__all__ = ["THINNINGS", "median_test", "thin_dense_years", "thinnings"]

TIMES = 2.0
THINNINGS = 11


def thin_dense_years(sequence: KindSequence, *, seed: int = 1) -> KindSequence:
    """The sequence with dense calendar years thinned to the density of the others."""
    if not len(sequence):
        return sequence
    years = np.array([_year(int(day)) for day in sequence.days])
    names, counts = np.unique(years, return_counts=True)
    usual = int(np.median(counts))
    rng = np.random.default_rng(seed)
    kept = np.ones(len(sequence), dtype=bool)
    for year in names[counts > TIMES * usual]:
        entries = np.flatnonzero(years == year)
        kept[rng.choice(entries, size=len(entries) - usual, replace=False)] = False
    return KindSequence(
        sequence.kinds[kept],
        sequence.days[kept],
        sequence.pieces[kept],
        sequence.names,
        sequence.unit,
    )


def thinnings(
    sequence: KindSequence, *, times: int = THINNINGS, seed: int = 1
) -> tuple[KindSequence, ...]:
    """The sequence thinned several times, each time anew."""
    return tuple(thin_dense_years(sequence, seed=seed + place) for place in range(times))


def median_test(tests: Sequence[RhythmTest]) -> RhythmTest:
    """The test whose p-value is the middle one (of an even number, the larger)."""
    return sorted(tests, key=lambda test: test.p_value)[len(tests) // 2]


def _year(ordinal: int) -> int:
    return date.fromordinal(ordinal).year
