"""`standoff estimate signalling`: payoffs of the one-shot crisis game, by formula."""

from __future__ import annotations

from pathlib import Path

import click

from standoff.cli.common import DRAWING, emit_json, json_option, next_step, say, show_table
from standoff.cli.estimates_shown import data_option, form_option, write_estimates
from standoff.nouns.estimates import CrisisEstimate

_PAYOFFS = ("SA", "VA", "CB", "barWA", "barWB", "bara")


@click.command("signalling")
@data_option
@click.option("--method", type=click.Choice(["pl", "npl", "cmle"]), default="npl",
              help="Pseudo-likelihood, nested, or constrained (default: npl).")  # fmt: skip
@click.option("--payoff", "payoffs", multiple=True, metavar="'NAME ~ FORMULA'",
              help="Covariates of a payoff, e.g. 'VA ~ contig'; may be repeated.")  # fmt: skip
@click.option("--vary", default="", metavar="COLUMN=V1,V2,...",
              help="Outcome probabilities with a covariate at these values.")  # fmt: skip
@click.option("--plot", type=DRAWING, metavar="FILE",
              help="Draw what --vary asks: FILE.svg or FILE.png.")  # fmt: skip
@form_option
@json_option
@click.pass_context
def command(
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
        if form == "table":
            _show_crisis(answer)
        else:
            say(f"{answer.method}: log-likelihood {answer.log_likelihood:.5f}, "
                f"AIC {answer.aic:.3f}, {answer.rows} rows")  # fmt: skip
        rows = [(name, c.estimate, c.se, "") for name, c in answer.coefficients.items()]
        write_estimates(form, ("coefficient", "estimate", "se", "reason"), rows)
        if answer.varied and form == "table":
            _show_varied(answer)
        elif answer.varied:
            say("What --vary asked is not in this form; --format table or --json has it.")
    if answer.converged:
        next_step("`--method cmle` looks for the likeliest equilibria.")
        return
    next_step("it did not settle; try --method cmle.")
    context.exit(3)


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


def _show_crisis(answer: CrisisEstimate) -> None:
    several = sum(answer.equilibria[2:])
    show_table(
        ("method", "log-likelihood", "AIC", "violation", "converged", "rows", "several equilibria"),
        [(answer.method, f"{answer.log_likelihood:.5f}", f"{answer.aic:.3f}",
          f"{answer.violation:.1e}", "yes" if answer.converged else "no", answer.rows, several)],
        right="lrrrlrr",
    )  # fmt: skip
