"""`Record`: what the journal amounts to, a pure fold of its entries (taken in by `taking`).

Read the entries in order and forget nothing: articles, proposed codings with all verdicts on them,
facts taken in from elsewhere, coverage, notes. The same entries give the same record, on any
machine and in any store. An article or coding that is entered twice is one; a fact entered again
under its id is a correction, and the later one holds. Imported data sets are read from the folder
of the case when their rows are asked for, and not before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from standoff.errors import BadValue, CaseError, JournalError
from standoff.nouns import Account, Article, Coding, Coverage, Event
from standoff.record.accounts import accounts_of
from standoff.record.agreement import Agreement, agreement_of
from standoff.record.conflicts import Conflict, conflicts_of
from standoff.record.entry import Entry, Head
from standoff.record.importing.batch import Import, events_of
from standoff.record.joining import Window
from standoff.record.journal import Journal
from standoff.record.merging import Merged, Report, merge_reports, tells_of_happening
from standoff.record.remembering import Remembered
from standoff.record.review import COUNTING, Reviewed, review
from standoff.record.rulings import rulings_of
from standoff.record.set_accounts import set_accounts_of
from standoff.record.taking import Note, Taken

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Fold", "Record"]


@dataclass(frozen=True)
class Record:
    """Everything that stands after the last entry, in the order of the journal."""

    articles: tuple[Article, ...] = ()
    codings: tuple[Reviewed, ...] = ()
    facts: tuple[Event, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    notes: tuple[Note, ...] = ()
    imports: tuple[Import, ...] = ()
    folder: Path | None = None
    recorded: dict[str, datetime] | None = None
    head: Head = field(default_factory=Head)
    memory: Remembered = field(default_factory=Remembered, compare=False, repr=False)

    @classmethod
    def of(cls, journal: Journal, folder: Path | None = None) -> Record:
        """The record of a journal; raises `JournalDamaged` at a bad entry.

        `folder` is where its imported tables lie.
        """
        return cls.from_entries(journal.entries(), folder)

    @classmethod
    def from_entries(cls, entries: Iterable[Entry], folder: Path | None = None) -> Record:
        """The record that entries, in order, amount to."""
        fold = Fold(folder)
        for entry in entries:
            fold.take(entry)
        return fold.record()

    @property
    def reviewed(self) -> tuple[int, int]:
        """(codings that a person has accepted, changed or rejected, all codings)."""
        return sum(item.status != "proposed" for item in self.codings), len(self.codings)

    @property
    def accepted(self) -> tuple[int, int]:
        """(codings accepted as proposed or changed, all codings)."""
        return sum(item.counts for item in self.codings), len(self.codings)

    @cached_property
    def article_by_id(self) -> dict[str, Article]:
        """The articles by their id."""
        return {article.id: article for article in self.articles}

    def events(self, *, proposed: bool = False) -> list[Event]:
        """Happenings, each once: facts and what accepted codings tell, by the rule of `merging`.

        With `proposed`, codings that nobody has decided on count too. Imported rows are facts;
        those that no report can join come last.
        """
        return list((self._with_proposed if proposed else self._accepted).events)

    def summaries(self, *, proposed: bool = False) -> list[Report]:
        """Reports that speak of several happenings at once and so tell of none in particular."""
        return list((self._with_proposed if proposed else self._accepted).summaries)

    def conflicts(self, *, proposed: bool = False) -> list[Conflict]:
        """Where the reports of one happening differ, and who said what."""
        return conflicts_of(self.events(proposed=proposed), self.codings)

    def accounts(
        self, *, as_of: date, proposed: bool = False, follow_days: int = 90
    ) -> list[Account]:
        """Pledges, moratoria, ultimatums and deadlines as they stood on `as_of`."""
        statuses = COUNTING + ("proposed",) * proposed
        return accounts_of(
            self.events(proposed=proposed),
            [item for item in self.codings if item.status in statuses],
            {article.id: article.published for article in self.articles},
            set_accounts_of(note.body for note in self.notes),
            as_of=as_of,
            follow_days=follow_days,
        )

    def agreement(self) -> list[Agreement]:
        """Krippendorff's alpha of the reviewers, field by field."""
        return agreement_of(self.codings, _texts(self.articles))

    @cached_property
    def _accepted(self) -> Merged:
        return self._merged(COUNTING)

    @cached_property
    def _with_proposed(self) -> Merged:
        return self._merged((*COUNTING, "proposed"))

    def _merged(self, statuses: tuple[str, ...]) -> Merged:
        rulings = rulings_of(note.body for note in self.notes)
        if not self.imports:
            items = self._telling(statuses)
            return self.memory.merged(statuses, self.facts, items, rulings, self._report)
        reports = list(self._reports(statuses))
        window = Window.of(reports, rulings)
        near = [event for event in self.imported if window.holds(event)]
        far = [event for event in self.imported if not window.holds(event)]
        merged = merge_reports([*self.facts, *near], reports, rulings)
        return msgspec.structs.replace(merged, events=(*merged.events, *far))

    def frame(self, *, proposed: bool = False) -> pl.DataFrame:
        """The rows of `events` as one table (see `tabulating.frames`).

        Imported rows that no report can join stay columns, so a million of them take a second.
        """
        from standoff.record.tabulating.frames import whole_frame

        reports = list(self._reports(COUNTING + ("proposed",) * proposed))
        rulings = rulings_of(note.body for note in self.notes)
        return whole_frame(self.facts, reports, rulings, self.imports, self._home)

    @property
    def _home(self) -> Path:
        if self.imports and self.folder is None:
            raise CaseError("imported rows need the folder of their case")
        return self.folder or Path()

    @cached_property
    def imported(self) -> tuple[Event, ...]:
        """Imported rows with a move as events without evidence, each id once.

        Raises `JournalDamaged` if a kept table is missing or changed. A table is quicker for
        counting: `importing.imported`.
        """
        home = self._home
        return tuple(event for batch in self.imports for event in events_of(home, batch))

    def _reports(self, statuses: tuple[str, ...]) -> Iterable[Report]:
        return map(self._report, self._telling(statuses))

    def _telling(self, statuses: tuple[str, ...]) -> Iterable[Reviewed]:
        """The codings that count and tell of a happening."""
        return (
            item
            for item in self.codings
            if item.status in statuses and tells_of_happening(item.coding)
        )

    def _report(self, item: Reviewed) -> Report:
        article = self.article_by_id.get(item.coding.article)
        return Report(
            id=item.id,
            coding=item.coding,
            published=article.published if article else None,
            text_hash=article.text_hash if article else item.coding.doc or item.id,
            reviewed=item.counts,
            recorded_at=(self.recorded or {}).get(item.id),
            seq=item.seq,
        )


