"""References: which actors the words of a phrase mean.

A phrase names its actor itself, by a role ("der Diktator"), by whom it belongs to ("russische
Truppen", "seine Armee"), by a pronoun, or together ("beide Seiten"). What the clause cannot tell,
the discourse does; see there for the rules.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from standoff.coding.discourse import Discourse
from standoff.coding.grammar.clauses import Clause
from standoff.coding.grammar.phrases import Phrase
from standoff.coding.grammar.sentence import Sentence
from standoff.nouns.coding import state_of

__all__ = ["References"]


class References(ABC):
    """The part of a frame that finds actors; the phrases and their order are the frame's."""

    clause: Clause
    phrases: list[Phrase]
    sentence: Sentence
    discourse: Discourse
    parent: References | None
    speaker: str
    subject: int
    _actors: dict[int, tuple[str, ...]]

    @abstractmethod
    def borrowed_subject(self) -> tuple[str, ...]:
        """The actors of the subject that the clause shares with another."""

    @abstractmethod
    def actors(self, k: int, *, asked: bool = True) -> tuple[str, ...]:
        """The codes that phrase k names."""

    def _resolve(self, k: int) -> tuple[str, ...]:
        phrase = self.phrases[k]
        if phrase.pronoun:
            return self._pronoun(k, phrase)
        codes = self._known_man(k, phrase) or self._codes(phrase.actors) or self._group_noun(phrase)
        if not codes and phrase.roles:
            codes = self._roles(phrase)
        if not codes:
            owners = self._codes(phrase.owners) or self._possessor(phrase)
            codes = tuple(state_of(code) for code in owners)
        if not codes:
            codes = self._region(phrase) or self._seated(k, phrase)
        if not codes:
            for j, other in enumerate(self.phrases):
                if other.of == k:
                    codes += self.actors(j)
        return tuple(dict.fromkeys(codes))

    def _codes(self, mentions: list[int]) -> tuple[str, ...]:
        codes: list[str] = []
        for number in mentions:
            mention = self.sentence.mentions[number]
            if mention.kind != "dateline":
                codes.extend(code for code in mention.code.split(";") if code)
        return tuple(dict.fromkeys(codes))

    def _known_man(self, k: int, phrase: Phrase) -> tuple[str, ...]:
        """ "Der Franzose warf ihm vor": somebody of that nation who was named before."""
        if k != self.subject or phrase.det != "der" or self.clause.verbs.number == "p":
            return ()
        mentions = [self.sentence.mentions[number] for number in phrase.actors]
        if len(mentions) != 1 or mentions[0].kind not in ("people", "plural_people"):
            return ()
        return tuple(filter(None, [self.discourse.national(mentions[0].code)]))

    def _roles(self, phrase: Phrase) -> tuple[str, ...]:
        owners = self._codes(phrase.owners) or self._possessor(phrase) or self._shared_owner(phrase)
        if owners:
            return owners
        mention = self.sentence.mentions[phrase.roles[0]]
        word = self.sentence.low[mention.last - 1]
        language = self.sentence.language
        if word in language.spokesmen:
            owned = any(
                other.of >= 0 and self.phrases[other.of] is phrase for other in self.phrases
            )
            return () if owned else tuple(filter(None, [self.discourse.last_body()]))
        group = self.discourse.last_group(self._others()) if word in language.fighters else ""
        if group:
            return (group,)
        found = self.discourse.role(word, self._others(), person=word not in language.bodies)
        return (found,) if found else ()

    def _shared_owner(self, phrase: Phrase) -> tuple[str, ...]:
        """ "der norwegische Politiker und Diplomat": one attribute for both."""
        if phrase.joined < 0 or phrase.det:
            return ()
        owners = self._codes(self.phrases[phrase.joined].owners)
        return tuple(dict.fromkeys(state_of(code) for code in owners))

    def _others(self) -> set[str]:
        """The actors named in this clause so far."""
        here = {
            code
            for k, phrase in enumerate(self.phrases)
            for code in (self._actors.get(k) or self._codes(phrase.actors))
        }
        return here.union(self.borrowed_subject()) if self.subject < 0 else here

    def _possessor(self, phrase: Phrase) -> tuple[str, ...]:
        """sein, ihr, their: the subject of the clause if it is another phrase, else whoever."""
        kind = phrase.possessive
        if kind == "rel":
            return self._antecedent()
        if kind in ("m", "f", "p", "n"):
            own = self._subject_codes(phrase)
            if own and not (kind == "m" and len(own) > 1):
                return own
        if kind == "m":
            return tuple(filter(None, [self.discourse.he()]))
        if kind == "1":
            return tuple(filter(None, self.speaker.split(";")))
        if kind == "p" or (kind == "f" and self._plural_verb()):
            return self.discourse.they()
        return tuple(filter(None, [self.discourse.she()])) if kind == "f" else ()

    def _plural_verb(self) -> bool:
        return self.clause.verbs.number == "p"

    def _subject_codes(self, phrase: Phrase) -> tuple[str, ...]:
        """The actors of the subject, unless it is this phrase or a pronoun."""
        if self.subject < 0 or self.phrases[self.subject] is phrase:
            return ()
        subject = self.phrases[self.subject]
        if subject.pronoun:
            return self._actors.get(self.subject, ())
        return self.actors(self.subject) if subject.actors else ()

    def _group_noun(self, phrase: Phrase) -> tuple[str, ...]:
        """ "beide Seiten", "the two countries"."""
        low = self.sentence.low
        if low[phrase.head] not in self.sentence.language.sides:
            return ()
        words = low[phrase.first : phrase.last]
        if (
            phrase.det in ("beide", "beiden", "beider", "both")
            or "two" in words
            or ("beiden" in words or "beide" in words or "zwei" in words)
        ):
            if low[phrase.head] in self.sentence.language.parties:
                return self.discourse.parties(self._others())
            return self.discourse.both(self._others())
        return ()

    def _seated(self, k: int, phrase: Phrase) -> tuple[str, ...]:
        """ "das Finanzministerium in Washington": an institution is its capital's."""
        if not self.sentence.low[phrase.head].endswith(self.sentence.language.institutions):
            return ()
        for other in self.phrases[k + 1 : k + 2]:
            mention = self.sentence.mention(other.head)
            if other.prep in ("in", "at") and mention is not None and mention.kind == "capital":
                return (state_of(mention.code),)
        return ()

    def _region(self, phrase: Phrase) -> tuple[str, ...]:
        """ "der Norden", "the North": a state that the text has named before."""
        word, language = self.sentence.low[phrase.head], self.sentence.language
        if phrase.det not in ("der", "den", "dem", "des", "die", "das", "the") or phrase.owners:
            return ()
        if word in language.opposite:
            return tuple(filter(None, [self.discourse.counterpart(self._others())]))
        codes = language.regional.get(word, "").split(",")
        known = [code for code in codes if code and self.discourse.knows(code)]
        return tuple(known[:1])

    def _pronoun(self, k: int, phrase: Phrase) -> tuple[str, ...]:
        kind = phrase.pronoun
        if kind in ("n", "p", "one") and self.speaker and k == self.subject:
            return tuple(self.speaker.split(";"))
        if kind == "1":
            return (self.speaker,) if self.speaker else ()
        if kind == "both":
            return self.discourse.both(self._others())
        if kind == "rel":
            return self._antecedent()
        if kind == "latter":
            return tuple(filter(None, [self.discourse.latter()]))
        if kind in ("m", "f"):
            others = self._others()
            found = self.discourse.he(others) if kind == "m" else self.discourse.she(others)
            return (found,) if found else ()
        if kind == "p":
            return self.discourse.they(self._others())
        return ()

    def _antecedent(self) -> tuple[str, ...]:
        """The phrase right before a relative clause."""
        if self.parent is None:
            return ()
        before = [k for k, p in enumerate(self.parent.phrases) if p.last <= self.clause.first]
        for k in reversed(before):
            if self.parent.phrases[k].of >= 0 and k == before[-1]:
                continue
            return self.parent.actors(k)
        return ()
