"""Tone: what a quotation without codebook words does: praise, accuse, demand, refuse."""

from __future__ import annotations

from collections.abc import Sequence

from standoff.coding.datafiles import read_table, words
from standoff.coding.memo import Memo

__all__ = ["Tone"]


_OPPOSITE = {"praise": "accusation", "accusation": "praise"}
_ENDINGS = ("en", "em", "er", "es", "e")


def _base(word: str) -> str:
    """A German adjective without its ending: "wunderschönen" is "wunderschön"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)]
    return word


class Tone:
    """The move that the words of a quotation suggest when no codebook entry is met."""

    def __init__(self, language: str) -> None:
        table = read_table(f"tone/{language}.toml")
        self._lists = [(move, words(row)) for move, row in table.items()]
        self._bases = Memo(_base)

    def is_of(self, move: str, low: Sequence[str]) -> bool:
        """True if words of this list are here, and no more of the opposite one."""
        here = {*low, *map(self._bases.__getitem__, low)}
        hits = {name: len(here & listed) for name, listed in self._lists}
        return hits[move] > 0 and hits[move] >= hits.get(_OPPOSITE.get(move, ""), 0)

    def move(self, low: Sequence[str]) -> str:
        """The move with most of its words here; earlier lists win ties; "" without any."""
        here = {*low, *map(self._bases.__getitem__, low)}
        best, most = "", 0
        for move, listed in self._lists:
            hits = len(here & listed)
            if hits > most:
                best, most = move, hits
        return best
