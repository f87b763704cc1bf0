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

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from standoff.coding.dealings import Dealings
from standoff.coding.matter import Matter
from standoff.nouns.coding import state_of

__all__ = ["Discourse"]

_COLLECTIVE = ("_OPP", "_REB", "_MIL", "_PARL", "_COURT", "_POLICE", "_MFA", "_MOD", "_INTEL")
_FADE = 0.8
_STANDS_OUT = 1.4
_BY_FAR = 1.5
_PRESS = "_MEDIA"
_WATCHING = frozenset({"SOHR", "AMNESTY", "HRW", "ICRC", "MSF", "OSCE", "G20"})
_REACH = 4
_MUCH = 6
_FEMALE = (
    "ministerin", "präsidentin", "kanzlerin", "sprecherin", "chefin", "königin", "botschafterin",
)  # fmt: skip
_PERSONAL = frozenset({"person"})
_BODIES = frozenset({"state", "capital", "house", "office", "organisation", "group",
                     "plural_people"})  # fmt: skip


def _reports(code: str) -> bool:
    """True for the press and for those who watch a war from outside."""
    return code.endswith(_PRESS) or code in _WATCHING


@dataclass(slots=True)
class _Seen:
    """One mention in the running text."""

    code: str
    kind: str
    turn: int
    subject: bool


