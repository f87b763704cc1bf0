"""`standoff attach`: put withheld press texts back."""

from __future__ import annotations

from pathlib import Path

import click

from standoff.cli.common import emit_json, json_option, next_step, say, tell


@click.command("attach")
@click.argument("case", type=click.Path(path_type=Path, file_okay=False))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
def command(case: Path, files: tuple[Path, ...], as_json: bool) -> None:
    """Put the press texts in FILES back into CASE, a record that came without them.

    A text goes where its hash says, and nowhere else; the record is then the old one to the byte.
    """
    from standoff.case import Case

    answer = Case.open(case).attach(files)
    if as_json:
        emit_json(answer)
    else:
        tell(f"{answer.attached} texts attached, {len(answer.missing)} still missing.")
    for name in answer.unknown:
        say(f"{name}: no article of this case has this text.")
    for name in answer.missing[:20]:
        say(f"missing: {name}")
    next_step(f"`standoff report --case {case}` writes the page.")
