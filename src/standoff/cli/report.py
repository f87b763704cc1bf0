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
@click.option(
    "--charts",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Also write each chart as SVG, PNG and its data (CSV, TSV, XLSX), with its text.",
)
@case_option
@proposed_option
@json_option
def command(
    page: Path | None,
    language: str,
    start: date | None,
    end: date | None,
    charts: Path | None,
    folder: Path,
    proposed: bool,
    as_json: bool,
) -> None:
    """Write the page of a case to PAGE (default: report.html in the case's folder)."""
    from standoff.case import Case, write_charts

    case = Case.open(folder)
    answer = case.report(page, language=language, proposed=proposed, start=start, end=end,
                         progress=say)  # fmt: skip
    if charts:
        paths = write_charts(case, charts, language=language, proposed=proposed, progress=say)
        say(f"{len(paths)} files in {charts}")
    if as_json:
        emit_json(answer)
    else:
        click.echo(answer.page)
    say(case.reviewed_line(proposed=proposed))
    next_step("open the page in a browser; it needs no network and can be sent as one file.")
