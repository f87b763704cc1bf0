"""Putting withheld press texts back: from one's own copies, each proved by its hash."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from standoff.nouns.record_answers import AttachAnswer

if TYPE_CHECKING:
    from standoff.case.case import Case

__all__ = ["attach_files"]


def attach_files(case: Case, paths: Sequence[Path]) -> AttachAnswer:
    """Attach every text of the files that an article of the case is waiting for.

    The files are read as `standoff read` reads them. `missing` are articles that still lack their
    text, `unknown` files of which no article has the text. Raises what reading raises.
    """
    from standoff.press import read_files

    known = {article.text_hash for article in case.articles}
    texts: dict[str, str] = {}
    unknown: list[str] = []
    for path in paths:
        found = read_files([path], undated=True, settings=case.info.settings)
        texts.update({article.text_hash: article.text for article in found})
        if not any(article.text_hash in known for article in found):
            unknown.append(str(path))
    attached = case.put_texts_back(texts)
    return AttachAnswer(
        attached=attached,
        missing=tuple(
            f"{article.name or article.url or article.id} ({article.text_hash[:16]}…)"
            for article in case.articles
            if article.withheld
        ),
        unknown=tuple(unknown),
        head=case.head_hash,
    )
