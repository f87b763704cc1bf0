"""`standoff estimate`: fit a shipped game to data."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

import click

from standoff.cli.common import emit_json, json_option, next_step, say, show_table
from standoff.nouns.estimates import CrisisEstimate, EscalationEstimate, EscalationStarts

_data = click.option(
    "--data",
    "folder",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="Folder of the data tables.",
)
_format = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "latex"]),
    default="table",
    help="How the estimates are written (default: table).",
)


@click.group("estimate")
def command() -> None:
    """Fit a shipped game to data: escalation between pairs of states, or one-shot crises."""


@command.command("escalation")
@_data
@click.option("--start", default="pooled", help="zeros, pooled, published or uniform:SEED.")
@click.option("--starts", type=click.IntRange(1, 10_000), metavar="N",
              help="Run the first N frozen starts: zeros, pooled, uniform:1, ...")  # fmt: skip
@click.option("--switch", is_flag=True, help="Move pairs to likelier equilibria and refit.")
@click.option("--bounded", is_flag=True, help="Keep every payoff of backing down in [-50, 0].")
@click.option("--pool", is_flag=True, help="Draw states together: alpha ~ N(mu, tau^2).")
@click.option("--covariance", type=click.Choice(["gauss-newton", "hessian", "sandwich"]),
              default="gauss-newton", help="Standard errors (default: gauss-newton).")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 1024), default=1, metavar="N", help="Cores to use.")
@click.option("--keep", type=click.Path(path_type=Path), metavar="DIR",
              help="Keep finished runs here, and take up those that are there.")  # fmt: skip
@_format
@json_option
@click.pass_context
def escalation(
    context: click.Context,
    folder: Path,
    start: str,
    starts: int | None,
    switch: bool,
    bounded: bool,
    pool: bool,
    covariance: Any,
    jobs: int,
    keep: Path | None,
    form: str,
    as_json: bool,
) -> None:
    """The payoff of backing down, state by state, from months of crisis and war.

    Constrained maximum likelihood over parameters and choice values. Authors of the model read the
    payoff as audience cost (negative: backing down costs). Exit code 3: not converged.
    """
    from standoff.case import estimate_escalation

    if bounded and pool:
        raise click.UsageError("--bounded and --pool are two variants; choose one")
    answer = estimate_escalation(
        folder, start=start, starts=starts or 0, switch=switch,
        variant="pooled" if pool else "bounded" if bounded else "unbounded",
        covariance=covariance, jobs=jobs, keep=keep, told=say,
    )  # fmt: skip
    best = answer.best if isinstance(answer, EscalationStarts) else answer
    if as_json:
        emit_json(answer)
    else:
        _show_runs(answer)
        _write(form, _COST_HEAD, _cost_rows(best))
    say(best.note)
    if best.converged:
        next_step("`--starts N` shows other optima, `--pool` what the states have in common.")
        return
    next_step("it did not converge; try another --start, --bounded or --pool.")
    context.exit(3)


@command.command("signalling")
@_data
@click.option("--method", type=click.Choice(["pl", "npl", "cmle"]), default="npl",
              help="Pseudo-likelihood, nested, or constrained (default: npl).")  # fmt: skip
@_format
@json_option
@click.pass_context
def signalling(context: click.Context, folder: Path, method: str, form: str, as_json: bool) -> None:
    """Payoffs of the one-shot crisis game, from counts of how crises ended."""
    from standoff.case import estimate_signalling

    answer = estimate_signalling(folder, method=method)
    if as_json:
        emit_json(answer)
    else:
        _show_crisis(answer)
        rows = [(name, c.estimate, c.se, "") for name, c in answer.coefficients.items()]
        _write(form, ("coefficient", "estimate", "se", "reason"), rows)
    if answer.converged:
        next_step("`--method cmle` looks for the likeliest equilibria.")
        return
    next_step("it did not settle; try --method cmle.")
    context.exit(3)


_COST_HEAD = ("state", "backing_down_payoff", "se", "reason")


def _cost_rows(best: EscalationEstimate) -> list[tuple[str, float, float | None, str]]:
    return [(name, c.estimate, c.se, c.reason) for name, c in best.audience_costs.items()]


def _show_runs(answer: EscalationEstimate | EscalationStarts) -> None:
    runs = answer.runs if isinstance(answer, EscalationStarts) else (answer,)
    show = [
        (run.start, f"{run.log_likelihood:.6f}", f"{run.violation:.1e}",
         "yes" if run.converged else "no", sum(len(pairs) for pairs in run.switched),
         f"{run.seconds:.1f}")
        for run in runs
    ]  # fmt: skip
    head = ("start", "log-likelihood", "violation", "converged", "pairs switched", "seconds")
    show_table(head, show, right="lrrlrr")


def _show_crisis(answer: CrisisEstimate) -> None:
    several = sum(answer.equilibria[2:])
    show_table(
        ("method", "log-likelihood", "AIC", "violation", "converged", "rows", "several equilibria"),
        [(answer.method, f"{answer.log_likelihood:.5f}", f"{answer.aic:.3f}",
          f"{answer.violation:.1e}", "yes" if answer.converged else "no", answer.rows, several)],
        right="lrrrlrr",
    )  # fmt: skip


def _write(
    form: str, head: tuple[str, ...], rows: list[tuple[str, float, float | None, str]]
) -> None:
    """The estimates as a table, as CSV in full precision, or as the rows of a LaTeX tabular."""
    if form == "csv":
        out = csv.writer(sys.stdout, lineterminator="\n")
        out.writerow(head)
        out.writerows((n, e, "" if se is None else se, why) for n, e, se, why in rows)
        return
    shown = [(n, f"{e:.3f}", "" if se is None else f"{se:.3f}", why) for n, e, se, why in rows]
    if form == "table":
        show_table(head, shown, right="lrrl")
        return
    lines = [r"\begin{tabular}{lrrl}", " & ".join(_tex(word) for word in head) + r" \\ \hline"]
    lines += [" & ".join(_tex(cell) for cell in row) + r" \\" for row in shown]
    click.echo("\n".join([*lines, r"\end{tabular}"]))


def _tex(word: str) -> str:
    """A word as LaTeX prints it."""
    for sign in r"\_&%#$":
        word = word.replace(sign, r"\textbackslash{}" if sign == "\\" else "\\" + sign)
    return word
