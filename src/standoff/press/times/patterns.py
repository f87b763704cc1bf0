"""The pattern language of the grammar files: phrases as sequences of tags.

A text is tokenised once and every token is given one tag, written as one character, so that a text
of 600 words becomes a string of 600 characters. A rule of the grammar is then an ordinary regular
expression over that string, and all rules that can begin with a tag are one alternation. The idea
is that of chunking by finite-state cascades (Abney 1996); the speed comes from running the grammar
over tags instead of letters.

A pattern is written with the tags' names, separated by spaces:

    before? < article? n:number unit:years|months >  after?

    name          one token with that tag; `a|b` one of several
    role:name     the same, and the builder can ask for it by `role`
    ( ... | ...)  groups and choices, `role:( ... )` a named group
    ?             the item or group before it may be missing
    @name         the token before has one of these tags
    !name !(...)  the next token has none of these tags; the next tokens are not this
    < ... >       the part that becomes the phrase; without it the whole pattern does

There is no star: a pattern has a longest match, so a text is read in time linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from standoff.errors import DataError

__all__ = ["compile_pattern", "first_signs"]

_PIECE = re.compile(
    r"(?P<group>\w+):\(|(?P<look>[!@])(?P<seen>\w+(?:\|\w+)*)|(?P<absent>!\()"
    r"|(?:(?P<role>\w+):)?(?P<names>\w+(?:\|\w+)*)|(?P<sign>[()?|<>])|\s+"
)
_LOOK = MappingProxyType({"!": "(?!", "@": "(?<="})
# How groups begin, and whether they only look at what stands there.
_GROUPS = MappingProxyType({"(?:": False, "(?!": True, "(?<=": True, "(": False})
_SIGNS = MappingProxyType({"(": "(?:", "<": "(?P<span>", ">": ")"})


def _one_of(names: str, tags: Mapping[str, str], macros: Mapping[str, str], where: str) -> str:
    """The regular expression for `a|b|c`: a macro's, or a class of tag characters."""
    if names in macros:
        return f"(?:{macros[names]})"
    characters = []
    for name in names.split("|"):
        if name not in tags:
            raise DataError(f"unknown tag {name!r}", where=where, expected="a tag of the words")
        characters.append(tags[name])
    return f"[{''.join(characters)}]"


def _compiled(
    piece: re.Match[str], tags: Mapping[str, str], macros: Mapping[str, str], where: str
) -> str:
    """The regular expression for one piece of a pattern."""
    if piece["group"]:
        return f"(?P<{piece['group']}>"
    if piece["absent"]:
        return "(?!"
    if piece["look"]:
        return _LOOK[piece["look"]] + _one_of(piece["seen"], tags, macros, where) + ")"
    if piece["names"]:
        body = _one_of(piece["names"], tags, macros, where)
        return f"(?P<{piece['role']}>{body})" if piece["role"] else body
    return _SIGNS.get(piece["sign"] or "", piece["sign"] or "")


def compile_pattern(
    pattern: str, tags: Mapping[str, str], macros: Mapping[str, str], where: str
) -> str:
    """The regular expression over tag characters, `macros` giving those of named patterns.

    Raises `DataError` that names the rule at fault.
    """
    parts: list[str] = []
    at = 0
    while at < len(pattern):
        piece = _PIECE.match(pattern, at)
        if piece is None:
            raise DataError(f"cannot read {pattern[at:]!r}", where=where, expected="a pattern")
        parts.append(_compiled(piece, tags, macros, where))
        at = piece.end()
    return "".join(parts)


def first_signs(regex: str) -> tuple[frozenset[str], bool]:
    """The characters that a match of a compiled pattern can begin with; and if it can be empty.

    Reads the few constructs that `compile_pattern` writes: classes, groups, choices, `?`, and
    assertions, which take no character.
    """
    signs, empty, at = _first_of_choice(regex, 0)
    assert at == len(regex), "unbalanced pattern"
    return signs, empty


def _first_of_choice(regex: str, at: int) -> tuple[frozenset[str], bool, int]:
    """First signs of `a|b|c` up to a closing bracket or the end."""
    signs, empty = frozenset[str](), False
    while True:
        more, may_be_empty, at = _first_of_sequence(regex, at)
        signs, empty = signs | more, empty or may_be_empty
        if regex[at : at + 1] != "|":
            return signs, empty, at
        at += 1


def _first_of_sequence(regex: str, at: int) -> tuple[frozenset[str], bool, int]:
    """First signs of items one behind the other: of the first, and on while it may be missing."""
    signs, empty = frozenset[str](), True
    while at < len(regex) and regex[at] not in "|)":
        if regex[at] == "[":
            stop = regex.index("]", at)
            more, missing, at = frozenset(regex[at + 1 : stop]), False, stop + 1
        else:
            head = next(head for head in _GROUPS if regex.startswith(head, at))
            more, missing, at = _first_of_choice(regex, at + len(head))
            at += 1
            if _GROUPS[head]:
                continue
        if regex[at : at + 1] == "?":
            missing, at = True, at + 1
        signs, empty = (signs | more if empty else signs), empty and missing
    return signs, empty, at
