"""`Solution`: one equilibrium with names, the way it was found, and its certificate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from standoff.errors import BadValue
from standoff.game.certificate import Certificate, Choices
from standoff.game.continuation import Branch
from standoff.game.notebook import MOST, table_html

if TYPE_CHECKING:
    from standoff.game.game import Game

__all__ = ["Solution"]


@dataclass(frozen=True)
class Solution:
    """A Markov perfect equilibrium of a declared game.

    `values[i, k]` is what state k is worth to side i (2, S); `worths` the value of each action
    (S, A + B); `first`, `second` the choice probabilities (S, A) and (S, B); `branch` says how
    it was found. The residual is that of the certificate, in units of payoff.
    """

    game: Game
    values: np.ndarray
    worths: np.ndarray
    first: np.ndarray
    second: np.ndarray
    branch: Branch
    certificate: Certificate

    @property
    def how(self) -> str:
        """How it was found, in words."""
        return self.branch.sentence()

    @property
    def residual(self) -> float:
        """max|v - Phi(v)|, recomputed by slow code."""
        return self.certificate.residual

    @property
    def gain(self) -> float:
        """Upper bound on what any side gains from one deviation in one state."""
        return self.certificate.gain_bound

    def choices(self, side: str, **state: str) -> dict[str, float]:
        """Probability of every action of a side in a state; unnamed factors are at their start."""
        index = self.game.index(**state)
        number = self.game.side(side)
        row = (self.first, self.second)[number][index]
        actions = self.game.declaration.sides[side]
        return {action: float(p) for action, p in zip(actions, row, strict=True)}

    def probability(self, side: str, action: str, **state: str) -> float:
        """Probability of one action of a side in a state; unnamed factors are at their start."""
        found = self.choices(side, **state)
        if action not in found:
            raise BadValue(
                f"unknown action {action!r}",
                where=f"side {side}",
                expected=f"one of {', '.join(found)}",
            )
        return found[action]

    def value(self, side: str, **state: str) -> float:
        """What a state is worth to a side, in units of payoff."""
        return float(self.values[self.game.side(side), self.game.index(**state)])

    def __repr__(self) -> str:
        name, states = self.game.name, len(self.game.states)
        return f"<Solution of {name}, {states:,} states: {self.how}; residual {self.residual:.1e}>"

    def _repr_html_(self) -> str:
        """Choice probabilities of the first states, for notebooks."""
        told = self.game.declaration
        moves = [f"{side}: {action}" for side in told.sides for action in told.sides[side]]
        rows = [
            (*state.values(), *map(float, self.first[k]), *map(float, self.second[k]))
            for k, state in enumerate(self.game.states[:MOST])
        ]
        note = f"{len(self.game.states)} states. {self.how}; residual {self.residual:.1e}."
        return table_html(self.game.name, (*told.factors, *moves), rows, note)

    def table(self) -> tuple[Choices, Choices]:
        """All choice probabilities by name: side -> state -> action -> probability."""
        return self.game.by_name(self.first, 0), self.game.by_name(self.second, 1)
