"""The period that a count speaks of, wherever its sentence names it.

    13 tests in seven months          the phrase of the coding itself
    Since May there were 13 tests     a phrase elsewhere in the sentence, the nearest with days

"In May" ends with May, "since May" on the day of the text: a time phrase says which days its own
words name (TimeML's TIMEX3 leaves "since" outside the phrase, as a signal); the claim is about the
time from there on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from standoff.nouns import Coding, TimePhrase

__all__ = ["Period", "period_of_count", "period_of_phrase"]

_SIGNAL = re.compile(r"\b(?:seit|since)(?:\s+(?:dem|der|den|the|last|early|late))?\s+$", re.I)
_REACH = 20


class Period(NamedTuple):
    """First and last day counted (None where unknown), and where the words for them stand."""

    start: date | None
    end: date | None
    words: tuple[int, int] | None = None


def period_of_count(
    coding: Coding, text: str, times: Sequence[TimePhrase], published: date | None
) -> Period:
    """The period of a coded count: of its own words, else of the nearest phrase of `times`.

    `times` are the phrases of the coding's sentence. Without any, the count runs to `published`.
    """
    own = coding.start + coding.text.find(coding.said) if coding.said in coding.text else -1
    if coding.said and own >= 0:
        words = (own, own + len(coding.said))
        return _period(coding.earliest, coding.latest, words, text, published)
    near = [phrase for phrase in times if phrase.earliest]
    if near:
        return period_of_phrase(min(near, key=lambda p: _distance(p, coding)), text, published)
    return Period(coding.earliest, coding.latest or published)


def period_of_phrase(phrase: TimePhrase, text: str, published: date | None) -> Period:
    """The period that a time phrase names, to the day of the text after "since"."""
    words = (phrase.start, phrase.end)
    return _period(phrase.earliest, phrase.latest, words, text, published)


def _period(
    first: date | None, last: date | None, words: tuple[int, int], text: str, published: date | None
) -> Period:
    signal = _SIGNAL.search(text, max(0, words[0] - _REACH), words[0])
    if signal and first:
        return Period(first, published, (signal.start(), words[1]))
    return Period(first, last or published, words)


def _distance(phrase: TimePhrase, coding: Coding) -> int:
    return max(coding.start - phrase.end, phrase.start - coding.end, 0)
