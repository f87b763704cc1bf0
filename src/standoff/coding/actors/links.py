"""Links: the owner of a role behind it, by a word such as "of", "in" or "aus".

Which words link depends on the role: rulers sit "in" a capital, envoys come "aus" it, spokesmen
speak "for" it. Nothing else may stand between, and only a state, a capital, an organisation, a
group or a house can own by a link. "Soldaten im Irak" may be anybody's, so an army takes no place.
"""

from __future__ import annotations

from collections.abc import Sequence

from standoff.coding.actors.people import People
from standoff.coding.actors.senses import PLAIN_OWNERS, Atom, Role
from standoff.coding.actors.wordlists import word_list

__all__ = ["Links"]

_WHEREABOUTS = frozenset({"in", "im"})
# Which list of link words a role takes if not that of its sort.
_LINKS = {"man": "man", "ruler": "body", "envoy": "envoy", "spokesperson": "voice"}


class Links:
    """The links between the atoms of one text."""

    def __init__(
        self, texts: Sequence[str], atoms: Sequence[Atom], people: People, language: str
    ) -> None:
        self._texts, self._atoms = texts, atoms
        self._people, self._language = people, language

    def words_for(self, role: Role) -> frozenset[str]:
        """The words that may link an owner to this role."""
        sort = "body" if role.sort == "body" else "person"
        links = word_list(f"link_{_LINKS.get(role.role, sort)}", self._language)
        if role.role == "military" and self._language == "de":
            return links - _WHEREABOUTS
        return links

    def joins(self, k: int, links: frozenset[str]) -> bool:
        """True if one or two link words and nothing else part atom `k` from the next."""
        between = self._texts[self._atoms[k].last : self._atoms[k + 1].first]
        return 1 <= len(between) <= 2 and all(word in links for word in between)

    def owner_after(self, k: int, links: frozenset[str]) -> tuple[int | None, str]:
        """The atom linked to atom `k` that may own its role, and its code; else (None, "")."""
        if k + 1 >= len(self._atoms) or not self.joins(k, links):
            return None, ""
        after = self._atoms[k + 1]
        if after.sense.kind not in PLAIN_OWNERS or not self._people.counts(after.sense):
            return None, ""
        return k + 1, after.sense.code
