"""Tense: does the clause around a phrase look back or ahead?

German and English verbs say it by their forms, and a word list with endings reads enough of them:
the `[cue]` table of a data file names preterites that change their stem (`past`), auxiliaries of
the perfect and of the future, the endings of regular verbs, and the words that only look like
verbs.

A clause reaches from one mark to the next; if its own words do not tell, its sentence does.
"""

from __future__ import annotations

import re
from enum import IntEnum
from itertools import pairwise

from standoff.press.times.lexicon import BREAK
from standoff.press.times.words import Words

__all__ = ["CLAUSE_ENDS", "SENTENCE_ENDS", "Tense", "Tenses"]

_WITH_ZU = re.compile(r"[a-zäöüß]{2,12}zu[a-zäöüß]{2,20}n")
_REACH = 40  # tokens either side of a phrase that belong to its sentence at most
SENTENCE_ENDS = frozenset(".!?")
CLAUSE_ENDS = frozenset(".!?;:,–—()")


class Tense(IntEnum):
    """What a clause says of its time; negative looks back, positive ahead."""

    PRETERITE = -2
    PERFECT = -1
    UNTOLD = 0
    PRESENT = 1
    FUTURE = 2


class Tenses:
    """The tenses of a text, read where they are asked for and kept."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._spans: dict[frozenset[str], tuple[int, int]] = {}
        self._read: dict[tuple[int, int], Tense] = {}

    def at(self, index: int) -> Tense:
        """The tense of the clause around a token, or else of its sentence."""
        clause = self._tense(self.span(index, CLAUSE_ENDS))
        return clause or self._tense(self.span(index, SENTENCE_ENDS))

    def is_committed(self, index: int) -> bool:
        """ "promised to go on 5 July", "versprach, am 5. Juli zu gehen": told of what is to come.

        The past is that of the promise; its day may lie on either side of today.
        """
        committing = self.words.lexicon.cue("committing")
        start, stop = self.span(index, CLAUSE_ENDS)
        before = [text.lower() for text in self.words.texts[start:index]]
        if "to" in before and not committing.isdisjoint(before[: before.index("to")]):
            return True  # English keeps the infinitive in the clause
        if start < 2 or not self._has_infinitive(index, stop):
            return False
        first, _ = self.span(start - 2, CLAUSE_ENDS)
        return not committing.isdisjoint(text.lower() for text in self.words.texts[first:start])

    def _has_infinitive(self, start: int, stop: int) -> bool:
        """A German infinitive with zu behind the phrase: "zu gehen", "freizulassen"."""
        texts = self.words.texts[start:stop]
        parted = any(one == "zu" and two.endswith("n") for one, two in pairwise(texts))
        return parted or any(_WITH_ZU.fullmatch(text) for text in texts)

    def span(self, index: int, ends: frozenset[str]) -> tuple[int, int]:
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

    def _tense(self, span: tuple[int, int]) -> Tense:
        if span not in self._read:
            self._read[span] = self._read_tense(*span)
        return self._read[span]

    def _read_tense(self, start: int, stop: int) -> Tense:
        lexicon = self.words.lexicon
        seen = {text.lower() for text in self.words.texts[start:stop]}
        if seen & lexicon.cue("future"):
            return Tense.FUTURE
        if seen & lexicon.cue("past") or self._has_preterite(start, stop):
            return Tense.PRETERITE
        if seen & lexicon.cue("perfect") and self._has_participle(start, stop):
            return Tense.PERFECT
        present = seen & lexicon.cue("ahead") or self._has_present(start, stop)
        return Tense.PRESENT if present else Tense.UNTOLD

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
        beginnings = tuple(lexicon.cue("participle_starts"))
        endings = tuple(lexicon.cue("participle_ends"))
        return any(
            len(word) > 5
            and word.endswith(endings)
            and word.islower()
            and (not beginnings or word.startswith(beginnings) or "ge" in word[1:-3])
            for word in self.words.texts[start:stop]
        )
