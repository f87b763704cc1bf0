"""Clauses that make one statement together.

"Wenn die USA angreifen, werde Iran antworten"      a threat with its condition
"keine Grenzen schließen und den Pass nicht sperren"  two verbs under one modal
"signed a pact that allows joint patrols"           a relative clause that says nothing more
"""

from __future__ import annotations

from standoff.coding.drafts import Draft, clause_span
from standoff.coding.reading import Reading

__all__ = ["UNDER_CONDITION", "join_clauses"]

#: Moves whose condition belongs to their evidence.
UNDER_CONDITION = frozenset({"threat", "ultimatum"})


def join_clauses(reading: Reading, made: dict[int, list[Draft]]) -> None:
    """Join the drafts of each clause (`made`) with what belongs to them."""
    for number in range(len(reading.clauses)):
        _join_condition(reading, number, made)
        _join_conjunct(reading, number, made)
        _join_relative(reading, number, made)


def _join_condition(reading: Reading, number: int, made: dict[int, list[Draft]]) -> None:
    """ "Wenn die USA angreifen, werde Iran antworten": one threat with its condition."""
    clause = reading.clauses[number]
    if clause.kind != "sub" or clause.link not in reading.language.conditional:
        return
    if reading.language.code == "en" and any(
        made.get(n) for n in (number - 1, number + 1) if 0 <= n < len(reading.clauses)
    ):
        made[number] = []  # "... if it is attacked" is no statement beside its consequence
    english = reading.language.code == "en"
    for n in (number + 1, number - 1, number - 2):
        threats = [
            d
            for d in made.get(n, ())
            if d.move in UNDER_CONDITION or (english and d.stance == "conditional")
        ]
        joined = english and reading.clauses[n].link == "that" if threats else False
        if threats and n > number and reading.sentence.low[reading.clauses[n].first - 1] == ";":
            continue  # "unless it left; on Monday Togo called for a truce"
        if not threats or not (joined or reading.clauses[n].kind == "main"):
            continue
        start, end = clause_span(reading.sentence, clause)
        draft = threats[0]
        draft.span = min(start, draft.span[0]), max(end, draft.span[1])
        draft.stance = "conditional"
        made[number] = []
        return


def _join_conjunct(reading: Reading, number: int, made: dict[int, list[Draft]]) -> None:
    """ "man wolle keine Grenzen schließen und den Pass nicht sperren": one statement, one modal."""
    clause = reading.clauses[number]
    before = reading.number(clause.brother)
    if made.get(number) or before != number - 1 or before < 0 or clause.verbs.finite >= 0:
        return
    first = [draft for draft in made.get(before, ()) if draft.level == "clause"]
    if first and clause.verbs.lexical and reading.clauses[before].verbs.modal:
        end = clause_span(reading.sentence, clause)[1]
        first[0].span = first[0].span[0], max(end, first[0].span[1])


def _join_relative(reading: Reading, number: int, made: dict[int, list[Draft]]) -> None:
    """A relative clause that says nothing of its own goes with the clause it ends.

    One inside a clause that is coded itself parts the clause: the statement is what follows it.
    """
    clause = reading.clauses[number]
    parent = reading.number(clause.parent)
    if clause.kind != "rel" or reading.language.code != "en" or parent < 0:
        return
    own = [draft for draft in made.get(parent, ()) if draft.level == "clause"]
    if not own:
        return
    start, end = clause_span(reading.sentence, clause)
    above = reading.clauses[parent]
    if made.get(number):
        behind = [first for first, _ in above.pieces if first > clause.first]
        if behind and own[0].span[0] < start < own[0].span[1]:
            span = clause_span(reading.sentence, clause, above.last)
            first = reading.sentence.tokens[behind[0]].start
            own[0].span = (first, max(span[1], own[0].span[1]))
    elif 0 <= clause.first - above.last <= 1 and not made.get(number + 1):
        own[0].span = (own[0].span[0], max(end, own[0].span[1]))
