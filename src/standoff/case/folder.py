"""A case is a folder: `case.toml` (what it is), a journal (what happened to it), and data files.

    korea/
      case.toml        title, dyad, period, settings, and the head of the journal
      journal.sqlite   the append-only record
      claims.toml      claims to test            (optional)
      questions.toml   forecast questions        (optional)
      backtest.toml    what a backtest asks      (optional)
      imports/         tables taken in from other data sets, each under its hash

`case.toml` keeps the number and hash of the journal's last known entry, so that a journal whose
tail was cut is noticed. A person may edit the file; comments and order survive our writing.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from standoff.errors import BadValue, CaseError
from standoff.files import read_toml, write_bytes
from standoff.settings import Settings, settings_from

__all__ = [
    "CASE_FILE",
    "AskedCycle",
    "AskedDeadline",
    "CaseInfo",
    "CiteInfo",
    "read_info",
    "write_head",
    "write_info",
]

CASE_FILE = "case.toml"


class AskedDeadline(Struct, frozen=True, kw_only=True):
    """`[then_what]`: the deadline that the case asks about, and the day on which it asks."""

    asked: date
    deadline: date
    horizon_months: int = 3


class CiteInfo(Struct, frozen=True, kw_only=True):
    """`[cite]`: who made the record, and where it is published."""

    authors: tuple[str, ...] = ()
    publisher: str = ""
    licence: str = ""
    doi: str = ""
    url: str = ""


class AskedCycle(Struct, frozen=True, kw_only=True):
    """`[cycle]`: what the page of the cycle asks beside its usual questions.

    `exception` is the period that somebody calls different, `dates` the days before and after which
    rates are compared, `rule` the month rule (a bundled name, or a file of the case), `clocks` what
    could be foreseen (`clocking`).
    """

    exception: tuple[date, date] | None = None
    dates: tuple[date, ...] = ()
    rule: str = "months"
    step: str = "month"
    clocks: tuple[str, ...] = ()


class CaseInfo(Struct, frozen=True, kw_only=True):
    """What `case.toml` says of a case."""

    id: str
    title: dict[str, str]
    dyad: tuple[str, str] | None = None
    start: date | None = None
    end: date | None = None
    page_start: date | None = None
    page_end: date | None = None
    journal: str = "journal.sqlite"
    head_seq: int = 0
    head_hash: str = ""
    then_what: AskedDeadline | None = None
    cite: CiteInfo = CiteInfo()
    cycle: AskedCycle | None = None
    settings: Settings = Settings()

    def journal_address(self, folder: Path) -> str:
        """Where the journal lies: a database by its address, else a file in the case's folder."""
        return self.journal if "://" in self.journal else str(folder / self.journal)

    def title_in(self, language: str) -> str:
        """The title in `language`, else in any language, else the id."""
        return self.title.get(language) or next(iter(self.title.values()), self.id)


def read_info(folder: Path) -> CaseInfo:
    """The case in `folder`; raises `CaseError` or `BadValue` with the file and the key at fault."""
    path = folder / CASE_FILE
    if not path.is_file():
        raise CaseError(
            "there is no case here",
            where=str(folder),
            expected=f"a folder with a {CASE_FILE}",
            next="start one with `standoff read ARTICLE... --case DIR` or `standoff demo`",
        )
    try:
        return _info_of(read_toml(path), path)
    except msgspec.ValidationError as fault:
        raise BadValue(f"not a valid case file: {fault}", where=str(path)) from None


def _info_of(table: dict[str, Any], path: Path) -> CaseInfo:
    case, head, period, page = (_table(table, key) for key in ("case", "head", "period", "page"))
    if not case.get("id"):
        raise BadValue(
            "this case file does not say which case it is",
            where=str(path),
            expected='a table [case] with an id, for instance id = "korea"',
            next="restore the file from a copy, or start a case in another folder",
        )
    flat = {
        "id": case["id"],
        "title": case.get("title", {}),
        "dyad": case.get("dyad"),
        "journal": case.get("journal", "journal.sqlite"),
        "start": period.get("start"),
        "end": period.get("end"),
        "page_start": page.get("start"),
        "page_end": page.get("end"),
        "head_seq": head.get("seq", 0),
        "head_hash": head.get("hash", ""),
        "then_what": table.get("then_what"),
        "cite": _table(table, "cite"),
        "cycle": table.get("cycle"),
    }
    info = msgspec.convert(flat, CaseInfo)
    return msgspec.structs.replace(
        info, settings=settings_from(table.get("settings", {}), where=str(path))
    )


def _table(table: dict[str, Any], key: str) -> dict[str, Any]:
    found = table.get(key, {})
    if not isinstance(found, dict):
        raise msgspec.ValidationError(f"{key} is no table; write [{key}] and its values below it")
    return found


def write_info(folder: Path, info: CaseInfo) -> None:
    """Write a new `case.toml`."""
    import tomlkit

    document = tomlkit.document()
    document.add(
        tomlkit.comment("A standoff case. Edit the title, dyad, period and settings here.")
    )
    case = tomlkit.table()
    case.update({"id": info.id, "title": info.title, "journal": info.journal})
    if info.dyad:
        case["dyad"] = list(info.dyad)
    document["case"] = case
    for name, start, end in (
        ("period", info.start, info.end),
        ("page", info.page_start, info.page_end),
    ):
        days = {key: day for key, day in (("start", start), ("end", end)) if day}
        if days:
            document[name] = days
    if info.then_what:
        document["then_what"] = msgspec.structs.asdict(info.then_what)
    if info.cite != CiteInfo():
        document["cite"] = msgspec.to_builtins(info.cite)
    if info.cycle:
        asked = msgspec.structs.asdict(info.cycle)
        document["cycle"] = {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in asked.items()
            if value
        }
    changed = {
        field: value
        for field, value in msgspec.structs.asdict(info.settings).items()
        if value != getattr(Settings(), field)
    }
    if changed:
        document["settings"] = changed
    document["head"] = {"seq": info.head_seq, "hash": info.head_hash}
    write_bytes(folder / CASE_FILE, tomlkit.dumps(document).encode())


def write_head(folder: Path, seq: int, hash_: str) -> None:
    """Note the journal's head in `case.toml`, leaving the rest of the file as it is.

    A later head that another writer has noted meanwhile stays.
    """
    import tomlkit

    path = folder / CASE_FILE
    document = tomlkit.parse(path.read_text(encoding="utf-8-sig"))
    noted = document.get("head", {}).get("seq", 0)
    if isinstance(noted, int) and noted > seq:
        return
    document["head"] = {"seq": seq, "hash": hash_}
    write_bytes(path, tomlkit.dumps(document).encode())
