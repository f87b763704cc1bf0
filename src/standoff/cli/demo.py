"""`standoff demo`: the whole job on a bundled case."""

from __future__ import annotations

from pathlib import Path

import click

from standoff.cli.common import emit_json, json_option, next_step, say, tell


@click.command("demo")
@click.argument("name", default="korea")
@click.option(
    "--case",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to put the case (default: demo/NAME); an earlier demo there is replaced.",
)
@click.option("--language", type=click.Choice(["en", "de"]), default="en", show_default=True)
@json_option
def command(name: str, folder: Path | None, language: str, as_json: bool) -> None:
    """Run the whole job on the bundled case NAME and write its page.

    Reads the bundled dispatches, codes them, takes in the chronology, names the phases, tests the
    claims, answers "then what?", and writes the page.
    """
    from standoff.case import Case
    from standoff.cli.claims import WORDS, in_language, quoted

    target = folder or Path("demo") / name
    case = Case.demo(name, target, progress=say)
    say("Testing the claims ...")
    findings = case.claims(proposed=False)
    forecasts = case.forecast(progress=say)
    answer = case.report(
        language=language, proposed=False, findings=findings, forecasts=forecasts, progress=say
    )
    if as_json:
        emit_json(answer)
        return
    tell(f"\n{case.info.title_in(language)}\n")
    for finding in findings.findings:
        tell(quoted(in_language(finding.claim.text, language), language))
        nearest = in_language(finding.nearest_true, language)
        tell(f"   {WORDS[language][finding.verdict]}" + (f". {nearest}" if nearest else ""))
    tell("\nThen what? (a pool of models; the page shows each, and the game's answer)")
    for forecast in forecasts.forecasts:
        low, high = forecast.interval
        tell(
            f"   {forecast.question.pattern}, {forecast.question.start} to "
            f"{forecast.question.end}: {forecast.probability:.0%} "
            f"({low:.0%}-{high:.0%}; base rate {forecast.baselines['base_rate']:.0%}, "
            f"{forecast.k} of {forecast.n} windows)"
        )
    say("\n" + case.reviewed_line(proposed=False))
    click.echo(f"\nThe page: {Path(answer.page).resolve()}")
    next_step(
        f"open the page; then `standoff phases --case {target}` or `standoff play`, or read "
        "articles of your own with `standoff code ARTICLE --published DATE`."
    )
