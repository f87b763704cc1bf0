"""From tokens to atoms: the longest known form at every token, left to right.

A token that is not known as it stands is tried without its genitive ("Trumps", "Kim's"), as a
compound ("US-Präsident" is an owner and a role, "US-Sanktionen" a modifier, "Trump-Kim-Gipfel" a
modifier of two), with a status in front ("Ex-Präsident"), and in capitals ("TRUMP"). What a word
resolves to does not depend on its neighbours, so the answers are kept in a bounded cache.
"""

from __future__ import annotations

from collections.abc import Sequence

from standoff.coding.actors.forms import plain
from standoff.coding.actors.lexicon import Entry, Lexicon
from standoff.coding.actors.senses import Atom, Role, Sense
from standoff.coding.actors.wordlists import word_list
from standoff.coding.memo import Memo

__all__ = ["Scanner"]

_STATUS = {
    "Ex": "former", "ex": "former", "Alt": "former", "Altbundes": "former", "Vize": "deputy",
    "Interims": "acting", "Übergangs": "acting",
}  # fmt: skip
_OWNERS = frozenset(
    ("state", "capital", "surname", "person", "organisation", "group", "house", "people",
     "plural_people")
)  # fmt: skip
Found = tuple[Sequence[Entry], bool]


_FEW = 8
_ByNext = dict[str, list[tuple[int, Entry]]]


def _by_next_word(entries: Sequence[Entry]) -> _ByNext:
    """Entries with their places, by the word that must follow; those of one word under ""."""
    found: _ByNext = {}
    for place, entry in enumerate(entries):
        found.setdefault(entry[0][0] if entry[0] else "", []).append((place, entry))
    return found


def _place(item: tuple[int, Entry]) -> int:
    return item[0]


def _plain_words(texts: Sequence[str]) -> Sequence[str]:
    """The words with plain apostrophes and hyphens; most texts have no others."""
    return texts if plain(whole := "".join(texts)) == whole else [*map(plain, texts)]


