"""What the coding tests share: a sentence parsed, a text coded, codings found again."""

from __future__ import annotations

from datetime import date

from standoff.coding import code_text
from standoff.coding.actors import load_gazetteer
from standoff.coding.grammar.parse import parse_clauses
from standoff.coding.grammar.sentence import Sentence, build_sentence
from standoff.coding.tokens import tokenize
from standoff.coding.tools import load_tools
from standoff.nouns import Coding, state_of

DAY = date(2019, 6, 12)


def sentence(text: str, language: str = "de") -> Sentence:
    """The text as one sentence, with its mentions."""
    tokens = tokenize(text)
    mentions = load_gazetteer().find(tokens, language=language, on=DAY)
    return build_sentence(tokens, mentions, [], load_tools(language).language, 0, len(text))


def clauses(text: str, language: str = "de") -> list[tuple[str, str]]:
    """(kind, words) of every clause; words as they stand, interrupted pieces joined by |."""
    parsed = sentence(text, language)
    return [
        (
            clause.kind,
            " | ".join(
                text[parsed.tokens[first].start : parsed.tokens[last - 1].end]
                for first, last in clause.pieces
            ),
        )
        for clause in parse_clauses(parsed, load_tools(language).language)
    ]


def lexical(text: str, language: str = "de") -> list[str]:
    """The full verbs of the first clause."""
    parsed = sentence(text, language)
    return [
        lemma for lemma, _ in parse_clauses(parsed, load_tools(language).language)[0].verbs.lexical
    ]


def coded(text: str, language: str = "de") -> list[Coding]:
    """The codings of a text of 12 June 2019, each checked against its words."""
    found = code_text(text, DAY, language)
    assert all(text[coding.start : coding.end] == coding.text for coding in found)
    return found


def only(text: str, language: str = "de", **wanted: str) -> Coding:
    """The one coding with these values; fails if there is none or more than one."""
    found = [
        coding
        for coding in coded(text, language)
        if all(getattr(coding, name) == value for name, value in wanted.items())
    ]
    assert len(found) == 1, [(c.kind, c.move, c.stance, c.text) for c in coded(text, language)]
    return found[0]


def states(codes: str) -> set[str]:
    """The states of an actor field."""
    return {state_of(code) for code in codes.split(";") if code}
