"""Codebook cues met in a parsed clause: the entries of the rule coder, the roles of a parse.

An entry's conditions (verb, noun, preposition, word sequence, reflexive, excluded words) are the
same as for the rules (`matching`), its scores too; only who stands where is told by the parse.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from standoff.coding.codebook.entries import Cue
from standoff.coding.coders.parsed import ParsedClause
from standoff.coding.tools import Tools

__all__ = ["MetCue", "best_cue"]


class MetCue(NamedTuple):
    """A cue, its score, its noun's token (or None) and what the verb does to that noun."""

    cue: Cue
    score: float
    noun: Any = None
    aspect: str = ""


class _Words(NamedTuple):
    """A clause as the codebook sees it."""

    low: list[str]
    joined: str
    preps: frozenset[str]
    nouns: list[tuple[str, Any]]


def best_cue(clause: ParsedClause, tools: Tools) -> MetCue | None:
    """The surest cue of a clause: its verb's, or a noun's that the verb only carries."""
    here = _read(clause, tools)
    met = [
        m for cue in tools.codebook.by_verb.get(clause.lemma, ()) if (m := _meet(cue, here, clause))
    ]
    met += _carried(here, clause, tools)
    return max(met, key=lambda one: one.score, default=None)


def _read(clause: ParsedClause, tools: Tools) -> _Words:
    low = [str(token.text).lower() for token in clause.tokens(with_content=False)]
    preps = {prep for prep, _ in clause.prepositions}
    preps |= {tools.language.pronominal[word] for word in low if word in tools.language.pronominal}
    nouns = [
        (noun, token)
        for token in clause.arguments
        if token.pos_ in ("NOUN", "PROPN")
        for noun in tools.codebook.nouns.find(str(token.text).lower())
        if noun
    ]
    return _Words(low, f" {' '.join(low)} ", frozenset(preps), nouns)


def _allowed(cue: Cue, here: _Words) -> bool:
    phrase = not cue.phrases or any(f" {' '.join(words)} " in here.joined for words in cue.phrases)
    linked = not cue.links or not cue.links.isdisjoint(here.low[:1])
    return phrase and linked and cue.without.isdisjoint(here.low)


def _meet(cue: Cue, here: _Words, clause: ParsedClause) -> MetCue | None:
    if not _allowed(cue, here) or (cue.preps and not cue.preps & here.preps):
        return None
    wanted = cue.particles.get(clause.lemma, frozenset())
    if wanted and "" not in wanted and not wanted & {t.text.lower() for t in clause.parts}:
        return None
    if cue.entry.reflexive and not {"sich", "each"} & set(here.low):
        return None
    if cue.doer and not _done_by(cue.doer, clause):
        return None
    if cue.entry.governs and clause.content:
        return None
    if cue.entry.bare and (clause.content or clause.with_label("object", "dative")):
        return None
    noun = next((token for name, token in here.nouns if name in cue.nouns), None)
    return None if cue.nouns and noun is None else MetCue(cue, cue.score, noun)


def _done_by(nouns: frozenset[str], clause: ParsedClause) -> bool:
    """True if one of these nouns stands with whoever does it."""
    doing = clause.with_label("agent") if clause.passive else clause.subjects
    return any(token.text.lower() in nouns for head in doing for token in head.subtree)


def _carried(here: _Words, clause: ParsedClause, tools: Tools) -> list[MetCue]:
    """ "fanden Gespräche statt", "held talks": the noun says what, the verb only that."""
    aspect = tools.aspect.of.get(clause.lemma, "")
    core = {t.i for t in (*clause.subjects, *clause.with_label("object"))}
    return [
        MetCue(cue, cue.score, token, aspect)
        for name, token in here.nouns
        if aspect and token.i in core
        for cue in tools.codebook.by_noun.get(name, ())
        if _allowed(cue, here)
    ]
