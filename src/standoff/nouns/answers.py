"""The JSON answers of the commands that return more than one noun.

Each has a schema in `docs/schema/`, made from these definitions and tested against the output.
"""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import Any

import msgspec
from msgspec import Struct

from standoff.nouns.backtest import Backtest
from standoff.nouns.balance import Balance
from standoff.nouns.claim import Finding, PageOfTests
from standoff.nouns.coding import Coding
from standoff.nouns.comparison import Comparison
from standoff.nouns.cycle import CycleAnswer
from standoff.nouns.deal import DealRange
from standoff.nouns.estimates import (
    CrisisEstimate,
    EscalationEstimate,
    EscalationStarts,
    HeldOutAnswer,
)
from standoff.nouns.forecast import Forecast
from standoff.nouns.game import ThenWhat
from standoff.nouns.game_fit import CoercionEstimate
from standoff.nouns.ledger import Comparable, Illustration, Ledger
from standoff.nouns.mechanism import Mechanisms
from standoff.nouns.phase import Phases
from standoff.nouns.pool import Pool
from standoff.nouns.proposal import ProposalsAnswer
from standoff.nouns.record_answers import (
    AccountsAnswer,
    AgreementAnswer,
    AttachAnswer,
    CiteAnswer,
    ConvertAnswer,
    EventsAnswer,
    ExportAnswer,
    MergeAnswer,
    TakenIn,
)
from standoff.nouns.solved import SimulatedGame, SolvedGame
from standoff.nouns.whatif import WhatIf

__all__ = [
    "ANSWERS",
    "CodedFiles",
    "DoctorAnswer",
    "FindingsAnswer",
    "ForecastAnswer",
    "ImportAnswer",
    "ReadAnswer",
    "ReportAnswer",
    "ScoresAnswer",
    "SettingRow",
    "TableAnswer",
    "schema_of",
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


class Scored(Struct, frozen=True, kw_only=True):
    """Precision, recall and F1 with a 90 % interval, the constant baseline's F1 beside them."""

    precision: float
    recall: float
    f1: float
    interval90: tuple[float, float]
    constant_baseline_f1: float | None = None


class Agreement(Struct, frozen=True, kw_only=True):
    """Share that agrees, and Cohen's kappa (None where chance alone would agree)."""

    agree: float
    kappa: float | None


class SpeakerScore(Struct, frozen=True, kw_only=True):
    """Share of the found quotes with the right speaker; the commonest speaker's share beside it."""

    n: int
    right: float
    constant_baseline: float


class Tally(Struct, frozen=True, kw_only=True):
    """Counts of one group: in the gold, predicted, found, typed, and with the group's own value.

    `share` is typed / gold with its 90 % interval (None where the gold has none of the group),
    `constant_baseline` the share that one guess for all would get right.
    """

    gold: int
    predicted: int
    found: int
    typed: int
    agreed: int
    share: float | None = None
    interval90: tuple[float, float] | None = None
    constant_baseline: float | None = None


class ScoresAnswer(Struct, frozen=True, kw_only=True):
    """`standoff score-codings`: how good predicted codings are, whole and by group.

    `page` is the file of the page, where one was asked for.
    """

    gold: int
    predicted: int
    found: Scored
    typed: Scored
    full: Scored
    stance: Agreement | None
    kind: Agreement | None
    speaker: SpeakerScore | None = None
    by: dict[str, dict[str, Tally]] = {}
    page: str | None = None


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


#: The answer of each command that prints JSON.
ANSWERS = MappingProxyType(
    {
        "accounts": AccountsAnswer,
        "agreement": AgreementAnswer,
        "attach": AttachAnswer,
        "backtest": Backtest,
        "cite": CiteAnswer,
        "balance": Balance,
        "claims": FindingsAnswer,
        "claims-propose": ProposalsAnswer,
        "code": CodedFiles,
        "compare": Comparison,
        "convert": ConvertAnswer,
        "demo": ReportAnswer,
        "deal": DealRange,
        "doctor": DoctorAnswer,
        "estimate-escalation": EscalationEstimate,
        "estimate-escalation-held-out": HeldOutAnswer,
        "estimate-escalation-starts": EscalationStarts,
        "estimate-coercion": CoercionEstimate,
        "estimate-signalling": CrisisEstimate,
        "events": EventsAnswer,
        "export": ExportAnswer,
        "forecast": ForecastAnswer,
        "forecast-as-of": Illustration,
        "forecast-due": Ledger,
        "import": ImportAnswer,
        "import-own": TakenIn,
        "mechanisms": Mechanisms,
        "merge": MergeAnswer,
        "phases": Phases,
        "phases-page": CycleAnswer,
        "read": ReadAnswer,
        "report": ReportAnswer,
        "score-codings": ScoresAnswer,
        "simulate": SimulatedGame,
        "solve": SolvedGame,
        "table": TableAnswer,
        "what-if": WhatIf,
    }
)


def schema_of(command: str) -> dict[str, Any]:
    """The JSON schema of a command's answer.

    An end of a range that is infinite is null there, and so is a value that nothing gives (NaN).
    """
    made = json.loads(json.dumps(msgspec.json.schema(ANSWERS[command])))
    return _open_ends(made)


def _open_ends(node: Any) -> Any:
    if isinstance(node, list):
        return [_open_ends(part) for part in node]
    if not isinstance(node, dict):
        return node
    pair = node.get("prefixItems")
    if pair and all(part == {"type": "number"} for part in pair):
        return node | {"prefixItems": [{"type": ["number", "null"]} for _ in pair]}
    opened = {key: _open_ends(part) for key, part in node.items()}
    for name in ("estimate", "value"):
        if isinstance(opened.get(name), dict) and opened[name].get("type") == "number":
            opened[name] = opened[name] | {"type": ["number", "null"]}
    return opened
