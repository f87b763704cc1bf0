"""Tokens: words and marks of a text with their offsets in code points.

A word keeps its hyphens and apostrophes ("US-Präsident", "Kurzstrecken-Tests", "Kim's"), so that
German compounds stay one token; every other visible character is a token of its own. Tokens never
overlap and `text[token.start:token.end] == token.text`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from operator import itemgetter
from typing import NamedTuple

__all__ = ["Token", "start_of", "text_of", "tokenize"]

_TOKEN = re.compile(r"\w+(?:[-\u2010\u2011'’]\w+)*|[^\w\s]")


class Token(NamedTuple):
    """One word or mark: offsets (end exclusive) and the characters as written."""

    start: int
    end: int
    text: str


#: The fields of tokens for `map`, which costs no Python call for every word.
start_of: Callable[[Token], int] = itemgetter(0)
text_of: Callable[[Token], str] = itemgetter(2)
_token = partial(tuple.__new__, Token)
_start, _end, _group = re.Match.start, re.Match.end, re.Match.group


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`, with offsets into the whole `text`."""
    stop = len(text) if end is None else end
    found = [*_TOKEN.finditer(text, start, stop)]
    parts = zip(map(_start, found), map(_end, found), map(_group, found), strict=True)
    return [*map(_token, parts)]
