"""`standoff code`: code articles without a case."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from standoff.cli.common import DAY, emit_json, json_option, next_step, say, show_table

if TYPE_CHECKING:
    from standoff.nouns import Coding


@click.command("code")
@click.argument("articles", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--published", type=DAY, help="Publication date of the articles (YYYY-MM-DD).")
@click.option("--language", type=click.Choice(["de", "en"]), help="Told from the text if left out.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "jsonl"]),
    default="table",
    show_default=True,
    help="One row a coding, in the columns of the codebook.",
)
@json_option
def command(
    articles: tuple[Path, ...],
    published: date | None,
    language: str | None,
    form: str,
    as_json: bool,
) -> None:
    """Code ARTICLES (txt, html, jsonl, csv) without a case: one row a coding.

    An article's date comes from --published, else from an index.csv beside it, else from its own
    metadata; without one, relative dates stay open.
    """
    from standoff.case import code_files, write_codings

    coded = code_files(articles, published=published, language=language)
    for name in coded.undated:
        say(f"Warning: {name} has no publication date; relative dates stay open (--published).")
    if as_json:
        emit_json(coded)
    elif form == "table":
        _show(coded.codings)
    else:
        write_codings(coded.codings, sys.stdout, form)
    say(f"{len(coded.codings)} codings from {coded.articles} articles, none reviewed.")
    next_step("`standoff read ARTICLE... --case DIR` keeps them in a case to review and count.")


def _show(codings: Sequence[Coding]) -> None:
    rows = [
        (
            f"{c.start}-{c.end}",
            c.kind,
            f"{c.source}>{c.target}" if c.target else c.source,
            c.move,
            c.stance,
            _range(c.earliest, c.latest),
            "" if c.number is None else c.number,
            c.text if len(c.text) <= 70 else c.text[:69] + "…",
        )
        for c in codings
    ]
    show_table(
        ("where", "kind", "who>whom", "move", "stance", "when", "n", "words"),
        rows,
        right="llllllrl",
    )


def _range(earliest: date | None, latest: date | None) -> str:
    if earliest == latest:
        return str(earliest or "")
    return f"{earliest or ''}..{latest or ''}"
