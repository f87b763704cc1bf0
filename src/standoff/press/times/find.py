"""`find_times`: from a text to its time phrases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import MappingProxyType

from standoff.nouns import TimePhrase
from standoff.press.times import clock, dates, durations, relative, repeated
from standoff.press.times.lexicon import load_lexicon
from standoff.press.times.meaning import Meaning
from standoff.press.times.scene import Scene
from standoff.press.times.words import Hit, Words

__all__ = ["find_times"]

Builder = Callable[[Hit, Scene], Meaning | None]

_BUILDERS: MappingProxyType[str, Builder] = MappingProxyType({
    "calendar_date": dates.calendar_date,
    "century": dates.century,
    "clock": clock.clock,
    "day_adverb": relative.day_adverb,
    "daypart": relative.daypart,
    "decade": dates.decade,
    "duration": durations.duration,
    "habitual_daypart": repeated.habitual_daypart,
    "holiday": dates.holiday,
    "nearby": durations.nearby,
    "next_day": relative.next_day,
    "numeric_date": dates.numeric_date,
    "quarter": dates.quarter,
    "ref": relative.ref,
    "ref_phrase": relative.ref_phrase,
    "same_unit": repeated.same_unit,
    "season": dates.season,
    "set": repeated.set_of,
    "shifted": relative.shifted,
    "today": relative.today,
    "vague_duration": durations.vague_duration,
    "weekday": relative.weekday,
    "weekend": relative.weekend,
    "year": dates.year,
})  # fmt: skip


def _read_at(words: Words, start: int, first_rule: int, scene: Scene) -> tuple[Hit, Meaning] | None:
    """The first rule from `first_rule` on that matches at a token and makes sense there."""
    for rule in words.lexicon.rules[first_rule:]:
        match = rule.regex.match(words.signs, start)
        if match:
            hit = Hit(words, rule, match)
            meaning = _BUILDERS[rule.builder](hit, scene)
            if meaning:
                return hit, meaning
    return None


def _phrase(hit: Hit, meaning: Meaning) -> TimePhrase:
    words = hit.words
    start, end = words.starts[hit.first], words.end(hit.last)
    return TimePhrase(
        start=start, end=end, said=words.text[start:end], timex=meaning.timex,
        earliest=meaning.first, latest=meaning.last,
    )  # fmt: skip


def find_times(text: str, published: date | None = None, language: str = "de") -> list[TimePhrase]:
    """The time phrases of `text`, in order, without overlap; never raises on any string."""
    lexicon = load_lexicon(language)
    if lexicon is None:
        return []
    words = Words(text, lexicon)
    scene = Scene(words, published)
    phrases: list[TimePhrase] = []
    at = 0
    while match := lexicon.any_rule.search(words.signs, at):
        found = _read_at(words, match.start(), (match.lastindex or 1) - 1, scene)
        if found is None:
            at = match.start() + 1
            continue
        hit, meaning = found
        scene.look_at(meaning.focus)
        phrases.append(_phrase(hit, meaning))
        at = hit.last + 1
    return phrases
