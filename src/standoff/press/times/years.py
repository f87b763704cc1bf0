"""Years, decades, centuries: "1945", "im Jahr 578", "die siebziger Jahre", "im 21. Jahrhundert".

A number of four digits is a year unless it counts something ("2000 Euro"), belongs to a longer
number, or follows a word like "fast"; which words those are stands in the data file (`[cue]`).
"""

from __future__ import annotations

from standoff.press.times import periods
from standoff.press.times.meaning import Meaning, of_period, of_year
from standoff.press.times.scene import Scene
from standoff.press.times.words import Hit, Words

__all__ = ["century", "decade", "year"]


def year(hit: Hit, scene: Scene) -> Meaning | None:
    """A year in digits, alone or with its noun; two of them ("1925/26") count as the first."""
    number = hit.digits("year")
    if number is None or not 1 <= number <= 2999:
        return None
    sure = hit.has("unit") or hit.has("pair")
    if not sure and (not 1000 <= number <= 2199 or _counts_something(hit)):
        return None
    return of_year(number)


def _counts_something(hit: Hit) -> bool:
    """Is a four-digit number a count or a part of a number, not a year?"""
    words, at = hit.words, hit.tokens("year")[0]
    before = words.word(at - 1)
    if at and words.touches(at - 1) and (before.isalnum() or before in ",.:#€$£@"):
        return True
    if words.touches(at) and words.word(at + 1).isalpha():
        return True
    if words.touches(at) and words.word(at + 1) in tuple(",.-/:%") and words.touches(at + 1):
        return words.word(at + 2).isdecimal() and not _may_be_range(words, at)
    return before.lower() in words.lexicon.cue("counting") or _counts_noun(words, at)


def _may_be_range(words: Words, at: int) -> bool:
    """ "1933-1945", "1933-45": two years with a dash between them and nothing behind."""
    first, later = words.word(at), words.word(at + 2)
    if words.tag(at + 1) != "dash" or (words.touches(at + 2) and words.tag(at + 3) == "dash"):
        return False
    return (len(later) == 4 and later > first) or (len(later) == 2 and later > first[2:])


def _counts_noun(words: Words, at: int) -> bool:
    """Is a number followed by what it counts: "2000 Euro", "1450 bis 1850 Mark", "1314 Kinder"?"""
    counted = words.lexicon.cue("counted")
    if words.word(at + 1).lower() in counted:
        return True
    if words.tag(at + 1) in ("until", "dash", "and") and words.word(at + 3).lower() in counted:
        return True
    number = int(words.texts[at])
    unusual = not 1500 <= number <= 2030 or number % 500 == 0
    return unusual and words.word(at + 1)[:1].isupper() and words.tag(at + 1) == "other"


def decade(hit: Hit, scene: Scene) -> Meaning | None:
    """A decade: "in den siebziger Jahren", "die 80er Jahre", "the 1990s"; two digits mean 19.."""
    tens = hit.value("decade")
    digits = hit.digits("digits")
    if tens is None and (digits is None or digits % 10):
        return None
    number = int(tens) if tens is not None else (digits or 0) // 10
    if number < 10:
        number += 190
    return of_period(periods.decade(number)) if 100 <= number <= 220 else None


def century(hit: Hit, scene: Scene) -> Meaning | None:
    """A century or millennium by its number: "im 21. Jahrhundert"."""
    number = hit.ordinal("ordinal")
    unit = hit.value("unit")
    if unit == "CE" and 1 <= number <= 30:
        return of_period(periods.century(number - 1))
    if unit == "L" and 1 <= number <= 3:
        return of_period(periods.millennium(number - 1))
    return None
