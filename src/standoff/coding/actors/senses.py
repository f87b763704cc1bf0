"""What a word form can mean: the small immutable objects that the tables are turned into."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

__all__ = [
    "ADJECTIVAL", "PLAIN_OWNERS", "Atom", "Government", "Person", "Role", "Sense", "Term",
    "codes_in", "group_codes", "is_attributive", "needs_context", "role_of",
]  # fmt: skip

#: Kinds of senses that may own a role as they stand, also behind it.
PLAIN_OWNERS = frozenset(("state", "capital", "organisation", "group", "house"))
ADJECTIVAL = frozenset(("adjective", "people", "plural_people"))


class Term(NamedTuple):
    """`person` held `office` of `owner` from `start` to `end` (both included, ends may touch)."""

    person: str
    owner: str
    office: str
    start: date
    end: date


class Person(NamedTuple):
    """A known person. `reign` replaces `code` while in office (each ruling Kim is PRK_KIM).

    `surname_class` says when the bare surname counts: `plain`, `shared` or `word` (see surnames).
    """

    code: str
    reign: str
    surname_class: str
    terms: tuple[Term, ...]

    @property
    def state(self) -> str:
        """The state or organisation in front of the code."""
        return self.code.split("_", 1)[0]


class Role(NamedTuple):
    """A role noun: the `offices` it may mean (tried in order), and what it is otherwise.

    `sort` is person, people, body or title; `suffix` the end of the code where no holder is
    known; `bare` whether it is an actor without its state; `status` "" or "former", "deputy",
    "elect".
    """

    role: str
    sort: str
    offices: tuple[str, ...]
    suffix: str
    bare: bool
    status: str = ""


class Government(NamedTuple):
    """Which office is head of state, head of government, and really leads."""

    head_of_state: str
    head_of_government: str
    top: str


class Sense(NamedTuple):
    """One meaning of a form; `ref` is a Role, a tuple of Persons, or the parts of a compound."""

    kind: str
    code: str
    ref: Any = None


class Atom(NamedTuple):
    """Tokens `first` to `last` (exclusive) read as `sense`; `genitive` if -s or 's was cut off."""

    first: int
    last: int
    sense: Sense
    genitive: bool


def needs_context(sense: Sense) -> bool:
    """True for a house whose word means something else where its state is not named."""
    return sense.kind == "house" and bool(sense.ref["context"])


def codes_in(sense: Sense) -> set[str]:
    """The codes a word vouches for by itself; an unmistakable surname vouches for its state."""
    if sense.kind in ("compound", "modifier"):
        parts = sense.ref[:1] if sense.kind == "compound" else sense.ref
        return set().union(*map(codes_in, parts))
    if sense.kind == "surname":
        return {person.state for person in sense.ref if person.surname_class == "plain"}
    return set() if needs_context(sense) else set(filter(None, sense.code.split(";")))


def group_codes(sense: Sense) -> set[str]:
    """The armed group a word means, or owns a role with."""
    parts = [sense] if sense.kind != "compound" else sense.ref[:1]
    return {part.code for part in parts if _is_group(part)}


def _is_group(sense: Sense) -> bool:
    """Also "Kurdish": adjectives that stand in our table of groups keep their row."""
    return sense.kind == "group" or (sense.kind == "adjective" and sense.ref is not None)


def role_of(sense: Sense) -> Role | None:
    """The role a word means or ends in."""
    if sense.kind == "role":
        return sense.ref
    return sense.ref[1] if sense.kind == "compound" else None


def is_attributive(atom: Atom, language: str) -> bool:
    """True for a word that may own the role behind it: an adjective, a genitive, "US", "Nato"."""
    kind = atom.sense.kind
    if kind in ADJECTIVAL or atom.genitive:
        return kind not in ("role", "compound", "modifier", "block")
    if kind in ("organisation", "group", "house"):
        return True
    return language == "en" and kind in (*PLAIN_OWNERS, "person", "surname")
