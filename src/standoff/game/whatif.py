"""What if: the same game with a payoff, a clock, the state or a move changed, and when events come.

First passage of an event e from state s_0, exact by pushing the mass m_t that has not seen it:

    m_{t+1}(s') = sum_sab m_t(s) P_1(a|s) P_2(b|s) 1{not e(s,a,b)} f(s'|s,a,b)
    F(t) = 1 - sum_s m_t(s)

- **A parameter** changes the game, and the equilibrium is followed from the last solution along its
  branch; where that ends is said (`changing.py`).
- **The state** (a clock, say) begins elsewhere.
- **A move** is fixed in the first months: the side plays it whatever the state, and the other side,
  who did not expect it, plays its equilibrium.

Uncertainty: parameters are drawn around their values, sizes times exp(spread N(0,1)), signs kept,
or from the posterior of a fit to months (`estimation_months`); before and after see the same draws,
so that their difference is not blurred. `required` searches the value of one parameter at which
F(months) reaches an aim.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from standoff.errors import BadValue
from standoff.game.changing import follow_change
from standoff.game.game import Game
from standoff.game.solution import Solution
from standoff.game.statics.prior import multipliers, payoff_parameters

if TYPE_CHECKING:
    from standoff.game.estimation_months.fitting import MonthsFit

__all__ = [
    "Required",
    "Start",
    "drawn_changes",
    "first_passage",
    "posterior_draws",
    "required",
    "solve_near",
    "spread_draws",
]


@dataclass(frozen=True)
class Start:
    """Where play begins, and moves that a side makes in the first `months` months."""

    state: Mapping[str, str] = field(default_factory=dict)
    moves: Mapping[str, str] = field(default_factory=dict)
    months: int = 1


@dataclass(frozen=True)
class Required:
    """The value of a parameter at which the aim is met; None if no value within the ends is.

    `tried` are (value, chance) in order of value; `jumped` says that the chance leaps over the aim
    between two neighbouring values instead of meeting it.
    """

    parameter: str
    value: float | None
    tried: tuple[tuple[float, float], ...]
    jumped: bool = False


def first_passage(solution: Solution, start: Start, months: int, event: str) -> np.ndarray:
    """P(event seen by the end of month 1, 2, ..., months): (months,), never falling."""
    game = solution.game
    unseen = 1.0 - game.happens(event)
    if months < 1:
        raise BadValue(f"{months} months", expected="1 or more")
    usual = solution.first[:, :, None] * solution.second[:, None, :] * unseen
    fixed = _with_moves(solution, start.moves) * unseen
    mass = np.zeros(len(game.states))
    mass[game.index(**start.state)] = 1.0
    seen = []
    for month in range(months):
        play = fixed if month < start.months else usual
        mass = game.model.transition.push((mass[:, None, None] * play)[None])[0]
        seen.append(1.0 - float(mass.sum()))
    return np.clip(np.maximum.accumulate(seen), 0.0, 1.0)


def _with_moves(solution: Solution, moves: Mapping[str, str]) -> np.ndarray:
    """Joint choices (S, A, B) with some sides' moves fixed; raises `BadValue`."""
    game, rows = solution.game, [solution.first, solution.second]
    for side, action in moves.items():
        number = game.side(side)
        actions = game.declaration.sides[side]
        if action not in actions:
            known = ", ".join(actions)
            raise BadValue(f"unknown action {action!r}", where=f"side {side}", expected=known)
        rows[number] = np.zeros_like(rows[number])
        rows[number][:, actions.index(action)] = 1.0
    return rows[0][:, :, None] * rows[1][:, None, :]


def solve_near(game: Game, last: Solution) -> Solution:
    """The game's equilibrium on the branch of the last solution where that leads there, else anew.

    Raises `NotSolved`. Where the branch ends on the way is told by `changing.follow_change`.
    """
    return follow_change(game, last).solution


def drawn_changes(game: Game, spread: float, seed: int, number: int) -> dict[str, float]:
    """Payoffs and multipliers times exp(spread N(0,1)): a function of (seed, number) alone."""
    if not 0 <= spread <= 2:
        raise BadValue(f"a spread of {spread}", expected="0 to 2")
    chance = np.random.default_rng([seed, number])
    names = (*payoff_parameters(game.declaration), *multipliers(game.declaration))
    factors = np.exp(spread * chance.standard_normal(len(names)))
    return {
        name: float(game.parameters[name] * factor)
        for name, factor in zip(names, factors, strict=True)
    }


