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
        self._longer: dict[tuple[str, ...], list[tuple[str, tuple[str, ...]]]] = {}
        for words in dict.fromkeys(sequences):
            if len(words) == 1:
                self._single.add(words[0])
            else:
                written = f" {' '.join(words)} "
                self._longer.setdefault(words[:2], []).append((written, words))
        self._openings = frozenset(self._longer)

    def find(self, low: Sequence[str]) -> frozenset[tuple[str, ...]]:
        """The sequences that stand in these lower-case words without a gap."""
        found: list[tuple[str, ...]] = []
        if not self._single.isdisjoint(low):
            found += [(word,) for word in self._single.intersection(low)]
        opened = self._openings.intersection(pairwise(low))
        if opened:
            here = f" {' '.join(low)} "
            for pair in opened:
                found += [words for written, words in self._longer[pair] if written in here]
        return frozenset(found) if found else _NONE
