"""The alternation test: does the next one differ in kind more often than chance would have it?

The statistic is the number of neighbours of the same kind. Chance shuffles the kinds within strata
of five years, which keeps how often each comes there. Fewer repeats than chance: the kinds
alternate. More: they cluster, as sticky records do.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from standoff.cycle.rhythm.outcome import DRAWS, outcome
from standoff.cycle.rhythm.sequence import Ints, KindSequence
from standoff.nouns import RhythmTest

__all__ = ["alternation_test", "fewest_repeats", "repeats"]


def alternation_test(
    sequence: KindSequence,
    names: Sequence[str],
    *,
    draws: int = DRAWS,
    seed: int = 1,
    years: int = 5,
) -> RhythmTest:
    """Test whether the kinds in `names` alternate; other kinds are left out before."""
    kept = sequence.only(names)
    rng = np.random.default_rng(seed)
    null = repeats(_shuffled(kept.kinds, kept.strata(years), draws, rng), kept.pieces)
    return outcome(
        "alternation",
        repeats(kept.kinds[None], kept.pieces)[0],
        null,
        perfect=float(fewest_repeats(kept.kinds, kept.pieces)),
        n=len(kept),
        unit=kept.unit,
        seed=seed,
        names=tuple(names),
    )


def repeats(kinds: Ints, pieces: Ints) -> NDArray[np.float64]:
    """Neighbours of the same kind in one piece, for each row of kinds (draws, n)."""
    same = (np.diff(kinds, axis=1) == 0) & (np.diff(pieces) == 0)
    return same.sum(axis=1).astype(np.float64)


def fewest_repeats(kinds: Ints, pieces: Ints) -> int:
    """The fewest repeats that any order can have: a kind may be more than half of its piece."""
    fewest = 0
    for piece in np.unique(pieces):
        counts = np.bincount(kinds[pieces == piece])
        fewest += max(0, 2 * int(counts.max()) - int(counts.sum()) - 1)
    return fewest


def _shuffled(kinds: Ints, strata: Ints, draws: int, rng: np.random.Generator) -> Ints:
    """`draws` shuffles (draws, n) of the kinds within each stratum."""
    keys = rng.random((draws, len(kinds))) + strata
    return kinds[np.argsort(keys, axis=1)]
