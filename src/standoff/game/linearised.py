"""The equations linearised at a point, reduced from S (A + B) unknowns to the 2 S values.

At a point v the residual v - Phi(v) changes, with dW_i(s) = sum_a g_i(s,a) dv_i(s,a), by

    B_s dv(s) - delta [ sum_b P_2 E dW_1 ; sum_a P_1 E dW_2 ](s),

where B_s = I - (effect of the rival's choice within the state) is an (A+B) x (A+B) matrix of each
state alone. Solving B_s locally ("per-state Newton") leaves one linear system in the values only,

    dW - K dW = right side,    (K dW)_i(s) = sum_j delta_j sum_ab h_ij(s,.) P_other E[dW_j](s,a,b),

with h the rows g' B_s^-1. K is never formed for large games: applying it is one expectation
(`transition.expect`), applying its transpose one push. The same reduction serves Newton steps,
branch tangents, and derivatives with respect to parameters (forward and adjoint). How the system
in the values is solved is told in `linear.py`.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from standoff.game.coarse import CoarseSolver
from standoff.game.linear import ROUNDS, SLACK, solve_values
from standoff.game.local import Local
from standoff.game.lu import Factors
from standoff.game.model import Model
from standoff.game.transitions import FactoredTransition

__all__ = ["Linearised"]


class Linearised:
    """v - Phi(v) and its derivative at one point of a model."""

    def __init__(
        self,
        model: Model,
        v: np.ndarray,
        *,
        calm: float = np.inf,
        near: Linearised | None = None,
        rounds: int = ROUNDS,
    ) -> None:
        """`calm` < inf: see `Local`. A point `near` this one lends its coarse system.

        `rounds` is how long linear systems are tried iteratively (`linear.py`): who would rather
        take a shorter step gives up early. Points nearby inherit it.
        """
        self.model, self.v, self._calm = model, v, calm
        self._lent: CoarseSolver | None = near.lending if near is not None else None
        self.rounds = rounds
        self.choices = model.choices(v)
        self.values = model.values_at(v, self.choices)
        self.stage = model.stage_at(self.values)
        self.reply = model.reply_to(self.stage, self.choices)
        self.residual = v - self.reply

    def forget(self) -> None:
        """Let go of what only solves need: some ten numbers for every entry of the stage games."""
        for name in ("weights", "_local", "coarse", "slopes", "factors"):
            self.__dict__.pop(name, None)

    def moved(self, v: np.ndarray) -> Linearised:
        """The same model at another point."""
        return Linearised(self.model, v, near=self, rounds=self.rounds)

    @cached_property
    def size(self) -> float:
        """max |v - Phi(v)|."""
        return float(np.abs(self.residual).max())

    @cached_property
    def _local(self) -> Local:
        """B_s of every state."""
        return Local(self.stage, self.reply, self.choices, self._calm)

    def step_in_values(self, move: np.ndarray) -> np.ndarray:
        """W after a step dv, to first order: (2, S)."""
        return self.values + self._own(move)

    @cached_property
    def slopes(self) -> np.ndarray:
        """dW / dv: (S, A + B)."""
        return self.model.slopes_at(self.v, self.choices, self.values)

    @cached_property
    def weights(self) -> np.ndarray:
        """delta_j h_ij(s, .) P_other as weights on E[dW_j](s,a,b): (i, j, S, A, B)."""
        (first, second), a = self.choices, self.model.actions[0]
        slopes = self.slopes
        out = np.empty((2, 2, *self.model.transition.shape))
        for i, columns in enumerate((slice(None, a), slice(a, None))):
            own = np.zeros_like(slopes)
            own[:, columns] = slopes[:, columns]
            h = np.ascontiguousarray(self._local.undo_transposed(own))
            out[i, 0] = self.model.discounts[0] * h[:, :a, None] * second[:, None, :]
            out[i, 1] = self.model.discounts[1] * first[:, :, None] * h[:, None, a:]
        return out

    @property
    def coarse(self) -> CoarseSolver | None:
        """The system on cells of states that share slow factors, its own or lent, if any."""
        return self._lent if self._lent is not None else self.own_coarse

    @cached_property
    def own_coarse(self) -> CoarseSolver | None:
        """The same made at this very point."""
        transition = self.model.transition
        if not isinstance(transition, FactoredTransition) or transition.cells is None:
            return None
        try:
            return CoarseSolver(transition.cells, self.weights)
        except np.linalg.LinAlgError:
            return None

    @property
    def lending(self) -> CoarseSolver | None:
        """What a point nearby may use in place of its own: whatever is made already."""
        made: CoarseSolver | None = self.__dict__.get("own_coarse")
        return made if made is not None else self._lent

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
        return self._own(self._local.undo(change))

    def _own(self, change: np.ndarray) -> np.ndarray:
        """dW of a change dv: (2, S)."""
        weighted = self.slopes * change
        a = self.model.actions[0]
        return np.stack([weighted[:, :a].sum(axis=1), weighted[:, a:].sum(axis=1)])

    def expand(self, change: np.ndarray, values: np.ndarray) -> np.ndarray:
        """dv from the local change (S, A + B) and the solved dW (2, S)."""
        expected = self.model.transition.expect(values)
        first, second = self.choices
        mine = np.einsum("sab,sb->sa", expected[0], second) * self.model.discounts[0]
        yours = np.einsum("sab,sa->sb", expected[1], first) * self.model.discounts[1]
        return self._local.undo(change + np.concatenate([mine, yours], axis=1))

    @property
    def dense(self) -> np.ndarray:
        """I - K as a matrix (2 S, 2 S); for small games only."""
        states = self.model.states
        rows = self._by_state.reshape(states, 2, 2 * states)
        return rows.transpose(1, 0, 2).reshape(2 * states, 2 * states)

    @property
    def _by_state(self) -> np.ndarray:
        """`dense` with its rows in the order (state, side), as it is made without copying."""
        states = self.model.states
        weights = -self.weights.reshape(4, states, -1).transpose(1, 0, 2)
        out = (weights @ self.model.transition.dense).reshape(2 * states, 2 * states)
        side, state = np.divmod(np.arange(2 * states), states)
        out[2 * state + side, np.arange(2 * states)] += 1.0
        return out

    @cached_property
    def factors(self) -> Factors:
        """LU of `dense` with its rows in the order (state, side)."""
        return Factors(self._by_state, spend=True)

    def solve_dense(self, right: np.ndarray, *, transposed: bool = False) -> np.ndarray:
        """dW (2, S) with (I - K) dW = right, or transposed, by `factors`."""
        if transposed:
            return self.factors.solve(right, transposed=True).reshape(-1, 2).T
        return self.factors.solve(right.T).reshape(right.shape)

    def solve_reduced(self, right: np.ndarray) -> np.ndarray:
        """dW (2, S) with (I - K) dW = right."""
        return solve_values(self, right)

    def solve(
        self, change: np.ndarray, *, tolerance: float = 1e-12, slack: float = SLACK
    ) -> np.ndarray:
        """dv with (derivative of v - Phi(v)) dv = change: (S, A + B) -> (S, A + B).

        `slack`: see `linear.solve_values`; `ROUGH_STEP` where the end of the step is checked.
        """
        right = self.reduce(change)
        return self.expand(change, solve_values(self, right, tolerance=tolerance, slack=slack))

    def solve_transposed(self, weights: np.ndarray) -> np.ndarray:
        """y with (derivative of v - Phi(v))' y = weights: the adjoint of `solve`.

        `solve` is expand after values after reduce; transposed, the three run backwards:
        y = B'^-1 (weights + slopes * z), z = (I - K)'^-1 push(P_other (B'^-1 weights)).
        """
        local = self._local.undo_transposed(weights)
        right = self.model.transition.push(self._spread(local))
        values = solve_values(self, right, transposed=True)
        a = self.model.actions[0]
        slopes = self.slopes
        own = np.concatenate(
            [slopes[:, :a] * values[0][:, None], slopes[:, a:] * values[1][:, None]], axis=1
        )
        return self._local.undo_transposed(weights + own)

    def _spread(self, local: np.ndarray) -> np.ndarray:
        """delta_i times weights on actions, spread over the rival's choices: (2, S, A, B)."""
        (first, second), a = self.choices, self.model.actions[0]
        mine = self.model.discounts[0] * local[:, :a, None] * second[:, None, :]
        yours = self.model.discounts[1] * first[:, :, None] * local[:, None, a:]
        return np.stack([mine, yours])

    @cached_property
    def orientation(self) -> int:
        """Sign of the determinant of the derivative; it flips exactly at folds. Small games."""
        # Rows from (side, state) to (state, side): S (S - 1) / 2 swaps.
        states = self.model.states
        swapped = -1 if states * (states - 1) // 2 % 2 else 1
        return int(np.sign(self._local.orientation * self.factors.sign * swapped))
