"""`standoff import`: take events or series of another data set into a case."""

from __future__ import annotations

from pathlib import Path

import click

from standoff.cli.common import case_option, emit_json, how_many, json_option, next_step, say, tell
from standoff.errors import FileUnreadable

#: Forms that `standoff export` writes; csv without a mapping is one of them, too.
OWN = ("archive", "bundle", "parquet", "brat", "annotations", "coverage")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--as",
    "form",
    required=True,
    type=click.Choice(
        ["acled", "csv", "gdelt2", "icews", "keds", "mid", "polecat", "series", *OWN]
    ),
    help="What the file is; csv (also for Parquet) of others needs a mapping, series may have one.",
)
@click.option("--mapping", type=click.Path(path_type=Path), help="TOML: which column is what.")
@click.option("--by", default="", help="Your name in the journal.")
@case_option
@json_option
def command(
    file: Path, form: str, mapping: Path | None, by: str, folder: Path, as_json: bool
) -> None:
    """Take FILE, a foreign data set, into a case; its rows count as facts without evidence.

    The case is started if DIR holds none. Rows that cannot be read are set aside in a file with
    their line and the reason; a file that is damaged or of another form changes nothing.

    What `standoff export` wrote comes back with archive and bundle (a new case), csv without
    --mapping and parquet (events, as facts), brat and annotations (codings, as proposals), and
    coverage: what the record covers, from a table of kind, start, end, level, note.
    """
    from standoff.case import import_file

    if mapping is None and form in (*OWN, "csv"):
        try:
            _take_in(folder, file, form, by, as_json)
        except FileUnreadable as fault:
            if form != "csv" or "header lacks" not in fault.what:
                raise
            raise FileUnreadable(
                fault.what,
                where=fault.where,
                expected=fault.expected,
                next="or say with --mapping FILE.toml what the columns of this table are; "
                "docs/importing.md shows the form",
            ) from None
        return
    answer = import_file(folder, file, form, mapping=mapping, by=by)
    if as_json:
        emit_json(answer)
    elif answer.known:
        tell("This file was imported before in the same way; nothing changed.")
    else:
        told = [f"{how_many(answer.series, 'value')} of series"] if answer.series else []
        if answer.events or not told:
            told.insert(
                0, f"{how_many(answer.events, 'event')} taken in without evidence "
                f"({answer.without_move} of them without a move of the codebook)",
            )  # fmt: skip
        tell(", ".join(told) + ("." if answer.events else " taken in."))
    if answer.started:
        say(f"Started the case {answer.case!r} in {folder}.")
    if answer.untried:
        say(f"The importer {form} was not tried on real files: look at some rows before you count.")
    if answer.aside:
        was = "was" if answer.aside == 1 else "were"
        say(f"{how_many(answer.aside, 'row')} {was} set aside: {answer.aside_file}")
    if answer.events or not answer.series:
        next_step(f"`standoff table counts --case {folder}` counts them by month.")
    else:
        next_step(f"`standoff table series --by month --case {folder}` sums them by month.")


def _take_in(folder: Path, file: Path, form: str, by: str, as_json: bool) -> None:
    """Take in what `standoff export` wrote."""
    from standoff.case.taking_in import take_in

    answer = take_in(folder, file, form, by=by)
    if as_json:
        emit_json(answer)
    else:
        tell(f"{answer.added} taken in, {answer.known} known already.")
    for words in answer.lost:
        say(f"Not placed: {words}")
    if answer.started:
        say(f"Started the case {answer.case!r} in {folder}.")
    if answer.withheld:
        say(f"{answer.withheld} press texts are not in it; every figure comes out without them.")
        next_step(
            f"`standoff attach FILES... --case {folder}` puts them back from your own copies."
        )
    else:
        next_step(f"`standoff report --case {folder}` writes the page.")
