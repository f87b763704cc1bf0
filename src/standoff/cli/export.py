"""`standoff export`: a case in the formats that other programs read."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from standoff.cli.common import (
    case_option,
    emit_json,
    json_option,
    next_step,
    proposed_option,
    say,
)

FORMS = ("annotations", "archive", "brat", "bundle", "codings", "csv", "parquet", "plover",
         "timelinejs")  # fmt: skip


@click.command("export")
@click.argument("path", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--as", "form", required=True, type=click.Choice(FORMS), help="The format.")
@click.option("--with-texts", is_flag=True, help="Also the press texts (archive, brat, bundle).")
@click.option("--language", type=click.Choice(["en", "de"]), default="en", show_default=True)
@case_option
@proposed_option
@json_option
def command(
    path: Path | None, form: str, with_texts: bool, language: str, folder: Path, proposed: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Write a case to PATH (text formats: to the standard output if no PATH is given).

    \b
    archive      the whole journal, JSON Lines           csv, parquet  events
    bundle       all that rebuilds a report, zip         codings       codings, CSV
    brat         codings for brat, zip                   annotations   W3C Web Annotations
    timelinejs   events for TimelineJS                   plover        events as PLOVER records

    Press texts belong to their publishers and stay behind unless --with-texts.
    """
    from standoff.case import Case
    from standoff.case.exporting import BINARY, Wanted, export_case, write_form

    if path is None and (form in BINARY or as_json):
        raise click.UsageError(f"--as {form} needs a PATH" if form in BINARY else
                               "--json tells of a file; give a PATH")  # fmt: skip
    case = Case.open(folder)
    if path is None:
        wanted = Wanted(proposed=proposed, with_texts=with_texts, language=language)
        written = write_form(case, form, wanted)
        sys.stdout.buffer.write(written.raw)
        notes = written.notes
    else:
        answer, notes = export_case(
            case, form, path, proposed=proposed, with_texts=with_texts, language=language
        )
        if as_json:
            emit_json(answer)
        else:
            click.echo(f"{answer.path}: {answer.items} items, {answer.bytes} bytes")
    for note in notes:
        say(note)
    say(case.reviewed_line(proposed=proposed))
    next_step(f"`standoff cite --case {folder}` says how to cite what you exported.")
