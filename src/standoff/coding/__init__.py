"""Room `coding`: from articles to proposed codings, each tied to its words.

    code_text(text, published=..., language="de")   # [Coding, ...]
    code_article(article)                           # the same, with doc and article filled in
    write_codings(codings, stream, "csv")           # and read_codings(path)
    score_files(gold, predicted)                    # how good they are

The rule coder reads sentence by sentence (`coder`, `sentences`), each step on top of the one below:

    statements, timing   what is stated, and when it happened
    speech               whose words it is
    sides, meaning       who does it to whom; which move it is, and whether it came to pass
    reading, matching    a sentence parsed; which entries of the codebook its words meet
    frames               who stands where around a verb, and whom the words mean
    discourse            what the text has said so far
    codebook, grammar    which words say what; how clauses are built
    actors               who is named

`coders` puts other coders behind the same interface, `claims` proposes claims, `scoring` measures.
Everything is loaded when it is first used.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from standoff.nouns import CODING_COLUMNS, Article, Coding
from standoff.nouns.proposal import Proposal
from standoff.nouns.when import day_given

__all__ = [
    "CODING_COLUMNS",
    "code_article",
    "code_text",
    "propose_claims",
    "read_codings",
    "score_codings",
    "score_files",
    "write_codings",
]


def code_text(
    text: str, published: date | None = None, language: str | None = None
) -> list[Coding]:
    """The codings of a text, in the order of their evidence; `doc` stays empty.

    `published` anchors relative dates and tells who held which office; without it relative dates
    stay open. `language` is told from the text if left out; other languages than German and English
    give no codings. Any string is accepted.
    """
    from standoff.coding.coder import code

    return code(text, day_given(published, "published"), language)


def code_article(article: Article) -> list[Coding]:
    """The codings of an article; `doc` is its name, `article` its id."""
    from standoff.coding.coder import code

    return code(
        article.text,
        article.published,
        article.language or None,
        doc=article.name,
        article=article.id,
    )


def propose_claims(
    text: str,
    published: date | None = None,
    language: str | None = None,
    *,
    article: str = "",
    chosen: bool = False,
) -> list[Proposal]:
    """The claims that a text makes, for a person to confirm; see `coding.claims`."""
    from standoff.coding.claims import propose_claims as propose

    return propose(text, published, language, article=article, chosen=chosen)


def write_codings(codings: Iterable[Coding], stream: TextIO, format: str = "csv") -> None:
    """Write codings as `csv` (inert in spreadsheets), `jsonl` or `table`; see `table`."""
    from standoff.coding.table import write_codings as write

    write(codings, stream, format)


def read_codings(path: Path) -> list[Coding]:
    """The codings of a CSV or JSON lines file; raises `InputError` for a broken one."""
    from standoff.coding.table import read_codings as read

    return read(path)


def score_codings(
    gold: Sequence[Coding], predicted: Sequence[Coding], notes: Sequence[str] | None = None
) -> dict[str, Any]:
    """Scores of `predicted` against `gold`; see `scoring.score`."""
    from standoff.coding.scoring import score_codings as score

    return score(gold, predicted, notes)


def score_files(gold: Path, predicted: Path) -> dict[str, Any]:
    """Scores of a file of codings against a gold file; see `scoring.score`."""
    from standoff.coding.scoring import score_files as score

    return score(gold, predicted)
