"""`Case`: the façade, the one place that knows the whole order.

    press -> coding -> record -> cycle, claims, game, forecast -> report

A case is a folder (see `folder`). Only its journal changes over time; every other answer is a
function of the journal, the case's files and its settings. Each method below is one step of the
order; what is long lives in the rooms or in a file of this room named after it.
"""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from standoff.case.cycle_side import CycleSide
from standoff.case.folder import CaseInfo, read_info, write_head
from standoff.case.looking_ahead import LookingAhead
from standoff.case.record_side import RecordSide
from standoff.case.tabulating import CaseTables
from standoff.case.typed import parse_dyad, require_same
from standoff.errors import CaseError, JournalDamaged
from standoff.files import name_of
from standoff.nouns import Article, Claim, Coding, Coverage, Event, Phases
from standoff.nouns.answers import FindingsAnswer, ForecastAnswer, ReadAnswer, ReportAnswer

if TYPE_CHECKING:
    from standoff.nouns.balance import Balance
    from standoff.record import Draft, Fold, Head, Journal, Record

__all__ = ["Case"]

Progress = Callable[[str], None]


def _silent(words: str) -> None:
    """No progress is wanted."""


class Case(CycleSide, RecordSide, LookingAhead, CaseTables):
    """A folder with a record in it; open one with `Case.open`, start one with `Case.create`."""

    def __init__(self, folder: Path, info: CaseInfo, journal: Journal) -> None:
        self.folder, self.info, self._journal = folder, info, journal

    # -- opening and starting -------------------------------------------------------------------

    @classmethod
    def open(cls, folder: str | Path) -> Case:
        """The case in `folder`; raises `CaseError` if there is none, `JournalDamaged` if its
        journal lacks entries that `case.toml` knows of."""
        from standoff.record import Journal

        folder = Path(folder)
        info = read_info(folder)
        journal = Journal.open(info.journal_address(folder), settings=info.settings)
        case = cls(folder, info, journal)
        case._check_head()
        return case

    @classmethod
    def create(
        cls,
        folder: str | Path,
        *,
        title: str | dict[str, str] = "",
        dyad: tuple[str, str] | None = None,
        start: date | None = None,
        end: date | None = None,
        journal: str = "",
    ) -> Case:
        """Start a case in `folder` (made if missing); raises `CaseError` if one is there.

        `journal` is the address of an empty PostgreSQL database instead of a file in the folder.
        """
        folder = Path(folder)
        name = name_of(folder.resolve())
        titles = title if isinstance(title, dict) else {"en": title or name}
        info = CaseInfo(id=name, title=titles, dyad=dyad, start=start, end=end)
        return cls.start(folder, msgspec.structs.replace(info, journal=journal or info.journal))

    @classmethod
    def start(cls, folder: Path, info: CaseInfo) -> Case:
        """Start a case that `info` describes; raises `CaseError` if one is there."""
        from standoff.case.starting import create_case

        journal = create_case(folder, info)
        return cls(folder, info, journal)

    @classmethod
    def demo(cls, name: str, folder: str | Path, *, progress: Progress = _silent) -> Case:
        """The bundled case `name`, copied into `folder`, read and coded."""
        from standoff.case.starting import demo_case

        return demo_case(cls, name, Path(folder), progress)

    def _check_head(self) -> None:
        seq, hash_ = self.info.head_seq, self.info.head_hash
        if not seq:
            return
        found = self._journal.hash_at(seq)
        if found != hash_:
            raise JournalDamaged(
                f"the journal {'ends before' if found is None else 'differs at'} entry {seq}, "
                "which case.toml knows of",
                where=str(self.folder),
                expected=f"an entry {seq} with hash {hash_[:16]}…",
                next="restore the journal from a copy; `standoff doctor --case DIR` checks it",
            )

    # -- reading --------------------------------------------------------------------------------

    @classmethod
    def read_into(
        cls,
        folder: str | Path,
        paths: Sequence[Path],
        *,
        published: date | None = None,
        outlet: str = "",
        language: str | None = None,
        undated: bool = False,
        dyad: str | None = None,
        journal: str = "",
        **places: Any,
    ) -> tuple[Case, ReadAnswer]:
        """Read articles into the case in `folder`, starting it if there is none (see `create`).

        All files are read before anything is written, so a bad one leaves nothing behind. `places`
        are `jobs`, `cluster` and `progress` of `add`.
        """
        from standoff.case.folder import CASE_FILE
        from standoff.press import read_files

        folder = Path(folder)
        exists = (folder / CASE_FILE).is_file()
        settings = read_info(folder).settings if exists else CaseInfo(id="", title={}).settings
        pair = parse_dyad(dyad) if dyad else None
        if exists:
            require_same(folder, read_info(folder), pair, journal)
        articles = read_files(
            paths,
            published=published,
            outlet=outlet,
            language=language,
            undated=undated,
            settings=settings,
        )
        if exists:
            case, started = cls.open(folder), False
        else:
            case, started = cls._open_or_start(folder, pair, journal)
        return case, msgspec.structs.replace(case.add(articles, **places), started=started)

    @classmethod
    def _open_or_start(
        cls, folder: Path, dyad: tuple[str, str] | None, journal: str
    ) -> tuple[Case, bool]:
        """The case in `folder`, and whether this call started it; another may do so meanwhile."""
        from standoff.case.starting import await_case

        try:
            return cls.create(folder, dyad=dyad, journal=journal), True
        except CaseError:
            if journal:
                raise
            await_case(folder)
            return cls.open(folder), False

    def read(self, paths: Sequence[Path], *, published: date | None = None) -> ReadAnswer:
        """Read articles into this case and propose codings for them."""
        from standoff.press import read_files

        return self.add(read_files(paths, published=published, settings=self.info.settings))

    def add(self, articles: Sequence[Article], **places: Any) -> ReadAnswer:
        """Add articles that are not in the record yet, with the codings the rules propose.

        A text that is there already from the same outlet is known, whatever date it is given now.
        `jobs`, `cluster` and `progress(done, of)` as `standoff.case.adding.add_articles`.
        """
        from standoff.case.adding import add_articles

        return add_articles(self, articles, **places)

    def append(self, entries: Sequence[Draft]) -> None:
        """Append entries to the journal and note its new head in `case.toml`."""
        if not entries:
            return
        self._journal.append(entries)
        self._ends_at(self._note_head())

    def _note_head(self) -> Head:
        """Note the journal's last entry in `case.toml`.

        Of two writers the one whose entry came first may note it last; so each looks once more
        whether the journal has gone on, and the last to look notes the later entry.
        """
        noted, head = None, self._journal.head
        while noted != head:
            write_head(self.folder, head.seq, head.hash)
            noted, head = head, self._journal.head
        return head

    def forget(self, head: Head) -> None:
        """Let the record be folded anew: entries were put in or changed, the last is `head`."""
        self._ends_at(head)
        self.__dict__.pop("_fold", None)

    def _ends_at(self, head: Head) -> None:
        self.info = msgspec.structs.replace(self.info, head_seq=head.seq, head_hash=head.hash)
        self.__dict__.pop("record", None)

    # -- the record -----------------------------------------------------------------------------

    @cached_property
    def record(self) -> Record:
        """The record: a pure fold of the journal, brought up to date after each change."""
        return self._fold.catch_up(self._journal)

    @cached_property
    def _fold(self) -> Fold:
        from standoff.record import Fold

        return Fold(self.folder)

    def snapshot(self) -> Case:
        """The case with its record as it stands now, for work that is done meanwhile elsewhere."""
        self.record  # noqa: B018 - from here on it is kept
        other = copy.copy(self)
        other.__dict__.pop("_fold", None)
        return other

    @property
    def head_hash(self) -> str:
        """Hash of the journal's last entry."""
        return self._journal.head.hash

    def verify(self) -> Head:
        """Check every entry of the journal and every imported table that one vouches for.

        Raises `JournalDamaged` naming the entry or the file at fault.
        """
        self._journal.verify()
        if self.record.imports:
            from standoff.record.importing.imported import check_imports

            check_imports(self.folder, self.record.imports)
        return self._journal.head

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles of the record, in the order they were added."""
        return tuple(self.record.articles)

    @property
    def codings(self) -> tuple[Coding, ...]:
        """All codings that stand (not rejected), proposed or accepted."""
        return tuple(item.coding for item in self.record.codings if item.status != "rejected")

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        """What the record covers, as recorded; a case of articles alone has none."""
        return tuple(self.record.coverage)

    def events(self, *, proposed: bool = False, **selection: Any) -> tuple[Event, ...]:
        """Events of the record; only from accepted codings unless `proposed`.

        `selection` (who, whom, move, system, stance, start, end) keeps those that fit, as in
        `event_table`.
        """
        found = self.record.events(proposed=proposed)
        if selection:
            asked = self._asked(**{"stance": None, **selection})
            found = [event for event in found if asked.takes(event)]
        return tuple(found)

    @property
    def reviewed(self) -> tuple[int, int]:
        """(codings that a person has accepted, changed or rejected, all codings)."""
        return self.record.reviewed

    @property
    def accepted(self) -> tuple[int, int]:
        """(accepted codings, all codings); the accepted ones count."""
        return self.record.accepted

    def reviewed_count(self) -> str:
        """`10 of 12 codings reviewed: 8 accepted, 2 rejected`."""
        (done, total), accepted = self.reviewed, self.accepted[0]
        told = f"{done} of {total} codings reviewed"
        return f"{told}: {accepted} accepted, {done - accepted} rejected" if done else told

    def reviewed_line(self, *, proposed: bool) -> str:
        """One sentence for every output: how many of how many codings were reviewed."""
        own = dataclasses.replace(self.record, imports=())
        facts = sum(not event.evidence for event in own.events())
        rows = sum(kept.rows for batch in self.record.imports for kept in batch.tables)
        line = self.reviewed_count()
        if rows:
            line += f"; {rows} imported rows are kept (without press evidence)"
        if facts:
            told = "1 fact" if facts == 1 else f"{facts} facts"
            are = "is" if facts == 1 else "are"
            line += f"; {told} of the chronology {are} counted (without press evidence)"
        if proposed:
            return f"{line}; proposed codings ARE counted here."
        return f"{line}; proposed codings are not counted (--proposed counts them)."

    # -- the answers ----------------------------------------------------------------------------

    @cached_property
    def dyad(self) -> tuple[str, str]:
        """The two states of the case: from `case.toml`, else the pair most often coded."""
        from standoff.case.starting import commonest_pair

        return self.info.dyad or commonest_pair(self.codings)

    def period(self, *, proposed: bool = False) -> tuple[date, date]:
        """The case's period: from `case.toml`, else the span of its dated events."""
        if self.info.start and self.info.end:
            return self.info.start, self.info.end
        days = [
            day
            for event in self.events(proposed=proposed)
            for day in (event.when.earliest, event.when.latest)
            if day
        ]
        days += [article.published for article in self.articles if article.published]
        if not days:
            raise CaseError(
                "no dated event or article yet, so there is no period to look at",
                where=str(self.folder),
                next="`standoff read ARTICLE... --published DATE`, or set [period] in case.toml",
            )
        return self.info.start or min(days), self.info.end or max(days)

    def coverage_or_articles(self, *, proposed: bool = False) -> tuple[Coverage, ...]:
        """Recorded coverage; without any, the span of articles and imports is partly covered.

        An article of which nothing is reviewed covers nothing, unless proposals count, too.
        """
        from standoff.case.starting import (
            coverage_of_articles,
            coverage_of_imports,
            telling_articles,
        )

        if self.coverage:
            return self.coverage
        read = coverage_of_articles(telling_articles(self.record, proposed=proposed))
        return (*read, *coverage_of_imports(self.record.imports))

    def claims(
        self, *, proposed: bool = False, sensitivity: bool = False, progress: Progress = _silent
    ) -> FindingsAnswer:
        """The claims of `claims.toml`, tested on the record; see `case.claiming`."""
        from standoff.case.claiming import claims_of_case

        return claims_of_case(self, proposed=proposed, sensitivity=sensitivity, progress=progress)

    def test(
        self, claims: Sequence[Claim], *, proposed: bool = False, sensitivity: bool = False
    ) -> FindingsAnswer:
        """Claims made in Python, tested on the record; raises `BadValue` for a broken one."""
        from standoff.case.claiming import ask_claims

        return ask_claims(self, claims, proposed=proposed, sensitivity=sensitivity)

    def balance(self, actor: str, **options: Any) -> Balance:
        """Announcements against results by theatre; options as in `case.balancing`."""
        from standoff.case.balancing import balance_of_case

        return balance_of_case(self, actor, **options)

    def report(
        self,
        path: str | Path | None = None,
        *,
        language: str = "en",
        proposed: bool = False,
        start: date | None = None,
        end: date | None = None,
        findings: FindingsAnswer | None = None,
        forecasts: ForecastAnswer | None = None,
        progress: Progress = _silent,
    ) -> ReportAnswer:
        """Write the page of the case and say what it holds; see `page.page_of`."""
        from standoff.case.page import page_of
        from standoff.case.replacing import refuse_to_replace
        from standoff.report import write_page

        target = Path(path) if path else self.folder / "report.html"
        refuse_to_replace(target)
        page = page_of(
            self, language=language, proposed=proposed, start=start, end=end, findings=findings,
            forecasts=forecasts, progress=progress,
        )  # fmt: skip
        progress("Drawing the page ...")
        write_page(page, target)
        return ReportAnswer(
            page=str(target),
            case=self.info.id,
            articles=len(page.articles),
            codings=self.accepted[1],
            accepted=self.accepted[0],
            events=len(page.events),
            findings=len(page.findings),
            forecasts=len(page.forecasts),
            proposed_counted=proposed,
        )

    def rule_text(self, phases: Phases, language: str = "en") -> str:
        """How a month gets its label, in words."""
        return phases.rule_text.get(language) or phases.rule

    def own_file(self, name: str, what: str) -> Path:
        """The path of a file of the case; raises `CaseError` if it has none."""
        path = self.folder / name
        if not path.is_file():
            raise CaseError(f"this case has no {name}", where=str(self.folder), expected=what)
        return path
