"""A coarse copy of the linear system, as preconditioner of games with factored transitions.

GMRES on (I - K) dW = r (`linear.py`) is slowed by what moves slowly: a level that hardly ever
changes keeps its value, discounted, for years. States that agree on the slow factors are put into
one cell; on cells the system is small, A_c = R (I - K) P with R the mean over a cell and P its
spread, and solved exactly. What cells do not see is left as it is:

    M^-1 r = r + P (A_c^-1 - I) R r.

That is the coarse half of a two-level method (Briggs, Henson & McCormick 2000; for Markov chains:
Schweitzer 1991). How slow a factor is, is told by the second largest eigenvalue of its law,
averaged over what else it reads; the square of that, shared among its levels, orders them, and
factors are taken in while there are at most `CELLS` cells.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.linalg as sla

from standoff.game.laws import LawTable
from standoff.game.transitions import FactoredTransition

__all__ = ["CELLS", "Cells", "CoarseSolver", "slow_factors"]

CELLS = 600
"""Most cells: their system is dense, with two unknowns a cell."""

FEWEST = 1000
"""States from which making cells pays: GMRES on fewer is cheap as it is, except near folds."""

CHUNK, AT_ONCE = 1000, 500_000
"""States written out, and entries added up, at once: few megabytes are held on the way."""

FORGOTTEN = 0.1
"""A factor whose second eigenvalue is below this forgets its level at once."""


@dataclass(frozen=True)
class Cells:
    """Which cell each state is in (S,), how many states a cell has (C,), and where moves lead.

    Each way from (s, a, b) = `rows` to a cell adds its `shares`, chance over the size of the cell
    of s, to the place `places` = cell of s times C + cell ahead of a matrix on cells.
    """

    cell: np.ndarray
    sizes: np.ndarray
    rows: np.ndarray
    places: np.ndarray
    shares: np.ndarray

    def matrix(self, weights: np.ndarray) -> np.ndarray:
        """R diag(weights) E P for weights (S, A, B): (C, C)."""
        count, flat = len(self.sizes), weights.reshape(-1)
        out = np.zeros(count * count)
        for begin in range(0, len(self.rows), AT_ONCE):
            part = slice(begin, begin + AT_ONCE)
            entries = flat[self.rows[part]] * self.shares[part]
            out += np.bincount(self.places[part], entries, count * count)
        return out.reshape(count, count)


def slow_factors(transition: FactoredTransition) -> list[int]:
    """Factors to keep apart, the slowest for its number of levels first."""
    lasting = [_lasting(law) for law in transition.laws]
    worth = [size**2 / n for size, n in zip(lasting, transition.levels, strict=True)]
    chosen: list[int] = []
    width = 1
    for f in sorted(range(len(lasting)), key=lambda k: (-worth[k], k)):
        if lasting[f] >= FORGOTTEN and width * transition.levels[f] <= CELLS:
            chosen.append(f)
            width *= transition.levels[f]
    return chosen


def _lasting(law: LawTable) -> float:
    """Second largest modulus of an eigenvalue of the law, averaged over all else that it reads."""
    own = law.reads.index(law.factor)
    others = tuple(k for k in range(law.table.ndim - 1) if k != own)
    sizes = np.sort(np.abs(np.linalg.eigvals(law.table.mean(axis=others))))
    return float(sizes[-2]) if len(sizes) > 1 else 0.0


def cells_of(transition: FactoredTransition, places: np.ndarray) -> Cells | None:
    """The cells of a transition whose states have the levels `places` (S, F); None if none pay."""
    chosen = slow_factors(transition)
    if not chosen or len(places) < FEWEST:
        return None
    widths = [transition.levels[f] for f in chosen]
    flat = np.ravel_multi_index([places[:, f] for f in chosen], widths)
    used, cell = np.unique(flat, return_inverse=True)
    numbers = np.zeros(int(np.prod(widths)), dtype=np.int64)
    numbers[used] = np.arange(len(used))
    cell = cell.reshape(-1)
    sizes = np.bincount(cell)
    parts = [
        _ways(transition, chosen, places, cell, numbers, begin)
        for begin in range(0, len(places), CHUNK)
    ]
    rows, ahead, shares = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Cells(cell, sizes, rows, ahead, shares)


def _ways(
    transition: FactoredTransition,
    chosen: list[int],
    places: np.ndarray,
    cell: np.ndarray,
    numbers: np.ndarray,
    begin: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """`rows`, `places` and `shares` of `Cells` for `CHUNK` states from `begin` on."""
    pairs, sizes = transition.shape[1] * transition.shape[2], np.bincount(cell)
    row, after, chance = transition.partial(chosen, places[begin : begin + CHUNK])
    row = row + begin * pairs
    own = cell[row // pairs]
    ahead = own * len(sizes) + numbers[after]
    return row.astype(np.int32), ahead.astype(np.int32), chance / sizes[own]


class CoarseSolver:
    """M^-1 for one set of weights (2, 2, S, A, B), and its transpose."""

    def __init__(self, cells: Cells, weights: np.ndarray) -> None:
        self._cells = cells
        blocks = [[cells.matrix(weights[i, j]) for j in (0, 1)] for i in (0, 1)]
        self._factors = sla.lu_factor(
            np.eye(2 * len(cells.sizes)) - np.block(blocks), check_finite=False
        )

    def apply(self, right: np.ndarray) -> np.ndarray:
        """M^-1 r: (2, S) -> (2, S)."""
        cell, sizes = self._cells.cell, self._cells.sizes
        mean = np.stack([np.bincount(cell, row, len(sizes)) / sizes for row in right])
        solved = sla.lu_solve(self._factors, mean.ravel(), check_finite=False)
        return right + (solved.reshape(mean.shape) - mean)[:, cell]

    def apply_transposed(self, right: np.ndarray) -> np.ndarray:
        """M'^-1 r: (2, S) -> (2, S)."""
        cell, sizes = self._cells.cell, self._cells.sizes
        total = np.stack([np.bincount(cell, row, len(sizes)) for row in right])
        solved = sla.lu_solve(self._factors, total.ravel(), trans=1, check_finite=False)
        return right + ((solved.reshape(total.shape) - total) / sizes)[:, cell]
