"""Which fit to believe: the log score on months that a fit has not seen.

A higher likelihood in the sample is no merit by itself: every pair's equilibrium is chosen too, and
an alpha that runs to infinity fits what happened to happen. So the months are cut into `folds`
blocks in a row; each model is estimated again, from scratch, on the other blocks (its equilibria
are chosen on them too) and scored on the block left out. The score is the mean log probability of a
held-out pair-month (both sides' actions), higher is better. A fixed point such as the published one
has seen all months: its score is marked `seen`.

Beside it stands the choice among equilibria as code length: sum_k ln(number of equilibria found),
to be taken off the log-likelihood like any other choice a fit makes (Rissanen 1978).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from standoff.game.estimation.equilibria import find_equilibria
from standoff.game.estimation.panel import Panel
from standoff.game.estimation.problem import Point, Problem

__all__ = ["HeldOut", "blocks", "equilibrium_choice", "held_out", "score_seen"]

Fitter = Callable[[Panel], tuple[Problem, Point]]


@dataclass(frozen=True)
class HeldOut:
    """Mean log score of a pair-month by fold, and over all; `seen`: the fit knew the answers."""

    model: str
    score: float
    folds: tuple[float, ...]
    seen: bool = False


def blocks(panel: Panel, folds: int) -> list[np.ndarray]:
    """Months of each block, in a row and nearly equal in number."""
    return np.array_split(np.arange(panel.size[2]), folds)


def held_out(model: str, fitter: Fitter, panel: Panel, folds: int = 5) -> HeldOut:
    """Estimate on all blocks but one and score that one, for each."""
    scores, total, months = [], 0.0, 0.0
    for block in blocks(panel, folds):
        outside, inside = panel.weights.copy(), panel.weights.copy()
        outside[:, block] = 0.0
        inside[:, np.setdiff1d(np.arange(panel.size[2]), block)] = 0.0
        _, point = fitter(panel.weighted(outside))
        counts = panel.weighted(inside).counts
        logs = float(point.choices.log_likelihood(counts).sum())
        total, months = total + logs, months + inside.sum()
        scores.append(logs / inside.sum())
    return HeldOut(model, total / months, tuple(scores))


def score_seen(model: str, point: Point, panel: Panel) -> HeldOut:
    """The score of a point that was estimated on all months; an upper bound, no forecast."""
    score = float(point.choices.log_likelihood(panel.counts).sum() / panel.weights.sum())
    return HeldOut(model, score, (), seen=True)


def equilibrium_choice(point: Point, *, tries: int = 60, seed: int = 1) -> float:
    """sum_k ln(number of equilibria found at the point's theta): what choosing among them says."""
    found = find_equilibria(point.problem, point.theta, near=point.v, tries=tries, seed=seed)
    return float(np.log(np.maximum(found.numbers(), 1)).sum())
