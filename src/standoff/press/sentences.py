"""Sentences: where each begins and ends in the untouched text.

A full stop is a boundary only by default. It belongs to its word in abbreviations ("Dr.", "z. B."),
initials ("J. G. Fichte"), ordinals ("31. Dezember"), decimals and clock times ("11.55"), and to
nobody in an ellipsis that runs on ("dann ... und"). The decision looks at one word before and one
word after, in the way of Kiss and Strunk's Punkt (2006), but with the words written down in
`data/sentences_LANGUAGE.toml` instead of learnt, so that a mistake can be found and mended.

Closing quotation marks and brackets after the stop belong to the sentence („Es gibt keine Eile.“);
a comma or a small letter after them shows that it goes on. A blank line ends a sentence whatever
stands before it: headlines have no full stop. Offsets count code points of the text as given, and
every character that is not white space lies in exactly one sentence.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

__all__ = ["Sentence", "split_sentences"]

_STOP = re.compile(r"[.!?…]+|\n[^\S\n]*\n\s*")
_CLOSING = re.compile("[\"'“”’‘»«›‹)\\]}]*")
_GAP = re.compile(r"\s*")
_OPENING = re.compile("[\"'„“‚‘»«›‹(\\[{–—-]*\\s*")
_NEXT_WORD = re.compile(r"\w+")
_LAST_WORD = re.compile(r"(?<!\w)(?:[^\W\d_]\.\s?){0,4}[\w'’-]{0,40}\Z")
_REACH = 48  # characters before a stop that its word can take
_ROMAN = re.compile(r"[IVX]{1,6}\Z")


class Sentence(NamedTuple):
    """A sentence at [start, end), without white space around it."""

    start: int
    end: int


class _Stops(NamedTuple):
    """What a language's data file says about full stops; all words in small letters."""

    before_more: frozenset[str]
    may_end: frozenset[str]
    before_ordinal: frozenset[str]
    after_ordinal: frozenset[str]
    openers: frozenset[str]


@cache
def _stops(language: str) -> _Stops:
    """The data file of a language; an unknown language has no abbreviations at all."""
    code = language.replace("_", "-").partition("-")[0].lower()
    path = files("standoff.press").joinpath(f"data/sentences_{code}.toml")
    if not code.isalpha() or not path.is_file():
        return _Stops(*(frozenset() for _ in _Stops._fields))
    table = tomllib.loads(path.read_text("utf-8"))
    return _Stops(*(frozenset(table[field].split()) for field in _Stops._fields))


def _word_before(text: str, stop: int, floor: int) -> tuple[str, str]:
    """The word that touches the stop, with the initials before it ("z. B"), and the word before."""
    window = text[max(floor, stop - _REACH) : stop]
    found = _LAST_WORD.search(window)
    word = found.group() if found else ""
    before = window[: len(window) - len(word)].split()
    return word, before[-1].lower() if before else ""


def _ends_ordinal(word: str, before: str, follower: str, stops: _Stops) -> bool:
    """Does the sentence end after a number and a stop? Not if the number is an ordinal."""
    if word.isdigit() and len(word) == 3 and follower.lower() in stops.after_ordinal:
        return False  # "zum 100. Geburtstag"
    if word.isdigit() and (len(word) > 2 or follower.isdigit()):
        return len(word) > 2
    return not (follower.lower() in stops.after_ordinal or before in stops.before_ordinal)


def _ends_at_full_stop(text: str, stop: int, floor: int, follower: str, stops: _Stops) -> bool:
    """Is the single full stop at `stop` the end of a sentence, `follower` being the next word?"""
    word, before = _word_before(text, stop, floor)
    tight = "".join(word.split()).lower().lstrip(".")
    if tight in stops.may_end:
        return follower.lower() in stops.openers
    if tight in stops.before_more:
        return False
    if stops.after_ordinal and (word.isdigit() or _ROMAN.match(word)):
        return _ends_ordinal(word, before, follower, stops)
    last = word.rsplit(".", 1)[-1].strip()
    if len(last) == 1 and last.isalpha():
        return last.islower() and len(follower) > 1 and "." not in word
    return True


def _is_boundary(text: str, mark: re.Match[str], after: int, floor: int, stops: _Stops) -> bool:
    """Does the sentence end at this mark, the closing signs behind which end at `after`?"""
    resume = _GAP.match(text, after).end()  # type: ignore[union-attr]
    if resume == len(text):
        return True
    if resume == after:
        return False
    opening = _OPENING.match(text, resume)
    found = _NEXT_WORD.match(text, opening.end() if opening else resume)
    follower = found.group() if found else ""
    if follower[:1].islower():
        return False
    if mark.group() == "." and after == mark.end():
        return _ends_at_full_stop(text, mark.start(), floor, follower, stops)
    return True


def _trimmed(text: str, start: int, end: int) -> Sentence | None:
    """The span without white space at its ends, or None if nothing is left."""
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    right = len(words.rstrip())
    return Sentence(start + left, start + right) if right > left else None


def split_sentences(text: str, language: str = "de") -> list[Sentence]:
    """The sentences of `text`, in order, without overlap; never raises on any string.

    `language` chooses the data file ("de", "en"); any other is split without abbreviations.
    """
    stops = _stops(language)
    cuts: list[int] = []
    floor = 0
    for mark in _STOP.finditer(text):
        if mark.group()[0] == "\n":
            cuts.append(mark.start())
            floor = mark.end()
            continue
        after = _CLOSING.match(text, mark.end()).end()  # type: ignore[union-attr]
        if after > floor and _is_boundary(text, mark, after, floor, stops):
            cuts.append(after)
            floor = after
    spans = zip([0, *cuts], [*cuts, len(text)], strict=True)
    return [sentence for start, end in spans if (sentence := _trimmed(text, start, end))]
