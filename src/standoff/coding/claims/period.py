"""The period that a count speaks of: "in May" ends with May, "since May" on the day of the text.

A time phrase says which days its own words name (TimeML's TIMEX3 leaves "since" outside the
phrase, as a signal); the claim is about the time from there on.
"""

from __future__ import annotations

import re
from datetime import date

from standoff.nouns import Coding

__all__ = ["counted_period"]

_SIGNAL = re.compile(r"\b(?:seit|since)(?:\s+(?:dem|der|den|the))?\s+$", re.IGNORECASE)
_REACH = 16


def counted_period(
    coding: Coding, text: str, published: date | None
) -> tuple[date | None, date | None]:
    """First and last day counted; after "since" the last is `published`, unknown without it."""
    if coding.earliest and _is_open(coding, text):
        return coding.earliest, published
    return coding.earliest, coding.latest or published


def _is_open(coding: Coding, text: str) -> bool:
    """Whether the words right before the coding's time phrase are "since"."""
    at = coding.text.find(coding.said) if coding.said else -1
    if at < 0:
        return False
    begin = coding.start + at
    return bool(_SIGNAL.search(text[max(0, begin - _REACH) : begin]))
