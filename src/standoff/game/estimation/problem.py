"""The constrained maximum likelihood problem: over theta and v, subject to v = Phi(v; A theta).

    minimise  F(theta, v) = - sum_k loglik_k(v_k) + theta'P theta / 2
    subject to  c_k = v_k - Phi(v_k; A_k theta) = 0   (18 equations a pair)   and bounds on theta

This is the mathematical program with equilibrium constraints of Su & Judd (Econometrica 2012): no
equilibrium is solved for on the way, so several equilibria do no harm, whereas a nested fixed point
sticks where two of them meet. P is nought, or the precision of a prior (see `pooling.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from standoff.errors import BadValue
from standoff.game.estimation.choices import DELTA, Choices
from standoff.game.estimation.design import Design, design_of
from standoff.game.estimation.panel import Panel

__all__ = ["Point", "Problem", "apply", "flipped", "problem_of"]


@dataclass(frozen=True)
class Problem:
    """Counts (K, 2, 3, 3), the design, bounds (m) on theta and the precision P (m, m)."""

    counts: np.ndarray
    design: Design
    lower: np.ndarray
    upper: np.ndarray
    precision: np.ndarray
    delta: float = DELTA

    def at(self, theta: np.ndarray, v: np.ndarray) -> Point:
        """What holds at parameters (m) and choice values (K, 2, 3, 3)."""
        return Point(self, theta, v)

    def bounded(self, low: float, high: float) -> Problem:
        """The same problem with every alpha between two bounds."""
        lower, upper = self.lower.copy(), self.upper.copy()
        lower[self.design.alphas], upper[self.design.alphas] = low, high
        return replace(self, lower=lower, upper=upper)

    def with_counts(self, counts: np.ndarray) -> Problem:
        """The same problem on other data."""
        return replace(self, counts=counts)

    def require(self, names: Iterable[str]) -> None:
        """Raises `BadValue` for a name that no parameter has."""
        known = self.design.names
        for name in names:
            if name not in known:
                raise BadValue(f"unknown parameter {name!r}",
                               expected=f"one of {', '.join(known[:4])}, ..., {known[-1]}",
                               next="`estimates` in --json lists them all")  # fmt: skip

    def replaced(self, theta: np.ndarray, values: Mapping[str, float]) -> np.ndarray:
        """theta (m,) with named parameters at other values; raises `BadValue`."""
        self.require(values)
        changed = theta.copy()
        for name, value in values.items():
            changed[self.design.names.index(name)] = value
        return changed


class Point:
    """A pair (theta, v) of a problem, with what is asked of it."""

    def __init__(self, problem: Problem, theta: np.ndarray, v: np.ndarray) -> None:
        self.problem, self.theta, self.v = problem, theta, v
        self.choices = Choices(v, problem.design.indices(theta), problem.delta)

    @cached_property
    def log_likelihood(self) -> float:
        """Of all pairs; the prior is not in it."""
        return float(self.choices.log_likelihood(self.problem.counts).sum())

    @cached_property
    def objective(self) -> float:
        """F: minus the log-likelihood, plus the penalty."""
        return float(self.theta @ self.prior_slope) / 2 - self.log_likelihood

    @cached_property
    def prior_slope(self) -> np.ndarray:
        """P theta, (m,)."""
        return self.problem.precision @ self.theta

    @property
    def gap(self) -> np.ndarray:
        """c = v - Phi(v), (K, 18)."""
        return self.choices.gap

    @property
    def violation(self) -> float:
        """max |v - Phi(v)|."""
        return self.choices.violation

    def moved(self, step_theta: np.ndarray, step_v: np.ndarray) -> Point:
        """The point a step (m) and (K, 18) away."""
        v = self.v + step_v.reshape(self.v.shape)
        return Point(self.problem, self.theta + step_theta, v)


def problem_of(panel: Panel) -> Problem:
    """The problem of a panel, without bounds and without a prior."""
    design = design_of(panel)
    infinite = np.full(design.size, np.inf)
    precision = np.zeros((design.size, design.size))
    return Problem(panel.counts, design, -infinite, infinite, precision)


def apply(matrices: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """M_k x_k pair by pair."""
    out: np.ndarray = (matrices @ vectors[..., None])[..., 0]
    return out


def flipped(matrices: np.ndarray) -> np.ndarray:
    """M_k' pair by pair."""
    return matrices.transpose(0, 2, 1)
