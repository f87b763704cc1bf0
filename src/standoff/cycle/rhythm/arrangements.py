"""Orders of runs in which no two neighbours are equal, drawn uniformly.

A collapsed sequence has no equal neighbours, so a fair shuffle of it must not make any: an ordinary
shuffle does, and collapsing again throws away a random part, which is the trap. Here the number of
ways to finish from every situation is counted, stratum by stratum from the end,

    ways(left, last) = sum over kinds c, c != last, left_c > 0 of ways(left - 1_c, c)

and an order is drawn step by step in proportion to these numbers, so that each order that keeps
every stratum's kinds has the same probability. Neighbours across strata count as neighbours unless
a hole lies between.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

__all__ = ["arrange"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Stratum:
    """`ways[left + (last,)]` for counts of kinds left; last = K means nothing came before."""

    counts: tuple[int, ...]
    ways: NDArray[np.float64]
    linked: bool


def arrange(
    kinds: Ints, strata: Ints, linked: NDArray[np.bool_], n_kinds: int, draws: int, seed: int
) -> Ints:
    """`draws` orders (draws, n) of `kinds` (n,) that keep each stratum's kinds.

    `strata` (n,) are 0, 1, .. in order; `linked[s]` says whether stratum s follows on s - 1 without
    a hole. The given order must itself have no equal neighbours within linked strata.
    """
    tables = _tables(kinds, strata, linked, n_kinds)
    rng = np.random.default_rng(seed)
    drawn = np.empty((draws, len(kinds)), dtype=np.int64)
    last = np.full(draws, n_kinds)
    place = 0
    for table in tables:
        if not table.linked:
            last = np.full(draws, n_kinds)
        left = np.tile(np.array(table.counts), (draws, 1))
        for _ in range(sum(table.counts)):
            last = _step(table, left, last, rng.random(draws), n_kinds)
            left[np.arange(draws), last] -= 1
            drawn[:, place] = last
            place += 1
    return drawn


def _step(
    table: _Stratum, left: Ints, last: Ints, chance: NDArray[np.float64], n_kinds: int
) -> Ints:
    """The next kind of every draw, in proportion to the ways to finish after it."""
    weights = np.zeros((len(left), n_kinds))
    for kind in range(n_kinds):
        open_ = (left[:, kind] > 0) & (last != kind)
        after = left[open_].copy()
        after[:, kind] -= 1
        weights[open_, kind] = table.ways[(*after.T, np.full(len(after), kind))]
    steps = weights.cumsum(axis=1)
    chosen: Ints = (chance[:, None] * steps[:, -1:] >= steps).sum(axis=1)
    # A chance that rounds up to the total would fall behind the last possible kind.
    highest = n_kinds - 1 - (weights[:, ::-1] > 0).argmax(axis=1)
    return np.minimum(chosen, highest)


def _tables(kinds: Ints, strata: Ints, linked: NDArray[np.bool_], n_kinds: int) -> list[_Stratum]:
    """Ways to finish, for each stratum, the later strata included."""
    tables: list[_Stratum] = []
    onward = np.ones(n_kinds)  # ways to finish all later strata after a last kind
    for stratum in range(int(strata.max()), -1, -1) if len(strata) else ():
        counts = np.bincount(kinds[strata == stratum], minlength=n_kinds)
        ways = _count_ways(tuple(int(c) for c in counts), onward)
        follows = bool(linked[stratum])
        tables.append(_Stratum(tuple(int(c) for c in counts), ways, follows))
        start = ways[tuple(counts)]
        onward = start[:n_kinds] if follows else np.full(n_kinds, start[n_kinds])
        onward = onward / onward.max()
    return tables[::-1]


def _count_ways(counts: tuple[int, ...], onward: NDArray[np.float64]) -> NDArray[np.float64]:
    """`ways[left + (last,)]` for all counts left, from none to all."""
    n_kinds = len(counts)
    ways = np.zeros((*(c + 1 for c in counts), n_kinds + 1))
    for left in product(*(range(c + 1) for c in counts)):
        if not any(left):
            ways[left] = (*onward, onward.max())
            continue
        after = np.zeros(n_kinds)
        for kind in range(n_kinds):
            if left[kind]:
                rest = (*left[:kind], left[kind] - 1, *left[kind + 1 :])
                after[kind] = ways[(*rest, kind)]
        total = after.sum()
        ways[left] = (*(total - after), total)
    return ways
