"""Which time phrases of a sentence can date which of its statements.

the deadline's own day          nobody else's ("until 31 December")
the 2015 deal, last week's raid the noun's, so that of a statement that the noun makes
the truce signed in 2020        the participle's, which only tells which truce
..., which it had left in 2018  the clause's that tells more of a thing, not that of the deed
an event that happened          no day to come
26 tests since May              all days from May until the text was published
from Monday to Thursday         one range, not two days
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from standoff.coding.drafts import Draft, clause_span
from standoff.coding.matching.verbcues import is_reduced
from standoff.coding.numbers import load_numbers
from standoff.coding.reading import Reading
from standoff.coding.timing.narrative import dates_a_noun
from standoff.coding.timing.ranges import join_ranges
from standoff.nouns import TimePhrase

__all__ = ["Dating"]

_LONGEST = 9


class Dating:
    """The time phrases of one sentence, and whom each may date."""

    def __init__(
        self,
        reading: Reading,
        text: str,
        published: date | None,
        times: Sequence[TimePhrase],
        due: Sequence[Draft] = (),
    ) -> None:
        self.reading, self.text, self.published = reading, text, published
        self.times = times = join_ranges(times, text, load_numbers(reading.language.code))
        ends = {deadline.said for deadline in due}
        self.not_due = [phrase for phrase in times if phrase.said not in ends]
        self.of_deeds = [phrase for phrase in times if not self._is_of_a_thing(phrase)]
        clauses = reading.clauses if times else ()
        self.asides = [
            clause_span(reading.sentence, clause) for clause in clauses if clause.kind == "rel"
        ]

    def of(self, draft: Draft) -> list[TimePhrase]:
        """The phrases that can date a draft."""
        if draft.kind == "deadline":
            return self.times
        usable = self.not_due
        if draft.level != "phrase":
            usable = [phrase for phrase in usable if phrase in self.of_deeds]
        aside = [span for span in self.asides if span[0] > draft.span[0]]
        usable = [p for p in usable if not any(s <= p.start < end for s, end in aside)]
        if draft.kind == "count":
            return [self._until_now(phrase) for phrase in usable]
        if draft.stance != "actual" or draft.kind != "event" or self.published is None:
            return usable
        return [phrase for phrase in usable if not self._ahead(phrase)]

    def _until_now(self, phrase: TimePhrase) -> TimePhrase:
        """ "26 tests since May": from May until the text was published."""
        since = load_numbers(self.reading.language.code).since
        before = self.text[max(phrase.start - _LONGEST, 0) : phrase.start].lower().split()
        if not before or before[-1] not in since or not phrase.earliest or not self.published:
            return phrase
        if phrase.earliest > self.published:
            return phrase
        return replace(phrase, latest=self.published)

    def _is_of_a_thing(self, phrase: TimePhrase) -> bool:
        return dates_a_noun(self.text, phrase, self.reading.language.code) or self._tells_which(
            phrase
        )

    def _tells_which(self, phrase: TimePhrase) -> bool:
        """ "the truce signed in 2020": the time of a participle behind its noun."""
        tokens = self.reading.sentence.tokens
        at = next((k for k, token in enumerate(tokens) if token.start >= phrase.start), -1) - 2
        frames = (
            frame
            for frame in self.reading.frames
            if at in [k for _, k in frame.clause.verbs.lexical[1:]]
        )
        return at > 0 and any(is_reduced(frame, at) for frame in frames)

    def _ahead(self, phrase: TimePhrase) -> bool:
        """The phrase begins after the day of publication, or is the end of a term ("by May")."""
        if self.published is None or phrase.latest is None or phrase.latest <= self.published:
            return False
        before = self.text[max(phrase.start - _LONGEST, 0) : phrase.start].lower().split()
        due = bool(before) and before[-1] in load_numbers(self.reading.language.code).until
        return due or phrase.earliest is None or phrase.earliest > self.published
