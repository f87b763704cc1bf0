"""Frames: who stands where around the verb of a clause.

A `Frame` answers for a role of the codebook (`subject`, `object`, `dative`, `agent`, `owner`,
`any`, or a preposition) which phrases fill it and which actors those are. The rules:

- subject: the first phrase without preposition that can be nominative and agrees with the verb in
  number; in English, the last one before the verb. A clause without one shares its brother's.
- object and dative: the other phrases without preposition, by case.
- a passive turns subject into object; its doer stands in `agent` (von, durch, by).
- a phrase is its own actor, else the actor it belongs to: "russische Truppen" are Russia's.
- a capital after in, nach, aus is a place, unless the codebook asks for that preposition.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from standoff.coding.discourse.discourse import Discourse
from standoff.coding.frames.references import References
from standoff.coding.grammar.clauses import Clause
from standoff.coding.grammar.phrases import Phrase
from standoff.coding.grammar.sentence import Sentence
from standoff.coding.grammar.subject import find_subject, is_one_person, nominals

__all__ = ["Frame"]

_AGENT = ("von", "durch", "by")
# What may stand before a feminine or neuter noun in the accusative as in the nominative.
_OFTEN_PLURAL = ("die", "diese")
_UNMARKED = ("die", "das", "diese", "dieses", "eine", "ein", "keine", "kein", "")
_OWNER = ("von", "aus", "durch", "of", "by", "from", "seitens")
_PLACE_PREPS = frozenset(
    {
        "in",
        "nach",
        "aus",
        "bei",
        "an",
        "auf",
        "at",
        "to",
        "near",
        "from",
        "vor",
        "through",
        "across",
        "outside",
    }
)


class Frame(References):
    """The phrases of a clause by role, and the actors they name.

    `words` are the clause's, in small letters, `preps` its prepositions; `hanging` and `joined` the
    phrases that hang on each phrase and those joined to it; `nominals` those that stand by
    themselves without a preposition.
    """

    def __init__(
        self,
        clause: Clause,
        phrases: list[Phrase],
        sentence: Sentence,
        discourse: Discourse,
        brother: Frame | None,
        parent: Frame | None,
        speaker: str = "",
    ) -> None:
        self.clause, self.phrases, self.sentence = clause, phrases, sentence
        self.discourse, self.brother = discourse, brother
        self.parent: Frame | None = parent
        self.speaker = speaker
        self.passive = clause.verbs.passive
        self._actors: dict[int, tuple[str, ...]] = {}
        self.hanging: dict[int, list[int]] = {}
        self.joined: dict[int, list[int]] = {}
        self.preps: set[str] = set()
        for k, phrase in enumerate(phrases):
            self.preps.add(phrase.prep)
            if phrase.of >= 0:
                self.hanging.setdefault(phrase.of, []).append(k)
            if phrase.joined >= 0:
                self.joined.setdefault(phrase.joined, []).append(k)
        self.nominals = nominals(phrases)
        self.subject = find_subject(clause, phrases, self.nominals, sentence)
        self.words = sentence.words_of(clause.tokens)
        self.children: list[Frame] = []
        if parent is not None:
            parent.children.append(self)

    # ---- phrases by role -------------------------------------------------------------------

    def role_phrases(self, role: str, noun: int = -1, *, strict: bool = False) -> list[int]:
        """The phrases that fill a role, best first; `noun` is the cue's phrase.

        `strict`: the noun is the whole cue, so only what hangs on it (or on nothing) counts.
        """
        if role == "subject":
            return [self.subject] if self.subject >= 0 else []
        if role == "object":
            return [k for k in self.nominals if k != self.subject and k != noun
                    and "a" in self.phrases[k].cases and not self._is_apposition(k)
                    and not self._is_title_of_subject(k)]  # fmt: skip
        if role == "dative":
            return [k for k in self.nominals if k != self.subject and k != noun
                    and "d" in self.phrases[k].cases
                    and not (self.phrases[k].det == "der" and self._is_apposition(k))]  # fmt: skip
        if role == "agent":
            if self.preps.isdisjoint(_AGENT):
                return []
            return [k for k, p in enumerate(self.phrases) if p.prep in _AGENT and self._is_free(p)]
        if role == "any":
            return [k for k in range(len(self.phrases)) if k != noun]
        if role not in self.preps:
            return []
        found = [k for k, p in enumerate(self.phrases) if p.prep == role and p.joined < 0
                 and (noun < 0 or p.of in (-1, noun) or self.phrases[p.of].of == noun
                      or (not strict and self._hangs_on_object(p)))]  # fmt: skip
        if strict and len(found) > 1:  # "sanctions on Togo over an attack on Uganda"
            found.sort(key=lambda k: self.phrases[k].start != self.phrases[noun].last)
        return found

    def _hangs_on_object(self, phrase: Phrase) -> bool:
        """ "Importe aus China mit Zöllen belegen": the object's, so the clause's."""
        other = self.phrases[phrase.of]
        return not other.prep and other.of < 0

    def _is_apposition(self, k: int) -> bool:
        """ "Macron, Gastgeber des Gipfels, mahnte": what stands behind a comma is no object."""
        start = self.phrases[k].start
        if k + 1 == self.subject and self.sentence.low[self.phrases[k].last] == ",":
            return True  # "Fiji's president, Jone Vula, said"
        if not k or not start or self.sentence.low[start - 1] != ",":
            return False
        return self.phrases[k - 1].last == start - 1

    def _is_title_of_subject(self, k: int) -> bool:
        """ "The ambassador to Mali, Jane Doe, asked": what stands before an English subject."""
        english = self.sentence.language.code == "en"
        return english and self.clause.kind == "main" and k < self.subject

    def _is_free(self, phrase: Phrase) -> bool:
        """ "von Rom" in "nach dem Besuch von Rom wurde er ..." belongs to the visit."""
        if phrase.of < 0:
            return True
        other = self.phrases[phrase.of]
        return not other.prep and other.of < 0

    def is_passive(self, at: int) -> bool:
        """True if the verb at token `at` is passive: "was forced to leave" leaves actively."""
        lexical = self.clause.verbs.lexical
        if self.sentence.language.code != "en" or not lexical or at <= lexical[0][1]:
            return self.passive
        low = self.sentence.low
        if "ger" in self.sentence.readings[at].kinds:
            return low[at - 1] == "being"  # "is believed to be backing" backs actively
        return low[at - 1] in ("be", "been", "being") or (low[at - 1] in ("and", "or"))

    def set_speaker(self, speaker: str) -> None:
        """The clause holds somebody's words: I, we, it, they may mean him."""
        self.speaker = speaker
        for k, phrase in enumerate(self.phrases):
            if phrase.pronoun:
                self._actors.pop(k, None)

    # ---- actors ----------------------------------------------------------------------------

    def fill(
        self,
        roles: Sequence[str],
        noun: int = -1,
        exclude: Collection[str] = (),
        *,
        strict: bool = False,
    ) -> tuple[str, ...]:
        """The actors of the first of these roles that names any."""
        for role in roles:
            if role == "others":
                found = self.discourse.both(exclude)
            elif role == "owner":
                found = self._owners(noun)
            elif role == "doer":
                found = self._doers(noun)
            else:
                found = self._filled(role, noun, exclude, strict)
            if found and exclude:
                found = tuple([code for code in found if code not in exclude])
            if found:
                return found
        return ()

    def parent_subject(self, exclude: Collection[str]) -> tuple[str, ...]:
        """The subject of the clause above, unless it is one of these."""
        above = self.parent
        return above.fill(("subject",), -1, exclude) if isinstance(above, Frame) else ()

    def agent_subject(self) -> tuple[str, ...]:
        """The actor that must be the subject of a verb of saying: one behind the verb if need be.

        "Die Annexion verurteilte Berlin": what stands first is what is condemned.
        """
        found = self.fill(("subject",))
        if found or self.subject < 0 or self.sentence.language.code != "de":
            return found
        first = self.phrases[self.subject]
        if first.det not in _UNMARKED or first.roles or first.actors or first.pronoun:
            return ()
        if self.clause.verbs.number == "p" and first.det not in _OFTEN_PLURAL:
            return ()
        for k in self.nominals:
            phrase = self.phrases[k]
            if self.clause.verbs.number == "p" and is_one_person(self.phrases, k, self.sentence):
                continue
            behind = phrase.head > self.clause.verbs.finite >= 0
            if behind and "n" in phrase.cases and k != self.subject and phrase.actors:
                return self.actors(k)
        return ()

    def _filled(
        self, role: str, noun: int, exclude: Collection[str], strict: bool
    ) -> tuple[str, ...]:
        if role == "speaker":
            return tuple(filter(None, self.speaker.split(";")))
        if role == "subject" and self.subject < 0:
            return self.borrowed_subject()
        for k in self.role_phrases(role, noun, strict=strict):
            found = self.actors(k, asked=role != "any")
            if found and not (exclude and set(found) <= set(exclude)):
                return found
        return ()

    def borrowed_subject(self) -> tuple[str, ...]:
        """The subject of the brother, or for an infinitive that of the clause above."""
        if self.brother is not None:
            return self.brother.fill(("subject",))
        if self.clause.kind == "rel" and self.clause.link == "that":
            return self._antecedent()
        if self.clause.kind in ("inf", "ptc") and self.parent is not None:
            return self.parent.fill(("subject",))
        return ()

    def _owners(self, noun: int) -> tuple[str, ...]:
        if noun < 0:
            return ()
        phrase = self.phrases[noun]
        codes = self._codes(phrase.owners) + self._possessor(phrase)
        codes += self._codes(phrase.actors) if not codes else ()
        for k in self.hanging.get(noun, ()):
            if self.phrases[k].prep not in ("auf", "gegen"):
                codes += self.actors(k, asked=True)
        for k, other in enumerate(self.phrases):  # "die von Paris verhängten Zölle"
            inside = phrase.first < other.start and other.last <= phrase.head
            if inside and other.prep in ("von", "durch"):
                codes += self.actors(k, asked=True)
        if not codes:
            codes = self._relative_owner(phrase)
        if not codes:
            for k, other in enumerate(self.phrases):
                near = other.start >= phrase.last and k - noun <= 2
                if other.prep in _OWNER and near and not self._brought_about(other):
                    codes += self.actors(k, asked=True)
                    if codes:
                        break
        return tuple(dict.fromkeys(codes))

    def _brought_about(self, phrase: Phrase) -> bool:
        """ "a truce brokered by Moscow": who brokered it is no party to it."""
        if phrase.prep != "by" or phrase.prep_at < 1:
            return False
        lemmas = self.sentence.readings[phrase.prep_at - 1].lemmas
        return not self.sentence.language.mediating.isdisjoint(lemmas)

    def _doers(self, noun: int) -> tuple[str, ...]:
        """ "Russian shelling of Kyiv": the adjective or genitive in front of the noun."""
        if noun < 0:
            return ()
        phrase = self.phrases[noun]
        codes = self._codes(phrase.owners) + self._possessor(phrase)
        return tuple(dict.fromkeys(codes or self._relative_owner(phrase)))

    def _relative_owner(self, phrase: Phrase) -> tuple[str, ...]:
        """ "ein Ultimatum, das Kim stellte": the subject of the relative clause right behind."""
        for frame in self.children:
            if frame.clause.kind == "rel" and 0 <= frame.clause.first - phrase.last <= 1:
                return frame.fill(("subject",)) if frame.subject_is_named() else ()
        return ()

    def subject_is_named(self) -> bool:
        """True if the subject is a phrase of its own, not a relative pronoun."""
        return self.subject >= 0 and self.phrases[self.subject].pronoun != "rel"

    def actors(self, k: int, *, asked: bool = True) -> tuple[str, ...]:
        """The codes that phrase k names, those joined to it included."""
        own = self._actors.get(k)
        if own is None:
            self._actors[k] = ()  # a pronoun must not find itself
            self._actors[k] = own = self._resolve(k)
        phrase = self.phrases[k]
        bare = phrase.roles and not (phrase.actors or phrase.owners or phrase.possessive)
        if bare and self.sentence.language.code == "de":
            found = self._apposition(k) or own
        else:
            found = own or self._apposition(k)
        for j in self.joined.get(k, ()):
            found += tuple([code for code in self.actors(j, asked=asked) if code not in found])
        if not asked and self._is_place(k):
            return ()
        return found

    def _apposition(self, k: int) -> tuple[str, ...]:
        """ "Jane Doe, britische Botschafterin": what stands behind the comma is the same."""
        phrase, low = self.phrases[k], self.sentence.low
        last, after = phrase.last, k + 1
        if after >= len(self.phrases):
            return ()
        while after < len(self.phrases) and self.phrases[after].of == k:
            last, after = self.phrases[after].last, after + 1  # "der Sprecher des Amts, ..."
        if phrase.pronoun or after >= len(self.phrases) or low[last : last + 1] != [","]:
            return ()
        other = self.phrases[after]
        beside = other.start == last + 1 and not other.prep
        kinds = {self.sentence.mentions[a].kind for a in other.actors}
        return self._resolve(after) if beside and kinds & {"office", "person"} else ()

    def places(self) -> tuple[str, ...]:
        """The first state that a phrase of place names ("in Kabul")."""
        for k in range(len(self.phrases)):
            if self._is_place(k):
                return self.actors(k)
        return ()

    def _is_place(self, k: int) -> bool:
        phrase = self.phrases[k]
        if phrase.prep not in _PLACE_PREPS:
            return False
        mention = self.sentence.mention(phrase.head)
        if phrase.owners and self.sentence.low[phrase.head] in ("capital", "hauptstadt"):
            return True  # "in the Sudanese capital"
        return mention is not None and mention.kind in ("capital", "state")
