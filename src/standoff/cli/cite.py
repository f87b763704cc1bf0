"""`standoff cite`: how to cite a case, or one event or coding of it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from standoff.cli.common import case_option, emit_json, json_option, next_step


@click.command("cite")
@click.argument("case", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--id", "part", default="", help="Cite this event or coding of the case.")
@click.option("--as", "form", type=click.Choice(["bibtex", "csl"]), default="bibtex",
              show_default=True)  # fmt: skip
@click.option("--language", type=click.Choice(["en", "de"]), default="en", show_default=True)
@case_option
@json_option
def command(
    case: Path | None, part: str, form: str, language: str, folder: Path, as_json: bool
) -> None:
    """How to cite CASE (a folder): BibTeX or CSL-JSON, with its version and its hash.

    The version is the number and hash of the record's last entry, so that a reader can check that
    they hold the same record. Authors, licence and DOI come from [cite] in case.toml.
    """
    from standoff.case import Case

    answer = Case.open(case or folder).cite(part, language=language)
    if as_json:
        emit_json(answer)
    elif form == "csl":
        click.echo(json.dumps([answer.csl], indent=1, ensure_ascii=False))
    else:
        click.echo(answer.bibtex, nl=False)
    next_step(
        f"`standoff export bundle.zip --as bundle --case {case or folder}` packs what is cited."
    )
