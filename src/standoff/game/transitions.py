"""Transitions kept factored: one small operator a factor, applied in turn.

With factors f = 1..F the chance of the next state is a product of small tables,

    f(s' | s, a, b) = prod_f  P_f(s'_f | what law f reads of s, a, b),

so an expectation sum_s' f(s'|s,a,b) V(s') is F contractions, each of which swaps the axis of one
next level for the axes its law reads. Each is a sparse matrix with hardly more than one entry a
row, as most laws are nearly certain; the joint matrix, with the product of all their branchings,
is never built for large games (small operators are multiplied together). The order is greedy:
always the factor that leaves the smallest tensor. The adjoint runs the steps backwards and pushes
a distribution forward in time.

`Transition` is the protocol all solvers use; `SparseTransition` holds a plain matrix instead.
Shapes: values (k, S); expectations (k, S, A, B).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, reduce
from typing import TYPE_CHECKING, Protocol

import numpy as np
import scipy.sparse as sp

from standoff.game.laws import LawTable
from standoff.game.sparse import narrow

if TYPE_CHECKING:
    from standoff.game.coarse import Cells

__all__ = ["FactoredTransition", "Transition"]

SMALL = 200_000
"""Entries up to which the operators of neighbouring factors are multiplied into one."""


class Transition(Protocol):
    """What a solver needs to know of the motion of states."""

    shape: tuple[int, int, int]
    """(S, A, B): states, actions of the first side, actions of the second."""

    def expect(self, values: np.ndarray) -> np.ndarray:
        """sum_s' f(s'|s,a,b) V(s') for k value functions: (k, S) -> (k, S, A, B)."""
        ...

    def push(self, weights: np.ndarray) -> np.ndarray:
        """Adjoint of `expect`: sum_sab w(s,a,b) f(s'|s,a,b): (k, S, A, B) -> (k, S)."""
        ...

    @property
    def dense(self) -> np.ndarray:
        """f written out as (S, A B, S), kept once made; for small games only."""
        ...

    def explicit(self, states: slice) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """All entries of some states, one by one: (row within the slice, next state, chance)."""
        ...


class FactoredTransition:
    """The product of the laws of all factors, optionally on some of the states only."""

    def __init__(
        self,
        laws: tuple[LawTable, ...],
        levels: tuple[int, ...],
        sides: dict[str, int],
        kept: np.ndarray | None = None,
    ) -> None:
        """`levels` per factor in order, `sides` name -> number of actions, `kept` flat indices."""
        self.laws, self.levels, self.sides, self.kept = laws, levels, sides, kept
        count = int(np.prod(levels)) if kept is None else len(kept)
        actions_a, actions_b = sides.values()
        self.shape = (count, actions_a, actions_b)
        self._full = int(np.prod(levels))

    @cached_property
    def _order(self) -> list[tuple[LawTable, int, list[int], list[int]]]:
        """Steps (law, factor, labels before, labels after).

        Labels name axes: f for the level of factor f, F and F + 1 for the sides, F + 2 + f for the
        next level of factor f.
        """
        count = len(self.laws)
        names = [law.factor for law in self.laws] + list(self.sides)
        laws = [_without_constant_axes(law) for law in self.laws]
        reads = [[names.index(name) for name in law.reads] for law in laws]
        width = self._widths
        now = [count + 2 + f for f in range(count)]
        left, plan = set(range(count)), []
        while left:
            after = {f: _swapped(now, count + 2 + f, reads[f]) for f in left}
            best = min(left, key=lambda f: (np.prod([width[x] for x in after[f]]), -f))
            plan.append((laws[best], best, now, after[best]))
            now = after[best]
            left.remove(best)
        return plan

    @cached_property
    def _widths(self) -> dict[int, int]:
        """Length of the axis of each label."""
        count = len(self.laws)
        widths = dict(enumerate((*self.levels, *self.sides.values())))
        return widths | {count + 2 + f: n for f, n in enumerate(self.levels)}

    @cached_property
    def _steps(self) -> list[sp.csr_array]:
        """The operator of every factor, in turn, as sparse matrices on flat tensors."""
        steps = [self._step(*step) for step in self._order]
        steps[-1] = steps[-1][self._rows()]
        if self.kept is not None:
            steps[0] = steps[0][:, self.kept]
        for k in range(len(steps) - 1, 0, -1):
            # What no later step asks for is not computed.
            used = np.flatnonzero(np.diff(steps[k].tocsc().indptr))
            steps[k], steps[k - 1] = steps[k][:, used], steps[k - 1][used]
        return [narrow(step) for step in _merged([sp.csr_array(step) for step in steps])]

    def _step(
        self, law: LawTable, factor: int, before: list[int], after: list[int]
    ) -> sp.csr_array:
        """out[after] = sum over the next level of law[reads, next] in[before]."""
        count, widths = len(self.laws), self._widths
        shape = [widths[x] for x in after]
        place = dict(zip(after, np.indices(shape, sparse=True), strict=True))
        names = [law_.factor for law_ in self.laws] + list(self.sides)
        prime = count + 2 + factor
        strides = dict(zip(before, _strides([widths[x] for x in before]), strict=True))
        base = sum((place[x] * strides[x] for x in before if x != prime), np.zeros(shape, np.int64))
        context = np.zeros(shape, dtype=np.int64)
        for name, stride in zip(law.reads, _strides(law.table.shape[:-1]), strict=True):
            context = context + place[names.index(name)] * stride
        rows = sp.csr_array(law.table.reshape(-1, law.table.shape[-1]))
        picked = rows[context.ravel()]
        columns = np.repeat(base.ravel(), np.diff(picked.indptr)) + strides[prime] * picked.indices
        size = int(np.prod([widths[x] for x in before]))
        return sp.csr_array((picked.data, columns, picked.indptr), shape=(len(base.ravel()), size))

    def _rows(self) -> np.ndarray:
        """Where entry (s, a, b) of the answer lies in the last tensor."""
        last, widths = self._order[-1][3], self._widths
        index = np.arange(self._full) if self.kept is None else self.kept
        levels = np.unravel_index(index, self.levels)
        strides = dict(zip(last, _strides([widths[x] for x in last]), strict=True))
        count = len(self.laws)
        flat = sum(
            (levels[f] * strides[f] for f in range(count) if f in strides),
            np.zeros(len(index), np.int64),
        )
        a, b = (np.arange(n) * strides.get(count + i, 0) for i, n in enumerate(self.shape[1:]))
        return (flat[:, None, None] + a[:, None] + b).ravel()

    def expect(self, values: np.ndarray) -> np.ndarray:
        """See `Transition.expect`."""
        # One by one: scipy is slow for a few columns at a time.
        rows = [reduce(lambda row, step: step @ row, self._steps, row) for row in values]
        return np.stack(rows).reshape(len(values), *self.shape)

    def push(self, weights: np.ndarray) -> np.ndarray:
        """See `Transition.push`."""
        back = [step.T for step in reversed(self._steps)]
        rows = weights.reshape(len(weights), -1)
        return np.stack([reduce(lambda row, step: step @ row, back, row) for row in rows])

    @cached_property
    def dense(self) -> np.ndarray:
        """See `Transition.dense`."""
        moves = self.expect(np.eye(self.shape[0])).reshape(self.shape[0], self.shape[0], -1)
        return np.ascontiguousarray(moves.transpose(1, 2, 0))

    @cached_property
    def cells(self) -> Cells | None:
        """States put together by their slow factors, for `coarse.py`; None where none is slow."""
        from standoff.game.coarse import cells_of

        return cells_of(self, self.places)

    def restricted(self, kept: np.ndarray) -> FactoredTransition:
        """The same motion on the states `kept` (flat indices), which must be closed under it."""
        return FactoredTransition(self.laws, self.levels, self.sides, kept)

    def reachable(self, start: int) -> np.ndarray:
        """Flat indices of the states that can be reached from the state `start`."""
        support = tuple(LawTable(x.factor, x.reads, (x.table > 0) * 1.0) for x in self.laws)
        walk = FactoredTransition(support, self.levels, self.sides)
        seen = np.zeros(self._full, dtype=bool)
        fresh = seen.copy()
        fresh[start] = True
        while fresh.any():
            seen |= fresh
            weights = np.zeros((1, *walk.shape))
            weights[0, fresh] = 1.0
            fresh = (walk.push(weights)[0] > 0) & ~seen
        return np.flatnonzero(seen)

    def explicit(self, states: slice) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """See `Transition.explicit`; the laws are multiplied out factor by factor."""
        row, after, chance = self.partial(range(len(self.laws)), self.places[states])
        if self.kept is not None:
            after = np.searchsorted(self.kept, after)
        return row, after, chance

    @cached_property
    def places(self) -> np.ndarray:
        """Level numbers of every state: (S, F)."""
        index = np.arange(self._full) if self.kept is None else self.kept
        return np.stack(np.unravel_index(index, self.levels), axis=1)

    def partial(
        self, factors: Sequence[int], places: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Where some factors go from some states: (row s A B + a B + b, joint level, chance).

        `places` (n, F) are level numbers; joint levels of the factors named are numbered with the
        last running fastest.
        """
        widths = tuple(self.sides.values())
        grid = np.meshgrid(np.arange(len(places)), *map(np.arange, widths), indexing="ij")
        row = np.arange(grid[0].size)
        read = {law.factor: places[grid[0].ravel(), f] for f, law in enumerate(self.laws)}
        read |= {side: grid[1 + i].ravel() for i, side in enumerate(self.sides)}
        after, chance = np.zeros(row.size, dtype=np.int64), np.ones(row.size)
        for f in factors:
            law, levels = self.laws[f], self.levels[f]
            local = law.table[tuple(read[name] for name in law.reads)][row]
            entry, level = np.nonzero(local)
            chance = chance[entry] * local[entry, level]
            after = after[entry] * levels + level
            row = row[entry]
        return row, after, chance


def _without_constant_axes(law: LawTable) -> LawTable:
    """The law without what it reads to no effect."""
    table, reads = law.table, list(law.reads)
    for name in law.reads:
        axis = reads.index(name)
        if np.all(table == np.take(table, [0], axis=axis)):
            table = np.take(table, 0, axis=axis)
            reads.remove(name)
    return LawTable(law.factor, tuple(reads), table)


def _swapped(now: list[int], prime: int, reads: list[int]) -> list[int]:
    """The axes after a next level has given way to what its law reads."""
    return [x for x in now if x != prime] + [x for x in reads if x not in now]


def _strides(shape: Sequence[int]) -> list[int]:
    """Steps of a flat index along each axis."""
    return [int(np.prod(shape[k + 1 :])) for k in range(len(shape))]


def _merged(steps: list[sp.csr_array]) -> list[sp.csr_array]:
    """Neighbouring steps multiplied where the product is no dearer than the two."""
    out = [steps[0]]
    for step in steps[1:]:
        # An upper bound of the product's entries, without forming it.
        if _entries(step, out[-1]) <= max(out[-1].nnz + step.nnz, SMALL):
            out[-1] = sp.csr_array(step @ out[-1])
        else:
            out.append(step)
    return out


def _entries(later: sp.csr_array, earlier: sp.csr_array) -> int:
    """An upper bound on the entries of later @ earlier."""
    return int(np.diff(earlier.indptr)[later.indices].sum())
