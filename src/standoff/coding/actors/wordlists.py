"""Short word lists of the phrase rules (links, fillers, status words), read from `words.csv`."""

from __future__ import annotations

from functools import cache

from standoff.coding.actors.tables import package_rows

__all__ = ["STATUSES", "status_words", "word_list"]

STATUSES = ("former", "deputy", "elect", "acting")


@cache
def word_list(name: str, language: str = "*") -> frozenset[str]:
    """The words of a list in one language; lists of all languages are marked `*`."""
    return frozenset(
        word
        for row in package_rows("words")
        if row["list"] == name and row["language"] in (language, "*")
        for word in row["words"].split()
    )


@cache
def status_words(language: str) -> dict[str, str]:
    """Status by word: "former", "stellvertretende" ..."""
    return {word: status for status in STATUSES for word in word_list(status, language)}
