"""Mentions: who was named when and as what, and whom a pronoun means by that.

    he, er                 the person named last in this sentence as subject, else in the sentence
                           before (subjects first, then the first named), up to four sentences back
    sie (a woman)          the woman named last as subject, by her office ("Präsidentin")
    der (wies es zurück)   the person named last that was not subject
    it (English, subject)  the state, body or group that was subject of the sentence before
    they, sie              the last subject that is several actors, or a state, body or group
    the group, the body    the armed group, the organisation, the government named last

What a clause itself tells of its pronouns goes before (`frames.pronouns`). Somebody unknown is kept
as a mention without a code, so that "he" is not taken for whoever was named before him.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from standoff.coding.discourse.salience import Salience
from standoff.nouns.coding import state_of

__all__ = ["Mentions"]

_REACH = 4
_MOST = 60  # mentions; beyond it the oldest are dropped
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
class Mentions(Salience):
    """The mentions of the running text, the last one last; `turn` counts the sentences."""

    seen: list[_Seen] = field(default_factory=list)
    groups: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    teams: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    women: set[str] = field(default_factory=set)
    men: set[str] = field(default_factory=set)

    def forget(self) -> None:
        """Drop mentions that lie too far back for anything to mean them."""
        if len(self.seen) > _MOST:
            del self.seen[:-40]
        if len(self.groups) > 20:
            del self.groups[:-10]
        if len(self.teams) > 20:
            del self.teams[:-10]

    def mention(self, code: str, kind: str, *, subject: bool) -> None:
        """An actor was named."""
        self.add(code, 2.0 if subject else 1.0)
        self.seen.append(_Seen(code, kind, self.turn, subject))

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
