"""Pronouns: whom he, it, they, both, the latter and a relative pronoun mean in a clause.

The clause answers first (whoever speaks, the object of the clause that goes on, the two persons of
the sentence), then the discourse with its rule of salience.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from standoff.coding.discourse.discourse import Discourse
from standoff.coding.frames.slots import Slots
from standoff.coding.grammar.phrases import Phrase
from standoff.nouns.coding import state_of

__all__ = ["Pronouns"]


class Pronouns(Slots, ABC):
    """The part of a frame that resolves pronouns; the phrases and their order are the frame's."""

    discourse: Discourse
    parent: Pronouns | None
    speaker: str
    _actors: dict[int, tuple[str, ...]]

    @abstractmethod
    def borrowed_subject(self) -> tuple[str, ...]:
        """The actors of the subject that the clause shares with another."""

    @abstractmethod
    def actors(self, k: int, *, asked: bool = True) -> tuple[str, ...]:
        """The codes that phrase k names."""

    @abstractmethod
    def _codes(self, mentions: list[int]) -> tuple[str, ...]:
        """The codes of these mentions, each once."""

    def _others(self, *, places: bool = True) -> set[str]:
        """The actors named in this clause so far, with or without those where it is."""
        here = {
            code
            for k, phrase in enumerate(self.phrases)
            if places or phrase.prep not in ("in", "bei", "at", "nahe")
            for code in (self._actors.get(k) or self._codes(phrase.actors))
        }
        return here.union(self.borrowed_subject()) if self.subject < 0 else here

    def _pronoun(self, k: int, phrase: Phrase) -> tuple[str, ...]:
        kind = phrase.pronoun
        if kind in ("n", "p", "one") and self.speaker and k == self.subject:
            return tuple(self.speaker.split(";"))
        if kind == "1":
            return (self.speaker,) if self.speaker else ()
        if kind == "both":
            return self._both_of_them(k)
        if kind == "rel":
            return self._antecedent()
        if kind == "latter":
            return tuple(filter(None, [self.discourse.latter()]))
        shared = self._object_before(k) if kind in ("m", "f", "p") else ()
        if shared:
            return shared
        if kind in ("m", "f"):
            others = self._others()
            if kind == "f" and self.sentence.language.code == "de":
                found = self.discourse.she(others)
            else:
                found = self._he_or_she(others, her=kind == "f")
            return (found,) if found else ()
        if kind == "p":
            return self._they(k)
        if kind == "one":
            return self._where_one_acts()
        if kind == "n" and (self._does_something(k) or self._wills(k)):
            return tuple(filter(None, [self.discourse.it()]))
        return ()

    def _where_one_acts(self) -> tuple[str, ...]:
        """ "In Warschau spottete man über ihn": those who govern there."""
        capitals = [
            phrase.actors
            for phrase in self.phrases
            if phrase.prep == "in" and len(phrase.actors) == 1 and not phrase.det
        ]
        mentions = self.sentence.mentions
        named = [at for at in capitals if mentions[at[0]].kind == "capital"]
        return self._codes(named[0]) if len(named) == 1 else ()

    def _he_or_she(self, others: set[str], *, her: bool) -> str:
        """Whom "he" or "she" means; in English it tells from then on which of the two fits."""
        found = self.discourse.he(others, her=her)
        if found and self.sentence.language.code == "en":
            (self.discourse.women if her else self.discourse.men).add(found)
        return found

    def _both_of_them(self, k: int) -> tuple[str, ...]:
        """ "beide": two persons of this sentence, those who talked last, or the most salient.

        Whom a third party turns to are the two that the text is about.
        """
        here = self._persons_before()
        if len(here) == 2:
            return here  # "Biden rief Macron an; beide verabredeten"
        if not self._others() and self._at_table(1):
            return self._at_table(1)  # "... kam mit Hu zusammen. Beide verständigten sich"
        others = {state_of(code) for code in self._others()}
        parties = self.discourse.parties()
        if k != self.subject and others and others.isdisjoint(parties) and len(parties) == 2:
            return parties
        return self.discourse.both(self._others())

    def _they(self, k: int) -> tuple[str, ...]:
        """ "sie" and "they"; who came to terms are those who had talked."""
        talking = self._at_table(2) if k == self.subject and self._together() else ()
        return talking or self.discourse.they(self._others())

    def _at_table(self, reach: int) -> tuple[str, ...]:
        """The two who talked at most `reach` sentences ago."""
        turn, talking = self.discourse.table
        return talking if self.discourse.turn - turn <= reach and len(talking) == 2 else ()

    def _persons_before(self) -> tuple[str, ...]:
        """The last two persons of different states whom the sentence named before this clause."""
        found: dict[str, str] = {}
        for mention in reversed(self.sentence.mentions):
            ahead = mention.first < self.clause.first and mention.kind == "person"
            if ahead and mention.code and len(found) < 2:
                found.setdefault(state_of(mention.code), mention.code)
        german = self.sentence.language.code == "de"
        return tuple(reversed(found.values())) if german else ()

    def _object_before(self, k: int) -> tuple[str, ...]:
        """ "beherbergt die Miliz und versorgt sie": the object of the clause that it goes on."""
        before = getattr(self, "brother", None)
        if not self.clause.shares or k == self.subject or before is None:
            return ()
        for n in before.role_phrases("object"):
            found: tuple[str, ...] = before.actors(n)
            if found:
                return found
        return ()

    def _together(self) -> bool:
        """The verb is one for two: "sie einigten sich"."""
        lemmas = {lemma for lemma, _ in self.clause.verbs.lexical}
        plural = self.clause.verbs.number == "p"
        return plural and not self.sentence.language.reciprocal.isdisjoint(lemmas)

    def _wills(self, k: int) -> bool:
        """ "Tags darauf schlug es zurück": a German "es" that does what only people do."""
        lemmas = {lemma for lemma, _ in self.clause.verbs.lexical}
        acts = not self.sentence.language.human_acts.isdisjoint(lemmas)
        main = self.clause.kind == "main" and not self.clause.verbs.passive
        return self.sentence.language.code == "de" and acts and main and k == self.subject

    def _does_something(self, k: int) -> bool:
        """An English "it" that is the subject of an active main clause may be a state."""
        english = self.sentence.language.code == "en"
        return english and k == self.subject and not self.clause.verbs.passive

    def antecedent(self) -> int:
        """The phrase of the clause above right before a relative clause, or -1."""
        if self.parent is None:
            return -1
        before = [k for k, p in enumerate(self.parent.phrases) if p.last <= self.clause.first]
        for k in reversed(before):
            if self.parent.phrases[k].of < 0 or k != before[-1]:
                return k
        return -1

    def _antecedent(self) -> tuple[str, ...]:
        """The actors of the phrase right before a relative clause."""
        k = self.antecedent()
        if self.parent is None or k < 0:
            return ()
        joined = self.parent.phrases[k].joined
        return self.parent.actors(joined if joined >= 0 else k)
