"""Ranges: "from Monday to Thursday" is one stretch of days, not two days.

The phrases come one by one (`press.times`); two are one range if a word that opens a range stands
before the first and nothing but a word that closes it between them. The words are data
(`data/grammar/LANGUAGE_numbers.toml`).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from standoff.coding.numbers import Numbers
from standoff.nouns import TimePhrase

__all__ = ["join_ranges"]

_LONGEST_OPENER = 9  # characters looked at before a phrase
_LONGEST_RANGE = 120  # days; the end of a longer one was taken for a day of another year


def join_ranges(times: Sequence[TimePhrase], text: str, numbers: Numbers) -> list[TimePhrase]:
    """The phrases of a sentence in their order, the two ends of a range as one phrase."""
    joined: list[TimePhrase] = []
    for phrase in times:
        before = joined[-1] if joined else None
        if before is not None and _is_range(before, phrase, text, numbers):
            said = text[before.start : phrase.end]
            joined[-1] = replace(before, end=phrase.end, said=said, latest=phrase.latest)
        else:
            joined.append(phrase)
    return joined


def _is_range(one: TimePhrase, other: TimePhrase, text: str, numbers: Numbers) -> bool:
    opener = text[max(one.start - _LONGEST_OPENER, 0) : one.start].lower().split()
    if not opener or opener[-1] not in numbers.range_from:
        return False
    if text[one.end : other.start].lower().strip() not in numbers.range_to:
        return False
    first, last = one.earliest, other.latest
    return first is not None and last is not None and 0 <= (last - first).days <= _LONGEST_RANGE
