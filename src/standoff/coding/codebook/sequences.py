"""Word sequences of the codebook ("in Kraft", "at the table"), found in one pass over a clause.

The sequences are filed under their first two words, so that a clause of n words costs n look-ups
however many sequences there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

__all__ = ["SequenceTable"]

_NONE: frozenset[tuple[str, ...]] = frozenset()


class SequenceTable:
    """Finds which of its word sequences stand in a list of words."""

    def __init__(self, sequences: Iterable[tuple[str, ...]]) -> None:
        self._single: set[str] = set()
        self._longer: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for words in dict.fromkeys(sequences):
            if len(words) == 1:
                self._single.add(words[0])
            else:
                self._longer.setdefault(words[:2], []).append(words)
        self._openings = frozenset(self._longer)

    def find(self, low: Sequence[str]) -> frozenset[tuple[str, ...]]:
        """The sequences that stand in these lower-case words without a gap."""
        met = self._openings.intersection(pairwise(low))
        found = [words for pair in met for words in self._longer[pair] if _stands(words, low)]
        if not self._single.isdisjoint(low):
            found += [(word,) for word in self._single.intersection(low)]
        return frozenset(found) if found else _NONE


def _stands(words: tuple[str, ...], low: Sequence[str]) -> bool:
    """True if these words, whose first two stand there, stand there whole."""
    if len(words) == 2:
        return True
    places = (k for k, word in enumerate(low) if word == words[0])
    return any(tuple(low[k : k + len(words)]) == words for k in places)
