"""The rule coder: from a text to its codings, one pass, sentence by sentence.

    text -> tokens, mentions, quotations -> sentences -> clauses -> frames
         -> candidates (codebook) -> drafts (actors, stance, evidence, speaker) -> codings

A text without actors is passed over early. What later sentences change (a planned meeting that is
called off) is mended at the end.
"""

from __future__ import annotations

from datetime import date

from standoff.coding.actors import Mention, load_gazetteer
from standoff.coding.aftermath import settle
from standoff.coding.drafts import Draft
from standoff.coding.grammar.sentence import build_sentence
from standoff.coding.sentences import SentenceCoder
from standoff.coding.tokens import Token, tokenize
from standoff.coding.tools import load_tools
from standoff.coding.units import units
from standoff.nouns import Coding
from standoff.press import find_quotes, find_times, split_sentences, tell_language

__all__ = ["code"]


def code(
    text: str,
    published: date | None,
    language: str | None,
    *,
    doc: str = "",
    article: str = "",
) -> list[Coding]:
    """The codings of a text, in the order of their evidence."""
    tongue = (language or tell_language(text))[:2].lower()
    if tongue not in ("de", "en"):
        return []
    tokens = tokenize(text)
    mentions = load_gazetteer().find(tokens, language=tongue, on=published)
    if not any(
        mention.code and mention.kind not in ("dateline", "modifier") for mention in mentions
    ):
        return []
    drafts = _drafts(text, tokens, mentions, tongue)
    if not drafts:
        return []
    times = find_times(text, published, tongue)
    for draft in drafts:
        draft.date_from(times)
    settle(drafts)
    codings = [draft.coding(text, doc=doc, article=article) for draft in drafts]
    return sorted(codings, key=lambda c: (c.start, c.end, c.kind))


def _drafts(text: str, tokens: list[Token], mentions: list[Mention], tongue: str) -> list[Draft]:
    tools = load_tools(tongue)
    coder = SentenceCoder(tools, text)
    drafts: list[Draft] = []
    at = 0
    spans, quotes = split_sentences(text, tongue), find_quotes(text, tongue)
    for unit in units(tokens, spans, quotes, tools.language):
        while at < len(mentions) and mentions[at].start < unit.start:
            at += 1
        end = at
        while end < len(mentions) and mentions[end].start < unit.end:
            end += 1
        sentence = build_sentence(
            tokens[unit.first : unit.last], mentions[at:end], unit.full, tools.language,
            unit.start, unit.end, unit.short,
        )  # fmt: skip
        found = coder.code(sentence)
        for draft in found:
            draft.turn = coder.discourse.turn
        drafts.extend(found)
        at = end
    return drafts
