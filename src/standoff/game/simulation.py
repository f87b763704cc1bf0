"""Simulating a solved game: the same bits whatever the number of threads.

In each state the pair of actions and the next state are one draw from a joint distribution of at
most A B m outcomes, made by an alias table (Walker 1977; Vose 1991) from one 64-bit number. That
number is a hash of (seed, path, month) (splitmix64; Steele, Lea & Flood 2014), not the next of a
stream, so paths can be cut into any pieces and run in any order. `draw_paths` is the plain numpy
version; large runs use the compiled twin of `simulation_kernel.py`, which gives the same bits.

Kept of every path: the first month of each event (0: never), the discounted payoff of both sides,
the last state; whole paths only for those that are asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from standoff.errors import BadValue, LimitExceeded
from standoff.game.compiling import pattern_of
from standoff.game.notebook import table_html
from standoff.game.solution import Solution

__all__ = ["Outcomes", "Simulation", "Tables", "draw_paths", "simulate", "tables_of"]

COMPILED_FROM = 2_000_000
"""Path-months from which the compiled kernel is worth its start-up."""

PIECE = 500_000
"""Paths drawn between two looks at whether to go on."""

LARGEST_TABLE = 30_000_000
"""Most outcomes (state, a, b, next) that a table may list."""

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MIX_1, MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


@dataclass(frozen=True)
class Tables:
    """Joint outcomes of every state, padded to one width w: alias tables and what they mean.

    `keep` (S, w) chance of staying at the slot drawn, else `alias` (S, w); `after` (S, w) the next
    state, `action` (S, w) the pair a B + b, `seen` (S, w) a bit for each event, `pay` (2, S, w).
    """

    keep: np.ndarray
    alias: np.ndarray
    after: np.ndarray
    action: np.ndarray
    seen: np.ndarray
    pay: np.ndarray
    discounts: tuple[float, float]


@dataclass(frozen=True)
class Outcomes:
    """Of n paths: `first` (events, n) month of each event from 1, 0 if never; `payoffs` (2, n);
    `last` (n,) the number of the last state."""

    first: np.ndarray
    payoffs: np.ndarray
    last: np.ndarray


@dataclass(frozen=True)
class Simulation:
    """Simulated paths of a solution, asked by the names of its game's events and sides."""

    solution: Solution
    months: int
    seed: int
    start: dict[str, str]
    outcomes: Outcomes
    tables: Tables = field(repr=False)

    @property
    def paths(self) -> int:
        """Number of paths."""
        return len(self.outcomes.last)

    def first_passage(self, event: str) -> np.ndarray:
        """Share of paths that first see the event in month 1, 2, ..., `months`: (months,)."""
        game = self.solution.game
        game.happens(event)  # raises for an unknown one
        when = self.outcomes.first[list(game.declaration.events).index(event)]
        return np.bincount(when, minlength=self.months + 1)[1:] / self.paths

    def chance(self, event: str) -> float:
        """Share of paths that see the event at all."""
        return float(self.first_passage(event).sum())

    def payoff_quantiles(self, side: str, levels: tuple[float, ...]) -> tuple[float, ...]:
        """Quantiles of the discounted payoff of a side (without shocks)."""
        row = self.outcomes.payoffs[self.solution.game.side(side)]
        return tuple(float(q) for q in np.quantile(row, levels))

    def __repr__(self) -> str:
        name = self.solution.game.name
        return f"<Simulation of {name}: {self.paths:,} paths of {self.months} months>"

    def _repr_html_(self) -> str:
        """First passage of every event, for notebooks."""
        events = list(self.solution.game.declaration.events)
        rows = [(event, f"{self.chance(event):.1%}") for event in events]
        title = f"{self.solution.game.name}: seen by {self.paths:,} paths in {self.months} months"
        return table_html(title, ("event", "share"), rows)

    def path(self, number: int) -> list[dict[str, str]]:
        """Path `number` month by month: the state's levels and both actions, by name."""
        if not 0 <= number < self.paths:
            raise BadValue(f"no path {number}", expected=f"0 to {self.paths - 1}")
        game, table = self.solution.game, self.tables
        moves = [list(actions) for actions in game.declaration.sides.values()]
        state, told = game.index(**self.start), []
        for month in range(self.months):
            slot = int(_slots(table, np.array([state]), self.seed, np.array([number]), month)[0])
            a, b = divmod(int(table.action[state, slot]), len(moves[1]))
            sides = dict(zip(game.declaration.sides, (moves[0][a], moves[1][b]), strict=True))
            told.append(game.states[state] | sides)
            state = int(table.after[state, slot])
        return told


