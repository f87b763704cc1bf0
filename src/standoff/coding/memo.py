"""`Memo`: the answers of a function of one word, kept while there is room.

Most words of a text have been seen before. A dictionary that asks the function for what it lacks is
the quickest way to say so (`map(memo.__getitem__, words)` runs without a Python call for a known
word); when it is full it forgets everything, which costs less than to know what is old.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

__all__ = ["Memo"]

Answer = TypeVar("Answer")
_ROOM = 20_000


class Memo(dict[str, Answer]):
    """A dictionary of the function's answers with room for so many."""

    def __init__(self, function: Callable[[str], Answer], room: int = _ROOM) -> None:
        super().__init__()
        self._function, self._room = function, room

    def __missing__(self, word: str) -> Answer:
        if len(self) >= self._room:
            self.clear()
        answer = self[word] = self._function(word)
        return answer
