"""`Pool`: what several coders say of the same texts, and where they disagree."""

from __future__ import annotations

from msgspec import Struct

from standoff.nouns.coding import Coding

__all__ = ["CoderPair", "Pool", "PooledStatement"]


class PooledStatement(Struct, frozen=True, kw_only=True):
    """One statement of a text as the coders have it, in the order of `Pool.coders`.

    `codings` share at least half of their characters pairwise (intersection over union), at most
    one a coder (its name is in `coding.coder`). `silent` names the coders that say nothing here,
    `differ` the columns in which the others differ: kind, type, source, target, move, stance.
    """

    codings: tuple[Coding, ...]
    silent: tuple[str, ...] = ()
    differ: tuple[str, ...] = ()


class CoderPair(Struct, frozen=True, kw_only=True):
    """How two coders agree: statements of `both`, of one only, and what agrees among both.

    `f1` is 2 both / (2 both + only_one + only_other), 0 where nobody says anything.
    """

    one: str
    other: str
    both: int
    only_one: int
    only_other: int
    same_type: int
    same_actors: int
    same_stance: int
    f1: float


class Pool(Struct, frozen=True, kw_only=True):
    """All statements of some articles; `agreed` are those that all coders state alike."""

    coders: tuple[str, ...]
    statements: tuple[PooledStatement, ...]
    agreed: int
    shared: int
    alone: int
    pairs: tuple[CoderPair, ...]
