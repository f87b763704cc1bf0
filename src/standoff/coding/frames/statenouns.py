"""Nouns that mean states without naming one.

both sides, beide Länder      the two most present in the discourse, or the parties to the conflict
the three countries           the last subject that was as many
neither side                  both parties
the country, der Norden       where the story is; a half of a divided country that is spoken of
the other side, der Gegner    the counterpart of whoever the clause names
the ministry in Oslo          an institution is its capital's
"""

from __future__ import annotations

from standoff.coding.frames.possessors import Possessors
from standoff.coding.grammar.phrases import Phrase
from standoff.nouns.coding import state_of

__all__ = ["StateNouns"]


class StateNouns(Possessors):
    """The part of a frame that finds the states a noun stands for."""

    def _group_noun(self, phrase: Phrase) -> tuple[str, ...]:
        """ "beide Seiten", "the two countries"."""
        low = self.sentence.low
        if low[phrase.head] in self.sentence.language.one_side and phrase.start:
            neither = low[phrase.start - 1] in ("neither", "either") or phrase.det == "each"
            return self.discourse.parties(self._others()) if neither else ()
        if low[phrase.head] not in self.sentence.language.sides:
            return ()
        words = low[phrase.first : phrase.last]
        several = next((n for word, n in self.sentence.language.few if word in words), 0)
        if several:
            return self.discourse.group_of(several)
        if (
            phrase.det in ("beide", "beiden", "beider", "both")
            or "two" in words
            or ("beiden" in words or "beide" in words or "zwei" in words)
        ):
            if low[phrase.head] in self.sentence.language.parties:
                return self.discourse.parties(self._others())
            return self.discourse.both(self._others())
        return ()

    def _region(self, phrase: Phrase) -> tuple[str, ...]:
        """ "der Norden", "the North": a state that the text has named before."""
        word, language = self.sentence.low[phrase.head], self.sentence.language
        if word in language.countries and phrase.det == "the" and not phrase.owners:
            return self._the_country(phrase)
        ours = word in language.opposite and bool(phrase.possessive)
        articles = ("der", "den", "dem", "des", "die", "das", "the")
        if (phrase.det not in articles and not ours) or phrase.owners:
            return ()
        if word in language.opposite and self._where_from(phrase):
            return self._where_from(phrase)
        if word in language.opposite:
            return tuple(filter(None, [self.discourse.counterpart(self._others())]))
        codes = language.regional.get(word, "").split(",")
        known = [code for code in codes if code and self._is_spoken_of(code)]
        return tuple(known[:1])

    def _is_spoken_of(self, code: str) -> bool:
        """The text has named this state, or the other of a divided country ("der Norden")."""
        twins = self.sentence.language.twins
        alike = {other for pair in twins if code in pair for other in pair}
        here = {state_of(mention.code) for mention in self.sentence.mentions}
        return self.discourse.knows(code) or any(
            other in here or self.discourse.knows(other) for other in alike
        )

    def _the_country(self, phrase: Phrase) -> tuple[str, ...]:
        """ "ECOWAS suspended the country": where the story is, unless it is its own subject."""
        known = self.discourse.scene or self.discourse.home
        if self.subject >= 0 and self.phrases[self.subject] is phrase:
            return ()
        own = {state_of(code) for code in self._others()}
        return (known,) if known and known not in own else ()

    def _seated(self, k: int, phrase: Phrase) -> tuple[str, ...]:
        """ "das Finanzministerium in Washington": an institution is its capital's."""
        if not self.sentence.low[phrase.head].endswith(self.sentence.language.institutions):
            return ()
        for other in self.phrases[k + 1 : k + 2]:
            mention = self.sentence.mention(other.head)
            if other.prep in ("in", "at") and mention is not None and mention.kind == "capital":
                return (state_of(mention.code),)
        return ()
