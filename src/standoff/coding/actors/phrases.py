"""Phrases: an owner, a role and a name beside each other are one mention.

    owner + role            "Nordkoreas Machthaber", "the Russian foreign minister", "US-Armee"
    owner + role + name     "US-Präsident Donald Trump", "Moscow's envoy Max Sample"
    role + name             "Präsident Putin", "President Vladimir Putin of Russia"
    role + link + owner     "die Führung in Peking", "the leader of North Korea", "Präsident Irans"
    role + name of ruler    "Regierung Merkel", "the Trump administration"

An owner is whatever has a state or an organisation behind it. Adjectives and "former", "deputy"
may stand between owner and role; they change whom the role means. Everything else is its own
mention.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from standoff.coding.actors import names
from standoff.coding.actors.links import Links
from standoff.coding.actors.offices import Offices
from standoff.coding.actors.people import People
from standoff.coding.actors.senses import ADJECTIVAL, Atom, Role, is_attributive, role_of
from standoff.coding.actors.wordlists import status_words, word_list

__all__ = ["Found", "Reader"]


class Found(NamedTuple):
    """A mention in tokens, before offsets; `atoms` how many atoms it used."""

    first: int
    last: int
    code: str
    kind: str
    atoms: int


class Reader:
    """Reads the atoms of one text on one day; without a day, on the one that its persons tell."""

    def __init__(
        self, texts: Sequence[str], atoms: Sequence[Atom], offices: Offices, language: str,
        on: date | None,
    ) -> None:  # fmt: skip
        self._texts, self._atoms, self._language = texts, atoms, language
        self._begun = {atom.first for atom in atoms}
        self._people = People(texts, atoms, offices, language, on)
        self._links = Links(texts, atoms, self._people, language)

    def read(self) -> list[Found]:
        """All mentions in order."""
        found: list[Found] = []
        k = 0
        while k < len(self._atoms):
            phrase = self._phrase(k) or self._alone(k)
            if phrase is None:
                k += 1
                continue
            found.append(phrase)
            k += phrase.atoms
        return found

    def _alone(self, k: int) -> Found | None:
        atom = self._atoms[k]
        kind, code = atom.sense.kind, atom.sense.code
        if kind == "role":
            return Found(atom.first, atom.last, "", "role", 1) if atom.sense.ref.bare else None
        if kind in ("person", "surname"):
            person = self._people.person(atom.sense) or self._people.lone_ruler(atom)
            code, kind = (self._people.code(person), "person") if person else ("", "")
        elif kind == "modifier":
            code = self._people.codes(atom.sense.ref)
        if not code or kind == "block" or not self._people.counts(atom.sense):
            return None
        return Found(atom.first, atom.last, code, kind, 1)

    def _phrase(self, k: int) -> Found | None:
        atom = self._atoms[k]
        if atom.sense.kind == "compound":
            owner = self._people.owner(atom.sense.ref[0]) or self._people.ruled(*atom.sense.ref)
            return self._from_role(k, k, owner, atom.sense.ref[1]) if owner else None
        if atom.sense.kind == "role":
            return self._from_role(k, k, "", atom.sense.ref)
        if k + 1 < len(self._atoms) and is_attributive(atom, self._language):
            return self._owned(k)
        return None

    def _owned(self, k: int) -> Found | None:
        atom, after = self._atoms[k], self._atoms[k + 1]
        if after.sense.kind not in ("role", "compound"):
            return None
        bare = not atom.genitive and atom.sense.kind not in ADJECTIVAL
        if self._language == "de" and bare and atom.last != after.first:
            return None  # "Die Taliban griffen US-Soldaten an": a verb may stand between
        status = self._gap(atom.last, after.first)
        role = role_of(after.sense)
        assert role is not None
        if bare and self._is_where(k, role):
            return None
        owner = self._people.owner(atom.sense) or self._people.ruled(atom.sense, role)
        if status is None or not owner:
            return None
        if status:
            role = role._replace(status=status)
        return self._from_role(k, k + 1, owner, role)

    def _is_where(self, k: int, role: Role) -> bool:
        """ "In Paris Mr Blair said": where the man spoke, not whose he is."""
        first = self._atoms[k].first
        if self._language != "en" or not first or self._texts[first - 1] not in ("In", "in", "At"):
            return False
        named = self._next(k + 1)
        known = named is not None and named.sense.kind in ("person", "surname")
        return role.sort == "title" or known

    def _gap(self, start: int, end: int) -> str | None:
        """The status that words between owner and role give; None if they may not stand there."""
        if end - start > 2:
            return None
        status = ""
        statuses = status_words(self._language)
        for word in self._texts[start:end]:
            if word in statuses:
                status = statuses[word]
            elif not self._is_filler(word):
                return None
        return status

    def _is_filler(self, word: str) -> bool:
        if self._language == "en":
            return word.lower() in word_list("filler", "en")
        return len(word) > 4 and word.islower() and word.endswith(("e", "er", "en", "es", "em"))

    def _from_role(self, first: int, k: int, owner: str, role: Role) -> Found | None:
        """The phrase whose role is atom `k`; its owner, if any, begins at atom `first`."""
        k, role = self._role_chain(k, role)
        start, end = self._atoms[first].first, self._atoms[k].last
        role = self._as_introduced(role, start, k)
        used = k - first + 1
        after = self._next(k)
        if after and after.sense.kind in ("person", "surname"):
            found = self._with_person(start, used, owner, role, after)
            if found:
                return found if owner or found.kind == "office" else self._linked_person(found, k)
        if role.sort in ("person", "title"):
            stop = self._atoms[k + 1].first if k + 1 < len(self._atoms) else len(self._texts)
            if after and after.sense.kind == "surname" and self._is_first_name(after):
                stop, used = after.last + 1, used + 1
            name_end, name = names.unknown_name(self._texts, end, stop, self._language)
            if name:
                return self._with_name(start, name_end, used, owner, name)
        if owner:
            code, kind = self._people.role_code(owner, role)
            return Found(start, end, code, kind, used)
        return self._linked(start, end, used, role, k)

    def _as_introduced(self, role: Role, start: int, k: int) -> Role:
        """What the word before says: "former US president"; "die Machthaber" are several."""
        before = self._texts[start - 1].lower() if start else ""
        status = status_words(self._language).get(before)
        if status:
            return role._replace(status=status)
        several = before == "die" and self._texts[self._atoms[k].last - 1].endswith(("er", "en"))
        after = self._next(k)
        alone = after is None or after.sense.kind not in ("person", "surname")
        if self._language == "de" and several and role.sort == "person" and alone:
            return role._replace(sort="people", bare=True)
        return role

    def _role_chain(self, k: int, role: Role) -> tuple[int, Role]:
        """Roles in a row are one: "army spokesman" is a person with the army's suffix."""
        after = self._next(k)
        while after and after.sense.kind == "role" and after.sense.ref.sort != "title":
            inner = after.sense.ref
            role = inner._replace(
                suffix=role.suffix or inner.suffix,
                offices=() if role.sort == "body" else inner.offices,
                status=role.status or inner.status,
            )
            k += 1
            after = self._next(k)
        return k, role

    def _next(self, k: int) -> Atom | None:
        """The atom that begins where atom `k` ends."""
        if k + 1 < len(self._atoms) and self._atoms[k + 1].first == self._atoms[k].last:
            return self._atoms[k + 1]
        return None

    def _with_person(
        self, start: int, used: int, owner: str, role: Role, after: Atom
    ) -> Found | None:
        sense = after.sense
        if sense.kind == "surname" and self._is_first_name(after):
            return None
        if sense.kind == "person" or role.sort == "title":
            person = self._people.person(sense)
        else:
            person = self._people.by_role(role, sense.ref, owner)
        if person is None:
            return self._stranger(start, used, owner, role, after)
        if role.sort == "body":
            code, kind = self._people.role_code(owner or person.state, role)
            return Found(start, after.last, code, kind, used + 1)
        return Found(start, after.last, self._people.code(person), "person", used + 1)

    def _is_first_name(self, atom: Atom) -> bool:
        """ "Minister Abbas Karimi": a known surname before an unknown one (English only)."""
        if self._language != "en" or atom.genitive or atom.last in self._begun:
            return False
        end, _ = names.unknown_name(self._texts, atom.last, atom.last + 1, "en")
        return end > atom.last

    def _stranger(self, start: int, used: int, owner: str, role: Role, after: Atom) -> Found | None:
        """A bearer of a known surname whom we do not know: "US-Vermittler Kim" is USA_KIM."""
        word = self._texts[after.first]
        if after.genitive:
            word = word[:-2] if word[-2] in "'\u2019" else word[:-1]
        name = names.fold(word)
        if role.sort != "person" or not owner or not name or after.last != after.first + 1:
            return None
        return self._with_name(start, after.last, used + 1, owner, name)

    def _with_name(self, start: int, end: int, used: int, owner: str, name: str) -> Found:
        code = f"{owner.split(';')[0].split('_')[0]}_{name}" if owner else name
        return Found(start, end, code, "person", used)

    def _linked(self, start: int, end: int, used: int, role: Role, k: int) -> Found | None:
        """Role, then "of", "in", "aus", "der" ..., then the owner; or a bare role."""
        inner = self._spoken_for(k, role)
        if inner:
            code = inner.code.split("_", 1)[0] if inner.kind == "person" else inner.code
            return Found(start, inner.last, code, "office", used + inner.atoms)
        before = {word.lower() for word in self._texts[max(start - 2, 0) : start]}
        if before & word_list("possessive", self._language):
            return None  # "ihre Truppen aus dem Irak": they are hers already
        target, owner = self._links.owner_after(k, self._links.words_for(role))
        if target is not None:
            code, kind = self._people.role_code(owner, role)
            return Found(start, self._atoms[target].last, code, kind, used + 1)
        after = self._next(k)
        if after and after.genitive and after.sense.kind == "state" and self._language == "de":
            code, kind = self._people.role_code(after.sense.code, role)
            return Found(start, after.last, code, kind, used + 1)
        return None

    def _spoken_for(self, k: int, role: Role) -> Found | None:
        """ "Sprecher der israelischen Armee", "spokesman for Iran's government": inner one."""
        if role.role != "spokesperson" or k + 1 >= len(self._atoms):
            return None
        inner = self._atoms[k + 1]
        if inner.sense.kind == "role" or not self._links.joins(k, self._links.words_for(role)):
            return None
        return self._phrase(k + 1)

    def _linked_person(self, found: Found, k: int) -> Found:
        """ "President Vladimir Putin of Russia" takes the state along if it is his own."""
        end, code = self._links.owner_after(k + 1, word_list("link_name", self._language))
        if end is not None and code == found.code.split("_", 1)[0]:
            return found._replace(last=self._atoms[end].last, atoms=found.atoms + 1)
        return found
