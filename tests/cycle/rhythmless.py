"""Simulated records of months without any order, and with one: sticky, trending, bursty, ordered.

Kinds 0, 1, 2 are the three that the tests look at, 3 is everything else (a quiet month).
"""

from __future__ import annotations

import numpy as np

from standoff.cycle.rhythm import KindSequence, kind_sequence

NAMES = ("a", "b", "c", "quiet")
FIRST = 719_163  # 1 January 1970
MONTHS = 360


def record(kinds) -> KindSequence:
    """Months as a sequence, 30.44 days apart."""
    days = FIRST + np.round(np.arange(len(kinds)) * 30.4375).astype(int)
    return kind_sequence(kinds, days, NAMES, unit="months")


def sticky(rng, months=MONTHS):
    """A month is like the last one with probability 0.7, else drawn anew."""
    shares = np.array([0.35, 0.2, 0.15, 0.3])
    kinds = [rng.choice(4, p=shares)]
    for _ in range(months - 1):
        kinds.append(kinds[-1] if rng.random() < 0.7 else rng.choice(4, p=shares))
    return record(kinds)


def trending(rng, months=MONTHS):
    """Shares drift over thirty years from one kind to another, and months stick a little."""
    early, late = np.array([0.5, 0.1, 0.1, 0.3]), np.array([0.1, 0.3, 0.4, 0.2])
    kinds = [0]
    for t in range(months - 1):
        shares = early + (late - early) * t / months
        kinds.append(kinds[-1] if rng.random() < 0.3 else rng.choice(4, p=shares))
    return record(kinds)


def bursty(rng, months=MONTHS):
    """Crises of some months, each with a taste of its own, between quiet stretches."""
    kinds: list[int] = []
    while len(kinds) < months:
        kinds += [3] * rng.geometric(0.25)
        taste = rng.dirichlet([0.8, 0.8, 0.8])
        kinds += list(rng.choice(3, p=taste, size=rng.geometric(0.15)))
    return record(kinds[:months])


def ordered(rng, months=MONTHS, strength=0.7):
    """Runs follow each other in the order 0, 1, 2 with probability `strength`."""
    kinds: list[int] = []
    kind = int(rng.integers(3))
    while len(kinds) < months:
        kinds += [kind] * rng.geometric(0.4) + [3] * (rng.geometric(0.4) - 1)
        kind = (kind + (1 if rng.random() < strength else 2)) % 3
    return record(kinds[:months])
