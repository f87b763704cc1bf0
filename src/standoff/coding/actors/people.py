"""People: whom the names of one text mean, on one day.

    "Wladimir Putin"      a person named in full; of several bearers the one in office
    "Präsident Bush"      a surname behind a role: one of its owner's own, named in full, in office
    "Kim tested it"       a shared surname alone: the ruler's of the day (on affairs of state)
    "Bush-Regierung"      a surname that gives a government its name: the state of that ruler
    "der US-Präsident"    a role with its owner: who held it on the day, else the office

Whether a bare surname counts at all depends on who and which states the text names (`surnames`), so
the whole text is looked at before the first answer. Without a day it is the one that the persons
named in full tell (`dating`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from standoff.coding.actors.dating import told_on
from standoff.coding.actors.offices import Offices, code_on
from standoff.coding.actors.senses import (
    Atom,
    Person,
    Role,
    Sense,
    codes_in,
    group_codes,
    is_attributive,
    needs_context,
    role_of,
)  # fmt: skip
from standoff.coding.actors.surnames import bearer, nearest
from standoff.coding.actors.wordlists import word_list

__all__ = ["People"]

# Fighters of an armed group are the group; those of a state are its rebels or its army.
_RANKS = frozenset(("rebels", "fighters", "military"))
_ARTICLES = frozenset(("the", "a", "der", "die", "das", "dem", "den", "des", "ein", "eine"))


class People:
    """Whom the atoms of one text mean on one day; without a day, on the one its persons tell."""

    def __init__(
        self, texts: Sequence[str], atoms: Sequence[Atom], offices: Offices, language: str,
        on: date | None,
    ) -> None:  # fmt: skip
        self._texts, self._atoms, self._offices = texts, atoms, offices
        self._language, self._on = language, on
        codes = {code for a in atoms for code in codes_in(a.sense)}
        self._states = codes | {code.split("_", 1)[0] for code in codes}
        self._groups = {code for a in atoms for code in group_codes(a.sense)}
        if on is None:
            self._on = told_on(filter(None, self._in_full()))
        self._named = {person.code for person in self._in_full() if person}
        self._named |= self._titled()
        self._states |= {code.split("_", 1)[0] for code in self._named}

    def _in_full(self) -> list[Person | None]:
        """Those named in full."""
        return [self.person(a.sense) for a in self._atoms if a.sense.kind == "person"]

    def _titled(self) -> set[str]:
        """Codes of persons named by role and surname, such as "Präsident Bush"."""
        codes = set()
        for k, (before, atom) in enumerate(zip(self._atoms, self._atoms[1:], strict=False)):
            role = role_of(before.sense)
            beside = before.last == atom.first and atom.sense.kind == "surname"
            if beside and role and role.sort != "title":
                person = self.by_role(role, atom.sense.ref, self._owner_before(k))
                if person:
                    codes.add(person.code)
        return codes

    def _owner_before(self, k: int) -> str:
        """The owner in or right before the role of atom `k`."""
        if self._atoms[k].sense.kind == "compound":
            return self.owner(self._atoms[k].sense.ref[0])
        before = self._atoms[k - 1] if k else None
        if before is None or before.last != self._atoms[k].first:
            return ""
        return self.owner(before.sense) if is_attributive(before, self._language) else ""

    def person(self, sense: Sense) -> Person | None:
        """Whom a full name or a bare surname means, if anybody."""
        if sense.kind == "person":
            return nearest(list(sense.ref), self._on)
        return bearer(sense.ref, self._named, self._states, self._on)

    def code(self, person: Person) -> str:
        """The person's code on the day."""
        return code_on(person, self._on)

    def by_role(self, role: Role, bearers: tuple[Person, ...], owner: str) -> Person | None:
        """The bearer a role and its owner mean: one of the owner's own, named in full, in office.

        Only an unmistakable surname overrules the owner: "US-Vermittler Kim" is no North Korean,
        "der serbische Führer Karadžić" is the Bosnian.
        """
        state = owner.split("_", 1)[0]
        own = [person for person in bearers if not state or _serves(person, state)]
        own = own or [person for person in bearers if person.surname_class == "plain"]
        named = [person for person in own if person.code in self._named] or own
        holders = [person for person in named if self._offices.held(person, role, self._on)]
        first = role._replace(offices=role.offices[:1])
        best = [person for person in holders if self._offices.held(person, first, self._on)]
        return nearest(best or holders or named, self._on)

    def counts(self, sense: Sense) -> bool:
        """A word such as "Congress" is a house only in a text that names its state."""
        return not needs_context(sense) or sense.code.split("_", 1)[0] in self._states

    def _ruler(self, sense: Sense) -> Person | None:
        """The bearer of a surname who leads a state on the day: "Kim" in "Trump-Kim-Gipfel"."""
        return next((p for p in sense.ref if self._offices.leads(p, self._on)), None)

    @cached_property
    def _on_affairs_of_state(self) -> bool:
        words = word_list("state_affairs", self._language)
        abroad = self._language == "de" and bool(self._states)
        return abroad or not words.isdisjoint(self._texts)

    def lone_ruler(self, atom: Atom) -> Person | None:
        """ "Kim tested a missile": a shared surname that stands alone is the ruler's of the day.

        Only in a text that speaks of affairs of state.
        """
        if atom.sense.kind != "surname" or not self._on_affairs_of_state:
            return None
        beside = [*self._texts[max(atom.first - 1, 0) : atom.first]]
        beside += self._texts[atom.last : atom.last + 1]
        if any(word[:1].isupper() or word.lower() in _ARTICLES for word in beside):
            return None
        ruler = self._ruler(atom.sense)
        return ruler if ruler and ruler.surname_class == "shared" else None

    def ruled(self, owner: Sense, role: Role) -> str:
        """The state of whoever gives a government his name: "Kim-Regime", "Bush-Regierung"."""
        if owner.kind != "surname" or role.role != "government":
            return ""
        ruler = self._ruler(owner)
        return ruler.state if ruler else ""

    def owner(self, sense: Sense) -> str:
        """The code that a role behind this word belongs to; of a person his state."""
        if sense.kind in ("person", "surname"):
            person = self.person(sense)
            return person.state if person else ""
        return sense.code if self.counts(sense) else ""

    def codes(self, parts: Sequence[Sense]) -> str:
        """The codes of the parts of a modifier ("Trump-Kim-Gipfel"), joined by `;`."""
        codes: list[str] = []
        for part in parts:
            if part.kind in ("person", "surname"):
                person = self.person(part) or (self._ruler(part) if len(parts) > 1 else None)
                codes.append(self.code(person) if person else "")
            else:
                codes.append(part.code)
        return ";".join(dict.fromkeys(filter(None, codes)))

    def role_code(self, owner: str, role: Role) -> tuple[str, str]:
        """Code and kind of a role with its owner, on the day."""
        state = owner.split("_", 1)[0]
        if ";" in owner or role.sort in ("people", "title"):
            return owner, "office"
        if role.sort == "person" and role.offices and not role.status:
            holder = self._offices.holder_of_role(role, state, self._on)
            if holder:
                return self.code(holder), "person"
        if not role.suffix:
            return owner, "office"
        if owner in self._groups and role.role in _RANKS:
            return owner, "group"
        return f"{state}_{role.status.upper()}{self._suffix(role, state)}", "office"

    def _suffix(self, role: Role, state: str) -> str:
        offices = self._offices.offices_of(role, state)
        return offices[0].upper() if offices and role.offices[0].startswith("@") else role.suffix


def _serves(person: Person, state: str) -> bool:
    return person.state == state or any(term.owner == state for term in person.terms)
