"""Mending stretches of a ladder, where Newton's method on all states stalls on a few of them.

On a ladder next states lie near the present one, so what happens in one stretch is hardly felt
some way off. Where a few states keep hopping between equilibria of their own, each stretch around
them is made a game of its own: the values outside are held, what they pay is added to the payoffs,
and the stretch is solved by Newton's method or, where that stalls too, along the arc of games

    Phi(v) + (1 - t) (v_0 - Phi(v_0)),

whose member at t = 0 is solved by the start v_0 and whose member at t = 1 is the stretch itself
(arclength continuation passes its folds), or from random starts. Newton's method on all states
then joins the stretches.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from standoff.errors import NotSolved
from standoff.game.arclength import follow
from standoff.game.linear import BAND
from standoff.game.linearised import Linearised
from standoff.game.lines import Line
from standoff.game.model import Model
from standoff.game.newton import newton, scale_of
from standoff.game.sparse import SparseTransition
from standoff.game.starts import random_start

__all__ = ["mend"]

AROUND = (20, 6, 20, 3, 20, 6, 20)
"""A stretch goes so many steps of the ladder beyond states that are not solved, round by round:
short stretches are solved more easily, long ones agree better with what lies around them."""

UNSOLVED = 1e-6
"""Residual, relative to 1 + max|v|, from which a state counts as unsolved."""

LARGEST_SHARE = 0.5
"""Stretches that make up more of all states than this are no stretches."""

EARLY, STARTS = 8, 16
"""Random starts for a stretch: before the arc, which is dearer, and in all."""


def mend(model: Model, point: Linearised) -> Linearised:
    """An equilibrium near a point that is solved nearly everywhere; raises `NotSolved`."""
    if not _is_ladder(model):
        raise NotSolved("not a ladder, so no stretch can be solved alone", residual=point.size)
    for turn, around in enumerate(AROUND):
        stretches, v = _stretches(point, around), point.v.copy()
        if sum(s.stop - s.start for s in stretches) > LARGEST_SHARE * model.states:
            break
        for stretch in stretches:
            v[stretch] = _alone(model, point, stretch, turn)
        point = Linearised(model, v)
        with suppress(NotSolved):
            return newton(model, v, steps=10, damped=False)
    raise NotSolved("stretches of the ladder do not join", residual=point.size)


def _is_ladder(model: Model) -> bool:
    transition = model.transition
    return isinstance(transition, SparseTransition) and transition.bandwidth <= BAND


def _stretches(point: Linearised, around: int) -> list[slice]:
    """Where states are not solved, with some way around them."""
    reach = around * point.model.transition.bandwidth  # type: ignore[attr-defined]
    sizes = np.abs(point.residual).max(axis=1)
    bad = np.flatnonzero(sizes > UNSOLVED * scale_of(point.v))
    if not len(bad):
        return []
    groups = np.split(bad, np.flatnonzero(np.diff(bad) > 2 * reach) + 1)
    last = point.model.states
    return [slice(max(0, int(g[0]) - reach), min(last, int(g[-1]) + reach + 1)) for g in groups]


def _alone(model: Model, point: Linearised, stretch: slice, seed: int) -> np.ndarray:
    """The stretch solved with the values around it held; as it was where nothing solves it."""
    part, v = _cut(model, point, stretch), point.v[stretch]
    with suppress(NotSolved):
        return newton(part, v).v
    for number in range(STARTS):
        if number == EARLY:
            with suppress(NotSolved):
                return _along_the_arc(part, v).v
        with suppress(NotSolved):
            return newton(part, random_start(part, seed, number)).v
    return v


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


def _along_the_arc(part: Model, v: np.ndarray) -> Linearised:
    """From v, by arclength, to a solution."""
    miss = Linearised(part, v).residual
    a = part.actions[0]
    shift = np.stack(
        [
            np.broadcast_to(miss[:, :a, None], part.payoffs.shape[1:]),
            np.broadcast_to(miss[:, None, a:], part.payoffs.shape[1:]),
        ]
    )
    line = Line(part, part.payoffs + shift, -shift)
    return follow(line, Linearised(line.at(0.0), v), limit=100, lowest=-50.0)[0]
