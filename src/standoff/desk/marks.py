"""An article cut into pieces, so that overlapping codings can all be marked.

Codings are stretches of code points and may overlap; HTML elements may not. So the text is cut at
every start and end: each piece knows the codings over it and belongs to the shortest of them, which
is the one that a reader means who points at it.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct

__all__ = ["Piece", "Stretch", "pieces"]


class Stretch(Struct, frozen=True, kw_only=True):
    """A coding's place in the text, code points, `end` exclusive."""

    id: str
    start: int
    end: int


class Piece(Struct, frozen=True, kw_only=True):
    """A piece of text; `coding` is the shortest stretch over it, `over` all of them."""

    start: int
    end: int
    coding: str = ""
    over: tuple[str, ...] = ()


def pieces(length: int, stretches: Iterable[Stretch]) -> list[Piece]:
    """The pieces of a text of `length` code points, in order, without gaps."""
    known = sorted(stretches, key=lambda one: (one.end - one.start, one.start, one.id))
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    cuts = {0, length}
    for rank, one in enumerate(known):
        start, end = max(0, one.start), min(one.end, length)
        if start < end:
            opening.setdefault(start, []).append(rank)
            closing.setdefault(end, []).append(rank)
            cuts |= {start, end}
    found, over = [], set[int]()
    ordered = sorted(cuts)
    for start, end in pairwise(ordered):
        over.difference_update(closing.get(start, ()))
        over.update(opening.get(start, ()))
        ids = tuple(known[rank].id for rank in sorted(over))
        found.append(Piece(start=start, end=end, coding=ids[0] if ids else "", over=ids))
    return found
