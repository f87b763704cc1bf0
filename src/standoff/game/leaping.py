"""Newton on the values alone, every state solved by itself: for games in which states jump.

At a high precision some of thirty thousand stage games have their own fold: their equilibrium
vanishes, all other states hardly notice, and a line search over all states stalls on the few. Here
the unknowns are the continuation values W only. Given W each state is a small game of its own,
solved by Newton from where it was and, where that fails, by damped replies within the state, which
find another of its equilibria. A round is then one Newton step in W, whose linear system is the
reduced one of `linearised.py`, shortened where that makes fewer states jump; since one that jumps
disturbs others, a round may also end worse than the last. States that moved far may have jumped;
they are counted and reported. On ladders the few that never come to rest are mended stretch by
stretch (`mending.py`).
"""

from __future__ import annotations

from contextlib import suppress

import numpy as np

from standoff.errors import NotSolved
from standoff.game.linear import ROUGH_STEP
from standoff.game.linearised import Linearised
from standoff.game.local import Local
from standoff.game.mending import mend
from standoff.game.model import Model
from standoff.game.newton import TIGHT, solved
from standoff.game.nonmonotone import restless

__all__ = ["leap", "settle"]

SETTLED = 1e-10
"""Residual below which a single state counts as solved."""

HESITANT = 2
"""Failed rounds in a row after which states that hop to and fro are looked for."""

MANY = 50
"""Most states that may hop to and fro for Newton to be tried half-way between."""

CALM = 100.0
"""Sum of |B_s^-1| beyond which a state stands so near its fold that its pull is ignored."""

REPLIES, NEAR = 400, 1e-3
"""Damped replies within states: most of them, and the change from which Newton's method takes over.
"""

SHARES = (1.0, 0.5, 0.25)
"""Shares of a step in the values, the next where fewer states hop than after the last."""


MEMORY = 3
"""A state that jumps disturbs others: a round may end worse than the last, not than the last three.
"""


PATIENCE = 3
"""Rounds that came to nothing, after which a leap is given up: a shorter one may be easier."""


def leap(model: Model, start: np.ndarray, *, rounds: int = 25) -> tuple[Linearised, int]:
    """An equilibrium near `start` and the number of states that jumped; raises `NotSolved`."""
    best, stuck = Linearised(model, settle(model, model.stage(start), start)), 0
    past = [_mean(best)]
    for _ in range(rounds):
        if solved(best, TIGHT) or stuck > PATIENCE:
            break
        closer, last = _round(model, best)
        if closer is None and solved(best):
            break
        if closer is None and _mean(last) < max(past[-MEMORY:]):
            closer = last
        if closer is None:
            closer = _joined(model, best, None if stuck else last)
            stuck += 1
        if closer is None:
            closer, _ = _round(model, best, calm=CALM)
        best = closer or _waited(model, best)
        past.append(_mean(best))
    if not solved(best):
        raise NotSolved("Newton with states solved apart stopped short", residual=best.size)
    return best, _jumped(model, start, best.v)


def _joined(model: Model, best: Linearised, last: Linearised | None) -> Linearised | None:
    """Solved by stretches or by Newton between two rounds (not without a last one), if at all."""
    with suppress(NotSolved):
        return mend(model, best)
    return _between(model, best, last) if last is not None else None


def _between(model: Model, one: Linearised, other: Linearised) -> Linearised | None:
    """Newton in all unknowns from half-way between two rounds, for states that hop to and fro.

    Such a state has two equilibria of its own, each of which moves the values so that it vanishes;
    the game's equilibrium has it at the third, between them, where it never settles by itself.
    """
    hopping = _hopped(model, one.v, other.v)
    if not 0 < hopping.sum() <= MANY:
        return None
    v = one.v.copy()
    v[hopping] = (one.v[hopping] + other.v[hopping]) / 2
    joined = restless(Linearised(model, v), steps=6)
    return joined if solved(joined) else None


