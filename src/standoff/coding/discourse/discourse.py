"""Who is being talked about: pronouns, bare roles, "both sides", and actors left unsaid.

One rule for all, so that it can be stated and tested: **salience**. Every mention adds to its
actor's salience; each new sentence takes a fifth of it away; a subject counts double.

    sie (a woman)          the woman named last as subject, by her office ("Präsidentin")
    he, er                 the person last named in this sentence as subject, else in the sentence
                           before (subjects first, then the first named), up to four sentences back
    der (wies es zurück)   the person named last that was not subject
    it (English, subject)  the state, body or group that was subject of the sentence before
    they, sie              the last subject that is several actors, or a state, body or group
    the ruler, der Diktator  the actor who bore that role word before, else the most salient person
                           of this and the last sentence that is not already in the clause
    the army, die Polizei  the state that the sentence is in ("in Syrien") or the one before it,
                           else the dateline's, else the most salient one
    both sides, die beiden the two most salient actors of different states
    nobody named           source: the subject of the sentence before; target: the most salient
                           actor of another state (the counterpart), if it stands out from
                           those of third states

Datelines and places where something happens ("in Wien") do not count.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import islice

from standoff.coding.discourse.salience import Salience
from standoff.nouns.coding import state_of

__all__ = ["Discourse"]

_COLLECTIVE = ("_OPP", "_REB", "_MIL", "_PARL", "_COURT", "_POLICE", "_MFA", "_MOD", "_INTEL")
_REACH = 4
_FEMALE = (
    "ministerin", "präsidentin", "kanzlerin", "sprecherin", "chefin", "königin", "botschafterin",
)  # fmt: skip
_PERSONAL = frozenset({"person"})
_BODIES = frozenset({"state", "capital", "house", "office", "organisation", "group",
                     "plural_people"})  # fmt: skip


@dataclass(slots=True)
class _Seen:
    """One mention in the running text."""

    code: str
    kind: str
    turn: int
    subject: bool


@dataclass
class Discourse(Salience):
    """What the text has said so far about its actors."""

    synonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    seen: list[_Seen] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    looked: dict[str, tuple[int, str]] = field(default_factory=dict)
    groups: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    teams: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    home: str = ""
    here: str = ""
    before_here: str = ""
    scene: str = ""
    women: set[str] = field(default_factory=set)
    men: set[str] = field(default_factory=set)
    speaker: str = ""
    speaker_turn: int = -9
    strangers: dict[str, str] = field(default_factory=dict)

    def next_sentence(self) -> None:
        """A new sentence begins: salience fades."""
        self.turn += 1
        self.before_here, self.here = self.here, ""
        self.fade()
        if len(self.seen) > 60:
            del self.seen[:-40]
        if len(self.groups) > 20:
            del self.groups[:-10]
        if len(self.teams) > 20:
            del self.teams[:-10]

    def note(self, code: str, kind: str, *, subject: bool = False, words: str = "") -> None:
        """An actor was mentioned, in these words."""
        for part in code.split(";"):
            self.add(part, 2.0 if subject else 1.0)
            self.seen.append(_Seen(part, kind, self.turn, subject))
        for word in words.lower().split():
            self.words[word] = code
            if word in self.synonyms:
                self.titles[word] = code
            if "_" in code and word.endswith(_FEMALE):
                self.women.add(code)

    def stranger(self, name: str, *, office: bool, state: str = "") -> str:
        """The code of a person nobody listed; one who holds an office belongs to a state.

        Which one: the dateline's, the place of this sentence or the subject of the sentence
        before; where two of the three agree, that one, else the first that is known. It stays.
        """
        if name not in self.strangers and office:
            near = [self.home, self.here, state_of(self.last_subject())]
            state = state or max(filter(None, near), key=near.count, default="")
            if state:
                self.strangers[name] = f"{state}_{name}"
        return self.strangers.get(name, name)

    def note_stranger(self) -> None:
        """Somebody unknown was subject: pronouns that follow mean him, not who came before."""
        self.seen.append(_Seen("", "person", self.turn, True))

    def note_team(self, codes: tuple[str, ...]) -> None:
        """Several actors were named together as subject: "Finnland und Schweden"."""
        self.teams.append((self.turn, codes))

    def note_group(self, codes: tuple[str, ...]) -> None:
        """Several actors were subject together."""
        self.groups.append((self.turn, codes))

    def group_of(self, size: int) -> tuple[str, ...]:
        """ "the three countries": the last subject that was as many."""
        for turn, codes in reversed(self.groups):
            if len(codes) == size and self.turn - turn <= 2 * _REACH:
                return codes
        return ()

    def acted_with(self, code: str) -> tuple[str, ...]:
        """The last subject that was several actors, if this was one of them a moment ago."""
        for turn, codes in reversed(self.teams):
            if self.turn - turn <= _REACH and code in codes:
                return codes
        return ()

    def partner(self, codes: Collection[str]) -> tuple[str, ...]:
        """Whom these had to do with last, else their counterpart."""
        own = {state_of(code) for code in codes}
        if self.turn - self.pair_turn <= 1 and own & {state_of(code) for code in self.pair}:
            return tuple(code for code in self.pair if state_of(code) not in own)
        found = self.counterpart(codes)
        return (found,) if found else ()

    def spoke(self, code: str) -> None:
        """This actor was the last to speak."""
        self.speaker, self.speaker_turn = code, self.turn

    def he(self, exclude: Collection[str] = (), *, her: bool = False) -> str:
        """The person a singular pronoun means, or ""; no woman for "he", no man for `her`."""
        found = self._last(_PERSONAL | {"office"}, {*exclude, *(self.men if her else self.women)})
        if found or self._is_about_a_stranger():
            return found
        return self._last(_BODIES, exclude, subjects=True)

    def _is_about_a_stranger(self) -> bool:
        """Somebody unknown was the subject of this sentence or the one before."""
        near = [item for item in self.seen if self.turn - item.turn <= 1 and item.subject]
        return bool(near) and not near[-1].code

    def latter(self) -> str:
        """ "der wies es zurück": the person named last that was not subject, else the body."""
        for kinds in (_PERSONAL, _BODIES):
            for item in reversed(self.seen):
                near = self.turn - item.turn <= 1
                if item.kind in kinds and not item.subject and near and item.code:
                    return item.code
        return self.he()

    def she(self, exclude: Collection[str] = ()) -> str:
        """A feminine pronoun: a woman named last, a body that was subject, or a person."""
        for item in reversed(self.seen):
            if item.code in self.women and item.subject and item.code not in exclude:
                return item.code if self.turn - item.turn <= 1 else self._she(exclude)
        return self._she(exclude)

    def _she(self, exclude: Collection[str]) -> str:
        return self._last(_BODIES, exclude, subjects=True) or self._last(_PERSONAL, exclude)

    def it(self) -> str:
        """A neuter pronoun: the body or state that was subject of the sentence before."""
        found = self._last(_BODIES, (), subjects=True, reach=1)
        return found or self._last(_BODIES, (), reach=1, before=True)

    def they(self, exclude: Collection[str] = ()) -> tuple[str, ...]:
        """A plural pronoun."""
        for turn, codes in reversed(self.groups):
            if self.turn - turn <= 2 and not set(codes) & set(exclude):
                return codes
        found = self._last(_BODIES, exclude, subjects=True) or self._last(_BODIES, exclude)
        return (found,) if found else ()

    def role(self, word: str, exclude: Collection[str] = (), *, person: bool = True) -> str:
        """The actor that a bare role means: who bore such a word before, else the most salient."""
        states = {state_of(code) for code in exclude}
        group = self.synonyms.get(word, (word,) if person else ())
        known = next((self.words[other] for other in group if other in self.words), "")
        if known and state_of(known) not in states:
            return known if person else state_of(known)
        if not person:
            return self._body(word, states)
        longer = self._compound_of(word)
        if longer and state_of(self.words[longer]) not in states:
            return self.words[longer]
        ranked = [code for code in self.ranked() if state_of(code) not in states]
        recent = [item.code for item in self.seen if self.turn - item.turn <= 1]
        persons = [code for code in ranked if "_" in code and not code.endswith(_COLLECTIVE)]
        persons = [code for code in persons if not self._bears_another(code, word)] or persons
        near = [code for code in persons if code in recent]
        ranked = near or persons or ranked
        return ranked[0] if ranked else ""

    def _compound_of(self, word: str) -> str:
        """The first word so far that ends in this one, or ""; each word is looked at once."""
        at, found = self.looked.get(word, (0, ""))
        if not found and at < len(self.words):
            later = islice(self.words, at, None)
            found = next((name for name in later if name.endswith(word)), "")
            self.looked[word] = len(self.words), found
        return found

    def _bears_another(self, code: str, word: str) -> bool:
        """ "the prime minister" is nobody whom the text called a president."""
        group = self.synonyms.get(word)
        if group is None:
            return False
        titles = [title for title, bearer in self.titles.items() if bearer == code]
        return bool(titles) and not any(title in group for title in titles)

    def _body(self, word: str, others: set[str]) -> str:
        """A government, army or police without a name is that of the place spoken of.

        It is none of the `others`, whom the clause names beside it. In a text on the affairs of
        one state it is of that state.
        """
        if self.matter.is_of_one():
            mine = next(iter(self.matter.named), "")
            return "" if mine in others else mine
        place = next((s for s in (self.here, self.before_here) if s and s not in others), "")
        known = state_of(self.words.get(word, ""))
        if place or known:
            place = place or known
            return "BEL" if place == "EU" else place  # the police of Brussels
        states = [state_of(code) for code in self.ranked() if state_of(code) not in others]
        if self.home and (self.home in states or not states):
            return self.home
        return next(iter(states), "")  # a dateline of whose state the text says nothing

    def is_group(self, code: str) -> bool:
        """True if this is an armed or political group."""
        return any(item.code == code and item.kind == "group" for item in self.seen)

    def is_organisation(self, code: str) -> bool:
        """True if this is an organisation of states."""
        return any(item.code == code and item.kind == "organisation" for item in self.seen)

    def national(self, state: str) -> str:
        """The person of this state named last ("der Franzose"), or ""."""
        for item in reversed(self.seen):
            if item.kind == "person" and "_" in item.code and state_of(item.code) == state:
                return item.code if self.turn - item.turn <= _REACH else ""
        return ""

    def subject_here(self) -> str:
        """The state of the subject named last in this sentence."""
        for item in reversed(self.seen):
            if item.turn == self.turn and item.subject and item.code:
                return state_of(item.code)
        return ""

    def last_body(self) -> str:
        """The government, organisation or group named last."""
        return self._last(_BODIES, (), subjects=True) or self._last(_BODIES, ())

    def last_organ(self, exclude: Collection[str] = ()) -> str:
        """The organisation named last ("die Behörde", "das Gremium")."""
        return self._last(frozenset({"organisation"}), exclude, reach=3)

    def last_group(self, exclude: Collection[str] = ()) -> str:
        """The armed or political group named last."""
        return self._last(frozenset({"group"}), exclude, reach=30)

    def at_place(self, code: str, *, dateline: bool = False) -> None:
        """This sentence is in a state ("in Syrien"), or the whole text is (a dateline)."""
        if dateline:
            self.home = state_of(code)
        else:
            self.here = self.scene = state_of(code)

    def last_subject(self, exclude: Collection[str] = ()) -> str:
        """The subject of the sentence before, or ""."""
        return self._last(_PERSONAL | _BODIES, exclude, subjects=True, reach=2, before=True)

    def _last(
        self,
        kinds: frozenset[str],
        exclude: Collection[str],
        *,
        subjects: bool = False,
        reach: int = _REACH,
        before: bool = False,
    ) -> str:
        best: _Seen | None = None
        for item in reversed(self.seen):  # from the last one: turns only grow
            old = best is not None and item.turn < best.turn
            if old or self.turn - item.turn > reach:
                break
            if item.kind not in kinds or item.code in exclude:
                continue
            if (subjects and not item.subject) or (before and item.turn == self.turn):
                continue
            if best is None or item.subject >= best.subject:
                best = item
        return best.code if best else ""
