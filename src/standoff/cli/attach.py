"""`standoff attach`: put withheld press texts back."""

from __future__ import annotations

from pathlib import Path

import click

from standoff.cli.common import case_option, emit_json, json_option, next_step, say, tell


@click.command("attach")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@case_option
@json_option
def command(files: tuple[Path, ...], folder: Path, as_json: bool) -> None:
    """Put the press texts in FILES back into a case whose record came without them.

    A text goes where its hash says, and nowhere else; the record is then the old one to the byte.
    """
    from standoff.case import Case

    if len(files) > 1 and files[0].is_dir():  # `attach CASE FILES...`, as it was once written
        folder, files = files[0], files[1:]
    answer = Case.open(folder).attach(files)
    if as_json:
        emit_json(answer)
    else:
        tell(f"{answer.attached} texts attached, {len(answer.missing)} still missing.")
    for name in answer.unknown:
        say(f"{name}: no article of this case has this text.")
    for name in answer.missing[:20]:
        say(f"missing: {name}")
    next_step(f"`standoff report --case {folder}` writes the page.")
