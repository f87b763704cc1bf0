"""`TreeSolution`: one agent quantal response equilibrium of a game tree, by name."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from standoff.errors import BadValue
from standoff.game.certificate import Certificate
from standoff.game.continuation import Branch
from standoff.game.notebook import table_html
from standoff.game.trees.tree import Tree

__all__ = ["TreeSolution"]


@dataclass(frozen=True)
class TreeSolution:
    """`worths` (n,) is what each action promises its side there, `choices` (n,) its probability.

    The certificate's residual is max over actions of |E[u | k] - worth|, in units of payoff.
    """

    tree: Tree
    precision: float
    worths: np.ndarray
    choices: np.ndarray
    branch: Branch
    certificate: Certificate

    @property
    def how(self) -> str:
        """How it was found, in words."""
        return self.branch.sentence()

    @property
    def residual(self) -> float:
        """Recomputed by slow code."""
        return self.certificate.residual

    def probability(self, at: str, action: str) -> float:
        """Probability of an action at an information set."""
        return float(self.choices[self._column(at, action)])

    def worth(self, at: str, action: str) -> float:
        """What an action promises the side that moves, in units of payoff."""
        return float(self.worths[self._column(at, action)])

    def _column(self, at: str, action: str) -> int:
        if (at, action) not in self.tree.columns:
            known = self.tree.sets.get(at)
            raise BadValue(
                f"unknown action {action!r}" if known else f"unknown information set {at!r}",
                where=f"tree {self.tree.name}" + (f", {at}" if known else ""),
                expected=f"one of {', '.join(known.actions if known else self.tree.sets)}",
            )
        return self.tree.columns[at, action]

    @property
    def values(self) -> tuple[float, float]:
        """What the game is worth to each side before nature moves."""
        ends = self.tree.ends
        log_p = np.log(self.choices)
        chances = np.exp(ends.log_chance + np.where(ends.passes, log_p, 0.0).sum(axis=1))
        return float(chances @ ends.payoffs[0]), float(chances @ ends.payoffs[1])

    def _repr_html_(self) -> str:
        """Choice probabilities, for notebooks."""
        rows = [
            (self.tree.sides[self.tree.sets[at].side], at, action, self.probability(at, action))
            for at, action in self.tree.columns
        ]
        note = f"precision {self.precision:g}. {self.how}; residual {self.residual:.1e}."
        return table_html(
            self.tree.name, ("side", "information set", "action", "probability"), rows, note
        )
