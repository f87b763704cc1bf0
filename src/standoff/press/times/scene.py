"""What a phrase must know beyond its words: publication date, tense, and the day spoken of last.

"Am Sonntag" is last Sunday in a sentence in the past and next Sunday in one in the future; "am
nächsten Tag" counts from the day spoken of before. A `Scene` answers both. The tense of a phrase is
that of its sentence, read from cue words of the data file (table `[cue]`) and from verb endings: a
preterite or a perfect points back, a future, a modal or a present points ahead.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from standoff.press.times.lexicon import BREAK
from standoff.press.times.meaning import Meaning
from standoff.press.times.words import Hit, Words

__all__ = ["Scene"]

_CLOSE = 3  # tokens from a year, a day or "every year" to the phrase right behind it
_REACH = 40  # tokens either side of a phrase that belong to its sentence at most
_PRETERITE, _PERFECT, _PRESENT, _FUTURE = -2, -1, 1, 2
_SENTENCE_ENDS = frozenset(".!?")
_CLAUSE_ENDS = frozenset(".!?;:,–—()")


class Scene:
    """The text while it is read from left to right."""

    def __init__(self, words: Words, published: date | None) -> None:
        self.words = words
        self.published = published
        self._focus: date | None = None
        self._focus_at = 0
        self._year: int | None = None
        self._year_at = 0
        self._set_at: int | None = None
        self._evening_at: int | None = None
        self._spans: dict[frozenset[str], tuple[int, int]] = {}
        self._directions: dict[tuple[int, int], int] = {}

    def look_at(self, meaning: Meaning, index: int) -> None:
        """Remember the day and the year that the text speaks of at a token."""
        if meaning.focus is not None:
            self._focus, self._focus_at = meaning.focus, index
        if meaning.year is not None:
            self._year, self._year_at = meaning.year, index
        if meaning.timex.endswith(("TAF", "TEV")):
            self._evening_at = index
        if meaning.yearly:
            self._set_at = index

    def follows_set(self, index: int) -> bool:
        """True right after "every year": the date that follows comes every year, too."""
        return self._set_at is not None and index - self._set_at <= _CLOSE

    def story_year(self, index: int) -> int | None:
        """The year named right before ("2018, im Mai") or, in a story, in the same sentence."""
        if self._year is None or self.published is None:
            return None
        if index - self._year_at <= _CLOSE:
            return self._year
        same = self._span(index, _SENTENCE_ENDS)[0] <= self._year_at
        story = same and self._year < self.published.year and self._told(index) == _PRETERITE
        return self._year if story else None

    def year_spoken_of(self, index: int, reach: int) -> int | None:
        """The year named or spoken of in the last `reach` tokens, else that of publication."""
        if self._year_at >= self._focus_at and index - self._year_at <= reach and self._year:
            return self._year
        day = self.focus(index, reach)
        return day.year if day else None

    def focus(self, index: int, reach: int) -> date | None:
        """The day spoken of in the last `reach` tokens, else the day of publication."""
        near = self._focus is not None and index - self._focus_at <= reach
        return self._focus if near else self.published

    def just_spoken_of(self, index: int) -> date | None:
        """The day named right before a token ("von Montag bis Mittwoch")."""
        return self._focus if index - self._focus_at <= _CLOSE else None

    def in_evening(self, index: int) -> bool:
        """True right behind an afternoon or evening: "heute Abend um acht"."""
        return self._evening_at is not None and index - self._evening_at <= _CLOSE

    @cached_property
    def is_daily(self) -> bool:
        """True for a report of the day, which says "yesterday" or "tomorrow" somewhere."""
        words = self.words
        return any(
            entry.tag == "day_adverb" and words.tag(index - 1) != "from"
            for index, entry in enumerate(words.entries)
        )

    def direction(self, index: int) -> int:
        """-1 if the clause around a token looks back, 1 if ahead; else what its sentence does."""
        told = self._told(index)
        return (told > 0) - (told < 0)

    def way(self, hit: Hit) -> float:
        """Where to look for a date that leaves it open: -1 back, 1 ahead, 0 either way.

        The present tense is half a step ahead (0.5): it tells of plans, but of the past as well.
        """
        if hit.lead in ("until", "for"):
            return max(0, self.direction(hit.first) or 1)
        if hit.lead == "since":
            return -1
        if hit.lead == "dated" and self.words.tag(hit.last + 1) not in ("on", "until", "dash"):
            return -1
        told = self._told(hit.first)
        return 0.5 if told == _PRESENT else (told > 0) - (told < 0)

    def _told(self, index: int) -> int:
        clause = self._tense(self._span(index, _CLAUSE_ENDS))
        return clause or self._tense(self._span(index, _SENTENCE_ENDS))

    def _span(self, index: int, ends: frozenset[str]) -> tuple[int, int]:
        """The tokens between two marks around a token, [start, stop), within reach.

        Phrases between the same marks share one span, so that a text without marks takes no longer.
        """
        start, stop = self._spans.get(ends, (0, 0))
        if start <= index < stop:
            return start, stop
        start, stop = index, index + 1
        while start > 0 and index - start < _REACH and not self._ends(start - 1, ends):
            start -= 1
        while stop < len(self.words) and stop - index < _REACH and not self._ends(stop - 1, ends):
            stop += 1
        self._spans[ends] = start, stop
        return start, stop

    def _ends(self, index: int, ends: frozenset[str]) -> bool:
        """Does a clause end with this token? A stop after a number or initial ends none."""
        text = self.words.texts[index]
        if text not in ends:
            return self.words.signs[index] == BREAK
        if text != ".":
            return True
        before = self.words.word(index - 1)
        return not before.isdecimal() and len(before) > 2

    def _tense(self, span: tuple[int, int]) -> int:
        if span not in self._directions:
            self._directions[span] = self._read_tense(*span)
        return self._directions[span]

    def _read_tense(self, start: int, stop: int) -> int:
        lexicon = self.words.lexicon
        seen = {text.lower() for text in self.words.texts[start:stop]}
        if seen & lexicon.cue("future"):
            return _FUTURE
        if seen & lexicon.cue("past") or self._has_preterite(start, stop):
            return _PRETERITE
        if seen & lexicon.cue("perfect") and self._has_participle(start, stop):
            return _PERFECT
        return _PRESENT if seen & lexicon.cue("ahead") or self._has_present(start, stop) else 0

    def _has_present(self, start: int, stop: int) -> bool:
        """A verb in the present by its ending."""
        lexicon = self.words.lexicon
        endings = tuple(lexicon.cue("present_endings"))
        texts = self.words.texts[start:stop] if endings else ()
        return any(
            len(text) > 3
            and text.endswith(endings)
            and text.islower()
            and text not in lexicon.cue("not_present")
            for text in texts
        )

    def _has_preterite(self, start: int, stop: int) -> bool:
        """A verb in the simple past by its ending, nouns and adjectives apart."""
        lexicon = self.words.lexicon
        endings = tuple(lexicon.cue("past_endings"))
        for index in range(start, stop):
            word = self.words.texts[index]
            if len(word) > 4 and word.endswith(endings) and word.islower():
                before = self.words.word(index - 1).lower()
                if word not in lexicon.cue("not_past") and before not in lexicon.cue("determiners"):
                    return True
        return False

    def _has_participle(self, start: int, stop: int) -> bool:
        """A past participle by its beginning and ending ("gesagt", "aufgenommen", "verurteilt")."""
        lexicon = self.words.lexicon
        beginnings, endings = (
            tuple(lexicon.cue("participle_starts")),
            tuple(lexicon.cue("participle_ends")),
        )
        return any(
            len(word) > 5
            and word.endswith(endings)
            and word.islower()
            and (not beginnings or word.startswith(beginnings) or "ge" in word[1:-3])
            for word in self.words.texts[start:stop]
        )
