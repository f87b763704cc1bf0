"""`standoff read`: add articles to a case."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from standoff.cli.common import (
    DAY,
    case_option,
    counting,
    emit_json,
    how_many,
    json_option,
    next_step,
    places_options,
    say,
    tell,
)

#: So many articles are named in warnings; of more, the number is said.
_NAMED = 5


@click.command("read")
@click.argument("articles", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--published", type=DAY, help="Publication date of the articles (YYYY-MM-DD).")
@click.option("--outlet", default="", help="Who published them.")
@click.option("--language", type=click.Choice(["de", "en"]), help="Told from the text if left out.")
@click.option("--undated", is_flag=True, help="Take articles without a publication date.")
@click.option("--dyad", metavar="A,B", help="The two states of a new case, e.g. PRK,USA.")
@click.option(
    "--journal",
    default="",
    metavar="ADDRESS",
    help="PostgreSQL database of a new case, instead of a file in its folder.",
)
@places_options
@case_option
@json_option
def command(
    articles: tuple[Path, ...],
    published: date | None,
    outlet: str,
    language: str | None,
    undated: bool,
    dyad: str | None,
    journal: str,
    jobs: int,
    cluster: str,
    folder: Path,
    as_json: bool,
) -> None:
    """Add ARTICLES (txt, html, jsonl, csv) to a case and propose codings for them.

    The case is started if DIR holds none. Nothing is added unless every article can be read. Many
    articles are added by the hundred: after Ctrl-C the same command goes on where it stopped.
    """
    from standoff.case import Case
    from standoff.case.typed import strangers

    case, answer = Case.read_into(
        folder,
        articles,
        published=published,
        outlet=outlet,
        language=language,
        undated=undated,
        dyad=dyad,
        journal=journal,
        jobs=jobs,
        cluster=cluster,
        progress=counting("articles"),
    )
    if as_json:
        emit_json(answer)
    else:
        tell(
            f"{how_many(answer.added, 'article')} added, {answer.known} known already; "
            f"{how_many(answer.codings, 'coding')} proposed."
        )
    for sentence in answer.redated:
        say(f"Warning: {sentence}; that stands, and it does not count twice.")
    for sentence in answer.unread[:_NAMED]:
        say(f"Warning: {sentence}")
    if more := len(answer.unread[_NAMED:]):
        say(f"Warning: nothing was coded in {how_many(more, 'more article')}, too.")
    if answer.unread:
        say("Read it again with --language to have its codings proposed.")
    if answer.started:
        for sentence in strangers(case, case.info.dyad or ()):
            say(f"Warning: {sentence}")
        say(f"Started the case {case.info.id!r} in {folder}.")
    next_step(f"`standoff report --proposed --case {folder}` shows what they say.")