class Scanner:
    """Finds atoms of one language; safe to share, since only its cache ever changes."""

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        self._lexicon, self._german = lexicon, language == "de"
        self._verbs = word_list("shouted", language)
        self._of_capitals = tuple(word_list("of_capitals", language))
        self._resolve = Memo(self._resolve_word, 50_000)
        self._following = {
            id(entries): _by_next_word(entries)
            for entries in lexicon.heads.values()
            if len(entries) > _FEW
        }

    def scan(self, texts: Sequence[str]) -> list[Atom]:
        """Non-overlapping atoms in order."""
        plains = _plain_words(texts)
        atoms: list[Atom] = []
        skip = 0
        known = [
            (i, found) for i, found in enumerate(map(self._resolve.__getitem__, texts)) if found
        ]
        for i, (entries, genitive) in known:
            if i < skip:
                continue
            text = texts[i]
            atom = self._longest(plains, i, entries, genitive)
            city = self._lexicon.of_cities.get(text)
            if city and atom and atom.sense is city and not self._is_of_politics(texts, i + 1):
                continue
            if atom and not (text in self._verbs and _shouted(texts, i)):
                atoms.append(atom)
                skip = atom.last
        return atoms

    def _is_of_politics(self, texts: Sequence[str], i: int) -> bool:
        """ "Moskauer Drohungen", but not "Moskauer Zirkus"."""
        return i < len(texts) and texts[i].lower().startswith(self._of_capitals)

    def _longest(
        self, texts: Sequence[str], i: int, entries: Sequence[Entry], genitive: bool
    ) -> Atom | None:
        whole = len(texts)
        for rest, sense in self._possible(entries, texts[i + 1] if i + 1 < whole else ""):
            if not rest:
                return Atom(i, i + 1, sense, genitive)
            end = i + 1 + len(rest)
            if genitive or end > whole or texts[end - 1][0] != rest[-1][0]:
                continue
            last = self._last_word(texts, i + 1, end, rest)
            if last is not None:
                return Atom(i, end, sense, last)
        return None

    def _possible(self, entries: Sequence[Entry], following: str) -> Sequence[Entry]:
        """Those of many entries that the next word leaves possible, in their order."""
        by_next = self._following.get(id(entries))
        if by_next is None:
            return entries
        found = by_next.get(following, ())
        base = self._without_genitive(following)
        if base != following:
            found = (*found, *(item for item in by_next.get(base, ()) if len(item[1][0]) == 1))
        bare = by_next.get("", ())
        return [entry for _, entry in sorted((*found, *bare), key=_place)]

    def _last_word(
        self, texts: Sequence[str], start: int, end: int, rest: tuple[str, ...]
    ) -> bool | None:
        """None if the words do not match, else whether the last one is a genitive."""
        if tuple(texts[start : end - 1]) != rest[:-1]:
            return None
        last = texts[end - 1]
        if last == rest[-1]:
            return False
        return True if self._without_genitive(last) == rest[-1] else None

    def _without_genitive(self, word: str) -> str:
        if word.endswith("'s"):
            return word[:-2]
        return word[:-1] if self._german and word.endswith("s") else word

    def _resolve_word(self, text: str) -> Found | None:
        heads = self._lexicon.heads
        if text in heads:
            return heads[text], False
        if not (text[0].isupper() or "-" in text):
            return None
        word = plain(text)
        if word in heads:
            return heads[word], False
        base = self._without_genitive(word)
        if base != word and base in heads and self._takes_genitive(base):
            return heads[base], True
        if "-" in word:
            sense = self._compound(word) or (self._compound(base) if base != word else None)
            return ([((), sense)], base != word and word.endswith("'s")) if sense else None
        fused = self._fused(word) if self._german else None
        if fused:
            return [((), fused)], False
        if len(word) > 2 and word.isupper():
            title = self._lexicon.single(word.title())
            if title and title.kind in _OWNERS:
                return [((), title)], False
        return None

    def _takes_genitive(self, base: str) -> bool:
        sense = self._lexicon.single(base)
        return sense is None or sense.kind not in ("adjective", "role")

    def _compound(self, word: str) -> Sense | None:
        parts = word.split("-")
        if parts[0] in _STATUS and len(parts) > 1:
            return self._with_status(_STATUS[parts[0]], "-".join(parts[1:]))
        for cut in range(len(parts) - 1, 0, -1):
            owner = self._part("-".join(parts[:cut]))
            if owner:
                return self._joined(owner, parts[cut:])
        return None

    def _part(self, word: str) -> Sense | None:
        sense = self._lexicon.single(word) or self._lexicon.single(word[:-1] + word[-1:].lower())
        return sense if sense and sense.kind in (*_OWNERS, "adjective") else None

    def _joined(self, owner: Sense, tail: list[str]) -> Sense | None:
        last = "-".join(tail)
        head = self._lexicon.single(last) or self._lexicon.single(last[:1].upper() + last[1:])
        if head and head.kind == "role":
            return Sense("compound", "", (owner, head.ref))
        if head and head.kind == "adjective" and owner.code:
            return Sense("adjective", f"{owner.code};{head.code}")
        owners = [owner, *filter(None, map(self._part, tail[:-1]))]
        return Sense("modifier", "", tuple(owners))

    def _fused(self, word: str) -> Sense | None:
        """ "Vizeaußenminister", "Altkanzler": a status written together with its role."""
        for prefix, status in _STATUS.items():
            if word.startswith(prefix):
                rest = word[len(prefix) :]
                return self._with_status(status, rest[:1].upper() + rest[1:])
        return None

    def _with_status(self, status: str, rest: str) -> Sense | None:
        sense = self._lexicon.single(rest) or self._compound(rest)
        if sense and sense.kind == "role":
            return Sense("role", "", sense.ref._replace(status=status))
        if sense and sense.kind == "compound":
            owner, role = sense.ref
            return Sense("compound", "", (owner, _marked(role, status)))
        return None


def _shouted(texts: Sequence[str], i: int) -> bool:
    """True beside another word in capitals: "THIS IS" in a headline is no militia."""
    beside = [*texts[max(i - 1, 0) : i], *texts[i + 1 : i + 2]]
    return any(word.isupper() and word.isalpha() for word in beside)


def _marked(role: Role, status: str) -> Role:
    return role._replace(status=status)
