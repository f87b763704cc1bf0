"""The words of a claim: how far around its cue they reach, between the marks of its sentence.

    part    between commas                       "so wie immer"
    pair    that part and its neighbour          "Jedes Mal, wenn er reist, folgt ein Manöver"
    whole   between colons, dashes, semicolons   "Erst droht er, dann schießt er, dann redet er"
    all     the sentence                         "Drohung, Test, Gespräch: immer in dieser Folge"

A part that would be shorter than four words takes words from before it, and a list of short items
is taken with all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["words_around"]

_STRONG = frozenset({";", ":", "–", "—"})
_BREAKS = _STRONG | {","}
_ENDS = _BREAKS | {".", "!", "?", "…"}
_JOINING = frozenset({"and", "or", "und", "oder"})
_CLOSE, _ITEM, _LEADING = 3, 2, 2
Place = tuple[int, int]


def words_around(low: Sequence[str], cue: Place, reach: str) -> Place:
    """(first, last) token of the evidence of a cue at `cue` in a sentence of lower-case tokens."""
    if reach == "all":
        return _trimmed(low, (0, len(low) - 1))
    if reach == "whole":
        return _trimmed(low, _grown(low, cue, _STRONG))
    first, last = _grown(low, cue, _BREAKS)
    if reach == "pair":
        return _trimmed(low, _with_neighbour(low, first, last))
    if last - first < _CLOSE:
        while first > 0 and last - first < 2 * _CLOSE:
            first -= 1
    first, last = _trimmed(low, (first, last))
    return _trimmed(low, (_with_list(low, first), last))


def _grown(low: Sequence[str], place: Place, breaks: frozenset[str]) -> Place:
    first, last = place
    while first > 0 and low[first - 1] not in breaks:
        first -= 1
    while last + 1 < len(low) and low[last + 1] not in breaks:
        last += 1
    return first, last


def _with_neighbour(low: Sequence[str], first: int, last: int) -> Place:
    """The part with the next one if it opens its sentence, else with the one before."""
    if _opens(low, first):
        return first, _next_part(low, last)
    if first > 0 and low[first - 1] == ",":
        first = _grown(low, (first - 2, first - 2), _BREAKS)[0] if first > 1 else first
    return first, last


def _opens(low: Sequence[str], first: int) -> bool:
    """Whether at most two words ("Und so, ...") stand between `first` and a stronger break."""
    start = first
    while start > 0 and low[start - 1] not in _STRONG:
        start -= 1
    return sum(word not in _ENDS for word in low[start:first]) <= _LEADING


def _next_part(low: Sequence[str], last: int) -> int:
    """The end of the next part, and of those before it that are items of a list."""
    while last + 2 < len(low) and low[last + 1] == ",":
        start, last = last + 2, _grown(low, (last + 2, last + 2), _BREAKS)[1]
        if sum(word not in _JOINING for word in low[start : last + 1]) > _ITEM:
            break
    return last


def _with_list(low: Sequence[str], first: int) -> int:
    """The first word of a list whose last items begin at `first`: items of up to two words."""
    while first > 1 and low[first - 1] == ",":
        item = first - 1
        while item > 0 and low[item - 1] not in _BREAKS and first - item < _CLOSE + 1:
            item -= 1
        if first - 1 - item > _ITEM or (item > 0 and low[item - 1] not in _BREAKS):
            break
        first = item
    return first


def _trimmed(low: Sequence[str], place: Place) -> Place:
    first, last = place
    while first < last and low[first] in _BREAKS:
        first += 1
    while last > first and low[last] in _ENDS:
        last -= 1
    return first, last
