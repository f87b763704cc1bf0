"""Frames: who stands where around the verb of a clause.

A `Frame` answers for a role of the codebook (`subject`, `object`, `dative`, `agent`, `owner`,
`any`, or a preposition) which actors fill it; `slots` tells which phrases those are. The rules:

- a clause without a subject shares its brother's, an infinitive that of the clause above;
- the `owner` of a noun stands before it or hangs on it ("Russian shelling", "talks with Oslo"), or
  is the subject of the relative clause behind it;
- a phrase is its own actor, else the actor it belongs to: "russische Truppen" are Russia's; what
  stands behind a comma is the same ("Jane Doe, britische Botschafterin");
- a capital after in, nach, aus is a place, unless the codebook asks for that preposition.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from standoff.coding.discourse.discourse import Discourse
from standoff.coding.frames.references import References
from standoff.coding.grammar.clauses import Clause
from standoff.coding.grammar.phrases import Phrase
from standoff.coding.grammar.sentence import Sentence
from standoff.coding.grammar.subject import is_one_person

__all__ = ["Frame"]

# What may stand before a feminine or neuter noun in the accusative as in the nominative.
_OFTEN_PLURAL = ("die", "diese")
_UNMARKED = ("die", "das", "diese", "dieses", "eine", "ein", "keine", "kein", "")
_OWNER = ("von", "aus", "durch", "of", "by", "from", "seitens")


class Frame(References):
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
        super().__init__(clause, phrases, sentence)
        self.discourse, self.brother = discourse, brother
        self.parent: Frame | None = parent
        self.speaker = speaker
        self._actors: dict[int, tuple[str, ...]] = {}
        self.children: list[Frame] = []
        if parent is not None:
            parent.children.append(self)

    def set_speaker(self, speaker: str) -> None:
        """The clause holds somebody's words: I, we, it, they may mean him."""
        self.speaker = speaker
        for k, phrase in enumerate(self.phrases):
            if phrase.pronoun:
                self._actors.pop(k, None)

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
            suffers = self.phrases[k].prep == "von" and bool(phrase.owners)
            if self.phrases[k].prep not in ("auf", "gegen") and not suffers:
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
