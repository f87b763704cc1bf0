"""`standoff estimate escalation`: the payoff of backing down, state by state."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from standoff.cli.common import DRAWING, emit_json, json_option, next_step, say, show_table
from standoff.cli.estimates_shown import Cell, data_option, form_option, write_estimates
from standoff.nouns.estimates import EscalationEstimate, EscalationStarts

_COST_HEAD = ("state", "backing_down_payoff", "se", "low", "high", "pooled_to", "faced",
              "backed_down", "reason")  # fmt: skip
_FIT_HEAD = ("fit", "search", "held-out score", "choice, nats", "net score", "behind the best",
             "low", "high", "in sample", "parameters", "converged")  # fmt: skip


@click.command("escalation")
@data_option
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
@click.option("--plot", type=DRAWING, metavar="FILE",
              help="Draw estimates and intervals: FILE.svg or FILE.png.")  # fmt: skip
@form_option
@json_option
@click.pass_context
def command(
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
        if form == "table":
            _show_runs(answer)
        write_estimates(form, _COST_HEAD, _cost_rows(best))
        if best.supposed and form == "table":
            _show_supposed(best)
        elif best.supposed:
            say("What --what-if asked is not in this form; --format table or --json has it.")
    for lost in best.draws_lost:
        say(f"Left out of the bootstrap, not converged: {lost}")
    say(best.note)
    if best.converged:
        next_step("`--starts N` shows other optima, `--pool` what the states have in common.")
        return
    next_step("it did not converge; try another --start, --bounded or --pool.")
    context.exit(3)


def _compare(folder: Path, form: str, as_json: bool, **asked: Any) -> None:
    """Which fit to believe."""
    from standoff.case import compare_escalation

    answer = compare_escalation(folder, told=say, **asked)
    if as_json:
        emit_json(answer)
    else:
        rows: list[tuple[Cell, ...]] = [
            (fit.model, fit.search, f"{fit.score:.5f}", f"{fit.choice:.0f}",
             f"{fit.net:.5f}", f"{fit.behind:+.5f}",
             *("" if end is None else f"{end:+.5f}" for end in (fit.low, fit.high)),
             f"{fit.log_likelihood:.1f}", fit.parameters,
             "has seen all months" if fit.seen else f"{fit.converged} of {answer.folds}")
            for fit in answer.fits
        ]  # fmt: skip
        write_estimates(form, _FIT_HEAD, rows)
    for remark in answer.remarks:
        say(remark)
    say(f"Scores are mean log probabilities of a pair-month in {answer.folds} blocks that the fit "
        f"has not seen, {answer.pair_months} in all; net of ln(number of equilibria found) summed "
        "over pairs. low to high: 95 % interval of the score's distance from the best, pairs drawn "
        "anew. A higher likelihood in the sample is not by itself a better fit.")  # fmt: skip
    next_step("`--pool` estimates the pooled fit; `--keep DIR` lets this be stopped and taken up.")


def _cost_rows(best: EscalationEstimate) -> list[tuple[Cell, ...]]:
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
