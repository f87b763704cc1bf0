"""The turns test: do phases of two labels take turns more often than chance would have it?

All other labels count as one, "between". Runs are collapsed, and the statistic is how many of the
neighbouring phases of the two labels, whatever lies between, differ: A-B, and A-between-B, but not
A-between-A. Two equal phases can never touch, which alone makes turns likelier than a free shuffle
would; so chance is a shuffle of all runs without equal neighbours (`arrangements`), within strata
of five years. Where months are independent this null is exact: given how often each label comes,
all such orders are equally likely. Where phases last, and the next label is drawn in proportions
that do not hang on the last one, it is so but for the first and the last phase. A label that
prefers another as its successor is what the test is there to find.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from standoff.cycle.rhythm.arrangements import arrange
from standoff.cycle.rhythm.order import linked_strata
from standoff.cycle.rhythm.outcome import DRAWS, outcome
from standoff.cycle.rhythm.sequence import Ints, KindSequence
from standoff.errors import BadValue
from standoff.nouns import RhythmTest

__all__ = ["switches", "turns_test"]

BETWEEN = 2


def turns_test(
    sequence: KindSequence,
    pair: Sequence[str],
    *,
    draws: int = DRAWS,
    seed: int = 1,
    years: int = 5,
) -> RhythmTest:
    """Test whether phases of the two labels in `pair` take turns.

    Raises `BadValue` unless `pair` names two different labels of the sequence.
    """
    if len(pair) != 2 or pair[0] == pair[1] or not set(pair) <= set(sequence.names):
        raise BadValue(f"turns of {', '.join(pair)}", expected="two different labels")
    runs = sequence.merged(pair).collapsed()
    strata = runs.strata(years)
    drawn = arrange(runs.kinds, strata, linked_strata(runs, strata), 3, draws, seed)
    observed, pairs = switches(runs.kinds[None], runs.pieces)
    null, _ = switches(drawn, runs.pieces)
    return outcome(
        "turns",
        float(observed[0]),
        null.astype(np.float64),
        perfect=float(_most(runs.kinds, runs.pieces)),
        n=int(pairs[0]),
        unit="pairs",
        seed=seed,
        names=tuple(pair),
    )


def switches(kinds: Ints, pieces: Ints) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each row of kinds (draws, n): neighbouring phases 0 and 1 that differ, and all of them.

    With no equal neighbours, the next phase of 0 or 1 is one or two places on.
    """
    outer = kinds != BETWEEN
    touching = outer[:, 1:] & outer[:, :-1] & (pieces[1:] == pieces[:-1])
    across = (
        outer[:, 2:] & outer[:, :-2] & ~outer[:, 1:-1] & (pieces[2:] == pieces[:-2])
    )  # fmt: skip
    differ = across & (kinds[:, 2:] != kinds[:, :-2])
    turned = touching.sum(axis=1) + differ.sum(axis=1)
    return turned, touching.sum(axis=1) + across.sum(axis=1)


def _most(kinds: Ints, pieces: Ints) -> int:
    """The most turns that the phases of each piece could take."""
    most = 0
    for piece in np.unique(pieces):
        first, second = np.bincount(kinds[pieces == piece], minlength=3)[:2]
        most += min(2 * min(first, second), int(first + second) - 1) if first + second else 0
    return int(most)