def spread_draws(game: Game, spread: float, seed: int) -> Callable[[int], Mapping[str, float]]:
    """Draw number -> values around those of the game: `drawn_changes`."""
    return lambda number: drawn_changes(game, spread, seed, number)


def posterior_draws(fit: MonthsFit, seed: int) -> Callable[[int], Mapping[str, float]]:
    """Draw number -> values from the normal posterior of a fit; a function of (seed, number)."""
    half = np.linalg.cholesky(fit.laplace.covariance)

    def draw(number: int) -> dict[str, float]:
        chance = np.random.default_rng([seed, number])
        return fit.prior.named(fit.laplace.mode + half @ chance.standard_normal(len(half)))

    return draw


def required(
    solution: Solution,
    parameter: str,
    *,
    event: str,
    months: int,
    aim: float,
    start: Start | None = None,
    ends: tuple[float, float] | None = None,
    grid: int = 5,
    within: float = 0.005,
) -> Required:
    """What value of a parameter makes the event as likely as `aim` within `months`?

    A grid over `ends` (default: the value 3 either way; chances and patience: 0.01 to 0.99) is
    walked outward from the present value, each game solved from its neighbour; the first stretch
    over which the chance crosses the aim is halved until it is met to `within`.
    """
    game, begin = solution.game, start or Start()
    if parameter not in game.parameters:
        known = ", ".join(sorted(game.parameters))
        raise BadValue(f"unknown parameter {parameter!r}", expected=f"one of {known}")
    if not 0 < aim < 1:
        raise BadValue(f"an aim of {aim}", expected="a chance between 0 and 1")
    here = game.parameters[parameter]
    low, high = ends or _ends(game, parameter)
    found = {here: (solution, _chance(solution, begin, months, event))}

    def chance_at(value: float) -> float:
        near = min(found, key=lambda one: abs(one - value))
        there = solve_near(game.with_parameters(**{parameter: value}), found[near][0])
        found[value] = (there, _chance(there, begin, months, event))
        return found[value][1]

    span: tuple[float, float] | None = None
    for value in _outward(here, low, high, grid):
        chance = chance_at(value)
        before = min(
            (one for one in found if one != value and (one - here) * (value - here) >= 0),
            key=lambda one: abs(one - value),
        )
        if (found[before][1] - aim) * (chance - aim) <= 0:
            span = (before, value)
            break
    met, jumped = _halve(span, found, aim, within, chance_at) if span else (None, False)
    tried = tuple((one, found[one][1]) for one in sorted(found))
    return Required(parameter, met, tried, jumped)


def _halve(
    span: tuple[float, float],
    found: Mapping[float, tuple[Solution, float]],
    aim: float,
    within: float,
    chance_at: Callable[[float], float],
) -> tuple[float | None, bool]:
    """Halve a stretch over which the chance crosses the aim."""
    one, two = span
    for _ in range(30):
        best = min(span, key=lambda value: abs(found[value][1] - aim))
        if abs(found[best][1] - aim) <= within:
            return best, False
        if abs(two - one) < 1e-4:
            return None, True
        middle = (one + two) / 2
        chance = chance_at(middle)
        if (found[one][1] - aim) * (chance - aim) <= 0:
            two = middle
        else:
            one = middle
        span = (one, two)
    return None, True


def _chance(solution: Solution, start: Start, months: int, event: str) -> float:
    return float(first_passage(solution, start, months, event)[-1])


def _ends(game: Game, parameter: str) -> tuple[float, float]:
    here = game.parameters[parameter]
    if parameter in payoff_parameters(game.declaration):
        return here - 3, here + 3
    return (0.0, here + 3) if parameter in multipliers(game.declaration) else (0.01, 0.99)


def _outward(here: float, low: float, high: float, grid: int) -> list[float]:
    """Values between the ends, nearest to `here` first, both ways."""
    if not low <= here <= high:
        raise BadValue(f"{here} does not lie between {low} and {high}", expected="ends around it")
    ways = [here + (end - here) * k / grid for k in range(1, grid + 1) for end in (high, low)]
    return [value for value in ways if value != here]
