"""The JSON answers of the commands that return more than one noun (`schemas` lists all answers)."""

from __future__ import annotations

from msgspec import Struct

from standoff.nouns.claim import Finding, PageOfTests
from standoff.nouns.coding import Coding
from standoff.nouns.forecast import Forecast
from standoff.nouns.game import ThenWhat
from standoff.nouns.ledger import Comparable
from standoff.nouns.pool import Pool

__all__ = [
    "CodedFiles",
    "DoctorAnswer",
    "FindingsAnswer",
    "ForecastAnswer",
    "ImportAnswer",
    "ReadAnswer",
    "ReportAnswer",
    "SettingRow",
    "TableAnswer",
]


class CodedFiles(Struct, frozen=True, kw_only=True):
    """`standoff code`: codings of articles without a case; `undated` names those without a date.

    `notes` are sentences on dropped proposals and cost; `pool` is there with several coders.
    """

    articles: int
    undated: tuple[str, ...]
    codings: tuple[Coding, ...]
    coders: tuple[str, ...] = ("rules",)
    notes: tuple[str, ...] = ()
    pool: Pool | None = None


class TableAnswer(Struct, frozen=True, kw_only=True):
    """`standoff table`: a table of a case, its rows as lists in the order of `columns`.

    `notes` say how much was reviewed and what is counted nowhere. With `--out` the rows are in
    `file` and not here.
    """

    kind: str
    columns: tuple[str, ...]
    rows: int
    notes: tuple[str, ...]
    file: str = ""
    data: tuple[tuple[str | int | float | bool | None, ...], ...] = ()


class ReadAnswer(Struct, frozen=True, kw_only=True):
    """`standoff read`: what was added to a case.

    `redated` are sentences on texts that are in the case already under another date; `unread` on
    added ones in which nothing was coded, since they are neither German nor English.
    """

    case: str
    started: bool
    added: int
    known: int
    codings: int
    articles: tuple[str, ...]
    head: str
    redated: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


class ImportAnswer(Struct, frozen=True, kw_only=True):
    """`standoff import`: what of a foreign file went into a case, all without evidence.

    `without_move` of the `events` are kept as rows but have no move of the codebook, so they count
    in tables only. `aside` rows could not be read; `aside_file` says which and why. `known` is True
    if the same file was imported before in the same way; then nothing changed. `untried` is True
    for a form that was built from its published column list and never met a real file.
    """

    case: str
    started: bool
    known: bool
    id: str
    events: int
    without_move: int
    series: int
    aside: int
    aside_file: str
    head: str
    untried: bool = False


class FindingsAnswer(Struct, frozen=True, kw_only=True):
    """`standoff claims`: findings, and what chance alone would make of so many tests (`page`)."""

    findings: tuple[Finding, ...]
    tests: int
    accepted: int
    codings: int
    proposed_counted: bool
    page: PageOfTests | None = None


class ForecastAnswer(Struct, frozen=True, kw_only=True):
    """`standoff forecast`: one forecast a question, and the game's answer beside them.

    `comparables` are the challenger's ultimatums of the past with what followed.
    """

    forecasts: tuple[Forecast, ...]
    then_what: ThenWhat | None
    comparables: tuple[Comparable, ...] = ()
    accepted: int
    codings: int
    proposed_counted: bool


class ReportAnswer(Struct, frozen=True, kw_only=True):
    """`standoff report` and `standoff demo`: where the page is."""

    page: str
    case: str
    articles: int
    codings: int
    accepted: int
    events: int
    findings: int
    forecasts: int
    proposed_counted: bool = False


class SettingRow(Struct, frozen=True, kw_only=True):
    """A setting, its value, and one sentence."""

    name: str
    value: int | float | str
    text: str


class DoctorAnswer(Struct, frozen=True, kw_only=True):
    """`standoff doctor`: versions, settings, and the state of a case's record.

    `withheld` press texts are known by their hash only (`standoff attach` puts them back).
    """

    version: str
    python: str
    packages: dict[str, str]
    extras: dict[str, str]
    bundled: tuple[str, ...]
    settings: tuple[SettingRow, ...]
    case: str = ""
    entries: int = 0
    head: str = ""
    withheld: int = 0
    faults: tuple[str, ...] = ()
