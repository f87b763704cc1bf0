"""What a `Case` does with its record: events and merges, accounts, reviewers, exchange, citing.

`Case` inherits these methods; each hands over to the file of this room that holds the work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from standoff.nouns import Account, Article
from standoff.nouns.comparison import Comparison
from standoff.nouns.display import MarkedArticle, facts_html
from standoff.nouns.record_answers import (
    AccountsAnswer,
    AgreementAnswer,
    AttachAnswer,
    CiteAnswer,
    EventsAnswer,
    ExportAnswer,
    MergeAnswer,
)

if TYPE_CHECKING:
    from standoff.case.case import Case
    from standoff.record import Entry, Record

__all__ = ["RecordSide"]


class RecordSide:
    """The methods of `Case` on its record."""

    @property
    def _case(self) -> Case:
        return cast("Case", self)

    @property
    def article_by_id(self) -> dict[str, Article]:
        """The articles by their id."""
        record: Record = self._case.record
        return record.article_by_id

    # -- events and merges ----------------------------------------------------------------------

    def told(self, *, proposed: bool = False) -> EventsAnswer:
        """Every happening with all its reports, and where they conflict."""
        from standoff.case.events import events_of_case

        return events_of_case(self._case, proposed=proposed)

    def merge(self, one: str, other: str, *, by: str, why: str) -> MergeAnswer:
        """Rule that two events (or codings) tell of one happening; raises `BadValue`."""
        from standoff.case.events import rule_on

        return rule_on(self._case, "together", one, other, by=by, why=why)

    def part(self, one: str, other: str, *, by: str, why: str) -> MergeAnswer:
        """Rule that a report does not belong to an event (or another report)."""
        from standoff.case.events import rule_on

        return rule_on(self._case, "apart", one, other, by=by, why=why)

    def unrule(self, one: str, other: str, *, by: str, why: str) -> MergeAnswer:
        """Take back what was ruled on these two; the general rule decides again."""
        from standoff.case.events import rule_on

        return rule_on(self._case, "as_usual", one, other, by=by, why=why)

    # -- accounts and reviewers -----------------------------------------------------------------

    def accounts(
        self, *, as_of: date | None = None, proposed: bool = False, language: str = "en"
    ) -> AccountsAnswer:
        """Pledges, moratoria, ultimatums and deadlines, and what became of each by `as_of`."""
        from standoff.case.accounting import accounts_of_case

        return accounts_of_case(self._case, as_of=as_of, proposed=proposed, language=language)

    def settle(
        self,
        account: str,
        state: str,
        *,
        by: str,
        why: str,
        on: date | None = None,
        closed_by: str = "",
    ) -> Account:
        """Set the state of an account, with a reason; raises `BadValue`."""
        from standoff.case.accounting import settle

        return settle(self._case, account, state, by=by, why=why, on=on, closed_by=closed_by)

    def agreement(self) -> AgreementAnswer:
        """Krippendorff's alpha of all reviewers, field by field."""
        from standoff.case.accounting import agreement_of_case

        return agreement_of_case(self._case)

    # -- exchange and citing --------------------------------------------------------------------

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """The entries of the journal behind number `after`, in order."""
        return self._case._journal.entries(after)

    def restore(self, entries: Iterable[Entry]) -> None:
        """Write the entries of another journal into this empty one, hashes and all."""
        from standoff.case.folder import write_head

        case = self._case
        head = case._journal.restore(entries)
        write_head(case.folder, head.seq, head.hash)
        case.forget(head)

    def export(
        self,
        path: str | Path,
        form: str,
        *,
        proposed: bool = False,
        with_texts: bool = False,
        language: str = "en",
    ) -> ExportAnswer:
        """Write the case in one of the forms of `exporting`; raises `BadValue`, `NotWritten`."""
        from standoff.case.exporting import export_case

        answer, _ = export_case(
            self._case,
            form,
            Path(path),
            proposed=proposed,
            with_texts=with_texts,
            language=language,
        )
        return answer

    def attach(self, paths: Sequence[Path]) -> AttachAnswer:
        """Put withheld press texts back from files that hold them, each proved by its hash."""
        from standoff.case.attaching import attach_files

        return attach_files(self._case, paths)

    def put_texts_back(self, texts: Mapping[str, str]) -> int:
        """Attach withheld texts, by their hash, in the journal; returns how many."""
        from standoff.record.snapshot import drop_snapshot

        case = self._case
        attached = case._journal.attach(texts)
        if attached:
            drop_snapshot(case.folder)
            case.forget(case._journal.head)
        return attached

    def cite(self, part: str = "", *, language: str = "en") -> CiteAnswer:
        """How to cite the case, or one event or coding of it."""
        from standoff.case.citing import cite

        return cite(self._case, part, language=language)

    # -- articles side by side, and in a notebook -----------------------------------------------

    def compare(self, one: str, other: str, *, proposed: bool = True) -> Comparison:
        """What two articles of the case (by id, its beginning, or file) share, and what not."""
        from standoff.case.comparing import compare_in_case

        return compare_in_case(self._case, one, other, proposed=proposed)

    def marked(self, article: str) -> MarkedArticle:
        """An article with its standing codings, which a notebook shows with the words marked."""
        from standoff.case.comparing import article_named

        found = article_named(self._case, article)
        codings = [coding for coding in self._case.codings if coding.article == found.id]
        return MarkedArticle(
            article=found, codings=tuple(sorted(codings, key=lambda one: (one.start, one.end)))
        )

    def _repr_html_(self) -> str:
        case = self._case
        facts = (
            ("folder", case.folder),
            ("sides", " and ".join(case.info.dyad or ())),
            ("articles", len(case.articles)),
            ("events", len(case.record.events())),
            ("reviewed", case.reviewed_line(proposed=False)),
            ("head", f"entry {case.record.head.seq}, {case.head_hash[:16]}"),
        )
        return facts_html(case.info.title_in("en"), facts)
