"""Declared games without a case: solved, simulated, drawn, by name or from a TOML file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from standoff.errors import BadValue
from standoff.nouns.solved import (
    EventTimes,
    SimulatedGame,
    SolvedEquilibrium,
    SolvedGame,
    SolvedState,
)

if TYPE_CHECKING:
    from standoff.game import Game, Solution

__all__ = ["declared_game", "draw_game", "simulate_game", "solve_game"]

LISTED = 60
"""States that an answer lists, the most visited first."""

LOOKED_AT = 36
"""Months over which visits are counted."""

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def declared_game(
    source: str,
    *,
    variant: str = "",
    values: Mapping[str, float] | None = None,
    convention: Literal["private_shocks", "quantal_response", ""] = "",
    precision: float | None = None,
) -> Game:
    """A shipped game by name or a declaration from a TOML file, with changes.

    Raises `BadValue` for unknown names, `FileUnreadable` for a file that declares no game.
    """
    if "numpy" not in sys.modules:
        os.environ.update(dict.fromkeys(_THREADS, "1"))
    from standoff.game import Game, read_declaration
    from standoff.game.shelf import named

    is_file = source.endswith(".toml") or Path(source).is_file()
    game = Game(read_declaration(source)) if is_file else named(source)
    game = game.variant(variant) if variant else game
    game = game.with_parameters(**(values or {}))
    return Game(
        game.declaration,
        game.changes,
        convention or game.convention,
        game.precision if precision is None else precision,
    )


def solve_game(
    game: Game, *, starts: int = 0, by: str = "", state: Mapping[str, str] | None = None
) -> SolvedGame:
    """The equilibrium on the branch from precision 0 and others found from `starts` random starts.

    With `state` only that state is listed; `by` is the factor whose steps are told (default: the
    first). Raises `NotSolved`.
    """
    by = by or next(iter(game.declaration.factors))
    if by not in game.declaration.factors:
        known = ", ".join(game.declaration.factors)
        raise BadValue(f"unknown factor {by!r}", expected=f"one of {known}")
    return SolvedGame(
        game=game.name,
        title=game.declaration.title,
        sides=tuple(game.declaration.sides),
        convention=game.convention,
        precision=game.precision,
        parameters=game.parameters,
        illustrative=game.illustrative,
        state_count=len(game.states),
        months=LOOKED_AT,
        by=by,
        starts=starts,
        equilibria=tuple(_told(found, by, state) for found in _equilibria(game, starts)),
    )


def _equilibria(game: Game, starts: int) -> list[Solution]:
    if not starts:
        return [game.solve()]
    from standoff.errors import NotSolved
    from standoff.game import find_equilibria

    found = find_equilibria(game.model, starts=starts)
    if not found:
        raise NotSolved(f"no equilibrium from {starts} starts", residual=float("inf"))
    return [game.solution(one) for one in found]


def _told(solution: Solution, by: str, state: Mapping[str, str] | None) -> SolvedEquilibrium:
    from standoff.game.visits import expected_months, steps_between

    game = solution.game
    visits = expected_months(solution, LOOKED_AT)
    levels, steps = steps_between(solution, visits, by)
    order = sorted(range(len(visits)), key=lambda k: (-visits[k], k))[:LISTED]
    listed = [game.index(**state)] if state else order
    return SolvedEquilibrium(
        how=solution.how,
        method=solution.branch.method,
        followed=solution.branch.followed,
        folds=solution.branch.folds,
        jumped=solution.branch.jumped,
        residual=solution.residual,
        gain=solution.gain,
        states=tuple(_state(solution, k, float(visits[k])) for k in listed),
        levels=levels,
        steps=steps,
    )


def _state(solution: Solution, index: int, months: float) -> SolvedState:
    game = solution.game
    state = game.states[index]
    return SolvedState(
        state=state,
        months=months,
        choices={side: solution.choices(side, **state) for side in game.declaration.sides},
        values={side: solution.value(side, **state) for side in game.declaration.sides},
    )


def simulate_game(
    game: Game,
    *,
    months: int = 36,
    paths: int = 10_000,
    seed: int = 1,
    threads: int = 1,
    sample: int = 3,
    state: Mapping[str, str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> SimulatedGame:
    """Paths of equilibrium play: first passage of the game's events, payoffs, `sample` paths."""
    from standoff.game import simulate

    solution = game.solve()
    drawn = simulate(
        solution, paths=paths, months=months, seed=seed, threads=threads, state=dict(state or {}),
        tell=progress,
    )  # fmt: skip
    levels = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
    payoffs = {}
    for number, side in enumerate(game.declaration.sides):
        told = drawn.payoff_quantiles(side, tuple(levels.values()))
        mean = float(drawn.outcomes.payoffs[number].mean())
        payoffs[side] = dict(zip(levels, told, strict=True)) | {"mean": mean}
    return SimulatedGame(
        game=game.name,
        how=solution.how,
        residual=solution.residual,
        illustrative=game.illustrative,
        state=drawn.start,
        months=months,
        paths=paths,
        seed=seed,
        events={
            name: _times(drawn.first_passage(name).cumsum()) for name in game.declaration.events
        },
        payoffs=payoffs,
        sample=tuple(tuple(drawn.path(k)) for k in range(min(sample, paths))),
    )


def _times(by_month: Iterable[float]) -> EventTimes:
    shares = tuple(round(float(x), 12) for x in by_month)
    median = next((k for k, share in enumerate(shares, 1) if share >= 0.5), None)
    return EventTimes(chance=shares[-1], by_month=shares, median_month=median)


def draw_game(
    answer: SolvedGame, path: Path, *, graph: bool = False, game: Game | None = None,
    language: str = "en",
) -> None:  # fmt: skip
    """Choice probabilities, or with `graph` the steps between levels, as SVG or PNG.

    With the `game` sides, moves and levels are called by its short words in the language.
    """
    from standoff.report import save_chart
    from standoff.report.charts.solved import choices_chart, steps_chart

    called = _called(game, language) if game else {}
    draw = steps_chart if graph else choices_chart
    save_chart(draw(answer, called=called, language=language), path)


def _called(game: Game, language: str) -> dict[str, str]:
    """Sides, moves, factors and levels in short."""
    from standoff.game.telling import Words

    words, told = Words(game.declaration, language), game.declaration
    names = [*told.sides, *(a for actions in told.sides.values() for a in actions), *told.factors]
    names += [f"{name}.{level}" for name, one in told.factors.items() for level in one.names]
    return {name: words.short(name) for name in names}
