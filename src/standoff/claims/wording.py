"""The sentences of a finding in every language, and the names of what is counted.

Words are data (`data/sentences.toml`, `data/nouns.toml`); the code only fills in figures. A figure
may itself be a text by language, a date, or a plain value.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

__all__ = ["LANGUAGES", "Text", "amount", "in_each", "join", "noun", "say"]

LANGUAGES = ("en", "de")
_DECIMAL = re.compile(r"(?<![\d.])(\d+)\.(\d+)(?![\d.])")
Text = dict[str, str]


@cache
def _data(name: str) -> Mapping[str, Any]:
    source = resources.files("standoff.claims") / "data" / name
    return MappingProxyType(tomllib.loads(source.read_text(encoding="utf-8")))


def _words(language: str) -> Mapping[str, Any]:
    words: Mapping[str, Any] = _data("sentences.toml")[language]
    return words


def in_each(write: Callable[[str], str]) -> Text:
    """A text by language from a function of the language."""
    return {language: write(language) for language in LANGUAGES}


def say(key: str, **figures: Any) -> Text:
    """The sentence `key` in each language with its figures filled in."""

    def write(language: str) -> str:
        written = {name: _written(value, language) for name, value in figures.items()}
        sentence: str = _words(language)[key]
        told = sentence.format(**written)
        return _DECIMAL.sub(r"\1,\2", told) if language == "de" else told

    return in_each(write)


def _written(value: Any, language: str) -> Any:
    if isinstance(value, dict):
        return value.get(language) or value.get("en") or next(iter(value.values()), "")
    if isinstance(value, date):
        words = _words(language)
        month = words["months"][value.month - 1]
        return words["day"].format(d=value.day, month=month, year=value.year)
    return value


def join(texts: Sequence[Text]) -> Text:
    """ "a, b and c" in each language; nothing of nothing."""

    def write(language: str) -> str:
        parts = [text[language] for text in texts]
        *most, last = parts or [""]
        return _words(language)["and"].join(part for part in (", ".join(most), last) if part)

    return in_each(write)


def amount(n: int, how: str) -> Text:
    """So many days, events or items: the unit of a way of counting."""
    return in_each(lambda language: _plural(_words(language)[f"{how}_unit"], n))


def noun(kind: str, n: int, *, after: bool = False) -> Text:
    """So many of a kind (`move` or `move:system`): "12 short-range tests".

    `after` is the short form behind a first group of the same move ("one from a submarine").
    """
    names = _data("nouns.toml")
    forms = names.get(kind) or names[kind.partition(":")[0]]
    place = 2 if after and len(forms["en"]) == 4 else 0
    return in_each(lambda language: _plural(forms[language][place : place + 2], n))


def _plural(forms: Sequence[str], n: int) -> str:
    return forms[0] if n == 1 else forms[1].format(n=n)
