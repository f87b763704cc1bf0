"""Transitions kept factored: one small operator a factor, applied in turn.

With factors f = 1..F the chance of the next state is a product of small tables,

    f(s' | s, a, b) = prod_f  P_f(s'_f | what law f reads of s, a, b),

so an expectation sum_s' f(s'|s,a,b) V(s') is F contractions, each of which swaps the axis of one
next level for the axes its law reads. No joint matrix is built: 40,320 states with 25 pairs of
actions need a few tables of some hundred numbers. The order of the contractions is greedy: always
the factor that leaves the smallest tensor. The adjoint runs the same steps backwards and pushes a
distribution forward in time.

`Transition` is the protocol all solvers use; `SparseTransition` holds a plain matrix instead.
Shapes: values (k, S); expectations (k, S, A, B).
"""

from __future__ import annotations

from functools import cached_property
from typing import Protocol

import numpy as np

from standoff.game.laws import LawTable

__all__ = ["FactoredTransition", "Transition"]


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
    def _labels(self) -> dict[str, int]:
        """einsum labels: level of factor f is f, the sides F and F + 1; next level F + 2 + f."""
        names = [law.factor for law in self.laws] + list(self.sides)
        return {name: label for label, name in enumerate(names)}

    @cached_property
    def _plan(self) -> list[tuple[np.ndarray, list[int], list[int], list[int]]]:
        """Steps (table, its labels, labels before, labels after); the stack axis is -1 + 50."""
        count = len(self.laws)
        width = dict(enumerate((*self.levels, *self.sides.values())))
        width |= {count + 2 + f: n for f, n in enumerate(self.levels)}
        now = [count + 2 + f for f in range(count)]
        left, plan = set(range(count)), []
        while left:
            options = {f: self._after(now, f) for f in left}
            best = min(left, key=lambda f: (np.prod([width[x] for x in options[f]]), -f))
            law = self.laws[best]
            labels = [self._labels[name] for name in law.reads] + [count + 2 + best]
            plan.append((law.table, labels, now, options[best]))
            now = options[best]
            left.remove(best)
        return plan

    def _after(self, now: list[int], factor: int) -> list[int]:
        prime = len(self.laws) + 2 + factor
        reads = [self._labels[name] for name in self.laws[factor].reads]
        return [x for x in now if x != prime] + [x for x in reads if x not in now]

    def expect(self, values: np.ndarray) -> np.ndarray:
        """See `Transition.expect`."""
        stack, stacked = len(values), 50
        tensor = self._embed(values).reshape(stack, *self.levels)
        for table, labels, before, after in self._plan:
            tensor = np.einsum(tensor, [stacked, *before], table, labels, [stacked, *after])
        tensor = self._widen(tensor, self._plan[-1][3])
        flat = tensor.reshape(stack, self._full, *self.sides.values())
        return flat if self.kept is None else flat[:, self.kept]

    def _embed(self, values: np.ndarray) -> np.ndarray:
        if self.kept is None:
            return values
        whole = np.zeros((len(values), self._full))
        whole[:, self.kept] = values
        return whole

    def _widen(self, tensor: np.ndarray, labels: list[int]) -> np.ndarray:
        """Sort the axes to (k, factors..., a, b); what no law reads is constant along its axis."""
        order = np.argsort(labels)
        tensor = tensor.transpose(0, *(order + 1))
        full = (*self.levels, *self.sides.values())
        shape = [n if label in labels else 1 for label, n in enumerate(full)]
        return np.broadcast_to(tensor.reshape(len(tensor), *shape), (len(tensor), *full))

    def push(self, weights: np.ndarray) -> np.ndarray:
        """See `Transition.push`."""
        stack, stacked = len(weights), 50
        if self.kept is not None:
            whole = np.zeros((stack, self._full, *self.sides.values()))
            whole[:, self.kept] = weights
            weights = whole
        tensor = weights.reshape(stack, *self.levels, *self.sides.values())
        last = self._plan[-1][3]
        absent = [label + 1 for label in range(len(self.levels) + 2) if label not in last]
        tensor = tensor.sum(axis=tuple(absent))
        tensor = tensor.transpose(0, *(np.argsort(np.argsort(last)) + 1))
        for table, labels, before, after in reversed(self._plan):
            tensor = np.einsum(tensor, [stacked, *after], table, labels, [stacked, *before])
        back = tensor.transpose(0, *(np.argsort(self._plan[0][2]) + 1))
        flat = back.reshape(stack, self._full)
        return flat if self.kept is None else flat[:, self.kept]

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
        index = np.arange(self._full) if self.kept is None else self.kept
        places = np.unravel_index(index[states], self.levels)
        widths = tuple(self.sides.values())
        grid = np.meshgrid(np.arange(len(places[0])), *map(np.arange, widths), indexing="ij")
        row = np.arange(grid[0].size)
        read = {law.factor: places[f][grid[0].ravel()] for f, law in enumerate(self.laws)}
        read |= {side: grid[1 + i].ravel() for i, side in enumerate(self.sides)}
        after, chance = np.zeros(row.size, dtype=np.int64), np.ones(row.size)
        for law, levels in zip(self.laws, self.levels, strict=True):
            local = law.table[tuple(read[name] for name in law.reads)][row]
            entry, level = np.nonzero(local)
            chance = chance[entry] * local[entry, level]
            after = after[entry] * levels + level
            row = row[entry]
        if self.kept is not None:
            after = np.searchsorted(self.kept, after)
        return row, after, chance
