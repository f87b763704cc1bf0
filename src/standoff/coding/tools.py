"""Everything the coder needs of a language, loaded once."""

from __future__ import annotations

from functools import cache

from standoff.coding.codebook import Codebook, load_codebook
from standoff.coding.grammar.language import Language, load_language
from standoff.coding.matching.candidates import Aspect
from standoff.coding.tone import Tone

__all__ = ["Tools", "load_tools"]


class Tools:
    """Words, codebook, aspect verbs and tone of one language."""

    def __init__(self, code: str) -> None:
        self.language: Language = load_language(code)
        self.codebook: Codebook = load_codebook(code)
        self.aspect = Aspect(code)
        self.tone = Tone(code)


@cache
def load_tools(code: str) -> Tools:
    """The tools of German (`de`) or English (`en`)."""
    return Tools(code)
