"""Summits: what two heads of state or government say to each other face to face.

Trump met Kim; Macron received Scholz         a summit, though nobody calls it so
Trump telephoned with Kim; Blinken met Wang   talks: not face to face, or not the two at the top
Macron visited Germany                        talks, as far as the words tell whom he met
"""

from __future__ import annotations

import re
from datetime import date

from standoff.coding.actors import load_gazetteer
from standoff.coding.drafts import Draft
from standoff.coding.grammar.language import Language
from standoff.nouns.coding import state_of

__all__ = ["as_summits"]

_WORD = re.compile(r"\w+(?:-\w+)*")


def as_summits(drafts: list[Draft], text: str, language: Language, published: date | None) -> None:
    """Make talks of two heads of state or government summits, where they meet in person."""
    for draft in drafts:
        met = {*draft.source, *draft.target}
        if draft.move != "talks" or len({state_of(code) for code in met}) != 2:
            continue
        heads = all(load_gazetteer().had_led(code, published) for code in met)
        if heads and len(met) == 2 and _in_person(text[slice(*draft.span)], language):
            draft.move = "summit"


def _in_person(evidence: str, language: Language) -> bool:
    words = {word.lower() for word in _WORD.findall(evidence)}
    return not words.isdisjoint(language.in_person) and words.isdisjoint(language.apart)
