"""Fitting one variant of a declared game to months: mode, posterior, certificate.

fit = fit_months(coercion_game("tension_for_home"), [rows], held=())
fit.laplace.sd, fit.solution.residual
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from standoff.errors import BadValue, NotSolved
from standoff.game.continuation import Branch
from standoff.game.estimation_months.maximise import SHORT, Mode, Told, find_mode
from standoff.game.estimation_months.objective import Objective
from standoff.game.estimation_months.posterior import Laplace, laplace
from standoff.game.estimation_months.prior import NormalPrior, PriorKind, normal_prior
from standoff.game.estimation_months.sequence import Row, Sequences, read_months
from standoff.game.game import Game
from standoff.game.solution import Solution
from standoff.game.solving import certified

__all__ = ["MonthsFit", "at_mode", "fit_months", "held_at_zero", "no_game", "on_main_branch"]


@dataclass(frozen=True)
class MonthsFit:
    """A fitted game: data, prior, mode, normal posterior, and its certified equilibrium.

    `jumps`: how often the branch was left on the way to the first point.
    """

    sequences: Sequences
    prior: NormalPrior
    mode: Mode
    laplace: Laplace
    solution: Solution
    evaluations: int
    jumps: int


def fit_months(
    game: Game,
    dyads: Sequence[Sequence[Row]],
    *,
    prior: PriorKind = "zero",
    held: Sequence[str] = (),
    hidden: Sequence[str] = (),
    start: Mapping[str, float] | None = None,
    most: int = 80,
    told: Told | None = None,
) -> MonthsFit:
    """The posterior mode from `start` (default: the prior's mean), reached along one branch.

    Raises `BadValue` for months that do not fit the game, `NotSolved` if the first point is lost.
    """
    sequences = read_months(game, dyads, hidden=hidden)
    believed = normal_prior(game, prior, held=held)
    begin = believed.mean if start is None else np.array([start[name] for name in believed.names])
    objective = Objective.begin(sequences, believed, begin)
    mode = find_mode(objective, begin, most=most, told=told)
    if mode.ended and not mode.converged:
        again = Objective.begin(sequences, believed, begin)
        other = find_mode(again, begin, most=2 * most, farthest=SHORT, told=told)
        if other.best.log_posterior > mode.best.log_posterior:
            objective, mode = again, other
    posterior = laplace(objective, mode.best)
    solution = _solution(game, believed, mode, objective.tracker.steps)
    return MonthsFit(sequences, believed, mode, posterior, solution, objective.evaluations,
                     len(objective.tracker.jumps))  # fmt: skip


def at_mode(fit: MonthsFit, mode: Mode, normal: Laplace) -> MonthsFit:
    """The same fit at another mode of its posterior."""
    solution = _solution(fit.solution.game, fit.prior, mode, 0)
    return replace(fit, mode=mode, laplace=normal, solution=solution)


def _solution(game: Game, prior: NormalPrior, mode: Mode, steps: int) -> Solution:
    """The equilibrium at a mode with its certificate."""
    fitted = game.with_parameters(**prior.named(mode.best.theta))
    branch = Branch("branch followed from payoffs of 0 to the mode", steps)
    return fitted.solution(certified(fitted.model, mode.best.point.v, branch))


def held_at_zero(game: Game, variant: str) -> tuple[str, ...]:
    """Parameters that a variant sets to 0: they stay there."""
    values = game.declaration.variants.get(variant, {})
    return tuple(name for name, value in values.items() if value == 0)


def on_main_branch(solution: Solution) -> bool | None:
    """Does the branch from precision 0 lead to the same equilibrium? None: it was not solved."""
    try:
        other = solution.game.solve()
    except NotSolved:
        return None
    far = max(
        float(np.abs(one - two).max())
        for one, two in ((solution.first, other.first), (solution.second, other.second))
    )
    return far < 1e-6


def no_game(sequences: Sequences, by: str = "") -> float:
    """Log evidence of moves at constant frequencies, Dirichlet(1/2) on each side's.

    Of n moves with counts n_a among A actions: log Gamma(A/2)/Gamma(n + A/2) + sum log
    Gamma(n_a + 1/2)/Gamma(1/2). With `by`, a factor, the frequencies are others at each of its
    levels: a rival with memory, but without anybody who looks ahead. Raises `BadValue` for a factor
    that the game does not have.
    """
    factors = list(sequences.game.declaration.factors)
    if by and by not in factors:
        raise BadValue(f"no factor {by!r}", expected=f"one of {', '.join(factors)}")
    total = 0.0
    for side, width in enumerate(sequences.game.model.actions):
        counts: dict[int, np.ndarray] = {}
        for one in sequences.series:
            place = factors.index(by) if by else 0
            seen = np.where(one.seen[:, place], one.levels[:, place, 0], -1)
            for t in np.flatnonzero(one.usable & (one.moves[:, side] >= 0)):
                group = counts.setdefault(int(seen[t]) if by else 0, np.zeros(width))
                group[one.moves[t, side]] += 1
        total += sum(map(_log_dirichlet, counts.values()))
    return total


def _log_dirichlet(counts: np.ndarray) -> float:
    """Log probability of a row of moves with these counts, their frequencies unknown."""
    from scipy.special import gammaln

    half = len(counts) / 2
    whole = float(gammaln(half) - gammaln(counts.sum() + half))
    return whole + float((gammaln(counts + 0.5) - gammaln(0.5)).sum())
