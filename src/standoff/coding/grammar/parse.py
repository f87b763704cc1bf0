"""Clauses and phrases of a sentence, by its language."""

from __future__ import annotations

from standoff.coding.grammar.clauses import Clause
from standoff.coding.grammar.english.phrases import english_phrases
from standoff.coding.grammar.english.split import split_english
from standoff.coding.grammar.german.phrases import german_phrases
from standoff.coding.grammar.german.split import split_german
from standoff.coding.grammar.language import Language
from standoff.coding.grammar.phrases import Phrase
from standoff.coding.grammar.sentence import Sentence

__all__ = ["parse_clauses", "parse_phrases"]


def parse_clauses(sentence: Sentence, language: Language) -> list[Clause]:
    """The clauses of a sentence, in order."""
    if language.code == "de":
        return split_german(sentence, language)
    return split_english(sentence, language)


def parse_phrases(clause: Clause, sentence: Sentence, language: Language) -> list[Phrase]:
    """The phrases of a clause, in order."""
    if language.code == "de":
        return german_phrases(clause, sentence, language)
    return english_phrases(clause, sentence, language)
