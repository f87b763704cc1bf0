"""`standoff estimate`: fit a shipped game to data."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from standoff.cli import estimate_coercion
from standoff.cli.common import DRAWING, emit_json, json_option, next_step, say, show_table
from standoff.nouns.estimates import CrisisEstimate, EscalationEstimate, EscalationStarts
from standoff.tables import inert

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


_plot = click.option("--plot", type=DRAWING, metavar="FILE",
                     help="Draw estimates and intervals: FILE.svg or FILE.png.")  # fmt: skip


@click.group("estimate")
def command() -> None:
    """Fit a shipped game to data: pairs of states, one-shot crises, or the months of a case."""


command.add_command(estimate_coercion.command)


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
@click.option("--solver", type=click.Choice(["newton", "ipopt", "fallback"]), default="newton",
              help="Second half of the search; fallback is newton, then IPOPT.")  # fmt: skip
@click.option("--cluster", default="", metavar="ADDRESS",
              help="Run on the Dask cluster of this scheduler (tcp://HOST:PORT).")  # fmt: skip
@click.option("--bootstrap", type=click.Choice(["parametric", "pairs"]),
              help="Intervals from data drawn again.")  # fmt: skip
@click.option("--draws", type=click.IntRange(20, 100_000), default=200, metavar="N",
              help="Data sets to draw (default: 200).")  # fmt: skip
@click.option("--what-if", "supposed", multiple=True, metavar="NAME=VALUE",
              help="Suppose another value, e.g. alpha.USA=-25; may be repeated.")  # fmt: skip
@click.option(
    "--held-out",
    "compared",
    is_flag=True,
    help="Score published, unbounded, bounded, pooled fits on unseen months.",
)
@click.option("--folds", type=click.IntRange(2, 60), default=5, metavar="N",
              help="Blocks of months for --held-out (default: 5).")  # fmt: skip
@_plot
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
    solver: Any,
    cluster: str,
    bootstrap: Any,
    draws: int,
    supposed: tuple[str, ...],
    compared: bool,
    folds: int,
    plot: Path | None,
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
    if cluster and jobs > 1:
        raise click.UsageError("--jobs counts cores of this machine, --cluster goes elsewhere")
    if compared:
        if any((bounded, pool, switch, starts, bootstrap, supposed, plot)):
            raise click.UsageError("--held-out compares all fits by itself; it takes --start, "
                                   "--folds, --jobs, --cluster and --keep")  # fmt: skip
        _compare(folder, form, as_json, folds=folds, start=start, jobs=jobs, cluster=cluster,
                 keep=keep)  # fmt: skip
        return
    answer = estimate_escalation(
        folder, start=start, starts=starts or 0, switch=switch,
        variant="pooled" if pool else "bounded" if bounded else "unbounded",
        covariance=covariance, solver=solver, bootstrap=bootstrap, draws=draws,
        what_if=_suppositions(supposed), jobs=jobs, cluster=cluster, keep=keep, told=say,
    )  # fmt: skip
    best = answer.best if isinstance(answer, EscalationStarts) else answer
    if plot:
        from standoff.case import save_backing_down

        save_backing_down(best, plot)
        say(f"Drawn: {plot}")
    if as_json:
        emit_json(answer)
    else:
        _show_runs(answer)
        _write(form, _COST_HEAD, _cost_rows(best))
        if best.supposed:
            _show_supposed(best)
    for lost in best.draws_lost:
        say(f"Left out of the bootstrap, not converged: {lost}")
    say(best.note)
    if best.converged:
        next_step("`--starts N` shows other optima, `--pool` what the states have in common.")
        return
    next_step("it did not converge; try another --start, --bounded or --pool.")
    context.exit(3)


_FIT_HEAD = ("fit", "search", "held-out score", "choice, nats", "net score", "behind the best",
             "low", "high", "in sample", "parameters", "converged")  # fmt: skip


def _compare(folder: Path, form: str, as_json: bool, **asked: Any) -> None:
    """Which fit to believe."""
    from standoff.case import compare_escalation

    answer = compare_escalation(folder, told=say, **asked)
    if as_json:
        emit_json(answer)
    else:
        rows: list[tuple[_Cell, ...]] = [
            (fit.model, fit.search, f"{fit.score:.5f}", f"{fit.choice:.0f}",
             f"{fit.net:.5f}", f"{fit.behind:+.5f}",
             *("" if end is None else f"{end:+.5f}" for end in (fit.low, fit.high)),
             f"{fit.log_likelihood:.1f}", fit.parameters,
             "has seen all months" if fit.seen else f"{fit.converged} of {answer.folds}")
            for fit in answer.fits
        ]  # fmt: skip
        _write(form, _FIT_HEAD, rows)
    for remark in answer.remarks:
        say(remark)
    say(f"Scores are mean log probabilities of a pair-month in {answer.folds} blocks that the fit "
        f"has not seen, {answer.pair_months} in all; net of ln(number of equilibria found) summed "
        "over pairs. low to high: 95 % interval of the score's distance from the best, pairs drawn "
        "anew. A higher likelihood in the sample is not by itself a better fit.")  # fmt: skip
    next_step("`--pool` estimates the pooled fit; `--keep DIR` lets this be stopped and taken up.")


@command.command("signalling")
@_data
@click.option("--method", type=click.Choice(["pl", "npl", "cmle"]), default="npl",
              help="Pseudo-likelihood, nested, or constrained (default: npl).")  # fmt: skip
@click.option("--payoff", "payoffs", multiple=True, metavar="'NAME ~ FORMULA'",
              help="Covariates of a payoff, e.g. 'VA ~ contig'; may be repeated.")  # fmt: skip
@click.option("--vary", default="", metavar="COLUMN=V1,V2,...",
              help="Outcome probabilities with a covariate at these values.")  # fmt: skip
@click.option("--plot", type=DRAWING, metavar="FILE",
              help="Draw what --vary asks: FILE.svg or FILE.png.")  # fmt: skip
@_format
@json_option
@click.pass_context
def signalling(
    context: click.Context,
    folder: Path,
    method: str,
    payoffs: tuple[str, ...],
    vary: str,
    plot: Path | None,
    form: str,
    as_json: bool,
) -> None:
    """Payoffs of the one-shot crisis game, from counts of how crises ended."""
    from standoff.case import estimate_signalling

    column, values = _values(vary)
    if plot and not column:
        raise click.UsageError("--plot draws what --vary asks, e.g. --vary lncaprat=0,1,2,3")
    answer = estimate_signalling(folder, method=method, formulas=_formulas(payoffs), vary=column,
                                 values=values)  # fmt: skip
    if plot:
        from standoff.case import save_outcomes

        save_outcomes(answer, plot)
        say(f"Drawn: {plot}")
    if as_json:
        emit_json(answer)
    else:
        _show_crisis(answer)
        rows = [(name, c.estimate, c.se, "") for name, c in answer.coefficients.items()]
        _write(form, ("coefficient", "estimate", "se", "reason"), rows)
        if answer.varied:
            _show_varied(answer)
    if answer.converged:
        next_step("`--method cmle` looks for the likeliest equilibria.")
        return
    next_step("it did not settle; try --method cmle.")
    context.exit(3)


_PAYOFFS = ("SA", "VA", "CB", "barWA", "barWB", "bara")
_Cell = str | float | int | None
_COST_HEAD = ("state", "backing_down_payoff", "se", "low", "high", "pooled_to", "faced",
              "backed_down", "reason")  # fmt: skip


def _cost_rows(best: EscalationEstimate) -> list[tuple[_Cell, ...]]:
    return [
        (name, c.estimate, c.se, c.low, c.high, c.pooled_to, c.faced, c.backed_down, c.reason)
        for name, c in best.audience_costs.items()
    ]


def _suppositions(words: tuple[str, ...]) -> dict[str, float]:
    """NAME=VALUE as a dictionary."""
    values = {}
    for word in words:
        name, _, value = word.rpartition("=")
        try:
            values[name] = float(value)
        except ValueError:
            raise click.BadParameter(f"{word!r} is not NAME=VALUE, e.g. alpha.USA=-25",
                                     param_hint="--what-if") from None  # fmt: skip
    return values


def _formulas(words: tuple[str, ...]) -> dict[str, str]:
    """'NAME ~ FORMULA' as a dictionary."""
    formulas = {}
    for word in words:
        name, tilde, formula = word.partition("~")
        if not tilde or name.strip() not in _PAYOFFS:
            raise click.BadParameter(f"{word!r} is not 'NAME ~ FORMULA' with NAME one of "
                                     f"{', '.join(_PAYOFFS)}", param_hint="--payoff")  # fmt: skip
        formulas[name.strip()] = formula
    return formulas


def _values(words: str) -> tuple[str, list[float]]:
    """COLUMN=V1,V2 as a name and numbers."""
    if not words:
        return "", []
    column, _, listed = words.partition("=")
    try:
        return column, [float(value) for value in listed.split(",")]
    except ValueError:
        raise click.BadParameter(f"{words!r} is not COLUMN=V1,V2,..., e.g. contig=0,1",
                                 param_hint="--vary") from None  # fmt: skip


def _show_varied(answer: CrisisEstimate) -> None:
    """Outcome probabilities in percent, with their limits."""
    rows = [
        (f"{at.value:g}", at.rows, *(
            f"{100 * p:.2f}" + ("" if low is None or high is None
                                else f" ({100 * low:.2f} to {100 * high:.2f})")
            for p, low, high in zip(at.probabilities, at.low, at.high, strict=True)))
        for at in answer.varied
    ]  # fmt: skip
    show_table(
        (answer.vary, "rows", "status quo, %", "concession, %", "stand firm, %", "back down, %"),
        rows, right="rrrrrr", title="Mean over rows, 95 % limits",
    )  # fmt: skip


def _show_supposed(best: EscalationEstimate) -> None:
    """Long-run shares before and after, in percent."""

    def told(shares: tuple[float, float, float]) -> str:
        return " / ".join(f"{100 * share:.2f}" for share in shares)

    rows = [
        (row.pair, told(row.before), told(row.after),
         "" if row.low is None or row.high is None
         else f"{100 * row.low:+.2f} to {100 * row.high:+.2f}",
         "" if row.reached >= 1 else f"ends after {row.reached:.0%} of the way")
        for row in best.supposed
    ]  # fmt: skip
    supposed = ", ".join(f"{name} = {value:g}" for name, value in best.what_if.items())
    show_table(
        ("pair", "peace / crisis / war, %", f"if {supposed}", "change of crisis and war, 95 %",
         "branch"), rows, right="lrrrl",
    )  # fmt: skip


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


def _write(form: str, head: tuple[str, ...], rows: Sequence[tuple[_Cell, ...]]) -> None:
    """The estimates as a table, as CSV in full precision, or as a LaTeX tabular."""
    if form == "csv":
        out = csv.writer(sys.stdout, lineterminator="\n")
        out.writerow(head)
        out.writerows([inert("" if cell is None else str(cell)) for cell in row] for row in rows)
        return
    shown = [tuple(_cell(cell) for cell in row) for row in rows]
    sides = "l" + "r" * (len(head) - 2) + "l"
    if form == "table":
        show_table(head, shown, right=sides)
        return
    lines = [rf"\begin{{tabular}}{{{sides}}}", " & ".join(map(_tex, head)) + r" \\ \hline"]
    lines += [" & ".join(map(_tex, row)) + r" \\" for row in shown]
    click.echo("\n".join([*lines, r"\end{tabular}"]))


def _cell(cell: _Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:.3f}"
    return "" if cell is None else str(cell)


def _tex(word: str) -> str:
    """A word as LaTeX prints it."""
    for sign in r"\_&%#$":
        word = word.replace(sign, r"\textbackslash{}" if sign == "\\" else "\\" + sign)
    return word
