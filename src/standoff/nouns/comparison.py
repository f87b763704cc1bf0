"""`Comparison`: what two articles share, and where they differ.

Everything in it points to the words: a `Passage` is a coded clause with its offsets. Only the coded
clause is quoted, never the article around it.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

__all__ = [
    "ActorRow",
    "ComparedArticle",
    "Comparison",
    "DateRow",
    "Difference",
    "LoneStatement",
    "Passage",
    "SharedEvent",
    "SharedQuote",
    "Tone",
    "ToneRow",
]


class ComparedArticle(Struct, frozen=True, kw_only=True):
    """An article without its text; `codings` is how many of its statements are compared."""

    id: str
    name: str
    title: str
    outlet: str
    published: date | None
    language: str
    codings: int


class Passage(Struct, frozen=True, kw_only=True):
    """Coded words: `article.text[start:end] == text`, in code points."""

    coding: str
    start: int
    end: int
    text: str
    kind: str
    stance: str
    speaker: str = ""


class Difference(Struct, frozen=True, kw_only=True):
    """A field on which the two differ; "" where one leaves it out."""

    field: str
    one: str
    other: str


class SharedEvent(Struct, frozen=True, kw_only=True):
    """A happening (or a count or deadline) that both tell, with the words of each."""

    kind: str
    move: str
    system: str
    source: str
    target: str
    earliest: date | None
    latest: date | None
    one: tuple[Passage, ...]
    other: tuple[Passage, ...]
    differ: tuple[Difference, ...]


class SharedQuote(Struct, frozen=True, kw_only=True):
    """Words of one speaker that both quote; `verbatim` if they share a run of quoted words."""

    speaker: str
    move: str
    verbatim: bool
    one: Passage
    other: Passage


class ActorRow(Struct, frozen=True, kw_only=True):
    """An actor, and in how many statements of each article it acts, is acted on, or speaks."""

    code: str
    name: str
    one: int
    other: int


class DateRow(Struct, frozen=True, kw_only=True):
    """Days that an article names, with its words for them; a row of both is a shared date."""

    earliest: date
    latest: date
    one: tuple[str, ...]
    other: tuple[str, ...]


class Tone(Struct, frozen=True, kw_only=True):
    """The tone of one article towards an actor.

    `warm` and `cold` count evaluative words outside quotations in the `sentences` that name the
    actor, `friendly` and `hostile` statements of something done or said to it. Both balances are
    (good - bad) / (good + bad), from -1 to 1; None where there is nothing of the kind.
    """

    sentences: int
    warm: int
    cold: int
    words: float | None
    friendly: int
    hostile: int
    treatment: float | None


class ToneRow(Struct, frozen=True, kw_only=True):
    """The tone of both towards one actor."""

    code: str
    name: str
    one: Tone
    other: Tone


class LoneStatement(Struct, frozen=True, kw_only=True):
    """A statement that only one of the two makes: what the other leaves out."""

    passage: Passage
    move: str
    system: str
    source: str
    target: str
    earliest: date | None
    latest: date | None


class Comparison(Struct, frozen=True, kw_only=True):
    """`standoff compare`: what two articles share and where they differ.

    `proposed` says how many of the compared codings nobody has reviewed (all, without a case).
    """

    one: ComparedArticle
    other: ComparedArticle
    events: tuple[SharedEvent, ...]
    quotes: tuple[SharedQuote, ...]
    actors: tuple[ActorRow, ...]
    dates: tuple[DateRow, ...]
    tone: tuple[ToneRow, ...]
    only_one: tuple[LoneStatement, ...]
    only_other: tuple[LoneStatement, ...]
    reprint: bool
    proposed: int