def simulate(
    solution: Solution,
    *,
    paths: int = 10_000,
    months: int = 36,
    seed: int = 1,
    threads: int = 1,
    state: dict[str, str] | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Simulation:
    """Draw paths of both sides' equilibrium play; raises `BadValue`, `LimitExceeded`.

    `tell` hears how many of how many paths are drawn.
    """
    for name, value, least in (("paths", paths, 1), ("months", months, 1), ("threads", threads, 1)):
        if value < least:
            raise BadValue(f"{name} = {value}", expected=f"{least} or more")
    if months > 30_000:
        raise LimitExceeded(f"months = {months}", expected="at most 30,000")
    start = solution.game.start | (state or {})
    index, table = solution.game.index(**start), tables_of(solution)
    events = len(solution.game.declaration.events)
    draw = draw_paths
    if paths * months >= COMPILED_FROM:
        from standoff.game.simulation_kernel import draw_paths_compiled

        draw = draw_paths_compiled
    count = max(threads, -(-paths // PIECE))
    edges = [paths * k // count for k in range(count + 1)]

    def piece(k: int) -> Outcomes:
        return draw(table, index, edges[k], edges[k + 1], months, seed, events)

    pool = ThreadPoolExecutor(threads)
    try:
        parts = []
        for part in pool.map(piece, range(count)):
            parts.append(part)
            if tell:
                tell(edges[len(parts)], paths)
    finally:
        # Whoever is stopped waits for the pieces that are being drawn and for no others.
        pool.shutdown(cancel_futures=True)
    outcomes = Outcomes(
        np.concatenate([part.first for part in parts], axis=1),
        np.concatenate([part.payoffs for part in parts], axis=1),
        np.concatenate([part.last for part in parts]),
    )
    return Simulation(solution, months, seed, start, outcomes, table)


def draw_paths(
    table: Tables, start: int, low: int, high: int, months: int, seed: int, events: int
) -> Outcomes:
    """Paths `low` to `high` - 1, all months of all paths at once: the readable twin."""
    number = np.arange(low, high)
    state = np.full(len(number), start, dtype=np.int64)
    first = np.zeros((events, len(number)), dtype=np.int16)
    payoffs = np.zeros((2, len(number)))
    weight = np.ones(2)
    for month in range(months):
        slot = _slots(table, state, seed, number, month)
        for side in (0, 1):
            payoffs[side] += weight[side] * table.pay[side, state, slot]
            weight[side] *= table.discounts[side]
        bits = table.seen[state, slot]
        for event in range(events):
            fresh = ((bits >> event) & 1 == 1) & (first[event] == 0)
            first[event, fresh] = month + 1
        state = table.after[state, slot].astype(np.int64)
    return Outcomes(first, payoffs, state)


def _slots(
    table: Tables, state: np.ndarray, seed: int, number: np.ndarray, month: int
) -> np.ndarray:
    """The outcome each path draws this month."""
    width = table.keep.shape[1]
    drawn = _hashed(seed, number, month) * width
    slot = drawn.astype(np.int64)
    stay = drawn - slot < table.keep[state, slot]
    return np.where(stay, slot, table.alias[state, slot])


def _hashed(seed: int, number: np.ndarray, month: int) -> np.ndarray:
    """Uniform numbers in [0, 1) from (seed, path, month), 53 bits each."""
    # Arrays throughout: they wrap modulo 2^64 where scalars would warn.
    x = _mixed(np.array([seed % 2**64], dtype=np.uint64) + GOLDEN)
    x = _mixed(x + GOLDEN * (number.astype(np.uint64) + np.uint64(1)))
    x = _mixed(x + GOLDEN * np.array([month + 1], dtype=np.uint64))
    return (x >> np.uint64(11)) * 2.0**-53


def _mixed(x: np.ndarray) -> np.ndarray:
    """The finaliser of splitmix64, modulo 2^64."""
    x = (x ^ (x >> np.uint64(30))) * MIX_1
    x = (x ^ (x >> np.uint64(27))) * MIX_2
    return x ^ (x >> np.uint64(31))


def tables_of(solution: Solution) -> Tables:
    """The alias tables of a solution's joint outcomes."""
    model, game = solution.game.model, solution.game
    a, b = model.actions
    row, after, chance = model.transition.explicit(slice(0, model.states))
    state, pair = row // (a * b), row % (a * b)
    counts = np.bincount(state, minlength=model.states)
    if model.states * int(counts.max()) > LARGEST_TABLE:
        raise LimitExceeded(
            f"{model.states} states with {int(counts.max())} outcomes each are too many to list",
            where=f"game {game.name}",
        )
    place = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
    chance = chance * solution.first[state, pair // b] * solution.second[state, pair % b]
    shape = (model.states, int(counts.max()))
    weights, following = np.zeros(shape), np.zeros(shape, dtype=np.int32)
    action, seen = np.zeros(shape, dtype=np.int16), np.zeros(shape, dtype=np.uint64)
    pay = np.zeros((2, *shape))
    weights[state, place], following[state, place], action[state, place] = chance, after, pair
    pay[:, state, place] = model.payoffs.reshape(2, -1)[:, row]
    for bit, condition in enumerate(game.declaration.events.values()):
        holds = pattern_of(game.declaration, game.space, condition).reshape(-1)[row]
        seen[state, place] |= (holds > 0).astype(np.uint64) << np.uint64(bit)
    keep, alias = _alias(weights)
    return Tables(keep, alias, following, action, seen, pay, model.discounts)


def _alias(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Vose's alias tables of each row of weights: (chance to keep a slot, where to go else)."""
    states, width = weights.shape
    share = weights * (width / weights.sum(axis=1, keepdims=True))
    keep, alias = np.ones_like(share), np.tile(np.arange(width, dtype=np.int32), (states, 1))
    for s in range(states):
        left = share[s].copy()
        small = [k for k in range(width) if left[k] < 1]
        large = [k for k in range(width) if left[k] >= 1]
        while small and large:
            low, high = small.pop(), large[-1]
            keep[s, low], alias[s, low] = left[low], high
            left[high] -= 1 - left[low]
            if left[high] < 1:
                small.append(large.pop())
    return keep, alias
