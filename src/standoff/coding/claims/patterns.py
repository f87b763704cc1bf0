"""Patterns of words: a row of words, open endings, classes of words, and gaps of up to ten words.

    wechsel~ … ab         "wechseln sich regelmäßig ab"
    <none> … <kept>       a word of the class `none`, then one of the class `kept`
    ~wahl                 "Wahl", "Präsidentschaftswahl"

Matching walks the tokens once for each first word, and a gap looks at most ten tokens ahead, so
that the time grows with the length of the sentence and not faster.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from standoff.errors import DataError

__all__ = ["Pattern", "find_pattern", "may_fit", "parse_pattern", "parse_patterns"]

GAP = "…"
_REACH = 10
_SIGNS = frozenset(",;:–—-\"“”„'’()")


class Part(NamedTuple):
    """One place of a pattern: the words that fit it, and whether a gap may stand before it."""

    words: frozenset[str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    gap: bool

    def fits(self, word: str) -> bool:
        """Whether a lower-case word may stand here."""
        return (
            word in self.words
            or word.startswith(self.beginnings)
            or (bool(self.endings) and word.endswith(self.endings))
        )


Pattern = tuple[Part, ...]


def parse_patterns(
    patterns: Sequence[str], classes: Mapping[str, Sequence[str]]
) -> tuple[Pattern, ...]:
    """Each pattern as its parts; raises `DataError` for a class that is not there."""
    return tuple(parse_pattern(pattern, classes) for pattern in patterns)


def parse_pattern(pattern: str, classes: Mapping[str, Sequence[str]] | None = None) -> Pattern:
    """The parts of a pattern; raises `DataError` for a class that is not there."""
    parts: list[Part] = []
    gap = False
    for word in pattern.split():
        if word == GAP:
            gap = True
            continue
        parts.append(_part(_words(word, classes or {}, pattern), gap))
        gap = False
    if not parts:
        raise DataError(f"pattern {pattern!r}", expected="one word at least")
    return tuple(parts)


def _words(word: str, classes: Mapping[str, Sequence[str]], pattern: str) -> Sequence[str]:
    if not (word.startswith("<") and word.endswith(">")):
        return (word,)
    if word[1:-1] not in classes:
        raise DataError(f"{word} in {pattern!r}", expected=f"one of {', '.join(sorted(classes))}")
    return classes[word[1:-1]]


def _part(words: Sequence[str], gap: bool) -> Part:
    return Part(
        words=frozenset(word for word in words if "~" not in word),
        beginnings=tuple(word[:-1] for word in words if word.endswith("~")),
        endings=tuple(word[1:] for word in words if word.startswith("~")),
        gap=gap,
    )


def may_fit(pattern: Pattern, words: frozenset[str]) -> bool:
    """False where a sentence of these words lacks one that the pattern needs as it stands."""
    return not any(
        part.words.isdisjoint(words) for part in pattern if not (part.beginnings or part.endings)
    )


def find_pattern(low: Sequence[str], pattern: Pattern) -> tuple[int, int] | None:
    """(first, last) place of the first match among lower-case tokens; signs between are skipped."""
    for first in range(len(low)):
        if pattern[0].fits(low[first]):
            last = _rest(low, first, pattern)
            if last is not None:
                return first, last
    return None


def _rest(low: Sequence[str], at: int, pattern: Pattern) -> int | None:
    """Where the last word stands if the others follow behind `at`, each taken at once; or None."""
    for part in pattern[1:]:
        steps = 0
        at += 1
        while at < len(low) and not part.fits(low[at]):
            if low[at] not in _SIGNS:
                steps += 1
            if steps > (_REACH if part.gap else 0):
                return None
            at += 1
        if at >= len(low):
            return None
    return at
