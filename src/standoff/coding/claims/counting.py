"""Counts that a text asserts: a number of events, and since when or in what time.

    coded      a count of the codebook: 13 tests, met three times, the fourth summit ("at least")
    items      a deed with a number of weapons in a longer time: has fired 23 missiles since May
    how often  "five times since the spring", whatever was done: a person adds the pattern

Items and how-often need a time of more than a week: three missiles on Monday are a report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from standoff.coding.claims.cues import Cues
from standoff.coding.claims.making import definition, pattern_of_coding, proposal
from standoff.coding.claims.patterns import find_pattern
from standoff.coding.claims.period import Period, period_of_count, period_of_phrase
from standoff.coding.numbers import Numbers
from standoff.coding.tokens import Token
from standoff.nouns import Coding, Evidence, TimePhrase
from standoff.nouns.proposal import Proposal

__all__ = ["counts_of_sentence"]

_LONG = timedelta(days=7)
#: So many missiles are tested in flight; an engine on its stand is none.
_FLYING = "short_range|medium_range|intercontinental|submarine"
_ITEMS = frozenset({"weapon_test", "attack"})
#: "17 hours of talks", "three times as many": a number of something else.
_OTHER = ("stunde", "tag", "woche", "monat", "jahr", "minute", "hour", "day", "week", "month",
          "year", "minute")  # fmt: skip
_COMPARING = frozenset({"so", "as", "more", "mehr", "größer", "höher", "higher", "larger"})
Place = tuple[int, int]


def counts_of_sentence(
    text: str,
    tokens: Sequence[Token],
    codings: Sequence[Coding],
    times: Sequence[TimePhrase],
    numbers: Numbers,
    cues: Cues,
    published: date | None,
    article: str,
) -> Iterator[Proposal]:
    """The counts of one sentence, whose tokens, codings and time phrases are given."""

    def made(
        cue: str, place: Place, period: Period, fields: dict[str, Any], speaker: str = ""
    ) -> Proposal:
        start, end = _around(place, period.words, tokens)
        evidence = Evidence(article=article, start=start, end=end, quote=text[start:end])
        days = {"start": period.start, "end": _not_after(period.end, published)}
        return proposal("count", cue, evidence, days | fields, published, speaker)

    for coding in codings:
        place = coding.start, coding.end
        if _is_count(coding):
            period = period_of_count(coding, text, times, published)
            yield made("coding.count", place, period, _coded(coding), coding.speaker)
        elif coding.kind == "event" and coding.move in _ITEMS and coding.stance == "actual":
            period = period_of_count(coding, text, times, published)
            asserted = _items(coding, tokens, numbers, cues)
            if asserted and _is_long(period):
                fields = _fields(coding, asserted, "number", _FLYING)
                yield made("coding.items", place, period, fields, coding.speaker)
    often = _how_often([token.text.lower() for token in tokens], numbers)
    for phrase in times if often >= 2 else ():
        period = period_of_phrase(phrase, text, published)
        if _is_long(period):
            fields = {"asserted": often, "definition": [definition("", count="events")]}
            yield made("cue.how_often", (tokens[0].start, tokens[-1].end), period, fields)


def _is_count(coding: Coding) -> bool:
    """A count of two or more whose number is not one of hours or days."""
    if coding.kind != "count" or not coding.move or (coding.number or 0) < 2:
        return False
    return not any(word.lower().startswith(_OTHER) for word in coding.text.split()[1:2])


def _how_often(low: Sequence[str], numbers: Numbers) -> int:
    """How often a sentence says something happened; 0 for "three times as many"."""
    often = numbers.how_often(list(low))
    if not often:
        return 0
    # A numeral is one word, or two ("three times"): each pair is looked at once.
    at = next(n for n in range(len(low)) if numbers.how_often(list(low[max(0, n - 1) : n + 1])))
    return 0 if set(low[at + 1 : at + 2]) & _COMPARING else often


def _coded(coding: Coding) -> dict[str, Any]:
    """A coded count; the how-manieth says "at least"."""
    fields = _fields(
        coding, coding.number or 0, "" if coding.move == "weapon_test" else "events"
    )  # days are the default
    return fields | ({"bound": "at_least"} if coding.rule.endswith(".ordinal") else {})


def _fields(coding: Coding, asserted: int, count: str, flying: str = "") -> dict[str, Any]:
    systems = flying if coding.move == "weapon_test" else ""
    return {
        "asserted": asserted,
        "definition": [definition(pattern_of_coding(coding, systems), count=count)],
    }


def _items(coding: Coding, tokens: Sequence[Token], numbers: Numbers, cues: Cues) -> int:
    """The number right before a counted thing ("23 cruise missiles") in the coding's words."""
    low = [t.text.lower() for t in tokens if coding.start <= t.start and t.end <= coding.end]
    for pattern in cues.counted:
        place = find_pattern(low, pattern)
        if place:
            for word in reversed(low[max(0, place[0] - 3) : place[0]]):
                if (value := numbers.cardinal(word)) >= 2:
                    return value
    return 0


def _is_long(period: Period) -> bool:
    if period.words is None or period.start is None or period.end is None:
        return False
    return period.end - period.start > _LONG


def _not_after(day: date | None, published: date | None) -> date | None:
    """A count on the day of the text cannot reach beyond it."""
    return min(day, published) if day and published else day


def _around(place: Place, words: Place | None, tokens: Sequence[Token]) -> Place:
    """The place and the words of its time, and a bare numeral with the part it stands in."""
    start, end = place
    if words and tokens[0].start <= words[0] and words[1] <= tokens[-1].end:
        start, end = min(start, words[0]), max(end, words[1])
    inside = [n for n, t in enumerate(tokens) if start <= t.start and t.end <= end]
    if len(inside) == 1:
        first = last = inside[0]
        while first > 0 and tokens[first - 1].text not in ",;:":
            first -= 1
        while last + 1 < len(tokens) and tokens[last + 1].text not in ",;:.!?":
            last += 1
        return tokens[first].start, tokens[last].end
    while inside and tokens[inside[-1]].text in ".!?" and len(inside) > 1:
        inside.pop()
        end = tokens[inside[-1]].end
    return start, end
