"""Implied by the model? The sign of a comparative static at one solution, and over prior draws.

The outcome's probability in state s is p(s) = sum_ab P_1(a|s) P_2(b|s) 1{outcome}. A **state**
contrast compares states that agree on every other factor: the effect is the mean over such groups
of mean p (high) - mean p (low). A **parameter** contrast is the mean over states of dp/dtheta by
the implicit function theorem (`derivatives.py`), towards the named side. `agree` is the share of
groups or states with the claimed sign. All states of the game count alike: the path that play takes
is not asked, so a mechanism is judged as a rule of conduct and not by how often it is met.

Draws of the prior are solved one by one; those that cannot be solved are counted and reported.
Only the equilibrium on the branch from precision 0 is looked at: where a game has several, others
may differ.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace

from standoff.errors import NotSolved
from standoff.game.compiling import pattern_of
from standoff.game.declare import Condition, Prior
from standoff.game.derivatives import sensitivity
from standoff.game.game import Game
from standoff.game.solution import Solution
from standoff.game.statics.mechanisms import Mechanism
from standoff.game.statics.prior import PriorName, draw_parameters

__all__ = ["NOTHING", "Effect", "Statics", "effect_of", "short_clocks", "solve_draw"]

NOTHING = 1e-4
"""A change of a monthly probability below this is none."""


@dataclass(frozen=True)
class Effect:
    """Mean change of the outcome's probability, and the share of groups with the claimed sign."""

    mean: float
    agree: float


@dataclass(frozen=True)
class Statics:
    """What a draw needs: a game, the mechanisms, the prior it is drawn from, and a seed."""

    game: Game
    mechanisms: tuple[Mechanism, ...]
    prior: Prior
    kind: PriorName
    seed: int


def short_clocks(game: Game, **lengths: int) -> Game:
    """The same game with shorter clocks, e.g. deadline=2: the same rules on fewer states."""
    told = game.declaration
    factors = {
        name: replace(factor, length=lengths[name]) if name in lengths else factor
        for name, factor in told.factors.items()
    }
    return Game(replace(told, factors=factors), game.changes, game.convention, game.precision)


def solve_draw(statics: Statics, number: int) -> tuple[Effect, ...] | None:
    """The effects at one draw of the prior; None where no equilibrium was certified."""
    drawn = draw_parameters(statics.game, statics.prior, statics.kind, statics.seed, number)
    try:
        solution = statics.game.with_parameters(**drawn).solve()
        return tuple(effect_of(solution, one) for one in statics.mechanisms)
    except NotSolved:
        return None


def effect_of(solution: Solution, mechanism: Mechanism) -> Effect:
    """The comparative static at one solution; raises `BadValue` for unknown names."""
    if mechanism.parameter:
        return _by_parameter(solution, mechanism)
    return _by_state(solution, mechanism)


def _by_parameter(solution: Solution, mechanism: Mechanism) -> Effect:
    change = sensitivity(solution, mechanism.parameter)
    slope = np.einsum("sa,sb->sab", change.first, solution.second)
    slope += np.einsum("sa,sb->sab", solution.first, change.second)
    rows = _holds(solution.game, mechanism.given)
    moved = (slope * _outcome(solution.game, mechanism)).sum(axis=(1, 2))[rows]
    return _effect(moved if mechanism.towards == "up" else -moved, mechanism)


def _by_state(solution: Solution, mechanism: Mechanism) -> Effect:
    game = solution.game
    play = solution.first[:, :, None] * solution.second[:, None, :]
    p = (play * _outcome(game, mechanism)).sum(axis=(1, 2))
    within = _holds(game, mechanism.given)
    varied = set(mechanism.high) | set(mechanism.low)
    others = [k for k, name in enumerate(game.declaration.factors) if name not in varied]
    _, group = np.unique(game.space.places[:, others], axis=0, return_inverse=True)
    group = group.reshape(-1)
    means = []
    for condition in (mechanism.high, mechanism.low):
        rows = within & _holds(game, condition)
        count = np.bincount(group[rows], minlength=group.max() + 1)
        total = np.bincount(group[rows], weights=p[rows], minlength=group.max() + 1)
        with np.errstate(invalid="ignore"):
            means.append(total / count)
    moved = means[0] - means[1]
    return _effect(moved[np.isfinite(moved)], mechanism)


def _effect(moved: np.ndarray, mechanism: Mechanism) -> Effect:
    agree = float(np.mean(mechanism.direction * moved > NOTHING)) if len(moved) else 0.0
    return Effect(float(moved.mean()) if len(moved) else 0.0, agree)


def _outcome(game: Game, mechanism: Mechanism) -> np.ndarray:
    """1 where the outcome holds: (S, A, B)."""
    masks = [pattern_of(game.declaration, game.space, one) for one in mechanism.outcome]
    return np.maximum.reduce(masks)


def _holds(game: Game, condition: Condition) -> np.ndarray:
    """States in which a condition on the state holds: (S,)."""
    return pattern_of(game.declaration, game.space, condition)[:, 0, 0] > 0
