"""Thinning dense years, so that one well-observed stretch does not decide for all the others.

A year is dense if it holds more than twice the median of the years with anything in them; it is
thinned at random to that median. A rhythm that only the dense years show does not survive this.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from standoff.cycle.rhythm.sequence import KindSequence

__all__ = ["thin_dense_years"]

TIMES = 2.0


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


def _year(ordinal: int) -> int:
    return date.fromordinal(ordinal).year
