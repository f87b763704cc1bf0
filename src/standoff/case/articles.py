"""Reading, coding and scoring files without a case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TextIO

import msgspec

from standoff.nouns import Coding
from standoff.nouns.answers import CodedFiles, ScoresAnswer

__all__ = ["code_files", "score_files", "write_codings"]


def code_files(
    paths: Sequence[Path], *, published: date | None = None, language: str | None = None
) -> CodedFiles:
    """Codings of all articles in `paths`, in file order; undated ones are named, not refused."""
    from standoff.coding import code_article
    from standoff.press import read_files

    articles = read_files(paths, published=published, language=language, undated=True)
    codings = [coding for article in articles for coding in code_article(article)]
    return CodedFiles(
        articles=len(articles),
        undated=tuple(article.name for article in articles if article.published is None),
        codings=tuple(codings),
    )


def write_codings(codings: Iterable[Coding], stream: TextIO, form: str) -> None:
    """Write codings as `csv` (inert in spreadsheets), `jsonl` or `table`."""
    from standoff.coding.table import write_codings as write

    write(codings, stream, form)


def score_files(gold: Path, predicted: Path) -> ScoresAnswer:
    """Scores of a file of codings against a gold file, with the constant baseline beside each."""
    from standoff.coding.scoring import score_files as score

    return msgspec.convert(score(gold, predicted), ScoresAnswer)
