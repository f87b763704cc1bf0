"""References: which actors the words of a phrase mean.

A phrase names its actor itself, by a role ("der Diktator"), by whom it belongs to ("russische
Truppen", "seine Armee"), by a pronoun, or together ("beide Seiten"). What the clause cannot tell,
the discourse does; see there for the rules.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from standoff.coding.actors.mention import Mention
from standoff.coding.actors.names import fold
from standoff.coding.discourse import Discourse
from standoff.coding.grammar.clauses import Clause
from standoff.coding.grammar.phrases import Phrase
from standoff.coding.grammar.sentence import Sentence
from standoff.nouns.coding import state_of

__all__ = ["References"]

_HELD = frozenset({"person", "office"})
_DEFINITE = frozenset({"die", "der", "the", "diese", "dieser", "this"})


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
        if not codes and phrase.roles and not self._is_base(phrase):
            codes = self._roles(phrase)
        if not codes:
            owners = self._codes(phrase.owners) or self._possessor(phrase)
            codes = tuple(state_of(code) for code in owners)
        if not codes:
            codes = self._named_before(phrase) or self._beside_office(k, phrase)
        if not codes:
            codes = self._region(phrase) or self._seated(k, phrase)
        if not codes:
            for j, other in enumerate(self.phrases):
                if other.of == k:
                    codes += self.actors(j)
        return tuple(dict.fromkeys((*self._adjective_before(phrase), *codes)))

    def _adjective_before(self, phrase: Phrase) -> tuple[str, ...]:
        """ "der polnische und der türkische Präsident": the noun of both stands once."""
        at, low = phrase.start, self.sentence.low
        both = phrase.actors or (phrase.owners if self.sentence.language.code == "de" else [])
        if at < 2 or low[at - 1] not in ("und", "sowie", "and") or not both:
            return ()
        before = self.sentence.mention(at - 2)
        own = self.sentence.mentions[both[0]]
        held = any(p.first <= at - 2 < p.last for p in self.phrases)
        alike = own.kind in _HELD or (not phrase.actors and own.kind == "adjective")
        if before is None or held or before.kind != "adjective" or not alike:
            return ()
        return tuple(before.code.split(";"))

    def _codes(self, mentions: list[int]) -> tuple[str, ...]:
        codes: list[str] = []
        for number in mentions:
            mention = self.sentence.mentions[number]
            if mention.kind != "dateline":
                codes.extend(code for code in self.code_of(mention).split(";") if code)
        return tuple(dict.fromkeys(codes))

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
        words = self.sentence.tokens[phrase.first : phrase.last]
        if phrase.det or len(words) > 2 or not all(word.text[0].isupper() for word in words):
            return ()
        name = fold(words[-1].text.removesuffix("'s").removesuffix("\u2019s"))
        return tuple(filter(None, [self.discourse.strangers.get(name, "")]))

    def _beside_office(self, k: int, phrase: Phrase) -> tuple[str, ...]:
        """ "Fiji's president, Jone Vula, said": a name between commas behind an office."""
        low, at = self.sentence.low, k - 1
        while at > 0 and self.phrases[at].prep in ("to", "for", "in", "of"):
            at -= 1  # "the ambassador to Ghana, Jone Vula, said"
        commas = phrase.last < len(low) and low[phrase.start - 1] == "," == low[phrase.last]
        words = self.sentence.tokens[phrase.first : phrase.last]
        if at < 0 or not commas or self.phrases[k - 1].last != phrase.start - 1 or phrase.det:
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
        owners = self._codes(phrase.owners) or self._possessor(phrase) or self._shared_owner(phrase)
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

    def _shared_owner(self, phrase: Phrase) -> tuple[str, ...]:
        """ "der norwegische Politiker und Diplomat": one attribute for both."""
        if phrase.joined < 0 or phrase.det:
            return ()
        owners = self._codes(self.phrases[phrase.joined].owners)
        return tuple(dict.fromkeys(state_of(code) for code in owners))

    def _others(self, *, places: bool = True) -> set[str]:
        """The actors named in this clause so far, with or without those where it is."""
        here = {
            code
            for k, phrase in enumerate(self.phrases)
            if places or phrase.prep not in ("in", "bei", "at", "nahe")
            for code in (self._actors.get(k) or self._codes(phrase.actors))
        }
        return here.union(self.borrowed_subject()) if self.subject < 0 else here

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

    def _pronoun(self, k: int, phrase: Phrase) -> tuple[str, ...]:
        kind = phrase.pronoun
        if kind in ("n", "p", "one") and self.speaker and k == self.subject:
            return tuple(self.speaker.split(";"))
        if kind == "1":
            return (self.speaker,) if self.speaker else ()
        if kind == "both":
            return self._both_of_them()
        if kind == "rel":
            return self._antecedent()
        if kind == "latter":
            return tuple(filter(None, [self.discourse.latter()]))
        shared = self._object_before(k) if kind in ("m", "f", "p") else ()
        if shared:
            return shared
        if kind in ("m", "f"):
            others = self._others()
            human = kind == "m" or self.sentence.language.code == "en"
            found = self.discourse.he(others) if human else self.discourse.she(others)
            return (found,) if found else ()
        if kind == "p":
            return self._they(k)
        if kind == "n" and (self._does_something(k) or self._wills(k)):
            return tuple(filter(None, [self.discourse.it()]))
        return ()

    def _both_of_them(self) -> tuple[str, ...]:
        """ "beide": two persons of this sentence, those who talked last, or the most salient."""
        here = self._persons_before()
        if len(here) == 2:
            return here  # "Biden rief Macron an; beide verabredeten"
        if not self._others() and self._at_table(1):
            return self._at_table(1)  # "... kam mit Hu zusammen. Beide verständigten sich"
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