@dataclass
class Discourse(Dealings):
    """What the text has said so far about its actors."""

    synonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    matter: Matter = field(default_factory=Matter)
    weight: dict[str, float] = field(default_factory=dict)
    seen: list[_Seen] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    groups: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    teams: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    home: str = ""
    here: str = ""
    before_here: str = ""
    scene: str = ""
    women: set[str] = field(default_factory=set)
    speaker: str = ""
    speaker_turn: int = -9
    total: dict[str, int] = field(default_factory=dict)
    strangers: dict[str, str] = field(default_factory=dict)

    def next_sentence(self) -> None:
        """A new sentence begins: salience fades."""
        self.turn += 1
        self.before_here, self.here = self.here, ""
        for code in self.weight:
            self.weight[code] *= _FADE
        if len(self.seen) > 60:
            del self.seen[:-40]
        if len(self.groups) > 20:
            del self.groups[:-10]
        if len(self.teams) > 20:
            del self.teams[:-10]

    def note(self, code: str, kind: str, *, subject: bool = False, words: str = "") -> None:
        """An actor was mentioned, in these words."""
        for part in code.split(";"):
            self.weight[part] = self.weight.get(part, 0.0) + (2.0 if subject else 1.0)
            self.seen.append(_Seen(part, kind, self.turn, subject))
            self.total[state_of(part)] = self.total.get(state_of(part), 0) + 1
        for word in words.lower().split():
            self.words[word] = code
            if word.endswith(_FEMALE) and "_" in code:
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

    def he(self, exclude: Collection[str] = ()) -> str:
        """The person a singular pronoun means, or ""."""
        found = self._last(_PERSONAL | {"office"}, exclude)
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

    def both(self, exclude: Collection[str] = (), *, sure: bool = False) -> tuple[str, ...]:
        """The two most salient actors of different states; `sure`: a third must be far behind."""
        found: list[str] = []
        others = {state_of(code) for code in exclude}
        for code in self._ranked():
            if state_of(code) in others:
                continue
            if any(state_of(code) == state_of(other) for other in found):
                continue
            if len(found) == 2:
                behind = self.weight[found[1]] >= _STANDS_OUT * self.weight[code]
                return tuple(found) if behind or not sure else ()
            found.append(code)
        return tuple(found) if len(found) == 2 else ()

    def role(self, word: str, exclude: Collection[str] = (), *, person: bool = True) -> str:
        """The actor that a bare role means: who bore such a word before, else the most salient."""
        states = {state_of(code) for code in exclude}
        group = self.synonyms.get(word, (word,) if person else ())
        known = next((self.words[other] for other in group if other in self.words), "")
        if known and state_of(known) not in states:
            return known if person else state_of(known)
        if not person:
            return self._body(word, states)
        longer = next((name for name in self.words if name.endswith(word)), "")
        if longer and state_of(self.words[longer]) not in states:
            return self.words[longer]
        ranked = [code for code in self._ranked() if state_of(code) not in states]
        recent = [item.code for item in self.seen if self.turn - item.turn <= 1]
        persons = [code for code in ranked if "_" in code and not code.endswith(_COLLECTIVE)]
        persons = [code for code in persons if not self._bears_another(code, word)] or persons
        near = [code for code in persons if code in recent]
        ranked = near or persons or ranked
        return ranked[0] if ranked else ""

    def _bears_another(self, code: str, word: str) -> bool:
        """ "the prime minister" is nobody whom the text called a president."""
        borne = {other for other, bearer in self.words.items() if bearer == code}
        titles = borne & self.synonyms.keys()
        return bool(titles) and word in self.synonyms and titles.isdisjoint(self.synonyms[word])

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
        states = [state_of(code) for code in self._ranked() if state_of(code) not in others]
        if self.home and (self.home in states or not states):
            return self.home
        return next(iter(states), "")  # a dateline of whose state the text says nothing

    def is_group(self, code: str) -> bool:
        """True if this is an armed or political group."""
        return any(item.code == code and item.kind == "group" for item in self.seen)

    def knows(self, state: str) -> bool:
        """True if the text has named this state or somebody of it."""
        return any(state_of(code) == state for code in self.weight)

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

    def counterpart(self, codes: Collection[str]) -> str:
        """The most salient actor of another state than these, or "".

        It must stand out: an actor of a third state that is nearly as salient leaves it open,
        unless the text so far has said much more of one of them. The press and observers of a
        war only report.
        """
        states = {state_of(code) for code in codes}
        ranked = (code for code in self._ranked() if not _reports(code))
        others = [code for code in ranked if state_of(code) not in states]
        if not others or self.matter.is_of_one():
            return ""
        first = others[0]
        third = next((code for code in others if state_of(code) != state_of(first)), "")
        if not third or self.weight[first] >= _STANDS_OUT * self.weight[third]:
            return first
        counts = self._counts()
        here, there = (counts.get(state_of(code), 0) for code in (first, third))
        if max(here, there) >= 2 * min(here, there) + 1:
            return first if here > there else third
        return ""

    def parties(self, exclude: Collection[str] = ()) -> tuple[str, ...]:
        """The two states, named by now, of which the whole text says most: "beide Seiten"."""
        others = {state_of(code) for code in exclude}
        counts = self._counts()
        ranked = sorted(self.total.items(), key=lambda item: (-counts.get(item[0], 0), -item[1]))
        return tuple(state for state, _ in ranked if state and state not in others)[:2]

    def hub(self, codes: Collection[str]) -> str:
        """The state of another side than these of which the text says most by far, or ""."""
        own = {state_of(code) for code in codes}
        ranked = sorted(self._counts().items(), key=lambda item: -item[1])
        others = [(state, n) for state, n in ranked if state and state not in own]
        clear = len(others) == 1 or (len(others) > 1 and others[0][1] >= _BY_FAR * others[1][1])
        return others[0][0] if clear and others[0][1] > 1 else ""

    def is_of_one(self, codes: Collection[str]) -> bool:
        """True if the text is about the home of these: every other state is named a third as often.

        What they do there is no matter between states.
        """
        own = {state_of(code) for code in codes}
        mine = sum(n for state, n in self.total.items() if state in own)
        others = max((n for state, n in self.total.items() if state not in own), default=0)
        return mine >= _MUCH and mine >= 3 * others

    def is_of_two(self, codes: Collection[str]) -> bool:
        """True if the text is about these and one other state: a third is named half as often."""
        totals = sorted(self.total.values(), reverse=True)
        own = {state_of(code) for code in codes}
        return bool(own & set(self.parties())) and (len(totals) < 3 or totals[1] >= 2 * totals[2])

    def _counts(self) -> Mapping[str, int]:
        """How often each state is named in the whole text, or so far where that is not known."""
        return self.matter.named or self.total

    def last_subject(self, exclude: Collection[str] = ()) -> str:
        """The subject of the sentence before, or ""."""
        return self._last(_PERSONAL | _BODIES, exclude, subjects=True, reach=2, before=True)

    def _ranked(self) -> list[str]:
        ranked = sorted(self.weight.items(), key=lambda item: -item[1])
        return [code for code, weight in ranked if weight > 0.25]

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
        for item in self.seen:
            if item.kind not in kinds or item.code in exclude or self.turn - item.turn > reach:
                continue
            if (subjects and not item.subject) or (before and item.turn == self.turn):
                continue
            if best is None or (item.turn, item.subject) > (best.turn, best.subject):
                best = item
        return best.code if best else ""
