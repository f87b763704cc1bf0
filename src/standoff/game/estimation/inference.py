"""How sure an estimate is: three covariances, and which directions the data leave flat.

Along the equilibrium v_k moves with theta by S_k A_k (`sequential.py`), so that

    information (Gauss-Newton)   I = P + sum_k A_k'S_k'(-l_vv)S_k A_k       (always positive)
    exact Hessian                H = P + second derivative of -loglik along the equilibrium
    sandwich, clusters by pair   H^-1 (sum_k g_k g_k') H^-1,   g_k = A_k'S_k' l_v

The published standard errors are the first. An eigenvector of the curvature whose standard
deviation would exceed `FLAT` is a flat direction: the data do not tell where along it the truth
lies. A parameter whose variance comes from flat directions to more than a tenth gets no standard
error but a reason; so does one that rests on its bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from standoff.game.estimation.fit import Fit
from standoff.game.estimation.problem import Problem, apply, flipped
from standoff.game.estimation.sequential import Arrow

__all__ = ["FLAT", "KINDS", "Direction", "Inference", "infer"]

FLAT = 1000.0
"""Standard deviation (in units of the parameters) beyond which a direction is called flat."""

Kind = Literal["gauss-newton", "hessian", "sandwich"]
KINDS: tuple[Kind, ...] = ("gauss-newton", "hessian", "sandwich")

_SHARE = 0.1
_NAMED = 0.2


@dataclass(frozen=True)
class Direction:
    """A flat direction: its curvature, and its parameters with their loadings, largest first."""

    curvature: float
    loadings: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Inference:
    """Covariance (m, m), standard errors (m; NaN where there is none) and why one is missing."""

    kind: str
    covariance: np.ndarray
    errors: np.ndarray
    reasons: tuple[str, ...]
    flat: tuple[Direction, ...]


def infer(problem: Problem, fit: Fit, kind: Kind = "gauss-newton") -> Inference:
    """Covariance of a fit's parameters and what is flat."""
    arrow = Arrow(fit.point(problem), fit.multipliers)
    curvature = _information(problem, arrow) if kind == "gauss-newton" else arrow.border()
    names = problem.design.names
    free = (fit.theta > problem.lower) & (fit.theta < problem.upper)
    values, vectors = np.linalg.eigh(curvature[np.ix_(free, free)])
    flat = values < FLAT**-2
    inverse = (vectors[:, ~flat] / values[~flat]) @ vectors[:, ~flat].T
    own = np.zeros(len(names), dtype=bool)
    own[free] = _flat_share(values, vectors, flat, np.diag(inverse)) > _SHARE
    if kind == "sandwich":
        inverse = inverse @ _scatter(problem, arrow)[np.ix_(free, free)] @ inverse
    covariance = np.full(curvature.shape, np.nan)
    covariance[np.ix_(free, free)] = inverse
    errors = np.sqrt(np.diag(covariance))
    errors[own] = np.nan
    reasons = tuple(_reason(bool(own[at]), bool(free[at])) for at in range(len(names)))
    shown = [name for name, is_free in zip(names, free, strict=True) if is_free]
    directions = tuple(_direction(values[at], vectors[:, at], shown) for at in np.flatnonzero(flat))
    return Inference(kind, covariance, errors, reasons, directions)


def _information(problem: Problem, arrow: Arrow) -> np.ndarray:
    """The Gauss-Newton information, and the precision of a prior."""
    weight = -arrow.point.choices.likelihood_hessian(problem.counts)
    local = flipped(arrow.response) @ weight @ arrow.response
    return problem.design.gather_square(local) + problem.precision


def _scatter(problem: Problem, arrow: Arrow) -> np.ndarray:
    """sum_k g_k g_k' over pairs."""
    slopes = apply(flipped(arrow.response), arrow.point.choices.score(problem.counts))
    each = problem.design.gather_each(slopes)
    scatter: np.ndarray = each.T @ each
    return scatter


def _flat_share(
    values: np.ndarray, vectors: np.ndarray, flat: np.ndarray, rest: np.ndarray
) -> np.ndarray:
    """How much the flat directions would add to each variance, against all of it."""
    weak = (vectors[:, flat] ** 2 / np.maximum(values[flat], 1e-12)).sum(1)
    return weak / np.maximum(weak + rest, 1e-300)


def _reason(flat: bool, free: bool) -> str:
    if not free:
        return "rests on its bound"
    return "flat: the likelihood hardly changes along it" if flat else ""


def _direction(curvature: float, vector: np.ndarray, names: list[str]) -> Direction:
    order = np.argsort(-np.abs(vector), kind="stable")
    named = [(names[at], float(vector[at])) for at in order if abs(vector[at]) >= _NAMED]
    return Direction(float(curvature), tuple(named))
