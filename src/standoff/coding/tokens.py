"""Tokens: words and marks of a text with their offsets in code points.

A word keeps its hyphens and apostrophes ("US-Präsident", "Kurzstrecken-Tests", "Kim's"), so that
German compounds stay one token; every other visible character is a token of its own. Tokens never
overlap and `text[token.start:token.end] == token.text`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import attrgetter

from msgspec import Struct

__all__ = ["Token", "start_of", "text_of", "tokenize"]

_TOKEN = re.compile(r"\w+(?:[-\u2010\u2011'’]\w+)*|[^\w\s]")


class Token(Struct, frozen=True, gc=False):
    """One word or mark: offsets (end exclusive) and the characters as written.

    A long text has hundreds of thousands; they hold no references that could form a cycle, so the
    collector need not walk over them (`gc=False`).
    """

    start: int
    end: int
    text: str


#: The fields of tokens for `map` and `bisect`, which then cost no Python call for every word.
start_of: Callable[[Token], int] = attrgetter("start")
text_of: Callable[[Token], str] = attrgetter("text")


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`, with offsets into the whole `text`."""
    stop = len(text) if end is None else end
    return [Token(*found.span(), found.group()) for found in _TOKEN.finditer(text, start, stop)]
