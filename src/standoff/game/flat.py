"""Small games in one piece: the equations of `model.py` with all unknowns in one row.

With n = S (A + B) unknowns v_k, one for every state, side and action (state by state, the first
side's actions first), and an entry e = (k, l) for every action k and every answer l of the rival,

    g_e = payoff_e + sum_j D_ej W_j     D_ej = delta f(s' | s, a, b) at j = (s', the side of k)
    Phi_k = sum_e g_e P_l               P, W as in `model.py`

the derivative of v - Phi(v) is written down directly,

    I - P_l (g_e - Phi_k) at e = (k, l)  -  (sum_e P_l D_ej) dW_j/dv.

Nothing is reduced and nothing factored, so a point costs two dozen calls of numpy whatever the
game: below some `FEW` unknowns that is cheaper than the reduced system of `linearised.py`.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from standoff.game.equations import DensePoint
from standoff.game.lines import Line
from standoff.game.model import Model

__all__ = ["FEW", "FlatCurve", "FlatPoint"]

FEW = 120
"""Unknowns up to which a game is solved in one piece."""


class FlatCurve:
    """A line of small games."""

    def __init__(self, line: Line) -> None:
        model = line.model
        states, a, b = model.transition.shape
        columns, width = np.arange(states * (a + b)), a + b
        self.private_shocks = model.convention == "private_shocks"
        self.unknowns = len(columns)
        self.group = 2 * (columns // width) + (columns % width >= a)
        self.firsts = np.flatnonzero(np.diff(self.group, prepend=-1))
        mine = columns.reshape(states, width)[:, :a, None] + np.zeros((1, 1, b), int)
        yours = columns.reshape(states, width)[:, None, a:] + np.zeros((1, a, 1), int)
        self.row, self.column = _by_row(mine, yours), _by_row(yours, mine)
        self.starts = np.flatnonzero(np.diff(self.row, prepend=-1))
        self.later = _later(model)
        shape = (2, *model.transition.shape)
        self._base = _by_row(*np.broadcast_to(line.base, shape))
        self.slope = _by_row(*line.slope)

    def payoffs(self, t: float) -> np.ndarray:
        """Scaled payoffs of every entry at t."""
        return self._base + t * self.slope

    def point(self, t: float, v: np.ndarray) -> FlatPoint:
        """See `Curve.point`; v (n,)."""
        return FlatPoint(self, self.payoffs(t), v)

    def pull(self, point: FlatPoint) -> np.ndarray:
        """See `Curve.pull`."""
        return np.add.reduceat(self.slope * point.against, self.starts)


class FlatPoint(DensePoint):
    """v - Phi(v) and its derivative at one point; `against` is P_l of every entry."""

    def __init__(self, game: FlatCurve, payoffs: np.ndarray, v: np.ndarray) -> None:
        self._game, self._payoffs, self.v = game, payoffs, v
        top = np.maximum.reduceat(v, game.firsts)
        weights = np.exp(v - top[game.group])
        total = np.add.reduceat(weights, game.firsts)
        self.p = weights / total[game.group]
        shocks = game.private_shocks
        values = top + np.log(total) if shocks else np.add.reduceat(self.p * v, game.firsts)
        self._values = values
        self.against = self.p[game.column]
        self._stage = payoffs + game.later @ values
        self._reply = np.add.reduceat(self._stage * self.against, game.starts)
        self.residual = v - self._reply

    def moved(self, v: np.ndarray) -> FlatPoint:
        """See `Point.moved`."""
        return FlatPoint(self._game, self._payoffs, v)

    @cached_property
    def dense(self) -> np.ndarray:
        """See the module: (n, n)."""
        game = self._game
        slopes = self.p
        if not game.private_shocks:
            slopes = slopes * (1 + self.v - self._values[game.group])
        later = np.add.reduceat(game.later * self.against[:, None], game.starts)
        matrix = later[:, game.group]
        matrix *= -slopes
        matrix[game.row, game.column] -= self.against * (self._stage - self._reply[game.row])
        matrix.flat[:: len(matrix) + 1] += 1.0
        return matrix


def _by_row(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Two arrays (S, A, B), one of each side, as one row of entries ordered by own action."""
    states = len(first)
    other = second.transpose(0, 2, 1)
    return np.concatenate([first.reshape(states, -1), other.reshape(states, -1)], axis=1).ravel()


def _later(model: Model) -> np.ndarray:
    """D of the module: (entries, 2 S)."""
    states, a, b = model.transition.shape
    moves = model.transition.dense.reshape(states, a, b, states)
    out = np.zeros((states, 2, a * b, states, 2))
    out[:, 0, :, :, 0] = model.discounts[0] * moves.reshape(states, -1, states)
    out[:, 1, :, :, 1] = model.discounts[1] * moves.transpose(0, 2, 1, 3).reshape(
        states, -1, states
    )
    return out.reshape(-1, 2 * states)
