"""Log posterior of the payoffs of a declared game, and its gradient.

    log p(theta | moves) = log L(moves; P(theta)) + log prior(theta) + const

with P(theta) the equilibrium on the tracked branch. The gradient needs one linear solve whatever
the number of parameters (the adjoint): with w = d log L / d v from the smoothed counts,

    (I - Phi_v)' y = w,        d log L / d theta_k = sum y * d Phi / d theta_k.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from standoff.game.estimation_months.branch import Tracker
from standoff.game.estimation_months.filtering import Counts, Kernels, count, kernels_of
from standoff.game.estimation_months.prior import NormalPrior
from standoff.game.estimation_months.sequence import Sequences
from standoff.game.estimation_months.slopes import slopes_of
from standoff.game.linear import ROUNDS
from standoff.game.linearised import Linearised

__all__ = ["Objective", "Value"]


@dataclass(frozen=True)
class Value:
    """At one theta (K,): log-likelihood, log prior, gradient of their sum (K,), solved point."""

    theta: np.ndarray
    log_likelihood: float
    log_prior: float
    gradient: np.ndarray
    point: Linearised
    counts: Counts

    @property
    def log_posterior(self) -> float:
        """Log-likelihood plus log prior; not normalised over theta."""
        return self.log_likelihood + self.log_prior


@dataclass
class Objective:
    """Evaluates the log posterior along one branch; counts its evaluations."""

    sequences: Sequences
    prior: NormalPrior
    tracker: Tracker
    evaluations: int = 0
    kernels: tuple[Kernels, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.kernels = kernels_of(self.sequences)

    @classmethod
    def begin(cls, sequences: Sequences, prior: NormalPrior, theta: np.ndarray) -> Objective:
        """At a first theta, reached along the branch from payoffs of 0."""
        tracker = Tracker.begin(sequences.game, prior.named(theta))
        return cls(sequences, prior, tracker)

    def at(self, theta: np.ndarray) -> Value:
        """Value and gradient; raises `NotSolved` where no equilibrium is found."""
        point = self.tracker.go(self.prior.named(theta))
        point.rounds = ROUNDS  # The tracker is in haste; a gradient is not.
        self.evaluations += 1
        counts = count(self.sequences, self.kernels, point.choices)
        slope = self._pull_back(theta, point, counts)
        return Value(theta, counts.log_likelihood, self.prior.log_density(theta),
                     slope + self.prior.slope(theta), point, counts)  # fmt: skip

    def _pull_back(self, theta: np.ndarray, point: Linearised, counts: Counts) -> np.ndarray:
        weights = np.concatenate(
            [
                seen - p * seen.sum(axis=1, keepdims=True)
                for seen, p in zip((counts.first, counts.second), point.choices, strict=True)
            ],
            axis=1,
        )
        adjoint = point.solve_transposed(weights)
        game = self.sequences.game
        values = game.parameters | self.prior.named(theta)
        return slopes_of(game, values, self.prior.names).contract(point, adjoint)
