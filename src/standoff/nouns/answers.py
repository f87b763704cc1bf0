"""The JSON answers of the commands that return more than one noun.

Each has a schema in `docs/schema/`, made from these definitions and tested against the output.
"""

from __future__ import annotations

from types import MappingProxyType

from msgspec import Struct

from standoff.nouns.claim import Finding
from standoff.nouns.coding import Coding
from standoff.nouns.forecast import Forecast
from standoff.nouns.game import ThenWhat
from standoff.nouns.phase import Phases

__all__ = [
    "ANSWERS",
    "CodedFiles",
    "DoctorAnswer",
    "FindingsAnswer",
    "ForecastAnswer",
    "ReadAnswer",
    "ReportAnswer",
    "SettingRow",
]


class CodedFiles(Struct, frozen=True, kw_only=True):
    """`standoff code`: codings of articles without a case; `undated` names those without a date."""

    articles: int
    undated: tuple[str, ...]
    codings: tuple[Coding, ...]


class ReadAnswer(Struct, frozen=True, kw_only=True):
    """`standoff read`: what was added to a case."""

    case: str
    started: bool
    added: int
    known: int
    codings: int
    articles: tuple[str, ...]
    head: str


class FindingsAnswer(Struct, frozen=True, kw_only=True):
    """`standoff claims`: findings, how many tests the page holds, Holm-adjusted where p exists."""

    findings: tuple[Finding, ...]
    tests: int
    accepted: int
    codings: int
    proposed_counted: bool


class ForecastAnswer(Struct, frozen=True, kw_only=True):
    """`standoff forecast`: one forecast a question, and the game's answer beside them."""

    forecasts: tuple[Forecast, ...]
    then_what: ThenWhat | None
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


class SettingRow(Struct, frozen=True, kw_only=True):
    """A setting, its value, and one sentence."""

    name: str
    value: int | float | str
    text: str


class DoctorAnswer(Struct, frozen=True, kw_only=True):
    """`standoff doctor`: versions, settings, and the state of a case's record."""

    version: str
    python: str
    packages: dict[str, str]
    extras: dict[str, str]
    bundled: tuple[str, ...]
    settings: tuple[SettingRow, ...]
    case: str = ""
    entries: int = 0
    head: str = ""
    faults: tuple[str, ...] = ()


#: The answer of each command that prints JSON.
ANSWERS = MappingProxyType(
    {
        "claims": FindingsAnswer,
        "code": CodedFiles,
        "demo": ReportAnswer,
        "doctor": DoctorAnswer,
        "forecast": ForecastAnswer,
        "phases": Phases,
        "read": ReadAnswer,
        "report": ReportAnswer,
    }
)
