"""`Coding`: one statement of a text, tied to the exact characters that say so."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import lru_cache
from typing import NoReturn

from msgspec import Struct

from standoff.errors import BadValue
from standoff.nouns.vocabulary import KINDS, MOVE_PLOVER, PLOVER_TYPES, STANCES, SYSTEMS
from standoff.nouns.when import When, check_range

__all__ = ["CODING_COLUMNS", "Coding", "Evidence", "actor_set", "state_of"]

CODING_COLUMNS = (
    "doc", "start", "end", "text", "kind", "source", "target", "move", "plover", "stance",
    "earliest", "latest", "said", "speaker", "number", "rule", "confidence", "system", "terms",
    "place",
)  # fmt: skip


@lru_cache(maxsize=10_000)
def actor_set(codes: str) -> frozenset[str]:
    """The actor codes of a `source` or `target` field ("USA;PRK" -> {"USA", "PRK"})."""
    return frozenset(code.strip() for code in codes.split(";") if code.strip())


@lru_cache(maxsize=20_000)
def state_of(code: str) -> str:
    """The state or organisation behind an actor code ("USA_TRUMP" -> "USA")."""
    return code.split("_", 1)[0]


class Evidence(Struct, frozen=True, kw_only=True):
    """Where in which article the words stand: `article.text[start:end] == quote`."""

    article: str
    start: int
    end: int
    quote: str


def _refuse(what: str, expected: str) -> NoReturn:
    raise BadValue(what, where="coding", expected=expected)


class Coding(Struct, frozen=True, kw_only=True):
    """One coded statement; the attributes are the columns of the csv contract.

    `start` and `end` count code points, end exclusive. `article` is the article's id (empty when
    a text was coded without a case), `coder` who proposed it (`rules`, `spacy:NAME`, `llm:URL`, a
    person). Raises `BadValue` for values outside the codebook.
    """

    doc: str = ""
    start: int
    end: int
    text: str
    kind: str
    source: str = ""
    target: str = ""
    move: str = ""
    plover: str = ""
    stance: str = "actual"
    earliest: date | None = None
    latest: date | None = None
    said: str = ""
    speaker: str = ""
    number: int | None = None
    rule: str = ""
    confidence: float = 1.0
    system: str = ""
    terms: str = ""
    place: str = ""
    article: str = ""
    coder: str = "rules"

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            _refuse(f"offsets {self.start}..{self.end}", "0 <= start < end")
        if len(self.text) != self.end - self.start:
            _refuse(
                f"text of {len(self.text)} characters at offsets {self.start}..{self.end}",
                "exactly the characters between the offsets",
            )
        if self.kind not in KINDS:
            _refuse(f"kind {self.kind!r}", f"one of {', '.join(KINDS)}")
        if self.stance not in STANCES:
            _refuse(f"stance {self.stance!r}", f"one of {', '.join(STANCES)}")
        if self.move and self.move not in MOVE_PLOVER:
            _refuse(f"move {self.move!r}", "a codebook move")
        if self.plover and self.plover not in PLOVER_TYPES:
            _refuse(f"plover {self.plover!r}", f"one of {', '.join(PLOVER_TYPES)} or nothing")
        if self.system and self.system not in SYSTEMS:
            _refuse(f"system {self.system!r}", f"one of {', '.join(SYSTEMS)} or nothing")
        if not 0.0 <= self.confidence <= 1.0:
            _refuse(f"confidence {self.confidence}", "0 to 1")
        if self.kind == "assessment" and (self.move or self.plover):
            _refuse("assessment with a move", "none")
        if self.kind != "assessment" and self.stance == "opinion":
            _refuse("opinion outside an assessment", "another stance")
        check_range(self.earliest, self.latest)

    @property
    def id(self) -> str:
        """Stable id: a hash of article, place in the text, kind, move, stance and coder."""
        key = (self.article or self.doc, self.start, self.end, self.kind, self.move, self.source,
               self.target, self.stance, self.coder)  # fmt: skip
        return hashlib.sha256("\x1f".join(map(str, key)).encode()).hexdigest()[:16]

    @property
    def evidence(self) -> Evidence:
        """The words and where they stand."""
        return Evidence(
            article=self.article or self.doc, start=self.start, end=self.end, quote=self.text
        )

    @property
    def when(self) -> When:
        """The dates between which it happened or is due."""
        return When(earliest=self.earliest, latest=self.latest, said=self.said)
