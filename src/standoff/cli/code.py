"""`standoff code`: code articles without a case."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from standoff.cli.common import (
    DAY,
    counting,
    emit_json,
    how_many,
    json_option,
    next_step,
    places_options,
    say,
    show_listing,
)

if TYPE_CHECKING:
    from standoff.nouns import Coding, Pool

#: Fewer files than these are coded before a person wonders.
_FEW = 20
#: Articles after which a person is told how far it is.
_MANY = 500


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
@click.option(
    "--coder",
    "coders",
    multiple=True,
    default=("rules",),
    metavar="rules|spacy:NAME|llm:URL#MODEL",
    help="Who codes (default: rules). Several show where they disagree.",
)
@click.option("--llm-timeout", type=float, default=120.0, show_default=True, help="Seconds.")
@click.option(
    "--llm-cache",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of answers already paid for (default: below the user's cache folder).",
)
@click.option("--llm-allow-http", is_flag=True, help="Send texts unencrypted to other machines.")
@places_options
@json_option
def command(
    articles: tuple[Path, ...],
    published: date | None,
    language: str | None,
    form: str,
    coders: tuple[str, ...],
    llm_timeout: float,
    llm_cache: Path | None,
    llm_allow_http: bool,
    jobs: int,
    cluster: str,
    as_json: bool,
) -> None:
    """Code ARTICLES (txt, html, jsonl, csv) without a case: one row a coding.

    An article's date comes from --published, else from an index.csv beside it, else from its own
    metadata; without one, relative dates stay open.

    With `--coder llm:URL#MODEL` the texts are sent to that address, and to no other; the key comes
    from STANDOFF_LLM_KEY. What a coder proposes must stand letter for letter in the text.
    """
    from standoff.case import code_files, write_codings

    if form != "table" and not as_json and set(coders) == {"rules"}:
        _write(articles, form, published=published, language=language, jobs=jobs, cluster=cluster)
        return
    if jobs > 1 or cluster:
        raise click.UsageError(
            "--jobs and --cluster spread the coder `rules` with --format csv or jsonl."
        )
    llm: dict[str, Any] = {"timeout": llm_timeout, "allow_http": llm_allow_http}
    if llm_cache is not None:
        llm["cache"] = llm_cache
    coded = code_files(articles, published=published, language=language, coders=coders, llm=llm)
    for name in coded.undated:
        say(f"Warning: {name} has no publication date; relative dates stay open (--published).")
    if as_json:
        emit_json(coded)
    elif form == "table" and coded.pool is not None:
        _show_pool(coded.pool)
    elif form == "table":
        _show(coded.codings)
    else:
        write_codings(coded.codings, sys.stdout, form, signed=coded.pool is not None)
    for note in coded.notes:
        say(note)
    found, read = how_many(len(coded.codings), "coding"), how_many(coded.articles, "article")
    say(f"{found} from {read}, none reviewed.")
    next_step("`standoff read ARTICLE... --case DIR` keeps them in a case to review and count.")


def _write(articles: tuple[Path, ...], form: str, **given: Any) -> None:
    """A corpus of any size, as rows."""
    from standoff.case import write_corpus

    quiet = len(articles) < _FEW
    done = write_corpus(
        articles, sys.stdout, form, progress=_silent if quiet else counting("files"),
        step=_tell_articles if quiet else lambda articles: None, **given,
    )  # fmt: skip
    for name in done.named:
        say(f"Warning: {name} has no publication date; relative dates stay open (--published).")
    for sentence in done.unread:
        say(f"Warning: {sentence}")
    if more := done.undated - len(done.named):
        say(f"Warning: no publication date in {how_many(more, 'more article')}, too.")
    say(f"{how_many(done.codings, 'coding')} from {how_many(done.articles, 'article')}, "
        "none reviewed.")  # fmt: skip
    next_step("`standoff read ARTICLE... --case DIR` keeps them in a case to review and count.")


def _tell_articles(coded: int) -> None:
    """Progress within a few large files, whose number of articles is not known before."""
    if coded % _MANY == 0:
        say(f"{coded} articles coded")


def _silent(done: int, of: int) -> None:
    pass


def _show_pool(pool: Pool) -> None:
    """Statement by statement: who says what; what differs is named in the last column."""
    rows: list[tuple[tuple[object, ...], list[str]]] = []
    for number, statement in enumerate(pool.statements, 1):
        missing = [f"not {name}" for name in statement.silent]
        verdict = ", ".join([*statement.differ, *missing]) or "all agree"
        for place, c in enumerate(statement.codings):
            first = (number, f"{c.start}-{c.end}") if not place else ("", "")
            cells = (*first, c.coder, c.kind, _whom(c), c.move, c.stance)
            rows.append(((*cells, "" if place else verdict), [" ".join(c.text.split())]))
    columns = ("", "where", "coder", "kind", "who>whom", "move", "stance", "differ")
    show_listing(columns, rows)
    for pair in pool.pairs:
        say(
            f"{pair.one} and {pair.other}: {pair.both} statements of both (same type "
            f"{pair.same_type}, same states {pair.same_actors}, same stance {pair.same_stance}), "
            f"{pair.only_one} and {pair.only_other} of one only, F1 {pair.f1:.2f}."
        )


def _show(codings: Sequence[Coding]) -> None:
    """One coding in columns, its words below; with its article where there are several."""
    several = len({c.doc for c in codings}) > 1
    columns = ("where", "kind", "who>whom", "move", "stance", "when", "n")
    rows = [
        (
            f"{c.start}-{c.end}",
            c.kind,
            _whom(c),
            c.move,
            c.stance,
            _range(c.earliest, c.latest),
            "" if c.number is None else c.number,
        )
        for c in codings
    ]
    named = [(c.doc, *row) if several else row for c, row in zip(codings, rows, strict=True)]
    below = [[" ".join(c.text.split())] for c in codings]
    show_listing(
        ("article", *columns) if several else columns, list(zip(named, below, strict=True))
    )


def _whom(coding: Coding) -> str:
    return f"{coding.source}>{coding.target}" if coding.target else coding.source


def _range(earliest: date | None, latest: date | None) -> str:
    if earliest == latest:
        return str(earliest or "")
    return f"{earliest or ''}..{latest or ''}"
