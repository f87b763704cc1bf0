"""References: which actors the words of a phrase mean.

A phrase names its actor itself, by a role ("der Diktator"), by whom it belongs to ("russische
Truppen", "seine Armee"), by a pronoun, or together ("beide Seiten"). What the clause cannot tell,
the discourse does; see there for the rules.
"""

from __future__ import annotations

from standoff.coding.actors.mention import Mention
from standoff.coding.actors.names import fold
from standoff.coding.frames.pronouns import Pronouns
from standoff.coding.grammar.phrases import Phrase
from standoff.nouns.coding import state_of

__all__ = ["References"]

_HELD = frozenset({"person", "office"})
_DEFINITE = frozenset({"die", "der", "the", "diese", "dieser", "this"})


class References(Pronouns):
    """The part of a frame that finds actors; the phrases and their order are the frame's."""

    def _resolve(self, k: int) -> tuple[str, ...]:
        phrase = self.phrases[k]
        if phrase.pronoun:
            return self._pronoun(k, phrase)
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

    def _is_base(self, phrase: Phrase) -> bool:
        """ "an army base in Syria": the role is no actor but tells what stands there."""
        mention = self.sentence.mentions[phrase.roles[-1]]  # "government troops" are troops
        return mention.last - 1 < phrase.head and self.sentence.language.code == "en"

    def _roles(self, phrase: Phrase) -> tuple[str, ...]:
        owners = self._codes(phrase.owners) or self._where_from(phrase)
        owners = owners or self._possessor(phrase) or self._shared_owner(phrase)
        if owners:
            return owners
        for other in self.phrases:
            if other.of >= 0 and self.phrases[other.of] is phrase and not other.prep:
                if other.det == "beider":
                    return self._group_noun(other)  # "die Außenminister beider Länder"
                kinds = {self.sentence.mentions[a].kind for a in other.actors}
                if "group" in kinds:
                    return self._codes(other.actors)  # "den Rebellen der M23"
        mention = self.sentence.mentions[phrase.roles[0]]
        word = self.sentence.low[mention.last - 1]
        language = self.sentence.language
        if language.outsiders.intersection(self.sentence.low[phrase.first : mention.first]):
            return ()
        if phrase.det == "die" and word in language.gatherings:
            return tuple(filter(None, [self.discourse.last_organ()]))  # "die Regierungschefs"
        return self._role_of(phrase, word)

    def _role_of(self, phrase: Phrase, word: str) -> tuple[str, ...]:
        """Who bears a role that the phrase does not say whose it is."""
        language = self.sentence.language
        if word in language.bodies and word in language.sides:
            return ()  # "westliche Regierungen" are nobody's in particular
        if word in language.spokesmen:
            owned = any(
                other.of >= 0 and self.phrases[other.of] is phrase for other in self.phrases
            )
            return () if owned else tuple(filter(None, [self.discourse.last_body()]))
        group = self.discourse.last_group(self._others()) if word in language.fighters else ""
        if group:
            return (group,)
        person = word not in language.bodies
        others = self._others(places=person and language.code != "de")
        found = self._body_of_scene(word, phrase)
        found = found or self.discourse.role(word, others, person=person)
        found = self._bearer(word, found)
        if found and "_" not in found and word in language.opposing:
            return (f"{found}_OPP",)
        if found and language.code == "de" and word in language.fighters & language.bodies:
            return (f"{state_of(found)}_REB",)  # "die Rebellen" are not their government
        return (found,) if found else ()

    def _bearer(self, word: str, found: str) -> str:
        """ "die Kanzlerin" is nobody of a state without chancellors."""
        states = self.sentence.language.borne.get(word, "").split(",")
        if states == [""] or state_of(found) in states:
            return found
        known = [state for state in states if self.discourse.knows(state)]
        return self.discourse.national(known[0]) or known[0] if known else ""

    def _body_of_scene(self, word: str, phrase: Phrase) -> str:
        """ "Togo shelled a port, the defence ministry said"; "the junta" of where the story is."""
        language, discourse = self.sentence.language, self.discourse
        if language.code != "en" or word not in language.bodies:
            return ""
        said = self.parent is None and self.clause.first > 0 and phrase is self.phrases[0]
        said = said and any(lemma in language.saying for lemma, _ in self.clause.verbs.lexical)
        if said and discourse.subject_here():
            return discourse.subject_here()
        placed = discourse.here or discourse.home or discourse.matter.is_of_one()
        at_home = word in language.home_bodies and not placed
        return discourse.scene if at_home else ""

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
            return tuple(filter(None, [self.discourse.he()]))
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
