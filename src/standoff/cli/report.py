"""`standoff report`: the page of a case."""

from __future__ import annotations

from pathlib import Path

import click

from standoff.cli.common import case_option, emit_json, json_option, next_step, proposed_option, say


@click.command("report")
@click.argument("page", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--language", type=click.Choice(["en", "de"]), default="en", show_default=True)
@case_option
@proposed_option
@json_option
def command(page: Path | None, language: str, folder: Path, proposed: bool, as_json: bool) -> None:
    """Write the page of a case to PAGE (default: report.html in the case's folder)."""
    from standoff.case import Case

    case = Case.open(folder)
    answer = case.report(page, language=language, proposed=proposed)
    if as_json:
        emit_json(answer)
    else:
        click.echo(answer.page)
    say(case.reviewed_line(proposed=proposed))
    next_step("open the page in a browser; it needs no network and can be sent as one file.")
