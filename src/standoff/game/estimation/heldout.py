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
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from standoff.game.estimation.equilibria import find_equilibria
from standoff.game.estimation.fit import Fit, Options
from standoff.game.estimation.multistart import run_starts
from standoff.game.estimation.panel import Panel
from standoff.game.estimation.pooling import pooled_problem
from standoff.game.estimation.problem import Point, Problem, problem_of
from standoff.workers import spread

__all__ = [
    "RIVALS", "HeldOut", "Rival", "Scored", "blocks", "difference", "equilibrium_choice",
    "held_out", "score_rivals", "score_seen",
]  # fmt: skip

Fitter = Callable[[Panel], tuple[Problem, Point]]


@dataclass(frozen=True)
class HeldOut:
    """Mean log score of a pair-month by fold, and over all; `seen`: the fit knew the answers.

    `by_pair` (K,) are summed log scores of each pair's held-out months.
    """

    model: str
    score: float
    folds: tuple[float, ...]
    seen: bool = False
    by_pair: np.ndarray = field(default_factory=lambda: np.zeros(0))


def blocks(panel: Panel, folds: int) -> list[np.ndarray]:
    """Months of each block, in a row and nearly equal in number."""
    return np.array_split(np.arange(panel.size[2]), folds)


def held_out(model: str, fitter: Fitter, panel: Panel, folds: int = 5) -> HeldOut:
    """Estimate on all blocks but one and score that one, for each."""
    parts = []
    for block in blocks(panel, folds):
        seen, unseen = _split(panel, block)
        _, point = fitter(seen)
        parts.append((point.choices.log_likelihood(unseen.counts), float(unseen.weights.sum())))
    return _summed(model, parts)


def _split(panel: Panel, block: np.ndarray) -> tuple[Panel, Panel]:
    """The panel without a block of months, and that block alone."""
    outside, inside = panel.weights.copy(), panel.weights.copy()
    outside[:, block] = 0.0
    inside[:, np.setdiff1d(np.arange(panel.size[2]), block)] = 0.0
    return panel.weighted(outside), panel.weighted(inside)


def _summed(model: str, parts: list[tuple[np.ndarray, float]]) -> HeldOut:
    """From each fold's log scores by pair (K,) and its number of pair-months."""
    by_pair = np.sum([logs for logs, _ in parts], axis=0)
    months = sum(months for _, months in parts)
    folds = tuple(float(logs.sum() / months) for logs, months in parts)
    return HeldOut(model, float(by_pair.sum() / months), folds, by_pair=by_pair)


def score_seen(model: str, point: Point, panel: Panel) -> HeldOut:
    """The score of a point that was estimated on all months; an upper bound, no forecast."""
    by_pair = point.choices.log_likelihood(panel.counts)
    score = float(by_pair.sum() / panel.weights.sum())
    return HeldOut(model, score, (), seen=True, by_pair=by_pair)


def equilibrium_choice(point: Point, *, tries: int = 60, seed: int = 1) -> float:
    """sum_k ln(number of equilibria found at the point's theta): what choosing among them says."""
    found = find_equilibria(point.problem, point.theta, near=point.v, tries=tries, seed=seed)
    return float(np.log(np.maximum(found.numbers(), 1)).sum())


@dataclass(frozen=True)
class Rival:
    """A way to fit: `model` unbounded, bounded or pooled, and the `search` it is found by."""

    model: str
    search: str


#: What is compared: both searches where they end apart. The pooled fits stand at tau = 2.
RIVALS = (
    Rival("unbounded", "relaxed"),
    Rival("unbounded", "anchored"),
    Rival("bounded", "anchored"),
    Rival("pooled", "relaxed"),
    Rival("pooled", "anchored"),
)
TAU, LOW, HIGH = 2.0, -50.0, 0.0


@dataclass(frozen=True)
class Scored:
    """A rival's fit to all months, its choice among equilibria in nats, and its held-out scores."""

    rival: Rival
    fit: Fit
    parameters: int
    choice: float
    score: HeldOut
    converged: int


Shared = tuple[Panel, int, str, Path | None, int]
Task = tuple[Rival, int]
Found = tuple[Fit, np.ndarray, float, float, int]


def score_rivals(
    panel: Panel,
    rivals: tuple[Rival, ...] = RIVALS,
    *,
    folds: int = 5,
    start: str = "pooled",
    tries: int = 40,
    jobs: int = 1,
    cluster: str = "",
    folder: Path | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> list[Scored]:
    """Every rival on all months, and on all but each block in turn; kept fits are taken up.

    `tries` is how hard equilibria are searched for; `progress` hears how many fits of how many are
    done, and which.
    """
    tasks = [(rival, fold) for rival in rivals for fold in range(-1, folds)]
    shared: Shared = (panel, folds, start, folder, tries)
    found: dict[Task, Found] = {}
    for at, one in spread(_score_task, shared, tasks, jobs=jobs, cluster=cluster):
        found[tasks[at]] = one
        if progress is not None:
            rival, fold = tasks[at]
            what = "all months" if fold < 0 else f"without block {fold + 1}"
            progress(len(found), len(tasks), f"{rival.model}, {rival.search}, {what}")
    return [_scored(rival, folds, found) for rival in rivals]


def _scored(rival: Rival, folds: int, found: dict[Task, Found]) -> Scored:
    fit, _, _, choice, size = found[rival, -1]
    parts = [found[rival, fold][1:3] for fold in range(folds)]
    converged = sum(found[rival, fold][0].converged for fold in range(folds))
    return Scored(rival, fit, size, choice, _summed(rival.model, parts), converged)


def _score_task(shared: Shared, task: Task) -> Found:
    """A fit, its log scores of what it has not seen (K,), their number, choice, parameters."""
    panel, folds, start, folder, tries = shared
    rival, fold = task
    seen, unseen = panel, panel
    if fold >= 0:
        seen, unseen = _split(panel, blocks(panel, folds)[fold])
    problem = _problem(seen, rival.model)
    options = Options(searches=(rival.search,))
    fit = run_starts(problem, (start,), options, folder=folder)[0]
    point = fit.point(problem)
    choice = equilibrium_choice(point, tries=tries) if fold < 0 else 0.0
    logs = point.choices.log_likelihood(unseen.counts)
    return fit, logs, float(unseen.weights.sum()), choice, problem.design.size


def _problem(panel: Panel, model: str) -> Problem:
    if model == "pooled":
        return pooled_problem(panel, TAU)
    problem = problem_of(panel)
    return problem.bounded(LOW, HIGH) if model == "bounded" else problem


def difference(
    one: HeldOut, other: HeldOut, months: float, *, draws: int = 2000, seed: int = 1
) -> tuple[float, float, float]:
    """Score of one less the other a pair-month, and its 95 % interval from drawing pairs anew."""
    gap = one.by_pair - other.by_pair
    lots = np.random.default_rng(seed).integers(len(gap), size=(draws, len(gap)))
    means = gap[lots].sum(axis=1) / months
    low, high = np.quantile(means, [0.025, 0.975])
    return float(gap.sum() / months), float(low), float(high)
