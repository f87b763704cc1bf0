"""`Account`: a pledge, moratorium, ultimatum or deadline, and what became of it over time."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from standoff.errors import BadValue

__all__ = ["STATES", "Account", "AccountChange"]

#: `open` until something is known, `partly` until it is kept or broken; the rest is final.
STATES = ("open", "partly", "kept", "broken", "lapsed")


class AccountChange(Struct, frozen=True, kw_only=True):
    """One step of an account: its new state, the day, and the events that show it.

    `rule` names the stated rule that made the change; where a person made it, `by` is who and
    `why` the reason.
    """

    state: str
    on: date | None
    events: tuple[str, ...] = ()
    rule: str = ""
    by: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        if self.state not in STATES:
            raise BadValue(f"account state {self.state!r}", expected=f"one of {', '.join(STATES)}")


class Account(Struct, frozen=True, kw_only=True):
    """What somebody promised or threatened, from the day it was opened.

    `kind` is `moratorium`, `pledge`, `ultimatum`, `deadline`, or the move that opened it where a
    person keeps the account. `holder` are the codes of whoever is bound by it (for an ultimatum,
    whoever uttered it: `kept` then means that the threat was carried out), `other` whom it is
    given to. `act` is the move that was promised or is due, `system` the kind of weapon that a
    moratorium names. `opened_by` and the changes name events or codings of the record. `state` is
    the latest change's; a person's word outranks the rules. `doubts` are unconfirmed events that
    would break or close the account if they were confirmed.
    """

    id: str
    kind: str
    holder: str
    other: str = ""
    theatre: str = ""
    opened_by: tuple[str, ...] = ()
    opened_on: date | None = None
    due: date | None = None
    act: str = ""
    system: str = ""
    title: dict[str, str] = {}
    terms: str = ""
    changes: tuple[AccountChange, ...] = ()
    state: str = "open"
    doubts: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        from standoff.nouns.display import account_html

        return account_html(self)
