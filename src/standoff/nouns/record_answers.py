"""The JSON answers of the commands on the record: events, merges, accounts, agreement, exchange.

Each has a schema in `docs/schema/` (see `answers`). Every answer that counts says how many of how
many codings were accepted, and whether proposed ones are counted, too.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from msgspec import Struct

from standoff.nouns.account import Account
from standoff.nouns.coding import Coding
from standoff.nouns.event import Event

__all__ = [
    "AccountsAnswer",
    "AgreementAnswer",
    "AttachAnswer",
    "CiteAnswer",
    "ConflictRow",
    "EventReport",
    "EventRow",
    "EventsAnswer",
    "ExportAnswer",
    "FieldAgreement",
    "MergeAnswer",
    "RulingRow",
    "TakenIn",
]


class EventReport(Struct, frozen=True, kw_only=True):
    """One report of an event: the article it stands in, the coding, and what became of it."""

    id: str
    article: str
    name: str
    published: date | None
    status: str
    coding: Coding


class ConflictRow(Struct, frozen=True, kw_only=True):
    """A field on which the reports of an event differ: each value with who gives it."""

    field: str
    said: dict[str, tuple[str, ...]]


class EventRow(Struct, frozen=True, kw_only=True):
    """An event with everything that tells of it."""

    event: Event
    reports: tuple[EventReport, ...] = ()
    conflicts: tuple[ConflictRow, ...] = ()


class EventsAnswer(Struct, frozen=True, kw_only=True):
    """`standoff events`: happenings, each once; `summaries` tell of several and count nowhere."""

    events: tuple[EventRow, ...]
    summaries: tuple[EventReport, ...]
    accepted: int
    codings: int
    proposed_counted: bool


class RulingRow(Struct, frozen=True, kw_only=True):
    """A ruling that stands: these two tell of one happening (`together`) or do not (`apart`)."""

    ruling: str
    one: str
    other: str
    by: str
    at: datetime
    why: str


class MergeAnswer(Struct, frozen=True, kw_only=True):
    """`standoff merge`: the rulings that stand now, and how many pairs this call ruled on."""

    rulings: tuple[RulingRow, ...]
    changed: int
    head: str


class AccountsAnswer(Struct, frozen=True, kw_only=True):
    """`standoff accounts`: promises, threats and deadlines as they stood on `as_of`."""

    accounts: tuple[Account, ...]
    as_of: date
    rules: dict[str, str]
    accepted: int
    codings: int
    proposed_counted: bool


class FieldAgreement(Struct, frozen=True, kw_only=True):
    """Krippendorff's alpha of one field; None where it is not defined (see `record.agreement`)."""

    field: str
    alpha: float | None
    units: int
    values: int
    agreed: float | None


class AgreementAnswer(Struct, frozen=True, kw_only=True):
    """`standoff agreement`: how far reviewers agree, field by field."""

    reviewers: tuple[str, ...]
    both: int
    fields: tuple[FieldAgreement, ...]


class ExportAnswer(Struct, frozen=True, kw_only=True):
    """`standoff export`: what was written; `texts` says whether press texts are in it."""

    form: str
    path: str
    items: int
    bytes: int
    sha256: str
    texts: bool
    proposed_counted: bool
    head: str


class TakenIn(Struct, frozen=True, kw_only=True):
    """`standoff import` of our own formats: what came back, and what could not be placed."""

    form: str
    case: str
    started: bool
    added: int
    known: int
    lost: tuple[str, ...]
    withheld: int
    head: str


class ConversionRow(Struct, frozen=True, kw_only=True):
    """One code in another scheme: none, one or several codes; `lossy` unless the way back is it."""

    code: str
    label: str
    plover: str
    codes: tuple[str, ...]
    lossy: bool
    note: str


class ConvertAnswer(Struct, frozen=True, kw_only=True):
    """`standoff convert`: codes of `source` in the scheme `target`, in the order asked for."""

    source: str
    target: str
    rows: tuple[ConversionRow, ...]


class AttachAnswer(Struct, frozen=True, kw_only=True):
    """`standoff attach`: how many texts were put back, and which are still missing."""

    attached: int
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    head: str


class CiteAnswer(Struct, frozen=True, kw_only=True):
    """`standoff cite`: how to cite a case, or one event or coding of it."""

    id: str
    bibtex: str
    csl: dict[str, Any]
    head: str
