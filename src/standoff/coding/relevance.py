"""Relevance: is a text about what states do to each other at all?

The press writes "USA gegen Nordkorea" of a football match too, and "Apple droht Samsung". Before
anything is coded, the whole text is weighed: words that speak for politics between states, and
mentions of those who make it (governments, leaders, organisations, armed groups), against words
that speak for sport, technology, business, culture, and courts or accidents.

    relevant  if  politics + power > strongest other topic, and
                  politics > sport and > technology, whose texts name states and leaders too,
                  and two states or organisations are named (see `matter`; a person of whom nobody
                knows where he belongs is no side)

Short texts (a headline, a sentence) hold too few words to weigh: there only a clearly stronger
other topic speaks against them (courts and crime do not: states act through them), and two states
are a sign of politics. The words are data (`data/relevance`): beginnings of words by
topic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from standoff.coding.actors import Mention
from standoff.coding.datafiles import read_table
from standoff.coding.discourse.matter import Matter
from standoff.coding.memo import Memo
from standoff.coding.tokens import Token, text_of

__all__ = ["is_relevant", "topic_counts"]

#: Mentions of these kinds are of somebody who makes politics.
POWER = frozenset({"person", "office", "house", "organisation", "group", "role"})
#: Texts of fewer tokens are short.
SHORT = 80
_KEY = 3
_DOUBT = 1
_WORLDLY = ("sport", "technology")


def is_relevant(
    tokens: Sequence[Token], mentions: Iterable[Mention], language: str, matter: Matter
) -> bool:
    """Is a text with these tokens and mentions about politics between states?"""
    named = [mention for mention in mentions if mention.code]
    if not named:
        return False
    counts = topic_counts(tokens, language)
    power = sum(mention.kind in POWER for mention in named)
    politics = counts.pop("politics", 0)
    against = max(counts.values(), default=0)
    sides = matter.sides()
    if len(tokens) < SHORT:
        against = max((n for topic, n in counts.items() if topic != "local"), default=0)
        return politics + power + _DOUBT + (sides > 1) >= against
    worldly = max(counts[topic] for topic in _WORLDLY)
    return politics + power > against and politics > worldly and sides > 1


def topic_counts(tokens: Iterable[Token], language: str) -> Counter[str]:
    """How many words speak for each topic."""
    counts = Counter(map(_topics(language).__getitem__, map(text_of, tokens)))
    del counts[""]
    return counts


@cache
def _topics(language: str) -> Memo[str]:
    """From a word to the topic it speaks for, "" for none."""
    stems = _stems(language)

    def topic_of(text: str) -> str:
        word = text.lower()
        near = stems.get(word[:_KEY], ())
        return next((topic for stem, topic in near if word.startswith(stem)), "")

    return Memo(topic_of)


@cache
def _stems(language: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Stems with their topics, longest first, by their first letters."""
    table = read_table(f"relevance/{language}.toml")
    pairs = [(stem, topic) for topic, entry in table.items() for stem in entry["stems"]]
    pairs.sort(key=lambda pair: -len(pair[0]))
    grouped: dict[str, list[tuple[str, str]]] = {}
    for stem, topic in pairs:
        grouped.setdefault(stem[:_KEY], []).append((stem, topic))
    return {key: tuple(group) for key, group in grouped.items()}
