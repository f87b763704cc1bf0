"""Draws of a what-if's parameters, solved before and after the change, on several cores.

The first draws are solved exactly (`game.nearby`), those beyond by first-order prediction and one
step of Newton's method (up to three where one leaves too much), with what is left recomputed. Which
worker solves a draw does not matter: each begins at the same two solutions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from standoff.errors import NotSolved

if TYPE_CHECKING:
    from standoff.game import Game, Solution
    from standoff.game.nearby import Nearby
    from standoff.game.whatif import Start

__all__ = ["Asked", "Drawn", "asked_around", "solve_draws"]

LARGE = 10_000
"""States of a game beyond which no draw is solved from precision 0."""
TOGETHER = 10
"""Draws that a worker takes at a time."""


@dataclass(frozen=True)
class Drawn:
    """One draw: chances before and after (months,); the steps if it was cut short, else 0, and
    whether it is certified in full."""

    before: np.ndarray
    after: np.ndarray
    stepped: int
    certified: bool
    gain: float


@dataclass(frozen=True)
class Asked:
    """What every draw needs: two solved games, the change, two starts, and the values drawn."""

    before: Nearby
    after: Nearby
    changed: Mapping[str, float]
    starts: tuple[Start, Start]
    months: int
    event: str
    values: tuple[Mapping[str, float], ...]
    exact: int


def asked_around(
    solutions: tuple[Solution, Solution],
    changed: Mapping[str, float],
    starts: tuple[Start, Start],
    months: int,
    event: str,
    values: Sequence[Mapping[str, float]],
    exact: int,
) -> Asked:
    """The two solutions with their tangents in the parameters that are drawn."""
    from standoff.game.nearby import Nearby

    names = list(values[0]) if values else []
    before = Nearby.around(solutions[0], names)
    same = solutions[1] is solutions[0]
    after = before if same else Nearby.around(solutions[1], [n for n in names if n not in changed])
    return Asked(before, after, dict(changed), starts, months, event, tuple(values), exact)


def solve_draws(
    asked: Asked, *, jobs: int = 1, progress: Callable[[int, int], None] | None = None
) -> list[Drawn | None]:
    """Every draw in order; None where no equilibrium was found."""
    from standoff.workers import spread

    count = len(asked.values)
    chunks = [range(k, min(k + TOGETHER, count)) for k in range(0, count, TOGETHER)]
    found: dict[int, list[Drawn | None]] = {}
    for at, drawn in spread(_solve_some, asked, chunks, jobs=jobs):
        found[at] = drawn
        if progress:
            progress(sum(map(len, found.values())), count)
    return [one for _, drawn in sorted(found.items()) for one in drawn]


def _solve_some(asked: Asked, numbers: range) -> list[Drawn | None]:
    return [_solve_one(asked, number) for number in numbers]


def _solve_one(asked: Asked, number: int) -> Drawn | None:
    from standoff.game.whatif import first_passage

    game = asked.before.base.game.with_parameters(**asked.values[number])
    stepped = number >= asked.exact
    try:
        before, full = _solved(asked.before, game, stepped)
        after, also = before, full
        if asked.changed:
            after, also = _solved(asked.after, game.with_parameters(**asked.changed), stepped)
    except NotSolved:
        return None
    return Drawn(
        first_passage(before, asked.starts[0], asked.months, asked.event),
        first_passage(after, asked.starts[1], asked.months, asked.event),
        max(before.branch.steps, after.branch.steps) if stepped else 0,
        full and also,
        max(before.gain, after.gain),
    )


def _solved(near: Nearby, game: Game, stepped: bool) -> tuple[Solution, bool]:
    """Near the solved game, else from precision 0, which is cheaper than following a long bend.

    In a large game a draw behind a bend of the branch is left out, and counted as not solved: from
    precision 0 it would cost as much as thirty others.
    """
    if stepped:
        return near.stepped(game)
    try:
        return near.exact(game), True
    except NotSolved:
        if game.model.states > LARGE:
            raise
        return game.solve(), True
