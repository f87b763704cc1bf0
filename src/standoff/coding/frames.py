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

from standoff.coding.discourse import Discourse
from standoff.coding.grammar.clauses import Clause
from standoff.coding.grammar.phrases import Phrase
from standoff.coding.grammar.sentence import Sentence
from standoff.nouns.coding import state_of

__all__ = ["Frame"]

_AGENT = ("von", "durch", "by")
_OWNER = ("von", "aus", "durch", "of", "by", "from", "seitens")
_PLACE_PREPS = frozenset(
    {"in", "nach", "aus", "bei", "an", "auf", "at", "to", "near", "from", "vor"}
)
_NAMES = frozenset({"person", "state"})


class Frame:
    """The phrases of a clause by role, and the actors they name."""

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
        self.discourse, self.brother, self.parent = discourse, brother, parent
        self.speaker = speaker
        self.passive = clause.verbs.passive
        self._actors: dict[int, tuple[str, ...]] = {}
        self._subject = self._find_subject()
        self.children: list[Frame] = []
        if parent is not None:
            parent.children.append(self)

    # ---- phrases by role -------------------------------------------------------------------

    def _nominals(self) -> list[int]:
        return [k for k, p in enumerate(self.phrases) if not p.prep and p.of < 0 and p.joined < 0]

    def _find_subject(self) -> int:
        if self.clause.kind in ("inf", "ptc"):
            return -1
        if self.clause.shares and self.clause.verbs.finite <= self.clause.first:
            return -1
        english = self.sentence.language.code == "en"
        able = [
            k
            for k in self._nominals()
            if "n" in self.phrases[k].cases
            and self.phrases[k].pronoun != "each"
            and not self._is_time(k)
        ]
        if not able:
            return -1
        if english:
            return self._english_subject(able)
        if self.clause.verbs.copula:
            return able[0]
        number = self.clause.verbs.number
        for k in able:
            if (self.phrases[k].cases == "n" and self.phrases[k].pronoun) or self._is_lord(k):
                return k
        if number == "s":
            single = [k for k in able if not (self._is_several(k) or self._looks_plural(k))]
            return single[0] if single else able[0]
        if number == "p" and len(able) > 1 and self._is_one_person(able[0]):
            several = [k for k in able if not self._is_one_person(k)]
            return several[0] if several else able[0]
        return able[0]

    def _english_subject(self, able: list[int]) -> int:
        verb = self.clause.verbs.finite
        if verb < 0 and self.clause.verbs.lexical:
            verb = self.clause.verbs.lexical[0][1]
        before = [k for k in able if self.phrases[k].head < verb]
        if before:
            return before[-1]
        return -1

    def _is_time(self, k: int) -> bool:
        word = self.sentence.low[self.phrases[k].head]
        return word in self.sentence.language.time_nouns

    def _is_several(self, k: int) -> bool:
        return self.phrases[k].pronoun == "p" or any(p.joined == k for p in self.phrases)

    def _is_lord(self, k: int) -> bool:
        """ "der Papst", "der Präsident": a man under the article "der" is nominative."""
        phrase = self.phrases[k]
        if phrase.det != "der":
            return False
        mentions = self.sentence.mentions
        low = self.sentence.low
        person = any(mentions[a].kind == "person" for a in phrase.actors)
        role = any(
            low[mentions[a].last - 1] not in self.sentence.language.bodies for a in phrase.roles
        )
        return (person or role) and not low[phrase.head].endswith("in")

    def _looks_plural(self, k: int) -> bool:
        """ "die Sanktionen": a plural noun by its ending."""
        phrase = self.phrases[k]
        word = self.sentence.low[phrase.head]
        return (
            phrase.det == "die"
            and word.endswith(("en", "ern", "eln", "nen"))
            and not phrase.actors
            and not phrase.roles
        )

    def _is_one_person(self, k: int) -> bool:
        phrase = self.phrases[k]
        if self._is_several(k):
            return False
        if phrase.pronoun in ("m", "one"):
            return True
        return any(self.sentence.mentions[a].kind == "person" for a in phrase.actors)

    @property
    def subject(self) -> int:
        """The subject phrase, or -1."""
        return self._subject

    def role_phrases(self, role: str, noun: int = -1) -> list[int]:
        """The phrases that fill a role, best first; `noun` is the cue's phrase."""
        if role == "subject":
            return [self._subject] if self._subject >= 0 else []
        if role == "object":
            return [k for k in self._nominals() if k != self._subject and k != noun
                    and "a" in self.phrases[k].cases]  # fmt: skip
        if role == "dative":
            return [k for k in self._nominals() if k != self._subject and k != noun
                    and "d" in self.phrases[k].cases]  # fmt: skip
        if role == "agent":
            return [k for k, p in enumerate(self.phrases) if p.prep in _AGENT]
        if role == "any":
            return [k for k in range(len(self.phrases)) if k != noun]
        return [k for k, p in enumerate(self.phrases) if p.prep == role and p.joined < 0]

    def set_speaker(self, speaker: str) -> None:
        """The clause holds somebody's words: I, we, it, they may mean him."""
        self.speaker = speaker
        for k, phrase in enumerate(self.phrases):
            if phrase.pronoun:
                self._actors.pop(k, None)

    # ---- actors ----------------------------------------------------------------------------

    def fill(
        self, roles: Sequence[str], noun: int = -1, exclude: Collection[str] = ()
    ) -> tuple[str, ...]:
        """The actors of the first of these roles that names any."""
        for role in roles:
            found = self._owners(noun) if role == "owner" else self._filled(role, noun, exclude)
            found = tuple(code for code in found if code not in exclude)
            if found:
                return found
        return ()

    def agent_subject(self) -> tuple[str, ...]:
        """The actor that must be the subject of a verb of saying: one behind the verb if need be.

        "Die Annexion verurteilte Berlin": what stands first is what is condemned.
        """
        found = self.fill(("subject",))
        if found or self._subject < 0 or self.sentence.language.code != "de":
            return found
        if self.phrases[self._subject].det in ("ein", "der", "kein") or self.clause.kind != "main":
            return ()
        for k in self._nominals():
            phrase = self.phrases[k]
            if (
                phrase.head > self.clause.verbs.finite >= 0
                and "n" in phrase.cases
                and k != self._subject
            ):
                return self.actors(k)
        return ()

    def _filled(self, role: str, noun: int, exclude: Collection[str]) -> tuple[str, ...]:
        if role == "subject" and self._subject < 0:
            return self._borrowed_subject()
        for k in self.role_phrases(role, noun):
            found = self.actors(k, asked=role not in ("any",))
            if found and not set(found) <= set(exclude):
                return found
        return ()

    def _borrowed_subject(self) -> tuple[str, ...]:
        """The subject of the brother, or for an infinitive that of the clause above."""
        if self.brother is not None:
            return self.brother.fill(("subject",))
        if self.clause.kind in ("inf", "ptc") and self.parent is not None:
            return self.parent.fill(("subject",))
        return ()

    def _owners(self, noun: int) -> tuple[str, ...]:
        if noun < 0:
            return ()
        phrase = self.phrases[noun]
        codes = self._codes(phrase.owners) + self._possessor(phrase)
        codes += self._codes(phrase.actors) if not codes else ()
        for k, other in enumerate(self.phrases):
            if other.of == noun and other.prep not in ("auf", "gegen"):
                codes += self.actors(k, asked=True)
        if not codes:
            codes = self._relative_owner(phrase)
        if not codes:
            for k, other in enumerate(self.phrases):
                if other.prep in _OWNER and other.start >= phrase.last and k - noun <= 2:
                    codes += self.actors(k, asked=True)
                    if codes:
                        break
        return tuple(dict.fromkeys(codes))

    def _relative_owner(self, phrase: Phrase) -> tuple[str, ...]:
        """ "ein Ultimatum, das Kim stellte": the subject of the relative clause right behind."""
        for frame in self.children:
            if frame.clause.kind == "rel" and 0 <= frame.clause.first - phrase.last <= 1:
                return frame.fill(("subject",)) if frame.subject_is_named() else ()
        return ()

    def subject_is_named(self) -> bool:
        """True if the subject is a phrase of its own, not a relative pronoun."""
        return self._subject >= 0 and self.phrases[self._subject].pronoun != "rel"

    def actors(self, k: int, *, asked: bool = True) -> tuple[str, ...]:
        """The codes that phrase k names, those joined to it included."""
        if k not in self._actors:
            self._actors[k] = ()  # a pronoun must not find itself
            self._actors[k] = self._resolve(k)
        found = self._actors[k]
        for j, other in enumerate(self.phrases):
            if other.joined == k:
                found += tuple(code for code in self.actors(j, asked=asked) if code not in found)
        if not asked and self._is_place(k):
            return ()
        return found

    def _is_place(self, k: int) -> bool:
        phrase = self.phrases[k]
        if phrase.prep not in _PLACE_PREPS:
            return False
        mention = self.sentence.mention(phrase.head)
        return mention is not None and mention.kind in ("capital", "state")

    def _resolve(self, k: int) -> tuple[str, ...]:
        phrase = self.phrases[k]
        if phrase.pronoun:
            return self._pronoun(k, phrase)
        codes = self._codes(phrase.actors)
        if not codes and phrase.roles:
            codes = self._roles(phrase)
        if not codes:
            owners = self._codes(phrase.owners) or self._possessor(phrase)
            codes = tuple(state_of(code) for code in owners)
        if not codes:
            codes = self._group_noun(phrase)
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

    def _roles(self, phrase: Phrase) -> tuple[str, ...]:
        owners = self._codes(phrase.owners) or self._possessor(phrase)
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
        found = self.discourse.role(word, self._others(), person=word not in language.bodies)
        return (found,) if found else ()

    def _others(self) -> set[str]:
        """The actors named in this clause so far."""
        return {
            code
            for k, phrase in enumerate(self.phrases)
            for code in (self._actors.get(k) or self._codes(phrase.actors))
        }

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
        if self._subject < 0 or self.phrases[self._subject] is phrase:
            return ()
        subject = self.phrases[self._subject]
        if subject.pronoun:
            return self._actors.get(self._subject, ())
        return self.actors(self._subject) if subject.actors else ()

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
            return self.discourse.both()
        return ()

    def _pronoun(self, k: int, phrase: Phrase) -> tuple[str, ...]:
        kind = phrase.pronoun
        if kind in ("n", "p") and self.speaker and k == self._subject:
            return tuple(self.speaker.split(";"))
        if kind == "1":
            return (self.speaker,) if self.speaker else ()
        if kind == "both":
            return self.discourse.both()
        if kind == "rel":
            return self._antecedent()
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
        before = [
            k for k, p in enumerate(self.parent.phrases) if p.last <= self.clause.first
        ]  # fmt: skip
        for k in reversed(before):
            if self.parent.phrases[k].of >= 0 and k == before[-1]:
                continue
            return self.parent.actors(k)
        return ()
