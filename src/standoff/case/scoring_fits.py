"""Which fit of the escalation model to believe: scores on months that a fit has not seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from standoff.case.estimating import Told, one_thread
from standoff.errors import StandoffError
from standoff.nouns.estimates import HeldOutAnswer, HeldOutFit

if TYPE_CHECKING:
    from standoff.game.estimation.heldout import HeldOut, Scored
    from standoff.game.estimation.panel import Panel

__all__ = ["compare_escalation"]


def compare_escalation(
    folder: Path,
    *,
    folds: int = 5,
    start: str = "pooled",
    jobs: int = 1,
    cluster: str = "",
    keep: Path | None = None,
    told: Told | None = None,
) -> HeldOutAnswer:
    """Published, unbounded, bounded and pooled fits, each scored on `folds` blocks it has not seen.

    `keep` is a folder for finished fits, which a later call takes up; `told` hears of progress.
    Raises as `estimate_escalation`.
    """
    one_thread()
    from standoff.game.estimation.heldout import difference, score_rivals
    from standoff.game.estimation.reading import read_panel

    panel = read_panel(folder)
    months = float(panel.weights.sum())

    def note(done: int, of: int, what: str) -> None:
        if told is not None:
            told(f"{done}/{of} {what}")

    scored = score_rivals(
        panel, folds=folds, start=start, jobs=jobs, cluster=cluster, folder=keep, progress=note
    )
    best = max(scored, key=lambda one: one.score.score - one.choice / months)
    top = best.score.score - best.choice / months
    rows = []
    for one in scored:
        gap = None if one is best else difference(one.score, best.score, months)
        rows.append(_row(one, months, top, gap))
    remarks: list[str] = []
    try:
        rows.append(_published(panel, folder, months, top))
    except StandoffError as fault:
        remarks.append(f"The published point is not compared: {fault}")
    rows.sort(key=lambda row: (row.seen, -row.net))
    return HeldOutAnswer(folds=folds, pair_months=int(months), start=start, fits=tuple(rows),
                         remarks=tuple(remarks))  # fmt: skip


def _row(
    one: Scored, months: float, top: float, gap: tuple[float, float, float] | None
) -> HeldOutFit:
    score: HeldOut = one.score
    net = score.score - one.choice / months
    return HeldOutFit(
        model=one.rival.model,
        search=one.rival.search,
        seen=False,
        score=score.score,
        folds=score.folds,
        log_likelihood=one.fit.log_likelihood,
        parameters=one.parameters,
        choice=one.choice,
        net=net,
        behind=net - top,
        low=gap[1] if gap else None,
        high=gap[2] if gap else None,
        converged=one.converged,
    )


def _published(panel: Panel, folder: Path, months: float, top: float) -> HeldOutFit:
    """The published point as it stands, which has seen all months."""
    from standoff.game.estimation.heldout import equilibrium_choice, score_seen
    from standoff.game.estimation.problem import problem_of
    from standoff.game.estimation.starts import named_start

    problem = problem_of(panel)
    start = named_start("published", problem, folder)
    point = problem.at(start.theta, start.v)
    score, choice = score_seen("published", point, panel), equilibrium_choice(point, tries=40)
    net = score.score - choice / months
    return HeldOutFit(
        model="published",
        search="as published",
        seen=True,
        score=score.score,
        folds=(),
        log_likelihood=point.log_likelihood,
        parameters=problem.design.size,
        choice=choice,
        net=net,
        behind=net - top,
        low=None,
        high=None,
        converged=0,
    )