def _mean(point: Linearised) -> float:
    """Mean residual: a few states that jump must not hide that all others come closer."""
    return float(np.abs(point.residual).mean())


def _round(
    model: Model, point: Linearised, *, calm: float = np.inf
) -> tuple[Linearised | None, Linearised]:
    """One step in the values, then every state by itself: (a closer one or None, the full)."""
    base = Linearised(model, point.v, calm=calm) if np.isfinite(calm) else point
    tolerance = 1e-3 if base.size > 1e-3 else 1e-8
    move = base.solve(-base.residual, tolerance=tolerance, slack=ROUGH_STEP)
    bounded, trials = _bounded(model, move), list[Linearised]()
    for share in SHARES:
        values = base.step_in_values(share * move)
        stage = model.stage_at(values)
        trials.append(Linearised(model, settle(model, stage, point.v + share * bounded)))
        if _mean(trials[-1]) < (1 - 0.1 * share) * _mean(point):
            return trials[-1], trials[0]
    return None, trials[0]


def _waited(model: Model, point: Linearised) -> Linearised:
    """One step of value iteration, every state by itself."""
    return Linearised(model, settle(model, point.stage, point.v))


def _bounded(model: Model, move: np.ndarray) -> np.ndarray:
    """A start for each state: its move, no longer than 2 beside the common shift."""
    parts = []
    for part in model.split(move):
        shift = np.median(part)
        longest = np.abs(part - shift).max(axis=1, keepdims=True)
        parts.append(shift + (part - shift) * np.minimum(1.0, 2.0 / np.maximum(longest, 1e-300)))
    return np.concatenate(parts, axis=1)


def settle(model: Model, stage: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Solve every stage game (2, S, A, B) by itself, from `start` (S, A + B)."""
    v, left = _newton_apart(model, stage, start.copy(), np.arange(len(start)), 8)
    if len(left):
        v[left] = _replies_apart(model, stage[:, left], start[left])
        v, _ = _newton_apart(model, stage, v, left, 8)
    return v


def _newton_apart(
    model: Model, stage: np.ndarray, v: np.ndarray, states: np.ndarray, steps: int
) -> tuple[np.ndarray, np.ndarray]:
    """Full Newton steps in the states named; those still unsolved are returned beside v."""
    last = np.full(len(states), np.inf)
    lost: list[np.ndarray] = []
    for _ in range(steps):
        part, games = v[states], stage[:, states]
        reply = model.reply_in(games, part)
        size = np.abs(part - reply).max(axis=1)
        worse = ~(size < 2 * last)
        lost.append(states[worse])
        go = (size > SETTLED * (1 + np.abs(part).max(axis=1))) & ~worse
        states, last = states[go], size[go]
        if not len(states):
            break
        part, games, reply = part[go], games[:, go], reply[go]
        v[states] = part + Local(games, reply, model.choices(part)).undo(reply - part)
    return v, np.concatenate([*lost, states]).astype(np.int64)


def _replies_apart(model: Model, stage: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Damped replies within each state; the states that have come to rest drop out."""
    going, weight = np.arange(len(v)), 0.3
    for turn in range(REPLIES):
        change = model.reply_in(stage[:, going], v[going]) - v[going]
        v[going] += weight * change
        if turn % 20 == 19:
            going = going[np.abs(change).max(axis=1) > NEAR]
            weight = max(0.05, weight * 0.97)
        if not len(going):
            break
    return v


def _jumped(model: Model, start: np.ndarray, end: np.ndarray) -> int:
    """Number of states that hopped."""
    return int(_hopped(model, start, end).sum())


def _hopped(model: Model, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Where some choice probability moved by more than a fifth: (S,) of truth values."""
    pairs = zip(model.choices(one), model.choices(other), strict=True)
    moved = [np.abs(p - q).max(axis=1) > 0.2 for p, q in pairs]
    return np.asarray(moved[0] | moved[1])
