"""Tokens: words and marks of a text with their offsets in code points.

A word keeps its hyphens and apostrophes ("US-Präsident", "Kurzstrecken-Tests", "Kim's"), so that
German compounds stay one token; every other visible character is a token of its own. Tokens never
overlap and `text[token.start:token.end] == token.text`.
"""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple

__all__ = ["Token", "tokenize"]

_TOKEN = re.compile(r"\w+(?:[-\u2010\u2011'’]\w+)*|[^\w\s]")


class Token(NamedTuple):
    """One word or mark: offsets (end exclusive) and the characters as written."""

    start: int
    end: int
    text: str


_token = partial(tuple.__new__, Token)  # Token(...) without a Python call for every word


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`, with offsets into the whole `text`."""
    stop = len(text) if end is None else end
    return [_token((*found.span(), found.group())) for found in _TOKEN.finditer(text, start, stop)]
