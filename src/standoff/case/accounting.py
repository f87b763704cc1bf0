"""Accounts of a case, and how a person sets one: with a name and a reason, against the rules.

The rules that derive a state stand in `record/data/accounts.toml`; each change names its rule and
its events. A person's word outranks them, and both stay visible.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from standoff.errors import BadValue
from standoff.nouns import Account
from standoff.nouns.record_answers import AccountsAnswer, AgreementAnswer, FieldAgreement

if TYPE_CHECKING:
    from standoff.case.case import Case

__all__ = ["accounts_of_case", "agreement_of_case", "settle"]


def accounts_of_case(
    case: Case, *, as_of: date | None = None, proposed: bool = False, language: str = "en"
) -> AccountsAnswer:
    """All accounts as they stood on `as_of` (default: the last day of the case's period)."""
    from standoff.record.account_rules import account_rules

    day = as_of or case.period(proposed=proposed)[1]
    accepted, total = case.accepted
    return AccountsAnswer(
        accounts=tuple(case.record.accounts(as_of=day, proposed=proposed)),
        as_of=day,
        rules={rule.name: rule.de if language == "de" else rule.en for rule in account_rules()},
        accepted=accepted,
        codings=total,
        proposed_counted=proposed,
    )


def settle(
    case: Case,
    account: str,
    state: str,
    *,
    by: str,
    why: str,
    on: date | None = None,
    closed_by: str = "",
) -> Account:
    """Set the state of an account; raises `BadValue` for an unknown one, or without a reason.

    `account` is its id or that of the event or coding that opened it.
    """
    from standoff.record import SetAccount, account_entry

    if not why.strip():
        raise BadValue("an account is set without a reason", expected="a few words why (--why)")
    found = _find(case, account)
    if closed_by and closed_by not in {event.id for event in case.events(proposed=True)}:
        raise BadValue(f"no event {closed_by!r} in this case", next="`standoff events` lists them")
    told = SetAccount(
        id=found.id,
        opened_by=found.opened_by[0],
        outcome=state,
        holder=found.holder,
        theatre=found.theatre,
        opened_on=found.opened_on,
        due=found.due,
        closed_by=closed_by,
        closed_on=on,
        title=found.title,
        why=why,
    )
    case.append([account_entry(told, by=by)])
    return _find(case, found.id)


def _find(case: Case, named: str) -> Account:
    for proposed in (False, True):
        for account in case.record.accounts(as_of=date.max, proposed=proposed):
            if named == account.id or named in account.opened_by:
                return account
    raise BadValue(
        f"no account {named!r} in this case",
        next="`standoff accounts --proposed` lists them with their ids",
    )


def agreement_of_case(case: Case) -> AgreementAnswer:
    """Krippendorff's alpha of the reviewers, field by field."""
    rows = case.record.agreement()
    return AgreementAnswer(
        reviewers=tuple(sorted({name for row in rows for name in row.reviewers})),
        both=next(row.units for row in rows if row.field == "decision"),
        fields=tuple(
            FieldAgreement(
                field=row.field,
                alpha=row.alpha,
                units=row.units,
                values=row.values,
                agreed=row.agreed,
            )
            for row in rows
        ),
    )
