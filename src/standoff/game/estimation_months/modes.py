"""Other modes of the posterior: the search begun again from drawn points.

Log posteriors of games are not concave: a payoff that only matters through what the other side
expects can have one value of either sign that fits. Searches begin at theta_0 = mean + WIDE sd
N(0, 1) of the prior, walked to from payoffs of 0; what they end at is one mode where all parameters
lie within half a posterior standard deviation. Each mode has its own Laplace evidence E_m, in small
games with the curvature there (`curvature.py`), so that the posterior mass near it is about
exp(E_m) / sum exp(E). Finding none says little: starts are few.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from standoff.errors import NotSolved
from standoff.game.estimation_months.curvature import SMALL, sharpened
from standoff.game.estimation_months.fitting import MonthsFit, at_mode, fit_months
from standoff.game.estimation_months.maximise import Mode, find_mode
from standoff.game.estimation_months.objective import Objective
from standoff.game.estimation_months.posterior import Laplace, laplace
from standoff.game.estimation_months.prior import PriorKind
from standoff.game.estimation_months.sequence import Row
from standoff.game.game import Game

__all__ = ["FoundMode", "Modes", "find_modes", "fit_largest"]

STARTS = 6
"""From how many starts other modes are looked for unasked, in small games."""

WIDE = 0.7
"""Standard deviations of the prior by which starts are spread."""

SAME = 0.5
"""Posterior standard deviations within which two ends of a search are one mode."""


@dataclass(frozen=True)
class FoundMode:
    """A mode, its normal approximation, how many searches ended there, its share of the mass."""

    mode: Mode
    laplace: Laplace
    searches: int
    share: float


@dataclass(frozen=True)
class Modes:
    """Modes by log evidence, the highest first; starts that led to none; log evidence of all."""

    found: tuple[FoundMode, ...]
    lost: int
    log_evidence: float


def find_modes(
    fit: MonthsFit,
    starts: int,
    *,
    seed: int = 1,
    most: int = 80,
    told: Callable[[int], None] | None = None,
) -> Modes:
    """The fit's own mode and those that searches from `starts` drawn points end at."""
    ends, lost = [(fit.mode, fit.laplace, 1)], 0
    for number in range(starts):
        found = _search(fit, seed, number, most)
        if found is None:
            lost += 1
        else:
            ends = _added(ends, found)
        if told:
            told(number + 1)
    ends = [(mode, sharpened(fit.sequences, fit.prior, mode.best, normal), count)
            for mode, normal, count in ends]  # fmt: skip
    heights = np.array([one.log_evidence for _, one, _ in ends])
    total = float(np.logaddexp.reduce(heights))
    modes = [
        FoundMode(mode, normal, count, float(np.exp(normal.log_evidence - total)))
        for mode, normal, count in ends
    ]
    return Modes(tuple(sorted(modes, key=lambda one: -one.share)), lost, total)


def fit_largest(
    game: Game, dyads: Sequence[Sequence[Row]], *, prior: PriorKind = "zero"
) -> MonthsFit:
    """`fit_months`, in a small game at the mode with the largest share of those that a few starts
    find; in a large one, where a search takes a minute, at the first. Raises like it."""
    fit = fit_months(game, dyads, prior=prior)
    if game.model.states > SMALL:
        return fit
    best = find_modes(fit, STARTS).found[0]
    return fit if best.mode is fit.mode else at_mode(fit, best.mode, best.laplace)


def _search(fit: MonthsFit, seed: int, number: int, most: int) -> tuple[Mode, Laplace] | None:
    """One search; None where it cannot begin or does not end by itself."""
    prior, chance = fit.prior, np.random.default_rng([seed, number])
    start = prior.mean + WIDE * prior.sd * chance.standard_normal(len(prior.mean))
    try:
        objective = Objective.begin(fit.sequences, prior, start)
        mode = find_mode(objective, start, most=most)
        return (mode, laplace(objective, mode.best)) if mode.converged else None
    except (NotSolved, np.linalg.LinAlgError):
        return None


def _added(
    ends: list[tuple[Mode, Laplace, int]], found: tuple[Mode, Laplace]
) -> list[tuple[Mode, Laplace, int]]:
    """The list with one more search counted."""
    for k, (mode, normal, count) in enumerate(ends):
        far = np.abs(found[0].best.theta - mode.best.theta) / normal.sd
        if far.max() < SAME:
            return [*ends[:k], (mode, normal, count + 1), *ends[k + 1 :]]
    return [*ends, (*found, 1)]
