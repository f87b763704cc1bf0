"""Role words: which actor a role means that does not say whose it is.

    the ruler, der Diktator  who bore such a word before, else the most salient person of this and
                             the last sentence that is not already in the clause; nobody whom the
                             text gave another title
    the army, die Polizei    the state that the sentence is in ("in Syrien") or the one before it,
                             else the dateline's, else the most salient one

Words that mean the same office ("Machthaber", "Diktator") are `synonyms`. Datelines are `home`,
places where something happens ("in Wien") are `here` while their sentence lasts.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import islice

from standoff.coding.discourse.mentions import Mentions
from standoff.nouns.coding import state_of

__all__ = ["RoleWords"]

_COLLECTIVE = ("_OPP", "_REB", "_MIL", "_PARL", "_COURT", "_POLICE", "_MFA", "_MOD", "_INTEL")
_FEMALE = (
    "ministerin", "präsidentin", "kanzlerin", "sprecherin", "chefin", "königin", "botschafterin",
)  # fmt: skip


@dataclass
class RoleWords(Mentions):
    """The words by which actors were called, and the places that the text is set in."""

    synonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    looked: dict[str, tuple[int, str]] = field(default_factory=dict)
    home: str = ""
    here: str = ""
    before_here: str = ""
    scene: str = ""

    def note_words(self, code: str, words: str) -> None:
        """An actor was called by these words."""
        for word in words.lower().split():
            self.words[word] = code
            if word in self.synonyms:
                self.titles[word] = code
            if "_" in code and word.endswith(_FEMALE):
                self.women.add(code)

    def at_place(self, code: str, *, dateline: bool = False) -> None:
        """This sentence is in a state ("in Syrien"), or the whole text is (a dateline)."""
        if dateline:
            self.home = state_of(code)
        else:
            self.here = self.scene = state_of(code)

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
