"""Phrases: who and what stands around the verb, with preposition, case and actors.

    [mit] [den] [neuen] [Sanktionen]  [der] [USA]   [gegen] [Iran]
     prep  det   adj     head          genitive of   prep

Each phrase has a head (its last noun), the actors it names, and the actors it belongs to (its
owners): a genitive ("der Angriff Russlands"), a possessive name ("Kims Test"), an adjective
("russische Truppen"), or a phrase with von, aus, of, by behind it. Case is a set of letters out of
n, a, d, g as far as articles and pronouns tell.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Phrase", "Pronoun"]


@dataclass(slots=True)
class Phrase:
    """A phrase of a clause.

    first, last     tokens, end exclusive, without the preposition
    head            token of the head noun (or pronoun)
    prep            preposition, lower-case, empty without one
    det             article or pronoun in its place
    cases           letters of `nadg` that its form allows
    actors          indices of mentions that are the phrase itself
    owners          indices of mentions that it belongs to
    roles           mentions of bare roles ("der Machthaber") to be resolved
    pronoun         `m`, `f`, `n`, `p`, `1` (I, we), `both`, `one` (man), `rel`, `latter`
                    (der wies es zurück), empty if none
    possessive      `m`, `f`, `p`: sein, ihr, their in front of the head
    plural          several, as far as form tells
    of              the phrase it is a genitive of, as an index, or -1
    joined          the phrase it is joined to by und or and, as an index, or -1
    """

    first: int
    last: int
    head: int
    prep: str = ""
    det: str = ""
    cases: str = "nadg"
    actors: list[int] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    roles: list[int] = field(default_factory=list)
    pronoun: str = ""
    possessive: str = ""
    plural: bool = False
    of: int = -1
    joined: int = -1
    prep_at: int = -1

    @property
    def start(self) -> int:
        """The first token, preposition included."""
        return self.prep_at if self.prep_at >= 0 else self.first


Pronoun = str
