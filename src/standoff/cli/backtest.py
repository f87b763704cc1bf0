"""`standoff backtest`: how good such answers would have been."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import click

from standoff.cli.common import (
    DAY,
    case_option,
    counting,
    emit_json,
    json_option,
    next_step,
    proposed_option,
    say,
    show_table,
    tell,
)
from standoff.nouns.backtest import Backtest, Skill


@click.command("backtest")
@click.option("--ask", "patterns", multiple=True, metavar="QUESTION",
              help="A kind of event to ask for (default: the case's backtest.toml).")  # fmt: skip
@click.option("--from", "first", type=DAY, help="First day of asking.")
@click.option("--to", "last", type=DAY, help="Last day of asking.")
@click.option("--dyad", metavar="A,B", help="Challenger and target (default: the case's own).")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Cores to use.")
@click.option("--cluster", default="", metavar="ADDRESS", help="Address of a Dask scheduler.")
@click.option("--page", type=click.Path(path_type=Path), help="Write a page of it here.")
@click.option("--language", type=click.Choice(["en", "de"]), default="en", show_default=True)
@case_option
@proposed_option
@json_option
def command(
    patterns: tuple[str, ...],
    first: date | None,
    last: date | None,
    dyad: str | None,
    jobs: int,
    cluster: str,
    page: Path | None,
    language: str,
    folder: Path,
    proposed: bool,
    as_json: bool,
) -> None:
    """Ask the same questions at the end of every month of the past, and score the answers.

    Each model sees nothing that became known later. A run that is stopped takes up where it was.
    """
    from standoff.case import Case

    case = Case.open(folder)
    answer = case.backtest(
        patterns, first=first, last=last, dyad=dyad, proposed=proposed, jobs=jobs,
        cluster=cluster, progress=counting("years"),
    )  # fmt: skip
    if page:
        case.write_backtest(answer, page, language=language)
    if as_json:
        emit_json(answer)
    else:
        _show(answer)
    say(case.reviewed_line(proposed=proposed))
    if page:
        next_step(f"open {page}")
    else:
        next_step("`--page backtest.html` writes it as a page, with reliability and intervals.")


def _show(answer: Backtest) -> None:
    tell(f"Backtest of {answer.case!r}: {answer.label}.")
    show_table(
        ("question", "days", "n", "came", "base rate", "pool", "skill of the pool", "best model"),
        [
            (
                row.kind + (" *" if row.partly else ""),
                row.days or "all",
                row.n,
                row.came,
                f"{_base(answer, row.kind, row.days):.3f}",
                f"{row.brier:.3f}",
                skill_text(row.brier_skill),
                _best(answer, row.kind, row.days),
            )
            for row in answer.scored
            if row.model == "pool"
        ],
        right="lrrrrrrl",
    )
    tell("Brier scores, lower is better; skill 1 - score / base rate's, with 95 % interval.")
    tell("* covered only in part: what came is what is on record.")
    tell(answer.sentences()[0])


def _base(answer: Backtest, kind: str, days: int) -> float:
    return next(
        row.brier
        for row in answer.scored
        if (row.kind, row.days, row.model) == (kind, days, "base_rate")
    )


def _best(answer: Backtest, kind: str, days: int) -> str:
    rows = [row for row in answer.scored if (row.kind, row.days) == (kind, days)]
    return min(rows, key=lambda row: row.brier).model


def skill_text(skill: Skill) -> str:
    """`+0.12 (-0.03 to +0.25)`."""
    if skill.value is None:
        return "-"
    if not math.isfinite(skill.interval[0]):
        return f"{skill.value:+.2f} (too few to say)"
    return f"{skill.value:+.2f} ({skill.interval[0]:+.2f} to {skill.interval[1]:+.2f})"
