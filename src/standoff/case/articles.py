"""Reading, coding and scoring files without a case."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import msgspec

from standoff.nouns import Article, Coding
from standoff.nouns.answers import CodedFiles
from standoff.nouns.scores import ScoresAnswer

__all__ = ["code_files", "not_read", "score_files", "write_codings"]


def code_files(
    paths: Sequence[Path],
    *,
    published: date | None = None,
    language: str | None = None,
    coders: Sequence[str] = ("rules",),
    llm: Mapping[str, Any] | None = None,
) -> CodedFiles:
    """Codings of all articles in `paths`, in file order; undated ones are named, not refused.

    `coders` are `rules`, `spacy:NAME`, `llm:URL#MODEL`; several are pooled: then the codings of
    each are there, signed in `coder`, and `pool` lays them side by side. `llm` are options of
    `LlmOptions`. Coders are made before any file is read, so a wrong name costs nothing.
    """
    from standoff.coding.coders import coder_named, pool_codings
    from standoff.press import read_files

    made = [coder_named(spec, **(llm or {})) for spec in dict.fromkeys(coders)]
    articles = read_files(paths, published=published, language=language, undated=True)
    codings = [one for article in articles for coder in made for one in coder.code(article)]
    names = tuple(coder.name for coder in made)
    notes = [note for coder in made for note in coder.notes()]
    return CodedFiles(
        articles=len(articles),
        undated=tuple(article.name for article in articles if article.published is None),
        codings=tuple(codings),
        coders=names,
        notes=(
            *(not_read(articles, {one.article for one in codings}) if "rules" in names else ()),
            *notes,
        ),
        pool=pool_codings(names, codings) if len(made) > 1 else None,
    )


def not_read(articles: Iterable[Article], told: Collection[str] = ()) -> tuple[str, ...]:
    """A sentence on each article that the rules leave aside: neither German nor English.

    A text of one or two sentences may hold too few function words to tell its language by; if it
    states something in one of the two only (its id is in `told`), that is its language.
    """
    return tuple(
        f"{article.name or article.id}: nothing was coded, for its language "
        + (f"is {article.language!r}" if article.language else "cannot be told from its words")
        + "; German and English are read: say --language de or --language en."
        for article in articles
        if article.language not in ("de", "en") and article.id not in told
    )


def write_codings(
    codings: Iterable[Coding], stream: TextIO, form: str, *, signed: bool = False
) -> None:
    """Write codings as `csv` (inert in spreadsheets), `jsonl` or `table`.

    `signed` adds a column `coder` to the CSV, for the codings of several coders.
    """
    from standoff.coding.table import write_codings as write

    write(codings, stream, form, signed=signed)


def score_files(gold: Path, predicted: Path, page: Path | None = None) -> ScoresAnswer:
    """Scores of a file of codings against a gold file, with the constant baseline beside each.

    `page` is written if it is given; raises `NotWritten` if that cannot be done.
    """
    from standoff.coding.scoring import score_files as score
    from standoff.report import scores_sheet, write_sheet

    answer = msgspec.convert(score(gold, predicted), ScoresAnswer)
    if page is None:
        return answer
    write_sheet(scores_sheet(answer, gold=gold.name, predicted=predicted.name), page)
    return msgspec.structs.replace(answer, page=str(page))
