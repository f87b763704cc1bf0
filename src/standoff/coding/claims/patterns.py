"""Patterns of words: a row of words, open endings, and gaps of up to ten words.

    wechsel~ … ab      "wechseln sich regelmäßig ab"

Matching walks the tokens once for each first word, and a gap looks at most ten tokens ahead, so
that the time grows with the length of the sentence and not faster.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

__all__ = ["find_pattern", "parse_pattern"]

GAP = "…"
_REACH = 10
_SIGNS = frozenset(",;:–—-\"“”„'’()")
Parsed = tuple[tuple[str, bool, bool], ...]


@cache
def parse_pattern(pattern: str) -> Parsed:
    """(word, open ending, gap before it) for each word of a pattern."""
    parts: list[tuple[str, bool, bool]] = []
    gap = False
    for word in pattern.split():
        if word == GAP:
            gap = True
            continue
        parts.append((word.rstrip("~"), word.endswith("~"), gap))
        gap = False
    return tuple(parts)


def find_pattern(low: Sequence[str], pattern: str) -> tuple[int, int] | None:
    """(first, last) place of the first match among lower-case tokens; signs between are skipped."""
    parts = parse_pattern(pattern)
    for first in range(len(low)):
        if _fits(low[first], parts[0]):
            last = _rest(low, first, parts)
            if last is not None:
                return first, last
    return None


def _rest(low: Sequence[str], at: int, parts: Parsed) -> int | None:
    """Where the last word stands if the others follow behind `at`, each taken at once; or None."""
    for part in parts[1:]:
        steps = 0
        at += 1
        while at < len(low) and not _fits(low[at], part):
            if low[at] not in _SIGNS:
                steps += 1
            if steps > (_REACH if part[2] else 0):
                return None
            at += 1
        if at >= len(low):
            return None
    return at


def _fits(word: str, part: tuple[str, bool, bool]) -> bool:
    return word.startswith(part[0]) if part[1] else word == part[0]
