"""The language of each document, told from the words of its codings."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from standoff.nouns import Coding
from standoff.press import tell_language

__all__ = ["language_of"]


def language_of(codings: Iterable[Coding]) -> Callable[[Coding], str]:
    """A function from a coding to the language of its document."""
    texts: dict[str, list[str]] = {}
    for coding in codings:
        texts.setdefault(coding.doc, []).append(coding.text)
    told = {doc: tell_language("\n".join(rows)) for doc, rows in texts.items()}
    return lambda coding: told.get(coding.doc, "")
