"""German clauses: the verb bracket, and what commas and conjunctions open.

In a main clause the finite verb stands second and the rest of the verb last ("rückte ... ab",
"hat ... getestet", "will ... treffen"); in a subordinate clause all verbs stand last ("dass Kim
nachgibt", "der abrückte"). Between commas stand clauses, infinitives or mere phrases; a phrase is
joined to the clause it interrupts.
"""

from __future__ import annotations

from standoff.coding.grammar.clauses import Clause
from standoff.coding.grammar.german.attributes import clear_attributes
from standoff.coding.grammar.german.join import join_parts
from standoff.coding.grammar.german.parts import cut_parts
from standoff.coding.grammar.german.verbs import verb_group
from standoff.coding.grammar.language import Language
from standoff.coding.grammar.sentence import Sentence

__all__ = ["split_german"]


def split_german(sentence: Sentence, language: Language) -> list[Clause]:
    """The clauses of a German sentence, in the order of their first words."""
    clear_attributes(sentence, language)
    clauses = join_parts(cut_parts(sentence, language), sentence)
    for clause in clauses:
        clause.verbs = verb_group(clause, sentence, language)
    return clauses
