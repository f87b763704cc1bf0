"""`find_times`: from a text to its time phrases.

The tags of a text are cut into islands, stretches of words that some phrase contains; an island
without an anchor (a month, a unit, a number, ...) holds none. Inside, the first rule that matches
at a token and whose builder makes sense of it gives a phrase, and reading goes on behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import MappingProxyType

from standoff.nouns import TimePhrase
from standoff.nouns.when import day_given
from standoff.press.times import clock, dates, durations, relative, repeated, weekdays, years
from standoff.press.times.edges import narrowed
from standoff.press.times.lexicon import load_lexicon
from standoff.press.times.meaning import NOTHING, Meaning
from standoff.press.times.scene import Scene
from standoff.press.times.words import Hit, Words

__all__ = ["builders", "find_times"]

Builder = Callable[[Hit, Scene], Meaning | None]

_BUILDERS: MappingProxyType[str, Builder] = MappingProxyType({
    "anchored": durations.anchored,
    "calendar_date": dates.calendar_date,
    "century": years.century,
    "clock": clock.clock,
    "clock_word": clock.clock_word,
    "day_adverb": weekdays.day_adverb,
    "daypart": weekdays.daypart,
    "decade": years.decade,
    "duration": durations.duration,
    "habitual_part": repeated.habitual_part,
    "holiday": dates.holiday,
    "nearby": durations.nearby,
    "next_unit": relative.next_unit,
    "night_to": weekdays.night_to,
    "numeric_date": dates.numeric_date,
    "quarter": dates.quarter,
    "reference": relative.reference,
    "same_unit": repeated.same_unit,
    "season": dates.season,
    "second_day": dates.second_day,
    "set": repeated.set_of,
    "shifted": relative.shifted,
    "today": weekdays.today,
    "units_only": durations.units_only,
    "weekday": weekdays.weekday,
    "weekend": weekdays.weekend,
    "year": years.year,
})  # fmt: skip


def builders() -> tuple[str, ...]:
    """The names that a rule's `builder` can have."""
    return tuple(_BUILDERS)


def _read_at(words: Words, start: int, scene: Scene) -> tuple[Hit, Meaning] | None:
    """The first rule that matches at a token and makes sense there."""
    number = 0
    while True:
        any_rule, rules = words.lexicon.rules_from(words.signs[start], number)
        found = any_rule.match(words.signs, start)
        if not rules or not found:
            return None
        place = (found.lastindex or 1) - 1
        match = rules[place].regex.match(words.signs, start)
        if match:
            hit = Hit(words, rules[place], match)
            meaning = _BUILDERS[hit.rule.builder](hit, scene)
            if meaning is not None:
                return hit, meaning if meaning is NOTHING else narrowed(meaning, hit)
        number += place + 1


def _phrase(hit: Hit, meaning: Meaning) -> TimePhrase:
    words = hit.words
    start, end = words.starts[hit.first], words.end(hit.last)
    return TimePhrase(
        start=start, end=end, said=words.text[start:end], timex=meaning.timex,
        earliest=meaning.first, latest=meaning.last,
    )  # fmt: skip


def find_times(text: str, published: date | None = None, language: str = "de") -> list[TimePhrase]:
    """The time phrases of `text`, in order, without overlap; never raises on any string.

    Each has its place in code points (`text[start:end] == said`), its TIMEX3 value and the days
    `earliest..latest` that it covers, both included, None where text and date leave an end open.
    Without `published` relative phrases have no days. `language` is a code with a data file ("de",
    "en", "de-AT"); in any other language nothing is found.
    """
    lexicon = load_lexicon(language)
    if lexicon is None:
        return []
    words = Words(text, lexicon)
    scene = Scene(words, day_given(published, "published"))
    phrases: list[TimePhrase] = []
    for island in lexicon.island.finditer(words.signs):
        at, end = island.span()
        if not lexicon.anchor.search(words.signs, at, end):
            continue
        while start := lexicon.start.search(words.signs, at, end):
            found = _read_at(words, start.start(), scene)
            if found is None:
                at = start.end()
                continue
            hit, meaning = found
            scene.look_at(meaning, hit.last)
            if meaning is not NOTHING:
                phrases.append(_phrase(hit, meaning))
            at = hit.last + 1
    return phrases
