"""Names of unknown persons behind a role: "US-Unterhändler Max Muster" is USA_MUSTER.

A person nobody listed is kept as the text writes it: the surname in capitals, folded to ASCII.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from standoff.coding.actors.wordlists import word_list

__all__ = ["fold", "unknown_name"]

_FOLDS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae",
     "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "ð": "d"}
)  # fmt: skip
_MOST = 4


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """A name as a code: capitals A to Z and digits only ("Muñoz" -> MUNOZ)."""
    bare = unicodedata.normalize("NFKD", name.translate(_FOLDS)).upper()
    return "".join(c for c in bare if c.isascii() and c.isalnum())


def unknown_name(texts: Sequence[str], start: int, stop: int, language: str) -> tuple[int, str]:
    """(end, code) of a name that begins at token `start`, ends before `stop`; else (start, "")."""
    end = start
    particles = word_list("particle")
    while end < min(stop, start + _MOST, len(texts)) and _may_be_name(texts[end], end > start):
        end += 1
    while end > start and texts[end - 1] in particles:
        end -= 1
    limit = 2 if language == "de" else 3
    if end - start > limit and not any(word in particles for word in texts[start:end]):
        end = start + limit
    if end == start:
        return start, ""
    last = texts[end - 1]
    for mark in ("'s", "’s"):
        last = last.removesuffix(mark)
    code = fold(last)
    return (end, code) if code else (start, "")


def _may_be_name(word: str, inside: bool) -> bool:
    if inside and word in word_list("particle"):
        return True
    return (
        len(word) > 1
        and word[0].isupper()
        and not word.isupper()
        and word not in word_list("not_name")
        and not any(c.isdigit() for c in word)
    )
