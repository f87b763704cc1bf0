"""Endings: what an English clause adds behind its last comma, and its statement does not need.

Poland recalled its envoy, | a decision | that Minsk called hysterical      an apposition
Twelve were killed in the raid, | according to the ministry                 who says so
Chad expelled the consul, | the third such expulsion in a month             what it is compared with
India bombed two camps, | in answer to attacks in Kashmir                   what came before it
"""

from __future__ import annotations

from standoff.coding.drafts import token_span
from standoff.coding.grammar.clauses import Clause
from standoff.coding.grammar.english.openings import BEFORE_GERUND, is_gerund
from standoff.coding.grammar.sentence import Sentence

__all__ = ["told_until"]


def told_until(sentence: Sentence, clause: Clause, end: int, needed: int) -> int:
    """Where the evidence of a clause ends that would end at offset `end`.

    `needed` is the token behind the noun that the statement cannot do without.
    """
    if sentence.language.code != "en" or len(clause.pieces) < 2 or not clause.verbs.lexical:
        return end
    first = clause.pieces[-1][0]
    verbs = [at for _, at in clause.verbs.lexical if not _is_when(sentence, at)]
    added = sentence.low[first - 1] == "," and first > max(*verbs, clause.verbs.finite, needed - 1)
    if not added or end > token_span(sentence, first, clause.last)[1]:
        return end
    return token_span(sentence, clause.first, first - 1)[1]


def _is_when(sentence: Sentence, at: int) -> bool:
    """ "four years after cutting them": the verb of a time, not of the statement."""
    return at > 0 and sentence.low[at - 1] in BEFORE_GERUND and is_gerund(sentence, at)
