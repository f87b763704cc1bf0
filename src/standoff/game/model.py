"""A game as arrays, and the map whose fixed points are its equilibria.

Both shock conventions are one map in scaled units. With t the precision of choice, Q the values
of actions and G_i(s,a,b) = t u_i + delta_i E[W_i(s')|s,a,b] the scaled stage game,

    v_i(s,a) = sum_b P_j(b|s) G_i(s,a,b)         P_i = softmax(v_i)
    W_i(s)   = log sum_a exp v_i(s,a)            private_shocks   (v = t Q, W = t L)
    W_i(s)   = sum_a P_i(a|s) v_i(s,a)           quantal_response (v = t Q, W = t V)

`private_shocks`: every action carries a private type-1 extreme value shock (scale 1/t), the value
is the inclusive value without Euler's constant. `quantal_response`: the value is the plain
expected payoff, as public solvers have it. At t = 0 all choices are uniform: every branch that a
homotopy follows starts there. Sources: MODELS.md, section 1; McKelvey & Palfrey 1995;
Aguirregabiria & Mira 2007; Eibelshaeuser & Poensgen (sgamesolver).

Shapes: payoffs (2, S, A, B); v is one array (S, A + B), the first side's columns first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import Literal

import numpy as np

from standoff.errors import BadValue
from standoff.game.transitions import Transition

__all__ = ["CONVENTIONS", "Convention", "Model"]

Convention = Literal["private_shocks", "quantal_response"]
CONVENTIONS: tuple[Convention, ...] = ("private_shocks", "quantal_response")


@dataclass(frozen=True)
class Model:
    """A two-sided dynamic game as arrays; frozen, so that changed games are new ones."""

    payoffs: np.ndarray
    transition: Transition
    discounts: tuple[float, float]
    convention: Convention = "private_shocks"
    precision: float = 1.0

    def __post_init__(self) -> None:
        states, a, b = self.transition.shape
        if self.payoffs.shape != (2, states, a, b):
            raise BadValue(
                f"payoffs of shape {self.payoffs.shape}", expected=f"(2, {states}, {a}, {b})"
            )
        if not np.all(np.isfinite(self.payoffs)):
            place = tuple(int(k) for k in np.argwhere(~np.isfinite(self.payoffs))[0])
            raise BadValue("a payoff is not finite", where=f"(side, state, a, b) = {place}")
        if not all(0 <= d < 1 for d in self.discounts):
            raise BadValue(f"discount factors {self.discounts}", expected="numbers in [0, 1)")
        if self.convention not in CONVENTIONS:
            raise BadValue(f"convention {self.convention!r}", expected=" or ".join(CONVENTIONS))
        if not (self.precision >= 0 and np.isfinite(self.precision)):
            raise BadValue(f"precision {self.precision}", expected="a number from 0 up")

    @property
    def states(self) -> int:
        """Number of states."""
        return self.transition.shape[0]

    @property
    def actions(self) -> tuple[int, int]:
        """Number of actions of each side."""
        return self.transition.shape[1], self.transition.shape[2]

    def at(self, precision: float) -> Model:
        """The same game at another precision."""
        return replace(self, precision=precision)

    def split(self, v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The columns of each side: (S, A) and (S, B)."""
        return v[:, : self.actions[0]], v[:, self.actions[0] :]

    def choices(self, v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """P_1 (S, A) and P_2 (S, B)."""
        first, second = self.split(v)
        return _softmax(first), _softmax(second)

    def values(self, v: np.ndarray) -> np.ndarray:
        """W, the scaled value of being in each state: (2, S)."""
        return self.values_at(v, self.choices(v))

    def values_at(self, v: np.ndarray, choices: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        """W with the choices already at hand."""
        parts = zip(self.split(v), choices, strict=True)
        if self.convention == "quantal_response":
            return np.stack([_total(p * part) for part, p in parts])
        # ln sum exp v = v(a) - ln P(a) for every a; the likeliest is the most exact.
        return np.stack([_top(part) - np.log(_top(p)) for part, p in parts])

    def slopes(self, v: np.ndarray) -> np.ndarray:
        """dW_i(s) / dv_i(s,a), the two sides beside each other: (S, A + B)."""
        choices = self.choices(v)
        return self.slopes_at(v, choices, self.values_at(v, choices))

    def slopes_at(
        self, v: np.ndarray, choices: tuple[np.ndarray, np.ndarray], values: np.ndarray
    ) -> np.ndarray:
        """The same with choices and values already at hand."""
        p = np.concatenate(choices, axis=1)
        if self.convention == "quantal_response":
            p *= 1 + v - np.repeat(values, self.actions, axis=0).T
        return p

    def stage(self, v: np.ndarray) -> np.ndarray:
        """G, the scaled stage games: (2, S, A, B)."""
        return self.stage_at(self.values(v))

    def stage_at(self, values: np.ndarray) -> np.ndarray:
        """G where states are worth W (2, S)."""
        stage = self.transition.expect(values)
        stage *= np.array(self.discounts)[:, None, None, None]
        stage += self.precision * self.payoffs
        return stage

    def reply(self, v: np.ndarray) -> np.ndarray:
        """Phi(v): the value of every action against the other side's choices: (S, A + B)."""
        return self.reply_in(self.stage(v), v)

    def reply_in(self, stage: np.ndarray, v: np.ndarray) -> np.ndarray:
        """Phi(v) with the stage games already at hand."""
        return self.reply_to(stage, self.choices(v))

    def reply_to(self, stage: np.ndarray, choices: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        """The value of every action in stage games against such choices: (S, A + B)."""
        first, second = choices
        mine = np.einsum("sab,sb->sa", stage[0], second)
        yours = np.einsum("sab,sa->sb", stage[1], first)
        return np.concatenate([mine, yours], axis=1)

    def uniform(self) -> np.ndarray:
        """v of the only equilibrium at precision 0: constant values, uniform choices."""
        columns = []
        for count, delta in zip(self.actions, self.discounts, strict=True):
            shocks = self.convention == "private_shocks"
            value = np.log(count) / (1 - delta) if shocks else 0.0
            columns.append(np.full((self.states, count), delta * value))
        return np.concatenate(columns, axis=1)


def _softmax(part: np.ndarray) -> np.ndarray:
    weights = np.exp(part - _top(part)[:, None])
    weights /= _total(weights)[:, None]
    return weights


def _top(part: np.ndarray) -> np.ndarray:
    """Maxima of rows, column by column: numpy is slow along short rows."""
    return reduce(np.maximum, part.T)


def _total(part: np.ndarray) -> np.ndarray:
    """Sums of rows, likewise."""
    return reduce(np.add, part.T)
