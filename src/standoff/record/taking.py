"""Taking entries in: what the journal has said so far, one method an entry kind.

    article   the first of an id stands; the same text entered twice is one
    coding    proposed again it replaces the earlier proposal until somebody decides on it
    verdict   joins those on its coding, if that was proposed
    fact      entered again under its id it is a correction, and the later one holds
    import    the same file in the same way is known; the first entry stands
    coverage, note   each is kept as it stands

Nothing is worked out here; `record.Fold` makes the record of what was taken.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from standoff.errors import BadValue, JournalError
from standoff.nouns import Article, Coding, Coverage, Event, Verdict
from standoff.record.entry import Entry, Head
from standoff.record.importing.batch import Import
from standoff.record.review import Reviewed

__all__ = ["Note", "Taken"]


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """Something a person set down, as it stands in the journal."""

    seq: int
    at: datetime
    by: str
    body: dict[str, Any]


class Taken:
    """What the entries taken so far say, in their order; `head` is the last of them.

    `stand` holds what is worked out of a coding, and loses it where a new entry speaks of it;
    `new_articles` are those taken since.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self.imports: dict[str, Import] = {}
        self.articles: dict[str, Article] = {}
        self.proposed: dict[str, Coding] = {}
        self.first: dict[str, tuple[int, datetime]] = {}
        self.verdicts: defaultdict[str, list[Verdict]] = defaultdict(list)
        self.facts: dict[str, Event] = {}
        self.coverage: list[Coverage] = []
        self.notes: list[Note] = []
        self.head = Head()
        self.stand: dict[str, Reviewed] = {}
        self.new_articles: set[str] = set()
        self._decoders = {
            kind: msgspec.json.Decoder(noun)
            for kind, noun in (
                ("article", Article), ("coding", Coding), ("verdict", Verdict), ("fact", Event),
                ("coverage", Coverage), ("note", dict[str, Any]), ("import", Import),
            )
        }  # fmt: skip

    def take(self, entry: Entry) -> None:
        """Take the entry behind the last one taken; raises `JournalError`."""
        try:
            noun = self._decoders[entry.kind].decode(entry.body)
        except (KeyError, msgspec.MsgspecError, BadValue) as fault:
            raise JournalError(
                f"entry {entry.seq} ({entry.kind}) cannot be understood: {fault}",
                next="update standoff if a newer version wrote it",
            ) from None
        getattr(self, f"_{entry.kind}")(noun, entry)
        self.head = Head(seq=entry.seq, hash=entry.hash)

    def _article(self, article: Article, entry: Entry) -> None:
        if article.id not in self.articles:
            self.articles[article.id] = article
            self.new_articles.add(article.id)

    def _coding(self, coding: Coding, entry: Entry) -> None:
        """A proposal made again replaces the earlier one until somebody decides on it."""
        if coding.id not in self.verdicts:
            self.proposed[coding.id] = coding
            self.stand.pop(coding.id, None)
        self.first.setdefault(coding.id, (entry.seq, entry.instant))

    def _verdict(self, verdict: Verdict, entry: Entry) -> None:
        if verdict.coding in self.proposed:
            self.verdicts[verdict.coding].append(verdict)
            self.stand.pop(verdict.coding, None)

    def _fact(self, fact: Event, entry: Entry) -> None:
        recorded = fact.recorded_at or entry.instant
        self.facts[fact.id] = msgspec.structs.replace(fact, recorded_at=recorded)

    def _coverage(self, coverage: Coverage, entry: Entry) -> None:
        self.coverage.append(coverage)

    def _note(self, body: dict[str, Any], entry: Entry) -> None:
        self.notes.append(Note(seq=entry.seq, at=entry.instant, by=entry.by, body=body))

    def _import(self, batch: Import, entry: Entry) -> None:
        """A file that is imported again in the same way is known; the first entry stands."""
        known = msgspec.structs.replace(batch, at=entry.instant, seq=entry.seq)
        self.imports.setdefault(batch.id, known)
