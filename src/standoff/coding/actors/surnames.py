"""Whom a bare surname means, if anybody.

    plain   (Putin, Merkel)   counts from two years before the first office to ten years after
                              the last one
    shared  (Bush, Kim, Xi)   counts while the person is in office, give or take a year, and only
                              in a text that names the state; without a date, who is in office now
    word    (May, Rice)       never by itself

Whatever the class, a surname counts once the person is named in full, or by role and surname
("Präsident Bush"), anywhere in the text; a headline may come before the full name. A shared one
that stands alone, without an article or a name beside it, is the ruler's of the
day in a text on affairs of state. Of several
bearers the one named in full is meant, then the one in office on the day, then the nearest in time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from standoff.coding.actors.offices import in_office
from standoff.coding.actors.senses import Person

__all__ = ["bearer", "distance"]

_YEAR = timedelta(days=366)
_BEFORE, _AFTER = 2 * _YEAR, 10 * _YEAR


def bearer(
    bearers: Iterable[Person], named: Collection[str], states: Collection[str], on: date | None
) -> Person | None:
    """The person a bare surname means on that day, or None.

    `named` holds the codes of persons named in full in the text, `states` the states it names.
    """
    full = [person for person in bearers if person.code in named]
    if full:
        return nearest(full, on)
    return nearest([person for person in bearers if _counts(person, states, on)], on)


def nearest(persons: list[Person], on: date | None) -> Person | None:
    """The one in office on the day, else the one whose terms lie nearest to it."""
    if not persons:
        return None
    return min(persons, key=lambda person: (not in_office(person, on), distance(person, on)))


def distance(person: Person, on: date | None) -> timedelta:
    """Time between the day and the person's nearest term (zero within)."""
    when = on or date.max
    gaps = [max(term.start - when, when - term.end, timedelta(0)) for term in person.terms]
    return min(gaps, default=timedelta.max)


def _counts(person: Person, states: Collection[str], on: date | None) -> bool:
    if person.surname_class == "word" or not person.terms:
        return False
    if person.surname_class == "shared":
        return person.state in states and distance(person, on) <= _YEAR
    if on is None:
        return True
    first = min(term.start for term in person.terms)
    last = max(term.end for term in person.terms)
    return first - on <= _BEFORE and on - last <= _AFTER
