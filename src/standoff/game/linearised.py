"""The equations linearised at a point, reduced from S (A + B) unknowns to the 2 S values.

At a point v the residual v - Phi(v) changes, with dW_i(s) = sum_a g_i(s,a) dv_i(s,a), by

    B_s dv(s) - delta [ sum_b P_2 E dW_1 ; sum_a P_1 E dW_2 ](s),

where B_s = I - (effect of the rival's choice within the state) is an (A+B) x (A+B) matrix of each
state alone. Solving B_s locally ("per-state Newton") leaves one linear system in the values only,

    dW - K dW = right side,    (K dW)_i(s) = sum_j delta_j sum_ab h_ij(s,.) P_other E[dW_j](s,a,b),

with h the rows g' B_s^-1. K is never formed for large games: applying it is one expectation
(`transition.expect`), applying its transpose one push. The same reduction serves Newton steps,
branch tangents, and derivatives with respect to parameters (forward and adjoint).

The game's equations are solved on the values (2, S), flattened to 2 S; `solve` picks dense
elimination for small games and preconditioned GMRES for large ones (`linear.py`).
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from standoff.game.model import Model

__all__ = ["Linearised"]


class Linearised:
    """v - Phi(v) and its derivative at one point of a model."""

    def __init__(self, model: Model, v: np.ndarray) -> None:
        self.model, self.v = model, v
        self.choices = model.choices(v)
        self.stage = model.stage(v)
        self.reply = model.reply_in(self.stage, v)
        self.residual = v - self.reply

    @property
    def size(self) -> float:
        """max |v - Phi(v)|."""
        return float(np.abs(self.residual).max())

    @cached_property
    def _local(self) -> np.ndarray:
        """B_s^-1 of every state: (S, A + B, A + B)."""
        (first, second), (a, b) = self.choices, self.model.actions
        blocks = np.zeros((self.model.states, a + b, a + b))
        blocks[:, range(a + b), range(a + b)] = 1.0
        mine, yours = self.reply[:, :a], self.reply[:, a:]
        # dP_2 = P_2 (dv_2 - P_2'dv_2), hence the deviations from the mean reply.
        blocks[:, :a, a:] -= (self.stage[0] - mine[:, :, None]) * second[:, None, :]
        blocks[:, a:, :a] -= (self.stage[1].transpose(0, 2, 1) - yours[:, :, None]) * first[
            :, None, :
        ]
        return np.linalg.inv(blocks)

    @cached_property
    def weights(self) -> np.ndarray:
        """delta_j h_ij(s, .) P_other as weights on E[dW_j](s,a,b): (i, j, S, A, B)."""
        (first, second), a = self.choices, self.model.actions[0]
        slopes, local = self.model.slopes(self.v), self._local
        out = np.empty((2, 2, *self.model.transition.shape))
        for i, columns in enumerate((slice(None, a), slice(a, None))):
            h = np.einsum("sk,skl->sl", slopes[:, columns], local[:, columns])
            out[i, 0] = self.model.discounts[0] * h[:, :a, None] * second[:, None, :]
            out[i, 1] = self.model.discounts[1] * first[:, :, None] * h[:, None, a:]
        return out

    def apply(self, values: np.ndarray) -> np.ndarray:
        """(I - K) dW: (2, S) -> (2, S)."""
        expected = self.model.transition.expect(values)
        return values - np.einsum("ijsab,jsab->is", self.weights, expected)

    def apply_transposed(self, values: np.ndarray) -> np.ndarray:
        """(I - K)' dW: (2, S) -> (2, S)."""
        spread = np.einsum("ijsab,is->jsab", self.weights, values)
        return values - self.model.transition.push(spread)

    def reduce(self, change: np.ndarray) -> np.ndarray:
        """Right side of the value system for a change of v - Phi(v) that is to be undone."""
        local = np.einsum("skl,sl->sk", self._local, change)
        return self._own(local)

    def _own(self, change: np.ndarray) -> np.ndarray:
        """dW of a change dv: (2, S)."""
        weighted = self.model.slopes(self.v) * change
        a = self.model.actions[0]
        return np.stack([weighted[:, :a].sum(axis=1), weighted[:, a:].sum(axis=1)])

    def expand(self, change: np.ndarray, values: np.ndarray) -> np.ndarray:
        """dv from the local change (S, A + B) and the solved dW (2, S)."""
        expected = self.model.transition.expect(values)
        first, second = self.choices
        mine = np.einsum("sab,sb->sa", expected[0], second) * self.model.discounts[0]
        yours = np.einsum("sab,sa->sb", expected[1], first) * self.model.discounts[1]
        return np.einsum("skl,sl->sk", self._local, change + np.concatenate([mine, yours], axis=1))

    def dense(self) -> np.ndarray:
        """I - K as a matrix (2 S, 2 S); for small games only."""
        states = self.model.states
        moves = self.model.transition.expect(np.eye(states)).reshape(states, states, -1)
        weights = self.weights.reshape(4, states, -1).transpose(1, 0, 2)
        blocks = (weights @ moves.transpose(1, 2, 0)).reshape(states, 2, 2, states)
        matrix = blocks.transpose(1, 0, 2, 3).reshape(2 * states, 2 * states)
        return np.eye(2 * states) - matrix

    def solve(self, change: np.ndarray) -> np.ndarray:
        """dv with (derivative of v - Phi(v)) dv = change: (S, A + B) -> (S, A + B)."""
        right = self.reduce(change)
        values = np.linalg.solve(self.dense(), right.ravel()).reshape(right.shape)
        return self.expand(change, values)
