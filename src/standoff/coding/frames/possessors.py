"""Possessors: whose something is that the clause calls his, her, its or their.

sein, ihr, their        the subject of the clause if it is another phrase, else whom such a
                        pronoun means in the discourse
our                     the speaker's
whose, dessen           the one before the relative clause
his counterpart from X  X's: what the phrase says itself goes before
the A politician and B  one attribute for both
"""

from __future__ import annotations

from standoff.coding.frames.pronouns import Pronouns
from standoff.coding.grammar.phrases import Phrase
from standoff.nouns.coding import state_of

__all__ = ["Possessors"]


class Possessors(Pronouns):
    """The part of a frame that finds owners which no name gives."""

    def _where_from(self, phrase: Phrase) -> tuple[str, ...]:
        """ "seinen Amtskollegen aus Oslo", "his counterpart from Norway": theirs, not his."""
        for other in self.phrases if phrase.possessive else ():
            of_it = other.of >= 0 and self.phrases[other.of] is phrase
            if of_it and other.prep in ("aus", "from") and other.actors:
                return tuple(state_of(code) for code in self._codes(other.actors))
        return ()

    def _shared_owner(self, phrase: Phrase) -> tuple[str, ...]:
        """ "der norwegische Politiker und Diplomat": one attribute for both."""
        if phrase.joined < 0 or phrase.det:
            return ()
        owners = self._codes(self.phrases[phrase.joined].owners)
        return tuple(dict.fromkeys(state_of(code) for code in owners))

    def _possessor(self, phrase: Phrase) -> tuple[str, ...]:
        """sein, ihr, their: the subject of the clause if it is another phrase, else whoever."""
        kind = phrase.possessive
        if kind == "rel":
            return self._antecedent()
        if kind in ("n", "p") and self._is_of_the_speaker(phrase):
            return tuple(self.speaker.split(";"))
        if kind in ("m", "f", "p", "n"):
            own = self._subject_codes(phrase)
            if own and not (kind == "m" and len(own) > 1):
                return own
        hers = kind == "f" and self.sentence.language.code == "en"
        if kind == "m" or hers:
            found = self.discourse.he()
            if not found and self.sentence.language.code == "de":
                found = self.speaker  # "Seine Regierung werde zahlen, sagte Vucic"
            return tuple(filter(None, [found]))
        if kind == "n":
            return tuple(filter(None, [self.discourse.it()]))
        if kind == "1":
            return tuple(filter(None, self.speaker.split(";")))
        if kind == "p" or (kind == "f" and self._plural_verb()):
            return self.discourse.they()
        return tuple(filter(None, [self.discourse.she()])) if kind == "f" else ()

    def _is_of_the_speaker(self, phrase: Phrase) -> bool:
        """ "Mali said that Togo's tanks had crossed its border": the border of who says so."""
        own = {state_of(code) for code in self._subject_codes(phrase)}
        spoken = {state_of(code) for code in self.speaker.split(";") if code}
        soil = self.sentence.low[phrase.head] in self.sentence.language.soil
        return soil and bool(own and spoken) and own.isdisjoint(spoken)

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
