"""Laplace's evidence with the curvature of the log posterior itself.

    log p(moves) ~ log p(moves, mode) + K/2 log 2 pi - 1/2 log det H,      H = - d2 log p / d theta2

The expected information (`posterior.py`) costs one linear solve a parameter and is never negative,
but it is the curvature on average over the moves that might have been made. On one dyad of thirty
years the two differ by up to a nat, which is what shares of modes and Bayes factors of rival games
are made of. Here H comes from central differences of the exact gradient, 2 K solutions of the game
along the mode's own branch. Source: Tierney & Kadane 1986, "Accurate approximations for posterior
moments and marginal densities".
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from standoff.errors import NotSolved
from standoff.game.estimation_months.branch import Tracked, Tracker
from standoff.game.estimation_months.objective import Objective, Value
from standoff.game.estimation_months.posterior import Laplace
from standoff.game.estimation_months.prior import NormalPrior
from standoff.game.estimation_months.sequence import Sequences

__all__ = ["SMALL", "curvature", "sharpened"]

SMALL = 1_000
"""States up to which a game is solved 2 K times more as a matter of course."""

STEP = 1e-4
"""Step of the differences, in prior standard deviations."""


def curvature(sequences: Sequences, prior: NormalPrior, value: Value) -> np.ndarray | None:
    """H (K, K) at a solved point; None where the branch ends beside it, or H is not that of a top.

    Derivatives in units of the prior are exact to about 1e-6.
    """
    tracker = Tracker(sequences.game, Tracked(prior.named(value.theta), value.point))
    objective, here = Objective(sequences, prior, tracker), tracker.last
    rows = []
    try:
        for place, sd in enumerate(prior.sd):
            step = np.zeros(len(prior.sd))
            step[place] = STEP * sd
            sides = []
            for sign in (1.0, -1.0):
                tracker.last = here
                sides.append(objective.at(value.theta + sign * step).gradient)
            rows.append((sides[1] - sides[0]) / (2.0 * STEP * sd))
    except NotSolved:
        return None
    found = np.array(rows)
    found = (found + found.T) / 2.0
    scaled = np.linalg.eigvalsh(prior.sd[:, None] * found * prior.sd)
    return found if scaled[0] > 1e-3 else None


def sharpened(sequences: Sequences, prior: NormalPrior, value: Value, normal: Laplace) -> Laplace:
    """The normal posterior of a small game with its evidence from the curvature, else as it is.

    Its covariance stays that of the expected information.
    """
    if sequences.game.model.states > SMALL:
        return normal
    found = curvature(sequences, prior, value)
    if found is None:
        return normal
    size, log_det = len(value.theta), float(np.linalg.slogdet(found)[1])
    evidence = value.log_posterior + size / 2 * float(np.log(2 * np.pi)) - log_det / 2
    return replace(normal, log_evidence=evidence)
