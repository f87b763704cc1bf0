"""What a phrase must know beyond its words: publication date, tense, and the day spoken of last.

"Am Sonntag" is last Sunday in a sentence in the past and next Sunday in one in the future; "am
nächsten Tag" counts from the day spoken of before. A `Scene` answers both. The tense of a phrase is
that of its sentence, read from cue words of the data file (table `[cue]`) and from verb endings: a
preterite or a perfect points back, a future, a modal or a present points ahead.
"""

from __future__ import annotations

from datetime import date

from standoff.press.times.lexicon import BREAK
from standoff.press.times.words import Words

__all__ = ["Scene"]

_REACH = 40  # tokens either side of a phrase that belong to its sentence at most
_SENTENCE_ENDS = frozenset(".!?;")


class Scene:
    """The text while it is read from left to right."""

    def __init__(self, words: Words, published: date | None) -> None:
        self.words = words
        self.published = published
        self.focus = published
        self._directions: dict[tuple[int, int], int] = {}

    def look_at(self, when: date | None) -> None:
        """Remember the day that the text now speaks of."""
        if when is not None:
            self.focus = when

    def sentence(self, index: int) -> tuple[int, int]:
        """The tokens of the sentence around a token, [start, stop), within reach."""
        start = index
        while start > 0 and index - start < _REACH and not self._ends(start - 1):
            start -= 1
        stop = index + 1
        while stop < len(self.words) and stop - index < _REACH and not self._ends(stop - 1):
            stop += 1
        return start, stop

    def _ends(self, index: int) -> bool:
        """Does a sentence end with this token? A stop between two numbers or small letters does not."""
        words = self.words
        if words.signs[index] == BREAK:
            return True
        if words.texts[index] not in _SENTENCE_ENDS:
            return False
        if words.texts[index] != ".":
            return True
        before = words.texts[index - 1] if index else ""
        after = words.texts[index + 1] if index + 1 < len(words) else ""
        return not before.isdecimal() and len(before) > 2 and not after[:1].islower()

    def direction(self, index: int) -> int:
        """-1 if the sentence around a token looks back, 1 if it looks ahead, 0 if it does not say."""
        span = self.sentence(index)
        if span not in self._directions:
            self._directions[span] = self._read_tense(*span)
        return self._directions[span]

    def _read_tense(self, start: int, stop: int) -> int:
        cues = self.words.lexicon.cues
        texts = [text.lower() for text in self.words.texts[start:stop]]
        seen = set(texts)
        if seen & cues.get("past", frozenset()) or self._has_preterite(start, stop):
            return -1
        if seen & cues.get("perfect", frozenset()) and self._has_participle(start, stop):
            return -1
        if seen & cues.get("ahead", frozenset()):
            return 1
        return 0

    def _has_preterite(self, start: int, stop: int) -> bool:
        """A verb in the simple past by its ending, nouns and adjectives apart."""
        cues = self.words.lexicon.cues
        endings = tuple(cues.get("past_endings", ()))
        blocked, before_adjective = cues.get("not_past", frozenset()), cues.get("determiners", ())
        if not endings:
            return False
        for index in range(start, stop):
            word = self.words.texts[index]
            if len(word) > 4 and word.endswith(endings) and word.islower() and word not in blocked:
                before = self.words.texts[index - 1].lower() if index else ""
                if before not in before_adjective:
                    return True
        return False

    def _has_participle(self, start: int, stop: int) -> bool:
        """A past participle by its beginning and ending ("gesagt", "aufgenommen", "verurteilt")."""
        cues = self.words.lexicon.cues
        beginnings, endings = cues.get("participle_starts", ()), cues.get("participle_ends", ())
        for index in range(start, stop):
            word = self.words.texts[index]
            if len(word) > 5 and word.islower() and word.endswith(tuple(endings)):
                if word.startswith(tuple(beginnings)) or "ge" in word[1:-3]:
                    return True
        return False
