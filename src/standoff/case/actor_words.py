"""An actor as a person writes it, by code or name: `actor_code("North Korea", "en")` is "PRK".

A question about NORDKOREA, which no record ever names, is answered "under 1 %", and that misleads.
So whatever is typed where an actor is wanted is looked up:

1. a code that the gazetteer lists, or that the record already names, in any case of its letters;
2. a name in the reader's language, else in the other: states, peoples' rulers, offices, bodies;
3. capitals that could be a code of the user's own (MYMILITIA), which nobody can check.

Everything else is refused, with the likeliest name.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from difflib import get_close_matches

from standoff.errors import BadValue

__all__ = ["actor_code", "actor_codes", "actors_named", "state_names"]

_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,39}")
_TONGUES = ("en", "de")


def actor_codes(said: str, language: str, known: Container[str] = ()) -> str:
    """Actors with `;` between them, each as its code; raises `BadValue` for one nobody knows."""
    parts = [part.strip() for part in said.split(";")]
    return ";".join(actor_code(part, language, known) for part in parts if part)


def actor_code(said: str, language: str, known: Container[str] = ()) -> str:
    """The code of one actor; `known` are codes that the record names. Raises `BadValue`.

    >>> actor_code("prk", "en"), actor_code("Nordkorea", "en"), actor_code("the US", "en")
    ('PRK', 'PRK', 'USA')
    """
    from standoff.coding.actors.naming import name_of

    said = " ".join(said.split())
    capitals = said.upper()
    if capitals in known or name_of(capitals, "en"):
        return capitals
    for tongue in sorted(_TONGUES, key=lambda one: one != language):
        if code := _named(said, tongue) or _named(said.title(), tongue):
            return code
    if _CODE.fullmatch(said):
        return said
    near = _likeliest(said, language)
    raise BadValue(
        f"{said[:60]!r} names no actor that is known here",
        expected="a name such as North Korea, or a code such as PRK",
        next=f"did you mean {near}?" if near else "write the code; docs/actors.md lists them",
    )


def actors_named(codes: Iterable[str], language: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of each code, by name; a code that no table lists stands for its name."""
    from standoff.coding.actors.naming import name_of

    rows = ((code, name_of(code, language) or code) for code in codes)
    return tuple(sorted(rows, key=lambda row: (row[1].casefold(), row[0])))


def _named(said: str, language: str) -> str:
    """The code of the one actor that these words name as a whole, an article apart; else ""."""
    from standoff.coding.actors import load_gazetteer
    from standoff.coding.tokens import tokenize

    tokens = tokenize(said)
    found = load_gazetteer().find(tokens, language=language)
    if len(found) != 1 or found[0].last != len(tokens):
        return ""
    before = " ".join(token.text.lower() for token in tokens[: found[0].first])
    return found[0].code if before in ("", "the", "die", "der", "das") else ""


def _likeliest(said: str, language: str) -> str:
    """The name of a state that is written much like this; "" if there is none."""
    return next(iter(get_close_matches(said.title(), state_names(language), n=1, cutoff=0.75)), "")


def state_names(language: str) -> tuple[str, ...]:
    """The common names of the states of today, in order."""
    from standoff.coding.actors import state_codes
    from standoff.coding.actors.naming import name_of

    names = {name_of(row.code, language) for row in state_codes() if row.covers(None)} - {""}
    return tuple(sorted(names, key=str.casefold))
