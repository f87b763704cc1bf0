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
from functools import cached_property
from typing import NamedTuple

from standoff.coding.actors import names
from standoff.coding.actors.dating import told_on
from standoff.coding.actors.offices import Offices, code_on
from standoff.coding.actors.senses import (
    Atom,
    Person,
    Role,
    Sense,
    codes_in,
    group_codes,
    needs_context,
    role_of,
)  # fmt: skip
from standoff.coding.actors.surnames import bearer, nearest
from standoff.coding.actors.wordlists import status_words, word_list

__all__ = ["Found", "Reader"]

_PLAIN_OWNERS = frozenset(("state", "capital", "organisation", "group", "house"))
# Fighters of an armed group are the group; those of a state are its rebels or its army.
_RANKS = frozenset(("rebels", "fighters", "military"))
# Which list of link words a role takes if not that of its sort: rulers sit "in" a capital, envoys
# come "aus" it, spokesmen speak "for" it.
_WHEREABOUTS = frozenset({"in", "im"})  # "Soldaten im Irak" may be anybody's
_LINKS = {"man": "man", "ruler": "body", "envoy": "envoy", "spokesperson": "voice"}
_ARTICLES = frozenset(("the", "a", "der", "die", "das", "dem", "den", "des", "ein", "eine"))
_ADJECTIVAL = frozenset(("adjective", "people", "plural_people"))


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
        self._texts, self._atoms, self._offices = texts, atoms, offices
        self._language, self._on = language, on
        self._begun = {atom.first for atom in atoms}
        codes = {code for a in atoms for code in codes_in(a.sense)}
        self._states = codes | {code.split("_", 1)[0] for code in codes}
        self._groups = {code for a in atoms for code in group_codes(a.sense)}
        if on is None:
            self._on = told_on(filter(None, self._people()))
        self._named = {person.code for person in self._people() if person}
        self._named |= self._titled()
        self._states |= {code.split("_", 1)[0] for code in self._named}

    def _people(self) -> list[Person | None]:
        """Those named in full."""
        return [self._person(a.sense) for a in self._atoms if a.sense.kind == "person"]

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

    def _titled(self) -> set[str]:
        """Codes of persons named by role and surname, such as "Präsident Bush"."""
        codes = set()
        for k, (before, atom) in enumerate(zip(self._atoms, self._atoms[1:], strict=False)):
            role = role_of(before.sense)
            beside = before.last == atom.first and atom.sense.kind == "surname"
            if beside and role and role.sort != "title":
                person = self._by_role(role, atom.sense.ref, self._owner_before(k))
                if person:
                    codes.add(person.code)
        return codes

    def _owner_before(self, k: int) -> str:
        """The owner in or right before the role of atom `k`."""
        if self._atoms[k].sense.kind == "compound":
            return self._owner(self._atoms[k].sense.ref[0])
        before = self._atoms[k - 1] if k else None
        beside = before is not None and before.last == self._atoms[k].first
        return self._owner(before.sense) if before and beside and self._attributive(before) else ""

    def _by_role(self, role: Role, bearers: tuple[Person, ...], owner: str) -> Person | None:
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

    # Simple mentions

    def _alone(self, k: int) -> Found | None:
        atom = self._atoms[k]
        kind, code = atom.sense.kind, atom.sense.code
        if kind == "role":
            return Found(atom.first, atom.last, "", "role", 1) if atom.sense.ref.bare else None
        if kind in ("person", "surname"):
            person = self._person(atom.sense) or self._lone_ruler(atom)
            code, kind = (code_on(person, self._on), "person") if person else ("", "")
        elif kind == "modifier":
            code = self._codes(atom.sense.ref)
        if not code or kind == "block" or not self._counts(atom.sense):
            return None
        return Found(atom.first, atom.last, code, kind, 1)

    def _counts(self, sense: Sense) -> bool:
        """A word such as "Congress" is a house only in a text that names its state."""
        return not needs_context(sense) or sense.code.split("_", 1)[0] in self._states

    def _person(self, sense: Sense) -> Person | None:
        if sense.kind == "person":
            return nearest(list(sense.ref), self._on)
        return bearer(sense.ref, self._named, self._states, self._on)

    def _ruler(self, sense: Sense) -> Person | None:
        """The bearer of a surname who leads a state on the day: "Kim" in "Trump-Kim-Gipfel"."""
        return next((p for p in sense.ref if self._offices.leads(p, self._on)), None)

    @cached_property
    def _on_affairs_of_state(self) -> bool:
        return not word_list("state_affairs", self._language).isdisjoint(self._texts)

    def _lone_ruler(self, atom: Atom) -> Person | None:
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

    def _ruled(self, owner: Sense, role: Role) -> str:
        """The state of whoever gives a government his name: "Kim-Regime", "Bush-Regierung"."""
        if owner.kind != "surname" or role.role != "government":
            return ""
        ruler = self._ruler(owner)
        return ruler.state if ruler else ""

    def _codes(self, parts: Sequence[Sense]) -> str:
        codes: list[str] = []
        for part in parts:
            if part.kind in ("person", "surname"):
                person = self._person(part) or (self._ruler(part) if len(parts) > 1 else None)
                codes.append(code_on(person, self._on) if person else "")
            else:
                codes.append(part.code)
        return ";".join(dict.fromkeys(filter(None, codes)))

    # Phrases

    def _phrase(self, k: int) -> Found | None:
        atom = self._atoms[k]
        if atom.sense.kind == "compound":
            owner = self._owner(atom.sense.ref[0]) or self._ruled(*atom.sense.ref)
            return self._from_role(k, k, owner, atom.sense.ref[1]) if owner else None
        if atom.sense.kind == "role":
            return self._from_role(k, k, "", atom.sense.ref)
        if k + 1 < len(self._atoms) and self._attributive(atom):
            return self._owned(k)
        return None

    def _owned(self, k: int) -> Found | None:
        atom, after = self._atoms[k], self._atoms[k + 1]
        if after.sense.kind not in ("role", "compound"):
            return None
        bare = not atom.genitive and atom.sense.kind not in _ADJECTIVAL
        if self._language == "de" and bare and atom.last != after.first:
            return None  # "Die Taliban griffen US-Soldaten an": a verb may stand between
        status = self._gap(atom.last, after.first)
        role = role_of(after.sense)
        assert role is not None
        owner = self._owner(atom.sense) or self._ruled(atom.sense, role)
        if status is None or not owner:
            return None
        if status:
            role = role._replace(status=status)
        return self._from_role(k, k + 1, owner, role)

    def _attributive(self, atom: Atom) -> bool:
        kind = atom.sense.kind
        if kind in _ADJECTIVAL or atom.genitive:
            return kind not in ("role", "compound", "modifier", "block")
        if kind in ("organisation", "group", "house"):
            return True
        return self._language == "en" and kind in (*_PLAIN_OWNERS, "person", "surname")

    def _owner(self, sense: Sense) -> str:
        if sense.kind in ("person", "surname"):
            person = self._person(sense)
            return person.state if person else ""
        return sense.code if self._counts(sense) else ""

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
            code, kind = self._resolve(owner, role)
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
            person = self._person(sense)
        else:
            person = self._by_role(role, sense.ref, owner)
        if person is None:
            return self._stranger(start, used, owner, role, after)
        if role.sort == "body":
            code, kind = self._resolve(owner or person.state, role)
            return Found(start, after.last, code, kind, used + 1)
        return Found(start, after.last, code_on(person, self._on), "person", used + 1)

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

    def _linked_person(self, found: Found, k: int) -> Found:
        """ "President Vladimir Putin of Russia" takes the state along if it is his own."""
        end, code = self._link_after(k + 1, word_list("link_name", self._language))
        if end is not None and code == found.code.split("_", 1)[0]:
            return found._replace(last=self._atoms[end].last, atoms=found.atoms + 1)
        return found

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
        target, owner = self._link_after(k, self._links_for(role))
        if target is not None:
            code, kind = self._resolve(owner, role)
            return Found(start, self._atoms[target].last, code, kind, used + 1)
        after = self._next(k)
        if after and after.genitive and after.sense.kind == "state" and self._language == "de":
            code, kind = self._resolve(after.sense.code, role)
            return Found(start, after.last, code, kind, used + 1)
        return None

    def _spoken_for(self, k: int, role: Role) -> Found | None:
        """ "Sprecher der israelischen Armee", "spokesman for Iran's government": inner one."""
        if role.role != "spokesperson" or k + 1 >= len(self._atoms):
            return None
        inner = self._atoms[k + 1]
        if inner.sense.kind == "role" or not self._linking(k, self._links_for(role)):
            return None
        return self._phrase(k + 1)

    def _linking(self, k: int, links: frozenset[str]) -> bool:
        """True if one or two link words and nothing else part atom `k` from the next."""
        between = self._texts[self._atoms[k].last : self._atoms[k + 1].first]
        return 1 <= len(between) <= 2 and all(word in links for word in between)

    def _links_for(self, role: Role) -> frozenset[str]:
        sort = "body" if role.sort == "body" else "person"
        links = word_list(f"link_{_LINKS.get(role.role, sort)}", self._language)
        if role.role == "military" and self._language == "de":
            return links - _WHEREABOUTS
        return links

    def _link_after(self, k: int, links: frozenset[str]) -> tuple[int | None, str]:
        if k + 1 >= len(self._atoms) or not self._linking(k, links):
            return None, ""
        after = self._atoms[k + 1]
        if after.sense.kind not in _PLAIN_OWNERS or not self._counts(after.sense):
            return None, ""
        return k + 1, after.sense.code

    def _resolve(self, owner: str, role: Role) -> tuple[str, str]:
        """Code and kind of a role with its owner, on the day."""
        state = owner.split("_", 1)[0]
        if ";" in owner or role.sort in ("people", "title"):
            return owner, "office"
        if role.sort == "person" and role.offices and not role.status:
            holder = self._offices.holder_of_role(role, state, self._on)
            if holder:
                return code_on(holder, self._on), "person"
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
