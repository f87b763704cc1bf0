"""`Case`: the façade, the one place that knows the whole order.

    press -> coding -> record -> cycle, claims, game, forecast -> report

A case is a folder (see `folder`). Only its journal changes over time; every other answer is a
function of the journal, the case's files and its settings. Each method below is one step of the
order; what is long lives in the rooms or in a file of this room named after it. What a case can do
besides is told by kind:

    journal_side   its journal, and the record folded from it
    contents       what is in it, how much is reviewed, what it covers
    tabulating     its tables
    record_side    events and merges, accounts, reviewers, exchange, citing
    cycle_side     phases, and the page of the cycle
    looking_ahead  forecasts, frozen ones, backtests
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from standoff.case.cycle_side import CycleSide
from standoff.case.folder import CaseInfo, read_info
from standoff.case.looking_ahead import LookingAhead
from standoff.case.record_side import RecordSide
from standoff.case.tabulating import CaseTables
from standoff.case.typed import parse_dyad, require_same
from standoff.errors import CaseError
from standoff.files import name_of
from standoff.nouns import Article, Claim, Phases
from standoff.nouns.answers import FindingsAnswer, ForecastAnswer, ReadAnswer, ReportAnswer

if TYPE_CHECKING:
    from standoff.nouns.balance import Balance

__all__ = ["Case"]

Progress = Callable[[str], None]


def _silent(words: str) -> None:
    """No progress is wanted."""


class Case(CycleSide, RecordSide, LookingAhead, CaseTables):
    """A folder with a record in it; open one with `Case.open`, start one with `Case.create`."""

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

    # -- the record -----------------------------------------------------------------------------

    def snapshot(self) -> Case:
        """The case with its record as it stands now, for work that is done meanwhile elsewhere."""
        self.record  # noqa: B018 - from here on it is kept
        other = copy.copy(self)
        other.__dict__.pop("_fold", None)
        return other

    # -- the answers ----------------------------------------------------------------------------

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
