"""Mending stretches of a ladder, where Newton's method on all states stalls on a few of them.

On a ladder next states lie near the present one, so what happens in one stretch is hardly felt
some way off. Where a few states keep hopping between equilibria of their own, each stretch around
them is made a game of its own: the values outside are held, what they pay is added to the payoffs,
and the stretch is solved by Newton's method. Where that is stuck too, the knot is short: the few
states around the largest residual are cut out once more and drawn anew, solved from random starts
by steps that may climb (`nonmonotone.py`), until the stretch follows. Newton's method on all states
then joins the stretches.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from standoff.errors import NotSolved
from standoff.game.linear import BAND
from standoff.game.linearised import Linearised
from standoff.game.model import Model
from standoff.game.newton import closest, scale_of, solved
from standoff.game.nonmonotone import restless, rough
from standoff.game.sparse import SparseTransition
from standoff.game.starts import random_start

__all__ = ["mend"]

AROUND = (20, 6, 20, 3, 20, 6, 20)
"""A stretch goes so many steps of the ladder beyond states that are not solved, round by round:
short stretches are solved more easily, long ones agree better with what lies around them."""

UNSOLVED = 1e-6
"""Residual, relative to 1 + max|v|, from which a state counts as unsolved; a hundredth of the
largest residual if that is less."""

LARGEST_SHARE = 0.5
"""Stretches that make up more of all states than this are no stretches."""

SHORT, DRAWS = (2, 4, 8), 24
"""Steps around the worst state of a stuck stretch that are drawn anew, in turn; draws in all."""


def mend(model: Model, point: Linearised) -> Linearised:
    """An equilibrium near a point that is solved nearly everywhere; raises `NotSolved`."""
    if not _is_ladder(model):
        raise NotSolved("not a ladder, so no stretch can be solved alone", residual=point.size)
    for turn, around in enumerate(AROUND):
        stretches, v = _stretches(point, around), point.v.copy()
        if sum(s.stop - s.start for s in stretches) > LARGEST_SHARE * model.states:
            continue
        for stretch in stretches:
            v[stretch] = _alone(model, point, stretch, turn)
        point = closest(Linearised(model, v), steps=10, damped=False)
        if solved(point):
            return point
    raise NotSolved("stretches of the ladder do not join", residual=point.size)


def _is_ladder(model: Model) -> bool:
    transition = model.transition
    return isinstance(transition, SparseTransition) and transition.bandwidth <= BAND


def _stretches(point: Linearised, around: int) -> list[slice]:
    """Where states are not solved, with some way around them."""
    reach = around * point.model.transition.bandwidth  # type: ignore[attr-defined]
    sizes = np.abs(point.residual).max(axis=1)
    bad = np.flatnonzero(sizes > min(UNSOLVED * scale_of(point.v), 0.01 * point.size))
    if not len(bad):
        return []
    groups = np.split(bad, np.flatnonzero(np.diff(bad) > 2 * reach) + 1)
    last = point.model.states
    return [slice(max(0, int(g[0]) - reach), min(last, int(g[-1]) + reach + 1)) for g in groups]


def _alone(model: Model, point: Linearised, stretch: slice, seed: int) -> np.ndarray:
    """The stretch with the values around it held, solved or as near as Newton's method came.

    Where that is stuck, the states around the largest residual are drawn anew: a short stretch of
    their own is solved from a random start, the rest follows.
    """
    part = _cut(model, point, stretch)
    best = closest(Linearised(part, point.v[stretch]))
    for number in range(DRAWS):
        if solved(best):
            break
        trial = _drawn_anew(part, best, SHORT[number % len(SHORT)], seed, number)
        best = min(best, trial, key=rough)
    return best.v


def _drawn_anew(part: Model, stuck: Linearised, around: int, seed: int, number: int) -> Linearised:
    """The stretch after the states near its worst one were drawn anew; as it was if that fails."""
    worst = int(np.abs(stuck.residual).max(axis=1).argmax())
    reach = around * part.transition.bandwidth  # type: ignore[attr-defined]
    knot = slice(max(0, worst - reach), min(part.states, worst + reach + 1))
    game, v = _cut(part, stuck, knot), stuck.v.copy()
    drawn = restless(Linearised(game, random_start(game, seed, number)))
    if not solved(drawn):
        return stuck
    v[knot] = drawn.v
    return restless(Linearised(part, v))


def _cut(model: Model, point: Linearised, stretch: slice) -> Model:
    """The game of a stretch: steps that leave it end it, paid as the values outside."""
    transition = model.transition
    assert isinstance(transition, SparseTransition)
    width, length = transition.bandwidth, stretch.stop - stretch.start
    near = transition.stencil[stretch]
    column = np.arange(length)[:, None] + np.arange(-width, width + 1)
    inside = (column >= 0) & (column < length)
    held = np.zeros((2, *column.shape))
    ahead = np.clip(column + stretch.start, 0, model.states - 1)
    held[:, ~inside] = model.values(point.v)[:, ahead[~inside]]
    delta = np.array(model.discounts)[:, None, None]
    paid = delta * np.einsum("spk,isk->isp", near, held)
    payoffs = model.precision * model.payoffs[:, stretch]
    kept = np.where(inside[:, None, :], near, 0.0)
    row, entry = np.nonzero(kept.reshape(-1, kept.shape[2]))
    pairs = kept.shape[1]
    flat = (kept.reshape(-1, kept.shape[2])[row, entry], (row, column[row // pairs, entry]))
    matrix = sp.csr_array(flat, shape=(length * pairs, length))
    return replace(
        model,
        payoffs=payoffs + paid.reshape(payoffs.shape),
        transition=SparseTransition(matrix, model.actions, leaking=True),
        precision=1.0,
    )
