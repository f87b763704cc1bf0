"""References: which actors the words of a phrase mean.

A phrase names its actor itself, by a role ("der Diktator"), by whom it belongs to ("russische
Truppen", "seine Armee"), by a pronoun, or together ("beide Seiten"); each has a module of its own
below this one. What is left here is the order in which they are asked, and the names that nobody
listed: an unknown minister belongs to the state that is spoken of, and keeps it. What the clause
cannot tell, the discourse does.
"""

from __future__ import annotations

from standoff.coding.actors.mention import Mention
from standoff.coding.actors.names import fold
from standoff.coding.frames.bareroles import BareRoles
from standoff.coding.grammar.phrases import Phrase
from standoff.nouns.coding import state_of

__all__ = ["References"]

_HELD = frozenset({"person", "office"})
_DEFINITE = frozenset({"die", "der", "the", "diese", "dieser", "this"})


class References(BareRoles):
    """The part of a frame that finds actors; the phrases and their order are the frame's."""

    def _resolve(self, k: int) -> tuple[str, ...]:
        phrase = self.phrases[k]
        if phrase.pronoun:
            return self._pronoun(k, phrase)
        if k == self.subject and self.acts_privately():
            return ()
        if not (phrase.actors or phrase.owners or phrase.roles or phrase.possessive):
            return self._of_plain_noun(k, phrase)
        codes = self._known_man(k, phrase) or self._codes(phrase.actors) or self._group_noun(phrase)
        if not codes and phrase.roles and not self._is_base(phrase):
            codes = self._roles(phrase)
        if not codes:
            owners = (
                self._codes(phrase.owners) or self._where_from(phrase) or self._possessor(phrase)
            )
            codes = tuple(state_of(code) for code in owners)
        if not codes:
            codes = self._named_before(phrase) or self._beside_office(k, phrase)
        if not codes:
            codes = self._region(phrase) or self._seated(k, phrase)
        if not codes:
            codes = self._of_what_hangs_on(k)
        before = self._adjective_before(phrase)
        return tuple(dict.fromkeys((*before, *codes))) if before or len(codes) > 1 else codes

    def acts_privately(self) -> bool:
        """ "Der Verein aus Rom", "die russische Pianistin": a subject that acts for no state."""
        phrase = self.phrases[self.subject] if self.subject >= 0 else None
        if phrase is None or phrase.actors or phrase.roles or self.passive:
            return False
        return self.sentence.low[phrase.head] in self.sentence.language.private

    def _of_plain_noun(self, k: int, phrase: Phrase) -> tuple[str, ...]:
        """A phrase without any name: only a few nouns can mean an actor, and strangers' names."""
        language, word = self.sentence.language, self.sentence.low[phrase.head]
        referring = word in language.referring or word.endswith(language.institutions)
        codes = self._group_noun(phrase) if referring else ()
        codes = codes or self._named_before(phrase) or self._beside_office(k, phrase)
        if not codes and referring:
            codes = self._region(phrase) or self._seated(k, phrase)
        return tuple(dict.fromkeys(codes or self._of_what_hangs_on(k)))

    def _of_what_hangs_on(self, k: int) -> tuple[str, ...]:
        codes: tuple[str, ...] = ()
        for j in self.hanging.get(k, ()):
            codes += self.actors(j)
        return codes

    def _adjective_before(self, phrase: Phrase) -> tuple[str, ...]:
        """ "der polnische und der türkische Präsident": the noun of both stands once."""
        at, low = phrase.start, self.sentence.low
        if at < 2 or low[at - 1] not in ("und", "sowie", "and"):
            return ()
        both = phrase.actors or (phrase.owners if self.sentence.language.code == "de" else [])
        if not both:
            return ()
        before = self.sentence.mention(at - 2)
        own = self.sentence.mentions[both[0]]
        held = any(p.first <= at - 2 < p.last for p in self.phrases)
        alike = own.kind in _HELD or (not phrase.actors and own.kind == "adjective")
        if before is None or held or before.kind != "adjective" or not alike:
            return ()
        return tuple(before.code.split(";"))

    def _codes(self, mentions: list[int]) -> tuple[str, ...]:
        if not mentions:
            return ()
        codes: list[str] = []
        for number in mentions:
            mention = self.sentence.mentions[number]
            if mention.kind != "dateline":
                code = self.code_of(mention)
                codes.extend(filter(None, code.split(";")) if ";" in code or not code else (code,))
        return tuple(dict.fromkeys(codes)) if len(codes) > 1 else tuple(codes)

    def code_of(self, mention: Mention) -> str:
        """The mention's code; an unknown minister belongs to the state that is spoken of."""
        if mention.kind != "person" or not mention.code:
            return mention.code
        state, _, name = mention.code.rpartition("_")
        if state:
            last = self.sentence.tokens[mention.last - 1].text
            if fold(last) == name:
                self.discourse.strangers.setdefault(name, mention.code)
            return mention.code
        words = self.sentence.low[mention.first : mention.last - 1]
        office = any(word.endswith(self.sentence.language.offices) for word in words)
        return self.discourse.stranger(mention.code, office=office)

    def _named_before(self, phrase: Phrase) -> tuple[str, ...]:
        """ "Jagdeo sagte", "the group": a stranger named before, the armed group named last."""
        head = self.sentence.low[phrase.head]
        if head in self.sentence.language.groups and phrase.det in _DEFINITE:
            return tuple(filter(None, [self.discourse.last_group(self._others())]))
        if head in self.sentence.language.fighters and phrase.det in _DEFINITE:
            return tuple(filter(None, [self.discourse.last_group(self._others())]))
        if head in self.sentence.language.organs and phrase.det in _DEFINITE and not phrase.owners:
            return tuple(filter(None, [self.discourse.last_organ(self._others())]))
        if phrase.det or phrase.last - phrase.first > 2 or not self.discourse.strangers:
            return ()
        words = self.sentence.tokens[phrase.first : phrase.last]
        if not all(word.text[0].isupper() for word in words):
            return ()
        name = fold(words[-1].text.removesuffix("'s").removesuffix("\u2019s"))
        return tuple(filter(None, [self.discourse.strangers.get(name, "")]))

    def _beside_office(self, k: int, phrase: Phrase) -> tuple[str, ...]:
        """ "Fiji's president, Jone Vula, said": a name between commas behind an office."""
        low, at = self.sentence.low, k - 1
        if phrase.last >= len(low) or low[phrase.last] != "," or low[phrase.start - 1] != ",":
            return ()
        while at > 0 and self.phrases[at].prep in ("to", "for", "in", "of"):
            at -= 1  # "the ambassador to Ghana, Jone Vula, said"
        words = self.sentence.tokens[phrase.first : phrase.last]
        if at < 0 or self.phrases[k - 1].last != phrase.start - 1 or phrase.det:
            return ()
        before = self.phrases[at]
        named = 1 < len(words) < 5 and all(word.text[0].isupper() for word in words)
        titles = [self.sentence.mentions[m] for m in (*before.actors, *before.roles)]
        offices = self.sentence.language.offices
        if not named or not titles or not low[before.last - 1].endswith(offices):
            return ()
        name, state = fold(words[-1].text), state_of(titles[-1].code)
        return (self.discourse.stranger(name, office=True, state=state),)

    def _known_man(self, k: int, phrase: Phrase) -> tuple[str, ...]:
        """ "Der Franzose warf ihm vor": somebody of that nation who was named before."""
        if k != self.subject or phrase.det != "der" or self.clause.verbs.number == "p":
            return ()
        mentions = [self.sentence.mentions[number] for number in phrase.actors]
        if len(mentions) != 1 or mentions[0].kind not in ("people", "plural_people"):
            return ()
        return tuple(filter(None, [self.discourse.national(mentions[0].code)]))
