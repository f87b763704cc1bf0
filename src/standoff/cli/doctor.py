"""`standoff doctor`: what is installed, and is the record sound?"""

from __future__ import annotations

from pathlib import Path

import click

from standoff.cli.common import emit_json, json_option, next_step, show_table


@click.command("doctor")
@click.option(
    "--case",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Also check the record of this case, entry by entry.",
)
@json_option
def command(folder: Path | None, as_json: bool) -> None:
    """Say what is installed, which settings hold, and whether a case's record is sound."""
    from standoff.case import examine

    answer = examine(folder)
    if as_json:
        emit_json(answer)
    else:
        click.echo(f"standoff {answer.version}, Python {answer.python}")
        show_table(("package", "version"), list(answer.packages.items()))
        show_table(("extra", "state"), list(answer.extras.items()))
        show_table(
            ("setting", "value", "meaning"),
            [(row.name, row.value, row.text) for row in answer.settings],
            right="lrl",
        )
        click.echo(f"Bundled cases: {', '.join(answer.bundled)}")
        if folder is not None and not answer.faults:
            click.echo(
                f"The record of {folder} is sound: {answer.entries} entries, head "
                f"{answer.head[:16]}."
            )
    if answer.withheld:
        click.echo(f"{answer.withheld} press texts are withheld; `standoff attach` puts them back.")
    for fault in answer.faults:
        click.echo(f"Fault: {fault}", err=True)
    if answer.faults:
        raise click.exceptions.Exit(1)
    next_step("`standoff demo` runs the whole job on a bundled case.")
