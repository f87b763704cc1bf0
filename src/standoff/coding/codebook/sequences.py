"""Word sequences of the codebook ("in Kraft", "at the table"), found in one pass over a clause.

The sequences are filed under their first word and then their second, so that a clause of n words
costs n look-ups however many sequences there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["SequenceTable"]

_NONE: frozenset[tuple[str, ...]] = frozenset()


class SequenceTable:
    """Finds which of its word sequences stand in a list of words."""

    def __init__(self, sequences: Iterable[tuple[str, ...]]) -> None:
        self._single: set[str] = set()
        self._longer: dict[str, dict[str, list[tuple[str, ...]]]] = {}
        for words in dict.fromkeys(sequences):
            if len(words) == 1:
                self._single.add(words[0])
            else:
                self._longer.setdefault(words[0], {}).setdefault(words[1], []).append(words)

    def find(self, low: Sequence[str]) -> frozenset[tuple[str, ...]]:
        """The sequences that stand in these lower-case words without a gap."""
        found: list[tuple[str, ...]] = [(word,) for word in self._single.intersection(low)]
        longer, last = self._longer, len(low) - 1
        for k, word in enumerate(low):
            behind = longer.get(word)
            if behind is None or k == last:
                continue
            for words in behind.get(low[k + 1], ()):
                if len(words) == 2 or tuple(low[k : k + len(words)]) == words:
                    found.append(words)
        return frozenset(found) if found else _NONE
