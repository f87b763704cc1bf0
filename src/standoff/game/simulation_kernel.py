"""The compiled twin of `simulation.draw_paths`: same draws, same bits, one path after the other."""

from __future__ import annotations

import numpy as np
from numba import njit

from standoff.game.simulation import Outcomes, Tables

__all__ = ["draw_paths_compiled"]

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MIX_1, MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


@njit(cache=True, nogil=True, inline="always")
def _mixed(x):  # type: ignore[no-untyped-def]
    x = (x ^ (x >> np.uint64(30))) * MIX_1
    x = (x ^ (x >> np.uint64(27))) * MIX_2
    return x ^ (x >> np.uint64(31))


@njit(cache=True, nogil=True)
def _run(keep, alias, after, seen, pay, discounts, start, low, months, seed, first, payoffs, last):  # type: ignore[no-untyped-def]
    width, events = keep.shape[1], first.shape[0]
    base = _mixed(seed + GOLDEN)
    everything = (np.uint64(1) << np.uint64(events)) - np.uint64(1)
    for n in range(last.shape[0]):
        stream = _mixed(base + GOLDEN * np.uint64(low + n + 1))
        state, met = start, np.uint64(0)
        total_0, total_1, weight_0, weight_1 = 0.0, 0.0, 1.0, 1.0
        for month in range(months):
            word = _mixed(stream + GOLDEN * np.uint64(month + 1))
            drawn = (word >> np.uint64(11)) * 2.0**-53 * width
            slot = np.int64(drawn)
            if not drawn - slot < keep[state, slot]:
                slot = np.int64(alias[state, slot])
            total_0 += weight_0 * pay[0, state, slot]
            total_1 += weight_1 * pay[1, state, slot]
            weight_0 *= discounts[0]
            weight_1 *= discounts[1]
            fresh = seen[state, slot] & ~met & everything
            if fresh != np.uint64(0):
                met |= fresh
                for event in range(events):
                    if (fresh >> np.uint64(event)) & np.uint64(1):
                        first[event, n] = month + 1
            state = np.int64(after[state, slot])
        payoffs[0, n], payoffs[1, n], last[n] = total_0, total_1, state


def draw_paths_compiled(
    table: Tables, start: int, low: int, high: int, months: int, seed: int, events: int
) -> Outcomes:
    """See `simulation.draw_paths`."""
    count = int(high - low)
    first = np.zeros((events, count), dtype=np.int16)
    payoffs, last = np.zeros((2, count)), np.zeros(count, dtype=np.int64)
    _run(
        table.keep,
        table.alias,
        table.after,
        table.seen,
        table.pay,
        np.array(table.discounts),
        start,
        int(low),
        months,
        np.uint64(seed % 2**64),
        first,
        payoffs,
        last,
    )
    return Outcomes(first, payoffs, last)
