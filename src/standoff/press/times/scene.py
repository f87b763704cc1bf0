"""What a phrase must know beyond its words: publication date, tense, and the day spoken of last.

"Am Sonntag" is last Sunday in a clause in the past and next Sunday in one in the future; "am
nächsten Tag" counts from the day spoken of before. A `Scene` answers both: it holds the date and
the tenses of the text and remembers, phrase by phrase, which day and which year were named.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from standoff.press.times.meaning import Meaning
from standoff.press.times.tense import SENTENCE_ENDS, Tense, Tenses
from standoff.press.times.words import Hit, Words

__all__ = ["Scene"]

_CLOSE = 3  # tokens from a year, a day or "every year" to the phrase right behind it


class Scene:
    """The text while it is read from left to right."""

    def __init__(self, words: Words, published: date | None) -> None:
        self.words = words
        self.tenses = Tenses(words)
        self.published = published
        self._focus: date | None = None
        self._focus_at = 0
        self._year: int | None = None
        self._year_at = 0
        self._set_at: int | None = None
        self._evening_at: int | None = None

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
        same = self.tenses.span(index, SENTENCE_ENDS)[0] <= self._year_at
        past = same and self._year < self.published.year
        return self._year if past and self.tenses.at(index) == Tense.PRETERITE else None

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
        told = self.tenses.at(index)
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
        told = self.tenses.at(hit.first)
        return 0.5 if told == Tense.PRESENT else (told > 0) - (told < 0)

    def may_be_ahead(self, hit: Hit) -> bool:
        """True for a date that a past tense may tell of and that is yet to come."""
        return self._begins(hit) or self.tenses.is_committed(hit.first)

    def _begins(self, hit: Hit) -> bool:
        """True for "ab dem 1. Mai", "vom 1. Mai an": the date is a start, and no end follows.

        "drohte, die Zölle vom 1. Mai an zu erhöhen": in the past is the threat, not the date.
        """
        following, words = self.words.tag(hit.last + 1), self.words
        if hit.lead == "dated":
            return following == "on"
        ranged = following in ("until", "dash") or (
            following == "to"
            and (words.tag(hit.last + 2) == "month" or words.word(hit.last + 2)[:1].isdigit())
        )
        return hit.lead == "from" and not ranged
