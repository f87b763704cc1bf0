"""The pattern language of the grammar files: phrases as sequences of tags.

A text is tokenised once and every token is given one tag, written as one character, so that a text
of 600 words becomes a string of 600 characters. A rule of the grammar is then an ordinary regular
expression over that string, and all rules of a language are one alternation. The idea is that of
chunking by finite-state cascades (Abney 1996); the speed comes from running the grammar over tags
instead of letters.

A pattern is written with the tags' names, separated by spaces:

    before? < article? n:number unit:years|months >  after?

    name          one token with that tag; `a|b` one of several
    role:name     the same, and the builder can ask for it by `role`
    ( ... | ...)  groups and choices, `role:( ... )` a named group
    ?             the item or group before it may be missing
    !name         the next token has none of these tags
    < ... >       the part that becomes the phrase; without it the whole pattern does

There is no star: a pattern has a longest match, so a text is read in time linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from standoff.errors import DataError

__all__ = ["compile_pattern"]

_PIECE = re.compile(r"(\w+):\(|!(\w+(?:\|\w+)*)|(?:(\w+):)?(\w+(?:\|\w+)*)|([()?|<>])|\s+")


def _one_of(names: str, tags: Mapping[str, str], macros: Mapping[str, str], where: str) -> str:
    """The regular expression for `a|b|c`: a macro's pattern, or a class of tag characters."""
    if names in macros:
        return f"(?:{compile_pattern(macros[names], tags, macros, where)})"
    characters = []
    for name in names.split("|"):
        if name not in tags:
            raise DataError(f"unknown tag {name!r}", where=where, expected="a tag of the words")
        characters.append(tags[name])
    return f"[{''.join(characters)}]"


def compile_pattern(
    pattern: str, tags: Mapping[str, str], macros: Mapping[str, str], where: str
) -> str:
    """The regular expression over tag characters; raises `DataError` naming the rule at fault."""
    parts: list[str] = []
    at = 0
    while at < len(pattern):
        piece = _PIECE.match(pattern, at)
        if piece is None:
            raise DataError(f"cannot read {pattern[at:]!r}", where=where, expected="a pattern")
        group, absent, role, names, sign = piece.groups()
        if group:
            parts.append(f"(?P<{group}>")
        elif absent:
            parts.append(f"(?!{_one_of(absent, tags, macros, where)})")
        elif names:
            body = _one_of(names, tags, macros, where)
            parts.append(f"(?P<{role}>{body})" if role else body)
        elif sign:
            parts.append({"(": "(?:", "<": "(?P<span>", ">": ")"}.get(sign, sign))
        at = piece.end()
    return "".join(parts)
