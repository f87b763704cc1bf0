"""Errors in the reader's language: each part of an error looked up by its English words.

    told_parts(fault, "de")      [("where", text, lang), ...] for the page of an error
    told(fault, "de")            the whole as one sentence, with its language

Errors are raised in English everywhere in standoff, by rooms that know no reader. Here their words
are matched with pairs in `words/faults.de.toml`, in which `{}` stands for what the error filled in.
What has no pair stays English and is marked as such, so that it is read aloud rightly. What names
an option or a command, which nobody has at the desk, has a pair in `words/faults.en.toml`, too.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from standoff.errors import StandoffError

__all__ = ["pairs", "told", "told_parts", "translated"]

Part = tuple[str, str, str]
_HOLE = re.compile(r"\{\d*\}")
_LONGEST = 2_000


@cache
def pairs(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """(pattern of the English words, words of `language`); the longest words first."""
    import tomllib

    source = files("standoff.desk").joinpath("words", f"faults.{language}.toml")
    rows = tomllib.loads(source.read_text(encoding="utf-8"))["pairs"]
    rows.sort(key=lambda row: -len(_HOLE.sub("", row[0])))
    return tuple((_pattern(english), _numbered(own)) for english, own in rows)


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile("(.*)".join(map(re.escape, _HOLE.split(english))), re.DOTALL)


def _numbered(own: str) -> str:
    """The words with their holes numbered from 0, as `format` wants them."""
    count = -1

    def number(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        said = found.group().strip("{}")
        return f"{{{int(said) - 1 if said else count}}}"

    return _HOLE.sub(number, own)


def translated(text: str, language: str) -> tuple[str, str]:
    """The text in `language` if there is a pair for it, and the language it is in now."""
    if not text or len(text) > _LONGEST:
        return text, "en"
    for pattern, own in pairs(language):
        if found := pattern.fullmatch(text):
            return own.format(*found.groups()), language
    return text, "en"


def told_parts(fault: StandoffError, language: str) -> list[Part]:
    """(name, text, language) of what is said: `what`, `where`, `expected`, `next`."""
    parts = [("what", *translated(fault.what, language)), ("where", fault.where, language)]
    parts += [
        (name, *translated(text, language))
        for name, text in (("expected", fault.expected), ("next", fault.next))
    ]
    return [part for part in parts if part[1]]


def told(fault: BaseException, language: str) -> tuple[str, str]:
    """One sentence and its language; English if any part of it is."""
    if not isinstance(fault, StandoffError):
        return str(fault), "en"
    parts = {name: (text, tongue) for name, text, tongue in told_parts(fault, language)}
    if language == "en" or any(tongue == "en" for _, tongue in parts.values()):
        rest = {name: translated(getattr(fault, name), "en")[0] for name in ("expected", "next")}
        what = translated(fault.what, "en")[0]
        return StandoffError(what, where=fault.where, **rest).sentence(), "en"
    head = f"{parts['where'][0]}: " if "where" in parts else ""
    tail = f"; erwartet: {parts['expected'][0]}" if "expected" in parts else ""
    last = f" {_sentence(parts['next'][0])}" if "next" in parts else ""
    return f"{_sentence(head + parts['what'][0] + tail)}{last}", language


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
