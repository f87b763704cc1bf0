"""The day of an undated text, as far as those who are named in it tell.

"Obama", "Kerry" and "Ban" held office together from 2013 to 2017: an undated text that names all
three is of those years, and its "UN-Chef" is none of today's. The latest day is taken on which most
of the persons named in full held an office; where that is today, or nobody who held one is named,
the text is read as of today.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from standoff.coding.actors.senses import Person

__all__ = ["told_on"]


def told_on(persons: Iterable[Person]) -> date | None:
    """The last day on which most of these persons were in office at once; None means today."""
    changes: list[tuple[date, int]] = []
    for person in {person.code: person for person in persons}.values():
        for start, end in _reigns(person):
            changes += [(start, 0), (end, 1)]  # on the last day one still holds it
    held, most, last = 0, 0, None
    for day, ends in sorted(changes):
        if ends and held >= most:
            most, last = held, day
        held += -1 if ends else 1
    return None if last == date.max else last


def _reigns(person: Person) -> list[tuple[date, date]]:
    """The times in which a person held any office, those that touch as one."""
    terms = sorted((t.start, t.end) for t in person.terms if t.office != "known")
    joined: list[tuple[date, date]] = []
    for start, end in terms:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
