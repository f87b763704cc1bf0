"""Entries of the journal, and the chain of hashes that makes damage visible.

The journal is a list of entries that only grows. Each carries who wrote it, when, and one noun as
canonical JSON (keys sorted, no spaces, UTF-8). Its hash is

    SHA-256( canonical JSON of [hash of the entry before, seq, at, kind, by, body] )

so a changed entry no longer fits its own hash, and the hash of the last entry (the head) stands for
everything before it. This is the chain of Haber and Stornetta (1991), "How to time-stamp a digital
document", J. Cryptology 3. It shows accidents; against a forger who recomputes all hashes it helps
only if the head was published.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct

from standoff.errors import BadValue
from standoff.nouns import Article, Coding, Coverage, Event, Verdict

__all__ = [
    "KINDS", "Draft", "Entry", "Head", "article_entry", "canonical", "chain_hash", "coding_entry",
    "coverage_entry", "fact_entry", "note_entry", "stamp", "verdict_entry",
]  # fmt: skip

KINDS = ("article", "coding", "verdict", "fact", "coverage", "note", "import")


class Draft(Struct, frozen=True, kw_only=True):
    """An entry before it is written; the journal adds number, time and hash."""

    kind: str
    body: str
    by: str = ""


class Entry(Struct, frozen=True, kw_only=True):
    """A written entry. `seq` counts from 1 without gaps; `at` is UTC; `body` canonical JSON."""

    seq: int
    at: str
    kind: str
    by: str
    body: str
    hash: str

    @property
    def instant(self) -> datetime:
        """When it was written, in UTC."""
        return datetime.fromisoformat(self.at)

    def content(self) -> Any:
        """The body as plain objects."""
        return msgspec.json.decode(self.body)


class Head(Struct, frozen=True, kw_only=True):
    """The last entry's number and hash, which stand for the whole journal; 0 and "" if empty."""

    seq: int = 0
    hash: str = ""


def canonical(value: object) -> str:
    """Canonical JSON: sorted keys, no spaces; raises `BadValue` for what JSON cannot hold."""
    try:
        return msgspec.json.encode(value, order="sorted").decode("utf-8")
    except (TypeError, UnicodeEncodeError, RecursionError) as fault:
        raise BadValue(f"cannot be kept in the journal: {fault}", expected="Unicode text") from None


def chain_hash(before: str, seq: int, at: str, kind: str, by: str, body: str) -> str:
    """The hash of an entry that follows one with the hash `before` ("" for the first)."""
    chained = msgspec.json.encode((before, seq, at, kind, by, body))
    return hashlib.sha256(chained).hexdigest()


def stamp(instant: datetime | None = None) -> str:
    """An instant (now, if none) as entries write it: `2019-12-31T23:59:59.000000+00:00`."""
    return (instant or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="microseconds")


def _draft(kind: str, value: object, by: str) -> Draft:
    return Draft(kind=kind, body=canonical(value), by=by)


def article_entry(article: Article, *, by: str = "") -> Draft:
    """An article, with its text."""
    return _draft("article", article, by)


def coding_entry(coding: Coding, *, by: str = "") -> Draft:
    """A proposed coding; by default its coder is the one who writes it."""
    return _draft("coding", coding, by or coding.coder)


def verdict_entry(verdict: Verdict) -> Draft:
    """A person's decision on a coding."""
    return _draft("verdict", verdict, verdict.by)


def fact_entry(fact: Event, *, by: str = "") -> Draft:
    """A happening taken from elsewhere, without press evidence."""
    return _draft("fact", fact, by)


def coverage_entry(coverage: Coverage, *, by: str = "") -> Draft:
    """How complete the record is for a kind of event in a period."""
    return _draft("coverage", coverage, by)


def note_entry(note: dict[str, object], *, by: str = "") -> Draft:
    """Anything else a person sets down; `note["topic"]` says what it is about."""
    return _draft("note", note, by)