def _texts(articles: Iterable[Article]) -> dict[str, str | None]:
    """Texts by article id, None where withheld."""
    return {one.id: None if one.withheld else one.text for one in articles}


class Fold(Taken):
    """The record while it is being read.

    A fold can be taken up again where the journal has grown: what stands of a coding is worked out
    anew only if a new entry speaks of it or of its article.
    """

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__(folder)
        self._memory = Remembered()

    def catch_up(self, journal: Journal) -> Record:
        """The record of `journal`, of which this fold has taken the first entries or none."""
        for entry in journal.entries(self.head.seq):
            self.take(entry)
        return self.record()

    def record(self) -> Record:
        """What the entries taken so far amount to."""
        return Record(
            articles=tuple(self.articles.values()),
            codings=self._codings(),
            facts=tuple(self.facts.values()),
            coverage=tuple(self.coverage),
            notes=tuple(self.notes),
            imports=tuple(self.imports.values()),
            folder=self.folder,
            recorded={id_: at for id_, (_, at) in self.first.items()},
            head=self.head,
            memory=self._memory,
        )

    def _codings(self) -> tuple[Reviewed, ...]:
        for id_, coding in self.proposed.items():
            if id_ not in self.stand or coding.article in self.new_articles:
                self.stand[id_] = self._reviewed(id_, coding)
        self.new_articles.clear()
        return tuple(self.stand[id_] for id_ in self.proposed)

    def _reviewed(self, id_: str, coding: Coding) -> Reviewed:
        article = self.articles.get(coding.article)
        verdicts, seq = self.verdicts.get(id_, ()), self.first[id_][0]
        try:
            text = None if article and article.withheld else article.text if article else ""
            return review(coding, verdicts, text, seq)
        except BadValue as fault:
            raise JournalError(
                f"a verdict on coding {id_} (entry {seq}) is void: {fault}"
            ) from None
