"""Accounts that people keep: opened by an event, closed by a person's judgement with a reason.

They come from a file `accounts.csv` with the columns

    account,theatre,holder,opened_by,opened_on,due,closed_by,closed_on,outcome,title_en,title_de,note

or one by one, and stand in the journal as notes. `opened_by` and `closed_by` are ids of events. A
later note on the same account replaces the earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from standoff.errors import BadValue
from standoff.files import decode, read_bytes, shown
from standoff.nouns import Account, AccountChange
from standoff.nouns.account import STATES
from standoff.nouns.when import parse_day
from standoff.record.entry import Draft, note_entry
from standoff.settings import Settings
from standoff.tables import table_rows

__all__ = ["SetAccount", "account_entry", "load_accounts", "set_accounts_of"]

DEFAULTS = Settings()

_TOPIC = "account"
_REQUIRED = ("account", "opened_by", "outcome")


class SetAccount(Struct, frozen=True, kw_only=True):
    """What a person says of one account; `outcome` is one of the states of an account."""

    id: str
    opened_by: str
    outcome: str = "open"
    holder: str = ""
    theatre: str = ""
    opened_on: date | None = None
    due: date | None = None
    closed_by: str = ""
    closed_on: date | None = None
    title: dict[str, str] = {}
    why: str = ""
    by: str = ""

    def __post_init__(self) -> None:
        if self.outcome not in STATES:
            raise BadValue(f"outcome {self.outcome!r}", expected=f"one of {', '.join(STATES)}")
        if self.outcome != "open" and not (self.closed_by or self.why.strip()):
            raise BadValue(
                f"account {self.id!r} is closed without an event or a reason",
                expected="closed_by or a reason",
            )

    def opens(self, account: Account) -> Account:
        """The account that the record derives, with what the person says of it."""
        return msgspec.structs.replace(
            account,
            id=self.id,
            holder=self.holder or account.holder,
            theatre=self.theatre or account.theatre,
            opened_on=self.opened_on or account.opened_on,
            due=self.due or account.due,
            title=self.title or account.title,
        )

    def change(self, as_of: date) -> AccountChange | None:
        """The state that the person sets, if it was known on `as_of`."""
        if self.closed_on and self.closed_on > as_of:
            return None
        if self.outcome == "open" and not self.why:
            return None
        events = (self.closed_by,) if self.closed_by else ()
        return AccountChange(
            state=self.outcome, on=self.closed_on, events=events, by=self.by or "?", why=self.why
        )


def account_entry(account: SetAccount, *, by: str) -> Draft:
    """The note that sets an account; raises `BadValue` without a name."""
    if not by.strip():
        raise BadValue("an account is set without a name", expected="who sets it")
    body = msgspec.to_builtins(msgspec.structs.replace(account, by=by))
    return note_entry({"topic": _TOPIC, **body}, by=by)


def set_accounts_of(notes: Iterable[Mapping[str, Any]]) -> list[SetAccount]:
    """What notes, in order, set; the latest on each account. Other notes are passed over."""
    found: dict[str, SetAccount] = {}
    for note in notes:
        if note.get("topic") == _TOPIC:
            account = msgspec.convert(note, SetAccount)
            found[account.id] = account
    return list(found.values())


def load_accounts(path: str | Path, *, settings: Settings = DEFAULTS) -> list[SetAccount]:
    """The accounts of a file, in order; raises `FileUnreadable` or `BadValue` naming the line."""
    path = Path(path)
    text, found = decode(read_bytes(path, settings), path), dict[str, SetAccount]()
    for line, row in table_rows(text, path, _REQUIRED, settings):
        where = f"{shown(path)} line {line}"
        account = _account(row, where)
        if account.id in found:
            raise BadValue(f"column account: {account.id!r} was used before", where=where)
        found[account.id] = account
    return list(found.values())


def _account(row: Mapping[str, str], where: str) -> SetAccount:
    def text(column: str) -> str:
        return row.get(column, "").strip()

    def day(column: str) -> date | None:
        return parse_day(text(column), where=f"{where} column {column}") if text(column) else None

    for column in _REQUIRED:
        if not text(column):
            raise BadValue(f"column {column}: it is empty", where=where, expected="a value")
    try:
        return SetAccount(
            id=text("account"),
            opened_by=text("opened_by"),
            outcome=text("outcome"),
            holder=text("holder"),
            theatre=text("theatre"),
            opened_on=day("opened_on"),
            due=day("due"),
            closed_by=text("closed_by"),
            closed_on=day("closed_on"),
            title={tag: text(f"title_{tag}") for tag in ("en", "de") if text(f"title_{tag}")},
            why=text("note"),
        )
    except BadValue as fault:
        if fault.where:
            raise
        raise BadValue(fault.what, where=where, expected=fault.expected) from None
