"""`standoff report`: the page of a case."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from standoff.cli.common import (
    DAY,
    case_option,
    emit_json,
    json_option,
    next_step,
    proposed_option,
    say,
)


@click.command("report")
@click.argument("page", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--language", type=click.Choice(["en", "de"]), default="en", show_default=True)
@click.option("--from", "start", type=DAY, help="First day that the page looks at.")
@click.option("--to", "end", type=DAY, help="Last day that the page looks at.")
@case_option
@proposed_option
@json_option
def command(
    page: Path | None,
    language: str,
    start: date | None,
    end: date | None,
    folder: Path,
    proposed: bool,
    as_json: bool,
) -> None:
    """Write the page of a case to PAGE (default: report.html in the case's folder)."""
    from standoff.case import Case

    case = Case.open(folder)
    answer = case.report(page, language=language, proposed=proposed, start=start, end=end)
    if as_json:
        emit_json(answer)
    else:
        click.echo(answer.page)
    say(case.reviewed_line(proposed=proposed))
    next_step("open the page in a browser; it needs no network and can be sent as one file.")
