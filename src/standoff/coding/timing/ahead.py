"""Plans told in the present: "Am Freitag empfängt Rom den Gast" is not yet done.

German tells of what is to come in the present tense. Where a clause in the present, not the
perfect, holds a day after the publication, the meeting or measure that it tells of is planned.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from standoff.coding.drafts import Draft
from standoff.coding.grammar.clauses import Clause
from standoff.coding.reading import Reading
from standoff.nouns import TimePhrase

__all__ = ["look_ahead"]

_AHEAD = ("nächst", "kommend", "morgen", "übermorgen")
_PLANNABLE = frozenset({"talks", "summit", "agreement", "exercise", "withdrawal", "relief"})


def look_ahead(
    reading: Reading, draft: Draft, times: Sequence[TimePhrase], published: date | None
) -> None:
    """Make a draft planned whose clause is in the present and names a day to come."""
    told = draft.stance == "actual" and draft.kind == "event" and draft.move in _PLANNABLE
    if reading.language.code != "de" or not told:
        return
    clause = _around(reading, draft.span[0])
    if clause is None or clause.verbs.mood != "p" or clause.verbs.perfect:
        return
    start, end = draft.span
    if any(_is_ahead(phrase, published) for phrase in times if start <= phrase.start < end):
        draft.stance = "planned"


def _is_ahead(phrase: TimePhrase, published: date | None) -> bool:
    """A day after the publication; without one, words that look ahead ("nächste Woche")."""
    if published is None:
        return phrase.said.lower().startswith(_AHEAD)
    return phrase.earliest is not None and phrase.earliest > published


def _around(reading: Reading, at: int) -> Clause | None:
    """The clause that holds the character `at`."""
    tokens = reading.sentence.tokens
    for clause in reading.clauses:
        if tokens[clause.first].start <= at < tokens[clause.last - 1].end:
            return clause
    return None
