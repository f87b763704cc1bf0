"""Word forms: from the short notation of the data files to every form a text may show.

The files write alternatives with `|` and endings in braces with `/`:

    Weiße{/n/s} Haus{/es}   ->  Weiße Haus, Weiße Hauses, Weißen Haus, Weißen Hauses, ...

Three German paradigms are rules, not data: adjectives of origin (nordkoreanisch-e/-en/-em/-er/-es,
also capitalised), nouns of origin (Nordkoreaner-s/-n/-in/-innen; Russe-n) and the indeclinable
adjectives in -er (Schweizer), written with a final `!`. The genitive -s and 's of names is not
expanded: the scanner strips it, since any name may carry it.
"""

from __future__ import annotations

import re
from itertools import product

from standoff.coding.tokens import tokenize

__all__ = ["adjective_forms", "expand", "people_forms", "plain", "words"]

_BRACES = re.compile(r"\{([^{}]*)\}")
_MARKS = str.maketrans({"’": "'", "\u2010": "-", "\u2011": "-"})


def plain(text: str) -> str:
    """`text` with typographic apostrophes and hyphens made plain (same length)."""
    return text.translate(_MARKS)


def words(form: str) -> tuple[str, ...]:
    """The token texts of a form, as the scanner will meet them."""
    if form.replace(" ", "").isalpha():
        return tuple(form.split(" "))
    return tuple(token.text for token in tokenize(plain(form)))


def expand(notation: str) -> list[str]:
    """All forms of a notation with `|` and braces, in order, without duplicates."""
    if "{" not in notation:
        return notation.split("|") if notation else []
    forms: list[str] = []
    for part in notation.split("|"):
        pieces = _BRACES.split(part)
        fixed, ends = pieces[::2], [piece.split("/") for piece in pieces[1::2]]
        for choice in product(*ends):
            forms.append("".join(map("".join, zip(fixed, (*choice, ""), strict=True))))
    return list(dict.fromkeys(forms))


def adjective_forms(notation: str, language: str) -> list[str]:
    """Inflected forms of adjectives of origin; German ones also with a capital (first words)."""
    if language != "de":
        return expand(notation)
    forms: list[str] = []
    for stem in expand(notation):
        if stem.endswith("!"):
            continue
        for ending in ("", "e", "er", "en", "es", "em"):
            forms += [stem + ending, stem[0].upper() + stem[1:] + ending]
    return forms


def people_forms(notation: str, language: str) -> list[tuple[str, bool]]:
    """(form, surely singular) of nouns of origin.

    A German form that may be either number ("die Iraner", "der Iraner") counts as plural.
    """
    if language != "de":
        return [(form, form.endswith(("man", "er"))) for form in expand(notation)]
    forms: list[tuple[str, bool]] = []
    for part in notation.split("|") if notation else []:
        forms += _german_people(part)
    return forms


def _german_people(part: str) -> list[tuple[str, bool]]:
    if "{" in part:
        return [(form, form.endswith("in")) for form in expand(part)]
    if part.endswith("er"):
        return [
            (part, False), (part + "s", True), (part + "n", False),
            (part + "in", True), (part + "innen", False),
        ]  # fmt: skip
    if part.endswith("e"):
        return [(part, True), (part + "n", False)]
    return [(part, not part.endswith("s")), (part + "s", False)]
