"""Quotations: which stretches of a text stand between quotation marks, nested ones included.

The same sign opens in one convention and closes in another:

    German    „ ... “  ‚ ... ‘   and   » ... «  › ... ‹
    English   “ ... ”  ‘ ... ’
    French    « ... »  ‹ ... ›   (also Swiss German)
    typed     " ... "  ' ... '

So a sign is read in its place. It closes if its partner is open and what stands before it is not a
space; it opens if what stands before it is a space, a bracket or another mark. An apostrophe
("Kim's", "Hans' Rede", "die '90er") has a letter on both sides or opens nothing that is closed
again, and is no mark at all. A quotation that nobody closes ends with its paragraph, as printers
have it; an inner one ends with the outer.

One pass with a stack of bounded depth: linear in the length of the text.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import NamedTuple

__all__ = ["Quotation", "find_quotes"]

_MARK = re.compile("[\"'„“”‟‚‘’‛«»‹›]|\\n[^\\S\\n]*\\n")
_CLOSERS = MappingProxyType(
    {
        "„": '“”"‟',
        "“": '”"',
        "‟": '”"',
        "”": "”",
        '"': '"“”',
        "‚": "‘’'",
        "‘": "’'",
        "‛": "’'",
        "'": "'’",
        "«": "»",
        "»": "«",
        "‹": "›",
        "›": "‹",
    }
)
_SINGLE = frozenset("'‘’‛")
_NEVER_OPENS = frozenset("’")
_BEFORE_OPENING = frozenset("([{-–—/:;,…") | frozenset(_CLOSERS)
_ELISION = re.compile(r"(?:\d0s?(?:er)?|n|ne|nen|nem|ner|s|em|tis|twas|cause|til)\b", re.IGNORECASE)
_DEEPEST = 6


class Quotation(NamedTuple):
    """A quotation with its marks at [start, end) and its words at [inner_start, inner_end).

    `depth` is 0 for an outer quotation, 1 for one inside it, and so on.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int


class _Open(NamedTuple):
    at: int
    mark: str


def _may_open(text: str, at: int) -> bool:
    """A mark opens after a space, a bracket, a dash or another mark, and before a word."""
    mark = text[at]
    if mark in _NEVER_OPENS:
        return False
    before = text[at - 1] if at else " "
    if not (before.isspace() or before in _BEFORE_OPENING):
        return False
    if mark in _SINGLE:
        return not _ELISION.match(text, at + 1) and not text[at + 1 : at + 2].isspace()
    return at + 1 < len(text) and (mark in "«‹" or not text[at + 1].isspace())


def _may_close(text: str, at: int) -> bool:
    """A mark closes after a word or its punctuation; a single one not between two letters."""
    mark = text[at]
    after = text[at + 1 : at + 2]
    if mark in _SINGLE and after.isalnum():
        return False
    if mark in "\"'":
        return not text[at - 1 : at].isspace()
    return True


def _partner(stack: list[_Open], mark: str) -> int:
    """Where in the stack the quotation stands that `mark` closes, from the inside; -1 if none."""
    for place in range(len(stack) - 1, -1, -1):
        if mark in _CLOSERS[stack[place].mark]:
            return place
    return -1


def _end_open(stack: list[_Open], keep: int, end: int, found: list[tuple[int, int, int]]) -> None:
    """End what is open above `keep` at `end`; a single mark left open was an apostrophe."""
    for opened in stack[keep:]:
        if opened.mark not in _SINGLE and end > opened.at + 1:
            found.append((opened.at, end, end))
    del stack[keep:]


def _scan(text: str) -> list[tuple[int, int, int]]:
    """(start, end, inner_end) of every quotation, in no order."""
    found: list[tuple[int, int, int]] = []
    stack: list[_Open] = []
    for match in _MARK.finditer(text):
        at, mark = match.start(), match.group()
        if len(mark) > 1:
            _end_open(stack, 0, at, found)
            continue
        place = _partner(stack, mark)
        if place >= 0 and _may_close(text, at):
            _end_open(stack, place + 1, at, found)
            found.append((stack.pop().at, at + 1, at))
        elif mark in _CLOSERS and _may_open(text, at):
            if place < 0 and len(stack) < _DEEPEST:
                stack.append(_Open(at, mark))
            elif place == len(stack) - 1 and stack[place].mark in _SINGLE:
                stack[place] = _Open(at, mark)
    _end_open(stack, 0, len(text.rstrip()), found)
    return found


def find_quotes(text: str, language: str = "de") -> list[Quotation]:
    """All quotations of `text` in order of their start, an outer one before its inner ones.

    `language` is taken for the sake of the other readers of press text: the marks say themselves
    which convention they follow, whatever language the words are in. Never raises on any string.
    """
    quotes: list[Quotation] = []
    around: list[int] = []
    for start, end, inner_end in sorted(_scan(text), key=lambda q: (q[0], -q[1])):
        while around and around[-1] <= start:
            around.pop()
        quotes.append(Quotation(start, end, start + 1, inner_end, len(around)))
        around.append(end)
    return quotes
