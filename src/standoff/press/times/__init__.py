"""Time phrases."""

from __future__ import annotations
from datetime import date
from standoff.nouns import TimePhrase

__all__ = ["find_times"]


def find_times(text: str, published: date | None = None, language: str = "de") -> list[TimePhrase]:
    return []
